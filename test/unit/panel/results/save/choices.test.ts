import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  describeChoice,
  choiceFor,
  qualityOf,
  saveChoices,
} from '../../../../../src/panel/results/save/choices.ts';
import { choiceLabel } from '../../../../../src/assets/formats.ts';
import { translate as t } from '../../../../support/localization.ts';

const labels = (mimeType: string) => saveChoices(mimeType).map(choiceLabel);

test('offers the own type first, then each format and quality', () => {
  assert.deepEqual(labels('image/png'), ['PNG', 'WebP 90', 'WebP 80', 'JPEG 90', 'JPEG 80']);
  assert.deepEqual(labels('image/jpeg'), [
    'JPEG',
    'WebP 90',
    'WebP 80',
    'JPEG 90',
    'JPEG 80',
    'PNG',
  ]);
  assert.deepEqual(labels('image/gif'), ['WebP 90', 'WebP 80', 'JPEG 90', 'JPEG 80', 'PNG']);
});

test('describes a choice by its real size and by what it does to the image', () => {
  const jpeg = { type: 'jpeg', quality: 80 } as const;
  assert.equal(
    describeChoice(jpeg, 'unknown', 'image/png', t),
    'Any transparent parts become white',
  );
  assert.equal(
    describeChoice(jpeg, 60_400, 'image/png', t),
    '60 kB · Any transparent parts become white',
  );
  assert.equal(describeChoice(jpeg, 60_400, 'image/jpeg', t), '60 kB');
  assert.equal(
    describeChoice({ type: 'png' }, 812, 'image/png', t),
    '812 B · Unchanged, byte for byte',
  );
  assert.equal(describeChoice({ type: 'png' }, 812, 'image/jpeg', t), '812 B · Lossless');
  assert.equal(describeChoice(jpeg, 'none', 'image/png', t), 'Not available for this image');
});

test('an extension that the user enters changes the type and keeps the quality', () => {
  const webp = { type: 'webp', quality: 80 } as const;
  assert.deepEqual(choiceFor('webp', webp), webp);
  assert.deepEqual(choiceFor('jpeg', webp), { type: 'jpeg', quality: 80 });
  assert.deepEqual(choiceFor('png', webp), { type: 'png' });
  assert.deepEqual(choiceFor('jpeg', { type: 'png' }), { type: 'jpeg' });
});

test('a quality is a whole number from 1 to 100', () => {
  assert.deepEqual(['1', ' 80', '100'].map(qualityOf), [1, 80, 100]);
  for (const text of ['', '0', '101', '8.5', '-1', 'x']) assert.equal(qualityOf(text), undefined);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CheckError, type Disguise } from '../../../../src/errors.ts';
import { aboutEdit, type SkippedFile } from '../../../../src/run/quick/about.ts';
import { translate as t } from '../../../support/localization.ts';

const ROUTE = 'model at Practice.';
const SENDING = ['Sent as PNG, 96×64 px, first of 2 frames'];

const notImage = (name: string, found?: Disguise): SkippedFile => ({
  item: { name },
  error: new CheckError({ kind: 'not-an-image', file: name, ...(found && { found }) }),
});
const cut = (name: string): SkippedFile => ({
  item: { name },
  error: new CheckError({ kind: 'incomplete-image', file: name, type: 'image/png' }),
});
const about = (...skipped: readonly SkippedFile[]) =>
  aboutEdit({ skipped, sending: SENDING, route: ROUTE }, t);

describe('the note next to the choice', () => {
  test('says what is sent, where no file is skipped', () => {
    assert.deepEqual(about(), { note: SENDING[0], about: ROUTE });
    assert.deepEqual(aboutEdit({ skipped: [], sending: [], route: ROUTE, target: 'In out.' }, t), {
      about: `${ROUTE} In out.`,
    });
  });

  test('names broken files first, and the rest follows the number of requests', () => {
    assert.deepEqual(about(notImage('empty.png', 'empty'), cut('truncated.png')), {
      note: 'Skips 2 broken files: empty.png, truncated.png',
      about: `${SENDING[0]}. ${ROUTE}`,
    });
    assert.equal(about(cut('a.png')).note, 'Skips 1 broken file: a.png');
  });

  test('calls no file broken that is something else', () => {
    assert.equal(about(notImage('words.png')).note, 'Skips 1 file: words.png');
    const both = about(cut('a.png'), notImage('logo.svg', 'svg'));
    assert.equal(both.note, 'Skips 2 files: a.png, logo.svg');
  });

  test('stays short, however many and long the names are', () => {
    const files = Array.from({ length: 30 }, (_, index) =>
      cut(`a very long name of a photo of the summer ${index + 10}.png`),
    );
    const { note = '' } = about(...files);
    assert.equal(note, 'Skips 30 broken files: a very long…r 10.png, and 29 more');
  });
});

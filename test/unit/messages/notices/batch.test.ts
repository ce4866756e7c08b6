import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  batchDetails,
  describeBatch,
  type BatchFacts,
} from '../../../../src/messages/notices/batch.ts';
import { translate as t } from '../../../support/localization.ts';

const CLEAN: BatchFacts = {
  saved: 12,
  bytes: 1_200_000,
  failed: [],
  skipped: [],
  untried: [],
  isCancelled: false,
  charge: 'no',
  warnings: [],
};

test('a clean batch is one sentence', () => {
  assert.deepEqual(describeBatch(CLEAN, t), ['Edited 12 images (1.2 MB).']);
});

test('the summary counts every file once, then names money and reasons', () => {
  const facts: BatchFacts = {
    ...CLEAN,
    saved: 8,
    failed: [{ name: 'b.png', reason: 'b.png is incomplete.' }],
    skipped: [{ name: 'c.jpg', reason: "It isn't an image." }],
    untried: ['d.png', 'e.png'],
    charge: 'maybe',
  };
  assert.deepEqual(describeBatch(facts, t), [
    'Edited 8 of 12 images.',
    '1 failed, 1 skipped, 2 not tried.',
    'You may have been charged for failures.',
    'b.png is incomplete.',
    "c.jpg: It isn't an image.",
  ]);
  assert.deepEqual(batchDetails(facts, t), [
    'Edited 8 of 12 images.',
    'You may have been charged for failures.',
    '',
    'Failed',
    '- b.png is incomplete.',
    '',
    'Skipped',
    "- c.jpg: It isn't an image.",
    '',
    'Not tried',
    '- d.png',
    '- e.png',
  ]);
});

test('a canceled batch says so first', () => {
  const facts = { ...CLEAN, saved: 1, untried: ['b.png'], isCancelled: true };
  assert.deepEqual(describeBatch(facts, t), ['Canceled. Edited 1 of 2 images.', '1 not tried.']);
});

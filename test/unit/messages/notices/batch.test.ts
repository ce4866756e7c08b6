import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  batchDetails,
  chargeOfFailures,
  describeBatch,
  isCleanBatch,
  type BatchFacts,
} from '../../../../src/messages/notices/batch.ts';
import { fitNotice, NOTICE_LENGTH } from '../../../../src/messages/notices/fit.ts';
import { translate as t } from '../../../support/localization.ts';

const CLEAN: BatchFacts = {
  saved: 12,
  results: ['a-edited.png'],
  bytes: 1_200_000,
  failed: [],
  skipped: [],
  untried: [],
  isCancelled: false,
  charge: 'no',
  warnings: [],
};
const EMPTY = { name: 'empty.png', reason: 'empty.png is an empty file.' };
const CUT = { name: 'truncated.png', reason: 'truncated.png is incomplete.' };
const FAILED = {
  name: 'b.png',
  reason: 'The model refused.',
  message: 'The model refused. You may have been charged.',
  wasSent: true,
};

test('a clean batch is one sentence', () => {
  assert.deepEqual(describeBatch(CLEAN, t), ['Edited 12 images (1.2 MB).']);
  assert.ok(isCleanBatch(CLEAN));
});

describe('skipped files', () => {
  test('are called skipped, and nothing was sent for them', () => {
    const facts = { ...CLEAN, saved: 2, skipped: [EMPTY, CUT] };
    assert.deepEqual(describeBatch(facts, t), [
      'Edited 2 images.',
      'Skipped 2: empty.png, truncated.png.',
      'Nothing was sent for them.',
    ]);
    const { text, isCut } = fitNotice(describeBatch(facts, t));
    assert.match(text, /^Edited 2 images\. Skipped 2: .*\. Nothing was sent for them\.$/);
    assert.ok(!isCut && !isCleanBatch(facts));
  });

  test('do not count as failures when others fail', () => {
    const facts = { ...CLEAN, saved: 1, failed: [FAILED], skipped: [EMPTY] };
    assert.deepEqual(describeBatch(facts, t).slice(0, 2), [
      'Edited 1 of 2 images.',
      '1 failed, 1 skipped.',
    ]);
  });

  test('fit into a notice, however many and long they are', () => {
    const name = (index: number) => `a photo of the summer of ${index} (copy).with-no-type`;
    const skipped = Array.from({ length: 28 }, (_, index) => ({ ...CUT, name: name(index) }));
    const facts = { ...CLEAN, saved: 32, skipped, warnings: [CUT] };
    const { text } = fitNotice(describeBatch(facts, t));
    assert.ok(text.length <= NOTICE_LENGTH, text);
    assert.match(text, /^Edited 32 images\. Skipped 28: .*, and \d+ more\. Nothing was sent for/);
  });
});

test('the summary counts every file once, then names money and reasons', () => {
  const facts: BatchFacts = {
    ...CLEAN,
    saved: 8,
    failed: [FAILED],
    skipped: [{ name: 'c.jpg', reason: "It isn't an image." }],
    untried: ['d.png', 'e.png'],
    charge: 'maybe',
  };
  assert.deepEqual(describeBatch(facts, t), [
    'Edited 8 of 11 images.',
    '1 failed, 1 skipped, 2 not tried.',
    'You may have been charged for failures.',
    'b.png: The model refused.',
    "c.jpg: It isn't an image.",
  ]);
  assert.deepEqual(batchDetails(facts, t), [
    'Edited 8 of 11 images.',
    'You may have been charged for failures.',
    '',
    'Failed',
    '- b.png: The model refused. You may have been charged.',
    '',
    'Skipped, nothing was sent',
    "- c.jpg: It isn't an image.",
    '',
    'Not tried',
    '- d.png',
    '- e.png',
    '',
    'Saved',
    '- a-edited.png',
  ]);
});

test('failures always have a sentence about money', () => {
  const money = (rest: Partial<BatchFacts>) => chargeOfFailures({ ...CLEAN, ...rest }, t);
  const unsent = { ...FAILED, wasSent: false };
  assert.deepEqual(money({}), []);
  assert.deepEqual(money({ failed: [FAILED] }), ["Failures weren't charged."]);
  assert.deepEqual(money({ failed: [unsent] }), ["Failed files weren't sent."]);
  assert.deepEqual(money({ failed: [unsent, FAILED] }), ["Failures weren't charged."]);
  const failed = [FAILED];
  assert.deepEqual(money({ failed, charge: 'maybe' }), ['You may have been charged for failures.']);
  assert.deepEqual(money({ failed, charge: 'yes' }), ['You were charged for failures.']);
});

test('a canceled batch says so first', () => {
  const facts = { ...CLEAN, saved: 1, untried: ['b.png'], isCancelled: true };
  assert.deepEqual(describeBatch(facts, t), ['Canceled. Edited 1 of 2 images.', '1 not tried.']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunResult } from '../../../../src/run/plan/options.ts';
import { isAboutItsImage, mergeResults } from '../../../../src/run/report/result.ts';

const saved = (name: string): RunResult => ({
  outcome: 'saved',
  saved: [name],
  warnings: [],
  runs: [`run-${name}`],
});
const refused = (message: string): RunResult => ({
  outcome: 'bad_request',
  saved: [],
  message,
  warnings: [],
  runs: [],
});
const failed: RunResult = {
  outcome: 'unknown',
  saved: [],
  message: 'X',
  warnings: [],
  runs: ['r'],
};

test('report-C2 a batch continues after an image that cannot be sent, not after a request that failed', () => {
  assert.ok(isAboutItsImage(refused('a.gif: broken')));
  assert.ok(isAboutItsImage({ ...refused(''), outcome: 'too_large', runs: ['r'] }));
  assert.ok(!isAboutItsImage({ ...refused(''), runs: ['r'] }));
  for (const outcome of ['unknown', 'auth', 'config', 'quota', 'cancelled', 'saved'] as const) {
    assert.ok(!isAboutItsImage({ ...refused(''), outcome }));
  }
});

test('report-C2 a batch with a bad image is saved, and says which image is missing', () => {
  const merged = mergeResults([saved('a'), refused('b.gif: broken'), saved('c')]);
  assert.deepEqual(
    [merged.outcome, merged.saved, merged.warnings, merged.runs],
    ['saved', ['a', 'c'], ['b.gif: broken'], ['run-a', 'run-c']],
  );
  const last = mergeResults([saved('a'), refused('b.gif: broken')]);
  assert.deepEqual(
    [last.outcome, last.message, last.warnings],
    ['saved', undefined, ['b.gif: broken']],
  );
});

test('report-C2 a batch that fails, or has only bad images, has their outcome', () => {
  assert.equal(mergeResults([saved('a'), failed]).outcome, 'unknown');
  const bad = mergeResults([refused('a.gif: broken'), refused('b.gif: broken')]);
  assert.deepEqual([bad.outcome, bad.message], ['bad_request', 'b.gif: broken']);
  assert.equal(mergeResults([]).outcome, 'cancelled');
});

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

test('report-C2 a batch continues after a failure of one image, not after one of the route', () => {
  assert.ok(isAboutItsImage(refused('a.gif: broken')));
  for (const outcome of ['too_large', 'blocked', 'no_image', 'bad_request'] as const) {
    assert.ok(isAboutItsImage({ ...refused(''), outcome, runs: ['r'] }), outcome);
  }
  const others = [
    'unknown',
    'auth',
    'config',
    'quota',
    'cancelled',
    'busy',
    'save_failed',
  ] as const;
  for (const outcome of [...others, 'saved'] as const) {
    assert.ok(!isAboutItsImage({ ...refused(''), outcome }), outcome);
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

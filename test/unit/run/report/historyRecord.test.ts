import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaceEntry } from '../../../../src/history/changes.ts';
import { parseEntry } from '../../../../src/history/history.ts';
import type { RunResult } from '../../../../src/run/plan/options.ts';
import { endEntry, sentEntry, type RecordedRun } from '../../../../src/run/report/historyRecord.ts';
import { PLAN as EDIT, REPORT } from './samples.ts';

const KEY = 'sk-abcdefgh12345678';
const MARK = { kind: 'rectangle' as const, x: 1, y: 2, width: 3, height: 4 };

const PLAN = { ...EDIT, region: [MARK] };

const RUN: RecordedRun = {
  options: { prompt: `Use ${KEY}`, images: ['file:///w/s.png'] },
  plan: PLAN,
  at: 123,
  keys: [KEY],
};

const RESULT: RunResult = { outcome: 'saved', saved: [], warnings: [`key ${KEY}`], runs: ['r'] };

test('the entry of an ended run has its request and its result, without a key', () => {
  const entry = endEntry(RUN, REPORT, RESULT);
  assert.deepEqual(entry, {
    id: 'r',
    at: 123,
    operation: 'edit',
    prompt: 'Use •••',
    images: ['file:///w/s.png'],
    gateway: PLAN.gateway.id,
    model: 'nano-banana',
    aspectRatio: '16:9',
    region: [MARK],
    outcome: 'saved',
    results: [{ uri: 'file:///w/a.png', size: 77, width: 8, height: 6, type: 'png' }],
    warnings: ['key •••'],
    ms: 5,
  });
  assert.deepEqual(parseEntry(JSON.stringify(entry)), entry);
});

test('the entry of a sent run has its request, and the entry of its end replaces it', () => {
  const sent = sentEntry({ ...RUN, at: 100 }, 'r');
  assert.deepEqual(
    [sent.outcome, sent.prompt, sent.region, sent.at],
    ['sent', 'Use •••', [MARK], 100],
  );
  assert.deepEqual(parseEntry(JSON.stringify(sent)), sent);
  const end = endEntry(RUN, REPORT, RESULT);
  assert.deepEqual(replaceEntry([sent], end), [end]);
});

test('a mark with thousands of points is left out, and the entry still says that there was one', () => {
  const points = Array.from({ length: 5000 }, (_, at): [number, number] => [at, at]);
  const plan = { ...PLAN, region: [{ kind: 'brush' as const, radius: 9, points }] };
  assert.deepEqual(endEntry({ ...RUN, plan }, REPORT, RESULT).region, []);
});

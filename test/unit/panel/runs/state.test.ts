import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reduce, type PanelEvent } from '../../../../src/panel/state.ts';
import { after, began, FAILURE, panelImage, RESULT, RUN } from '../../../support/panel/state.ts';

const failed: PanelEvent = { kind: 'run-ended', id: 'r1', failure: FAILURE };

test('several runs have their own progress and their own end', () => {
  const state = after(
    began('r1'),
    began('r2', 'q'),
    { kind: 'run-progressed', run: RUN },
    { kind: 'run-ended', id: 'r2' },
  );
  assert.deepEqual(state.runs, [RUN]);
});

test('progress after the end does not bring a run back', () => {
  const state = after(began('r1'), failed, { kind: 'run-progressed', run: RUN });
  assert.deepEqual([state.runs, state.failures], [[], [FAILURE]]);
});

test('results are listed newest first, before their run has ended', () => {
  const state = after(
    began('r1'),
    { kind: 'run-arrived', results: [RESULT] },
    { kind: 'run-arrived', results: [panelImage('second')] },
  );
  assert.deepEqual([state.runs.length, state.results.map(({ id }) => id)], [1, ['second', 'out']]);
});

test('a failure keeps the results, and disappears at the next run or when dismissed', () => {
  const state = after(began('r1'), { kind: 'run-arrived', results: [RESULT] }, failed);
  assert.deepEqual([state.results, state.failures], [[RESULT], [FAILURE]]);
  assert.deepEqual(reduce(state, began('r2')).failures, []);
  assert.deepEqual(reduce(state, { kind: 'failure-dismissed', id: 'r1' }).failures, []);
});

test('lists up to 50 earlier prompts once each, newest first, without very long ones', () => {
  const promptsOf = (...prompts: string[]) =>
    after(...prompts.map((prompt) => began('r', prompt))).prompts;
  assert.deepEqual(promptsOf('a', 'b', 'a'), ['a', 'b']);
  assert.deepEqual(promptsOf('a', 'x'.repeat(5000)), ['a']);
  assert.equal(promptsOf(...Array.from({ length: 80 }, (_, n) => `p${n}`)).length, 50);
});

test('a run begins with all of its requests waiting', () => {
  const [run] = after(began('r1', 'p', 3)).runs;
  assert.equal(run?.count, 3);
  assert.deepEqual(
    run.parts.map(({ state }) => state),
    ['waiting', 'waiting', 'waiting'],
  );
});

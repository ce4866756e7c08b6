import assert from 'node:assert/strict';
import { test } from 'node:test';
import { removeEntry, type History } from '../../../src/history/history.ts';
import { RunEntries } from '../../../src/history/runEntries.ts';
import { entries, entryOf, idsOf } from '../../support/historyEntries.ts';

/** A history in memory, which can refuse a change. */
function memory(start: History = []) {
  const state = { history: start, refuses: false };
  const runs = new RunEntries(async (change) => {
    if (state.refuses) throw new Error('no room');
    state.history = change(state.history);
  });
  return { state, runs };
}

const sent = entryOf(1, { outcome: 'sent', results: [] });

test('the end of a run replaces the entry from when it was sent', async () => {
  const { state, runs } = memory([sent, entryOf(2)]);
  await runs.add(sent);
  assert.equal(runs.isRunning('run-1'), true);
  await runs.add(entryOf(1));
  assert.equal(runs.isRunning('run-1'), false);
  assert.deepEqual(idsOf(state.history), ['run-2', 'run-1']);
  assert.equal(state.history[1]?.outcome, 'saved');
});

test('a run that the user deleted while it ran does not come back with its end', async () => {
  const { state, runs } = memory();
  await runs.add(sent);
  state.history = removeEntry(state.history, 'run-1');
  await runs.add(entryOf(1));
  assert.deepEqual(state.history, []);
});

test('the end of a run that was never sent is added', async () => {
  const { state, runs } = memory(entries(1));
  await runs.add(entryOf(1, { outcome: 'unreachable', results: [] }));
  assert.deepEqual(idsOf(state.history), ['run-0', 'run-1']);
});

test('a run whose start could not be stored is added with its end', async () => {
  const { state, runs } = memory();
  state.refuses = true;
  await assert.rejects(runs.add(sent), /no room/);
  assert.equal(runs.isRunning('run-1'), false);
  state.refuses = false;
  await runs.add(entryOf(1));
  assert.deepEqual(idsOf(state.history), ['run-1']);
});

test('a run whose end could not be stored is no longer running', async () => {
  const { state, runs } = memory();
  await runs.add(sent);
  state.refuses = true;
  await assert.rejects(runs.add(entryOf(1)), /no room/);
  assert.equal(runs.isRunning('run-1'), false);
});

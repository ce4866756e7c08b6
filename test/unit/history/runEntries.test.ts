import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { removeEntry } from '../../../src/history/changes.ts';
import { historyFile, type HistoryFile } from '../../../src/history/historyFile.ts';
import { RunEntries } from '../../../src/history/runEntries.ts';
import { entryOf } from '../../support/historyEntries.ts';

describe('the entries of runs', async () => {
  const root = await mkdtemp(join(tmpdir(), 'easel-entries-'));
  after(() => rm(root, { recursive: true, force: true }));
  let file: HistoryFile;
  let runs: RunEntries;
  beforeEach(async () => {
    file = historyFile(await mkdtemp(join(root, 'window-')));
    runs = new RunEntries(file.change);
  });
  const outcomes = async () => (await file.read()).map(({ id, outcome }) => `${id} ${outcome}`);
  const SENT = entryOf(1, { outcome: 'sent' });
  const END = entryOf(1);

  test('are running from the moment they are sent until their end is added', async () => {
    const adding = runs.add(SENT);
    assert.equal(runs.isRunning('run-1'), true);
    await adding;
    assert.deepEqual(await outcomes(), ['run-1 sent']);
    await runs.add(END);
    assert.equal(runs.isRunning('run-1'), false);
    assert.deepEqual(await outcomes(), ['run-1 saved']);
  });

  test('keep their place when their end is added', async () => {
    await runs.add(SENT);
    await runs.add(entryOf(2));
    await runs.add(END);
    assert.deepEqual(await outcomes(), ['run-1 saved', 'run-2 saved']);
  });

  test('are not added again if the user removed them before their end', async () => {
    await runs.add(SENT);
    await file.change((history) => removeEntry(history, 'run-1'));
    await runs.add(END);
    assert.deepEqual(await outcomes(), []);
  });

  test('are replaced when more is known about their end, unless the user removed them', async () => {
    await runs.add(SENT);
    await runs.add(END);
    await runs.add(entryOf(2));
    await runs.add(entryOf(1, { warnings: ['other shape'] }));
    const read = await file.read();
    assert.deepEqual(
      read.map(({ id, warnings }) => [id, ...warnings]),
      [['run-1', 'other shape'], ['run-2']],
    );
    await file.change((history) => removeEntry(history, 'run-1'));
    await runs.add(entryOf(1, { warnings: ['other shape'] }));
    assert.deepEqual(await outcomes(), ['run-2 saved']);
  });

  test('are added at their end if they could not be written when they were sent', async () => {
    let isFull = true;
    const full = new RunEntries((change) =>
      isFull ? Promise.reject(new Error('disk full')) : file.change(change),
    );
    await assert.rejects(full.add(SENT), /disk full/);
    assert.equal(full.isRunning('run-1'), false);
    isFull = false;
    await full.add(END);
    assert.deepEqual(await outcomes(), ['run-1 saved']);
  });
});

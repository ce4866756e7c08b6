import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nodeDisk } from '../../../src/disk/disk.ts';
import { newTicket, retireTicket } from '../../../src/disk/lockTicket.ts';
import { addEntry } from '../../../src/history/changes.ts';
import { MAX_ENTRIES } from '../../../src/history/history.ts';
import { historyFile } from '../../../src/history/historyFile.ts';
import { leaveLock } from '../../support/lock/lockRig.ts';
import { entries, entryOf, idsOf } from '../../support/historyEntries.ts';

const root = await mkdtemp(join(tmpdir(), 'easel-history-'));
after(() => rm(root, { recursive: true, force: true }));

test('a missing file has no entries, and is created with its folder', async () => {
  const folder = join(root, 'new', 'storage');
  const file = historyFile(folder);
  assert.deepEqual(await file.read(), []);
  await file.change((history) => addEntry(history, entryOf(1)));
  assert.deepEqual(await historyFile(folder).read(), [entryOf(1)]);
  assert.deepEqual(await readdir(folder), ['history.jsonl']);
  await file.change(() => []);
  assert.deepEqual(await file.read(), []);
});

test('a full file is read as a whole', async () => {
  const file = historyFile(join(root, 'whole'));
  const full = entries(MAX_ENTRIES);
  await file.change(() => full);
  assert.deepEqual(await file.read(), full);
  await file.change((history) => addEntry(history, entryOf(99999)));
  assert.deepEqual(idsOf(await file.read()), [...idsOf(full).slice(1), 'run-99999']);
});

test('the newest entries are read without the others', async () => {
  const folder = join(root, 'newest');
  const file = historyFile(folder);
  assert.deepEqual(await file.readNewest(2), []);
  await file.change(() => entries(5));
  assert.deepEqual(idsOf(await historyFile(folder).readNewest(2)), ['run-3', 'run-4']);
  assert.deepEqual(idsOf(await file.readNewest(9)), idsOf(entries(5)));
  assert.equal((await file.readNewest(9))[0], (await file.readNewest(7))[0], 'read once');
  await historyFile(folder).change((history) => addEntry(history, entryOf(7)));
  assert.deepEqual(idsOf(await file.readNewest(2)), ['run-4', 'run-7']);
});

test('a file that can’t be read right now has no entries, and is not known', async () => {
  const folder = join(root, 'unreadable');
  await historyFile(folder).change(() => entries(2));
  const busy = Object.assign(new Error('busy'), { code: 'EMFILE' });
  let isBusy = true;
  const readFile = ((...args: Parameters<typeof nodeDisk.readFile>) =>
    isBusy ? Promise.reject(busy) : nodeDisk.readFile(...args)) as typeof nodeDisk.readFile;
  const file = historyFile(folder, { ...nodeDisk, readFile });
  assert.deepEqual([await file.read(), await file.readNewest(2)], [[], []]);
  assert.equal(await file.isKnown(), false);
  isBusy = false;
  assert.deepEqual(idsOf(await file.read()), ['run-0', 'run-1']);
  assert.equal(await file.isKnown(), true);
});

test('a file that did not change is parsed once, and changes of other windows are read', async () => {
  const folder = join(root, 'parsed');
  const file = historyFile(folder);
  await file.change(() => entries(2));
  assert.equal(await file.isKnown(), false);
  const [first, same] = await Promise.all([file.read(), file.read()]);
  assert.equal(first, same, 'two readers share one reading');
  assert.equal(await file.isKnown(), true);
  assert.equal(await file.read(), first);
  await historyFile(folder).change((history) => addEntry(history, entryOf(7)));
  assert.equal(await file.isKnown(), false);
  const second = await file.read();
  assert.deepEqual(idsOf(second), ['run-0', 'run-1', 'run-7']);
  assert.equal(second[0], first[0], 'lines that stayed are not parsed again');
});

test('no entry is lost when three windows add entries at the same time', async () => {
  const folder = join(root, 'windows');
  const script = join(import.meta.dirname, '../../support/disk/historyChild.ts');
  const windows = [0, 20, 40].map((first) =>
    spawn(process.execPath, [script, folder, String(first), '20'], { stdio: 'inherit' }),
  );
  const codes = await Promise.all(
    windows.map(async (window) => (await once(window, 'exit'))[0] as unknown),
  );
  assert.deepEqual(codes, [0, 0, 0]);
  const kept = idsOf(await historyFile(folder).read());
  assert.deepEqual(new Set(kept), new Set(idsOf(entries(60))));
  assert.deepEqual(await readdir(folder), ['history.jsonl']);
});

test('the lock of a window that died does not stop others', async () => {
  const folder = join(root, 'died');
  await mkdir(folder);
  const ticket = newTicket();
  retireTicket(ticket);
  await leaveLock(join(folder, 'history.jsonl'), ticket);
  await historyFile(folder).change((history) => addEntry(history, entryOf(1)));
  assert.deepEqual(await readdir(folder), ['history.jsonl']);
});

test('a change that cannot be written is rejected and leaves the file as it was', async () => {
  const folder = join(root, 'full');
  await historyFile(folder).change((history) => addEntry(history, entryOf(1)));
  const before = await readFile(join(folder, 'history.jsonl'), 'utf8');
  const noRoom = Object.assign(new Error('no room'), { code: 'ENOSPC' });
  const full = historyFile(folder, { ...nodeDisk, rename: () => Promise.reject(noRoom) });
  await assert.rejects(
    full.change((history) => addEntry(history, entryOf(2))),
    noRoom,
  );
  assert.equal(await readFile(join(folder, 'history.jsonl'), 'utf8'), before);
  assert.deepEqual(await readdir(folder), ['history.jsonl']);
});

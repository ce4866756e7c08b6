import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { nodeDisk } from '../../../src/disk/disk.ts';
import {
  readRecord,
  receivedTarget,
  writeRecord,
  type RunRecord,
} from '../../../src/spool/record.ts';
import { FAST } from '../../support/disk/fast.ts';
import { faultyDisk } from '../../support/disk/faultyDisk.ts';
import { START } from '../../support/disk/spools.ts';

const root = await mkdtemp(join(FAST, 'easel-record-'));
after(() => rm(root, { recursive: true, force: true }));
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'case-'));
});

const RECORD: RunRecord = { ...START, version: 1, pid: 1, state: 'received', images: [] };

test('a record is read as it was written, for this user alone', async () => {
  const full: RunRecord = {
    ...RECORD,
    origin: 'https://gw.example',
    gateway: { label: 'Mine', free: true },
    asked: { prompt: 'a cat', source: 'cat.png' },
    region: true,
    images: [{ file: '/x/payload-1', size: 7, sha256: 'ab', extension: 'png', saved: 'file:///x' }],
    hosted: [{ url: 'https://files.example/x.png', state: 'failed', why: 'gone', file: 'y' }],
  };
  await writeRecord(nodeDisk, folder, full);
  assert.deepEqual(await readRecord(nodeDisk, folder), full);
  assert.deepEqual(await readdir(folder), ['run.json']);
  if (process.platform === 'win32') return;
  assert.equal((await stat(join(folder, 'run.json'))).mode & 0o777, 0o600);
});

test('a record is flushed before it replaces the old one, unless everything is saved', async () => {
  for (const [state, syncs] of [
    ['intent', 1],
    ['sent', 1],
    ['received', 1],
    ['saved', 0],
  ] as const) {
    const { disk, steps } = faultyDisk();
    await writeRecord(disk, folder, { ...RECORD, state });
    assert.equal(steps.filter((step) => step === 'sync').length, syncs, state);
    assert.equal(steps.at(-1), 'rename');
    if (syncs > 0) assert.ok(steps.indexOf('sync') < steps.indexOf('close'));
  }
});

test('a record that cannot be written leaves the old one, and no half file', async () => {
  await writeRecord(nodeDisk, folder, RECORD);
  const { steps, disk: healthy } = faultyDisk();
  await writeRecord(healthy, folder, RECORD);
  for (const [step, name] of steps.entries()) {
    const { disk } = faultyDisk({ step, code: 'EIO', lasting: false });
    const written = writeRecord(disk, folder, { ...RECORD, state: 'sent' });
    await assert.rejects(written, { code: 'EIO' }, name);
    assert.deepEqual(await readRecord(nodeDisk, folder), RECORD, name);
    assert.deepEqual(await readdir(folder), ['run.json'], name);
  }
  assert.ok(steps.length >= 5, steps.join());
});

test('a half file that cannot be removed does not hide why the record could not be written', async () => {
  const rename = () => Promise.reject(Object.assign(new Error(), { code: 'EROFS' }));
  const remove = () => Promise.reject(new Error('not now'));
  const disk = { ...nodeDisk, rename, rm: remove };
  await assert.rejects(writeRecord(disk, folder, RECORD), { code: 'EROFS' });
});

test('there is no record where there is no file', async () => {
  assert.equal(await readRecord(nodeDisk, folder), undefined);
  assert.equal(await readRecord(nodeDisk, join(folder, 'missing')), undefined);
});

test('fault-148 a record that cannot be parsed is renamed, and is no record', async () => {
  for (const text of ['{"version":1,"id', '{"version":2}', '', 'null', '[]']) {
    await writeFile(join(folder, 'run.json'), text);
    assert.equal(await readRecord(nodeDisk, folder), undefined, text);
    assert.deepEqual(await readdir(folder), ['run.json.bad'], text);
    assert.equal(await readFile(join(folder, 'run.json.bad'), 'utf8'), text);
  }
});

test('fault-148 a record that cannot be renamed is no record either', async () => {
  await writeFile(join(folder, 'run.json'), 'null');
  const disk = { ...nodeDisk, rename: () => Promise.reject(new Error('not now')) };
  assert.equal(await readRecord(disk, folder), undefined);
});

test('fault-148 a record that cannot be read now is an error, not a missing record', async () => {
  await writeRecord(nodeDisk, folder, RECORD);
  for (const code of ['EMFILE', 'EIO', 'EACCES']) {
    const readFileOf = () => Promise.reject(Object.assign(new Error(), { code }));
    await assert.rejects(readRecord({ ...nodeDisk, readFile: readFileOf }, folder), { code });
  }
  assert.deepEqual(await readdir(folder), ['run.json']);
});

test('fault-147 when two windows write one record at once, it is one of the two and never a mixture', async () => {
  const records = [1, 40].map((many): RunRecord => {
    const target = { folder: 'file:///x', stem: 'x'.repeat(100 * many) };
    return { ...RECORD, target };
  });
  for (let round = 0; round < 50; round += 1) {
    await Promise.all(records.map((record) => writeRecord(nodeDisk, folder, record)));
    const found = await readRecord(nodeDisk, folder);
    assert.ok(
      records.some(({ target }) => target.stem === found?.target.stem),
      `round ${round}`,
    );
  }
  assert.deepEqual(await readdir(folder), ['run.json'], 'no half file is left');
});

test('an image that should have become another file does not get the name of that file', () => {
  const target = { folder: 'file:///p', stem: 'icon' };
  assert.equal(receivedTarget({ target }).stem, 'icon');
  const final = { background: 'transparent' } as const;
  assert.equal(receivedTarget({ target, final }).stem, 'icon-received');
});

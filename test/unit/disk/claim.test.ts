import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { claim } from '../../../src/disk/claim.ts';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { FAST } from '../../support/disk/fast.ts';
import { deadPid } from '../../support/disk/processes.ts';

const root = await mkdtemp(join(FAST, 'easel-claim-'));
after(() => rm(root, { recursive: true, force: true }));
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'case-'));
});

const HOUR = 3_600_000;

/** Writes a claim as another process would, so many ms ago. */
async function leaveClaim(number: number, owner: string, ageMs = 0): Promise<void> {
  const file = join(folder, `claim-${number}`);
  await writeFile(file, owner);
  const time = new Date(Date.now() - ageMs);
  await utimes(file, time, time);
}

test('the first claim succeeds and names this process, for this user alone', async () => {
  assert.equal(await claim(folder, Date.now()), true);
  assert.deepEqual(await readdir(folder), ['claim-1']);
  const file = join(folder, 'claim-1');
  assert.equal(await readFile(file, 'utf8'), String(process.pid));
  if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
});

test('a claim of a running process cannot be taken, also not by that process', async () => {
  await claim(folder, Date.now());
  assert.equal(await claim(folder, Date.now()), false);
  assert.deepEqual(await readdir(folder), ['claim-1']);
});

test('after its process ended the next number is free, and the old claim stays', async () => {
  const pid = await deadPid();
  await leaveClaim(1, String(pid));
  await leaveClaim(2, String(pid));
  assert.equal(await claim(folder, Date.now()), true);
  assert.deepEqual((await readdir(folder)).sort(), ['claim-1', 'claim-2', 'claim-3']);
  assert.equal(await readFile(join(folder, 'claim-1'), 'utf8'), String(pid));
});

test('a claim lasts a day at most', async () => {
  await leaveClaim(1, String(process.pid), 24 * HOUR - 60_000);
  assert.equal(await claim(folder, Date.now()), false);
  await leaveClaim(1, String(process.pid), 24 * HOUR + 60_000);
  assert.equal(await claim(folder, Date.now()), true);
});

test('a claim from the future counts by its distance, because a clock can be set back', async () => {
  await leaveClaim(1, String(process.pid), -23 * HOUR);
  assert.equal(await claim(folder, Date.now()), false);
  await leaveClaim(1, String(process.pid), -25 * HOUR);
  assert.equal(await claim(folder, Date.now()), true);
});

test('an unsigned claim holds for half a minute, while its owner may be writing its id', async () => {
  await leaveClaim(1, '', 20_000);
  assert.equal(await claim(folder, Date.now()), false);
  await leaveClaim(1, '', 40_000);
  assert.equal(await claim(folder, Date.now()), true);
});

test('a claim that names no process is free', async () => {
  await leaveClaim(1, 'no-record');
  assert.equal(await claim(folder, Date.now()), true);
});

test('nothing is claimed where the disk refuses, so no report is shown twice', async () => {
  for (const code of ['EROFS', 'ENOSPC', 'EACCES']) {
    const open: Disk['open'] = () => Promise.reject(Object.assign(new Error(code), { code }));
    assert.equal(await claim(folder, Date.now(), { ...nodeDisk, open }), false, code);
  }
  assert.deepEqual(await readdir(folder), []);
});

test('a leftover whose folder disappears belongs to the window that removed it', async () => {
  await leaveClaim(1, String(await deadPid()));
  const gone = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENOENT' }));
  assert.equal(await claim(folder, Date.now(), { ...nodeDisk, stat: gone }), false);
  assert.equal(await claim(folder, Date.now(), { ...nodeDisk, readFile: gone }), false);
});

test('a claim that could not be signed is not taken', async () => {
  const closed: string[] = [];
  const open: Disk['open'] = async (path, ...how) => {
    const handle = await nodeDisk.open(path, ...how);
    return new Proxy(handle, {
      get(target, property) {
        if (property === 'write') {
          return () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
        }
        if (property === 'close') closed.push(String(path));
        const own: unknown = Reflect.get(target, property, target);
        return typeof own === 'function' ? (own.bind(target) as unknown) : own;
      },
    });
  };
  assert.equal(await claim(folder, Date.now(), { ...nodeDisk, open }), false);
  assert.equal(closed.length, 1, 'the file is closed');
});

test('a thousand claims are enough', async () => {
  let opened = 0;
  const open: Disk['open'] = () => {
    opened += 1;
    return Promise.reject(Object.assign(new Error('taken'), { code: 'EEXIST' }));
  };
  const pid = await deadPid();
  const disk: Disk = {
    ...nodeDisk,
    open,
    stat: (async () => ({ mtimeMs: Date.now() })) as unknown as Disk['stat'],
    readFile: (async () => String(pid)) as unknown as Disk['readFile'],
  };
  assert.equal(await claim(folder, Date.now(), disk), false);
  assert.equal(opened, 999);
});

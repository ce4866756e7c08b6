/** What a lock's holder does, and what is swept up after holders that died. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../../src/disk/disk.ts';
import { sweepLocks, takeLock, type LockTimes } from '../../../../src/disk/lock.ts';
import { isAbandoned, newTicket, retireTicket } from '../../../../src/disk/lockTicket.ts';
import { FAST } from '../../../support/disk/fast.ts';
import { ticketOf, watchedDisk } from '../../../support/lock/lockRig.ts';

const root = await mkdtemp(join(FAST, 'easel-hold-'));
after(() => rm(root, { recursive: true, force: true }));
let file = '';
beforeEach(async () => {
  file = join(await mkdtemp(join(root, 'case-')), 'list');
});

const TIMES: LockTimes = { waitMs: 1000, staleMs: 1e9, pauseMs: 2, beatMs: 1000, busyMs: [] };

describe('the holder of a lock', () => {
  test('gives ten signs of life at their pauses, then none', async (context) => {
    context.mock.timers.enable({ apis: ['setInterval'] });
    const paths: unknown[] = [];
    const utimesOf: Disk['utimes'] = (path) => {
      paths.push(path);
      // A sign that fails ends nothing.
      return Promise.reject(new Error('not now'));
    };
    const lock = await takeLock({ ...nodeDisk, utimes: utimesOf }, file, TIMES);
    const ticket = join(`${file}.lock`, await ticketOf(file));
    context.mock.timers.tick(999);
    assert.deepEqual(paths, []);
    context.mock.timers.tick(1);
    assert.deepEqual(paths, [ticket]);
    context.mock.timers.tick(9000);
    assert.equal(paths.length, 10);
    context.mock.timers.tick(60_000);
    assert.equal(paths.length, 10, 'one that takes longer hangs');
    await lock.release();
  });

  for (const end of ['publish', 'release'] as const) {
    test(`gives no sign after ${end}, and its ticket counts as abandoned`, async (context) => {
      context.mock.timers.enable({ apis: ['setInterval'] });
      let beats = 0;
      const utimesOf = () => Promise.resolve(void (beats += 1));
      const lock = await takeLock({ ...nodeDisk, utimes: utimesOf }, file, TIMES);
      const ticket = await ticketOf(file);
      context.mock.timers.tick(1000);
      assert.equal(beats, 1);
      assert.equal(isAbandoned(ticket), false);
      if (end === 'publish') assert.equal(await lock.publish(Buffer.from('new')), true);
      else await lock.release();
      context.mock.timers.tick(5000);
      assert.equal(beats, 1);
      assert.equal(isAbandoned(ticket), true);
      assert.deepEqual(await readdir(join(file, '..')), end === 'publish' ? ['list'] : []);
    });
  }

  test('does not keep its process running', async (context) => {
    const start = setInterval;
    let beat: NodeJS.Timeout | undefined;
    context.mock.method(globalThis, 'setInterval', (work: () => void, ms: number) => {
      beat = start(work, ms);
      return beat;
    });
    const lock = await takeLock(nodeDisk, file, TIMES);
    assert.equal(beat?.hasRef(), false);
    await lock.release();
  });

  test('touches nothing once it has published or released', async () => {
    let calls = 0;
    const disk = watchedDisk(() => (calls += 1));
    for (const end of ['publish', 'release'] as const) {
      const lock = await takeLock(disk, file, TIMES);
      if (end === 'publish') await lock.publish(Buffer.from('new'));
      else await lock.release();
      const before = calls;
      await lock.release();
      assert.equal(calls, before, end);
    }
  });

  test('that lost its ticket publishes nothing, makes none again, and is done', async () => {
    await writeFile(file, 'old');
    const lock = await takeLock(nodeDisk, file, TIMES);
    const ticket = await ticketOf(file);
    await rm(join(`${file}.lock`, ticket));
    assert.equal(await lock.publish(Buffer.from('new')), false);
    assert.equal(await readFile(file, 'utf8'), 'old');
    assert.deepEqual(await readdir(join(file, '..')), ['list']);
    assert.equal(isAbandoned(ticket), true);
  });

  test('closes its ticket before it publishes it, and when the disk is full', async () => {
    let [opened, closed] = [0, 0];
    let isFull = false;
    const disk = watchedDisk((name) => {
      if (name === 'open') opened += 1;
      if (name === 'close') closed += 1;
      // Windows renames no open file.
      if (name === 'rename') assert.equal(closed, opened);
      if (name === 'write' && isFull) throw Object.assign(new Error(), { code: 'ENOSPC' });
    });
    const lock = await takeLock(disk, file, TIMES);
    await lock.publish(Buffer.from('new'));
    isFull = true;
    const next = await takeLock(disk, file, TIMES);
    await assert.rejects(next.publish(Buffer.from('newer')), { code: 'ENOSPC' });
    assert.deepEqual([opened, closed], [4, 4]);
    await next.release();
  });

  test('still holds it after a publication that the disk refused, until it releases it', async () => {
    const rename: Disk['rename'] = (from, to) =>
      to === file
        ? Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' }))
        : nodeDisk.rename(from, to);
    const lock = await takeLock({ ...nodeDisk, rename }, file, TIMES);
    const ticket = await ticketOf(file);
    await assert.rejects(lock.publish(Buffer.from('new')), { code: 'ENOSPC' });
    assert.deepEqual([await ticketOf(file), isAbandoned(ticket)], [ticket, false]);
    await lock.release();
    assert.deepEqual(await readdir(join(file, '..')), []);
    assert.equal(isAbandoned(ticket), true);
  });
});

describe('sweeping', () => {
  const HOUR = 3600_000;
  const NOW = Date.UTC(2026, 0, 1);

  /** Leaves the folder of a process that waits. */
  async function leaveWaiting(name: string, ageMs = 0): Promise<void> {
    const folder = join(file, '..', name);
    await mkdir(folder);
    await writeFile(join(folder, 'ticket'), '');
    const time = new Date(NOW - ageMs);
    await utimes(folder, time, time);
  }

  test('removes the folders of dead processes at once, and those of others after an hour by either clock', async (context) => {
    context.mock.timers.enable({ apis: ['Date'], now: NOW });
    const [dead, waiting] = [newTicket(), newTicket()];
    retireTicket(dead);
    await leaveWaiting(`list.lock.${dead}`);
    await leaveWaiting(`list.lock.${waiting}`);
    const ages = { 1: HOUR + 1000, 2: HOUR, 3: 0, 4: -HOUR, 5: -HOUR - 1000 };
    for (const [name, ageMs] of Object.entries(ages)) {
      await leaveWaiting(`list.lock.77-5-ffffff-0${name}`, ageMs);
    }
    await sweepLocks(nodeDisk, file);
    const expected = [waiting, ...[2, 3, 4].map((name) => `77-5-ffffff-0${name}`)];
    assert.deepEqual(
      (await readdir(join(file, '..'))).toSorted(),
      expected.map((ticket) => `list.lock.${ticket}`).toSorted(),
    );
    retireTicket(waiting);
  });

  test('leaves the lock, the file, and whatever belongs to other files', async () => {
    const dead = newTicket();
    retireTicket(dead);
    const names = ['list', 'list.lock', `list2.lock.${dead}`, `my list.lock.${dead}`, dead];
    for (const name of names) await leaveWaiting(name, 2 * HOUR);
    await sweepLocks(nodeDisk, file);
    assert.deepEqual((await readdir(join(file, '..'))).toSorted(), names.toSorted());
  });

  test('leaves a folder whose age cannot be found out, and never rejects', async () => {
    const fail = () => Promise.reject(new Error('not now'));
    await leaveWaiting('list.lock.77-5-ffffff-00', 2 * HOUR);
    await sweepLocks({ ...nodeDisk, stat: fail }, file);
    await sweepLocks({ ...nodeDisk, readdir: fail }, file);
    await sweepLocks({ ...nodeDisk, rm: fail }, file);
    assert.ok((await stat(`${file}.lock.77-5-ffffff-00`)).isDirectory());
  });
});

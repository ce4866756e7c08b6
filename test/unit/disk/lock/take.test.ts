/** How a free lock is taken. Pauses are counted, so no test depends on how long they really last. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../../src/disk/disk.ts';
import { takeLock } from '../../../../src/disk/lock.ts';
import { FAST } from '../../../support/disk/fast.ts';
import { ticketOf, watchedDisk } from '../../../support/lock/lockRig.ts';
import {
  counting,
  FOREIGN,
  lockedError,
  refusal,
  refuse,
  TIMES,
  withoutChance,
} from '../../../support/lock/takeRig.ts';

const root = await mkdtemp(join(FAST, 'easel-take-'));
after(() => rm(root, { recursive: true, force: true }));
let file = '';
beforeEach(async () => {
  file = join(await mkdtemp(join(root, 'case-')), 'list');
});

describe('a free lock', () => {
  test('is taken with one rename, without a look at it', async () => {
    const { disk, calls } = counting();
    const lock = await takeLock(disk, file, TIMES);
    assert.equal(lock.tookOver, false);
    assert.deepEqual([calls.rename, calls.readdir], [1, undefined]);
    await lock.release();
    assert.deepEqual(await readdir(join(file, '..')), []);
  });

  test('is for this user only, before and after it is taken', async () => {
    // Windows has no modes: every folder and file there has this one.
    const all = process.platform === 'win32' ? 0o666 : undefined;
    const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
    const deep = join(file, 'storage', 'list');
    const modes: number[] = [];
    const disk = watchedDisk(async (name, path) => {
      if (name === 'rename') modes.push(await modeOf(path));
    });
    const lock = await takeLock(disk, deep, TIMES);
    assert.deepEqual(modes, [all ?? 0o700]);
    assert.equal(await modeOf(join(deep, '..')), all ?? 0o700);
    assert.equal(await modeOf(join(`${deep}.lock`, await ticketOf(deep))), all ?? 0o600);
    await lock.release();
  });

  test('that a network drive gave without saying so is recognized by its ticket', async () => {
    for (const code of ['ENOENT', 'ENOTEMPTY', 'EIO']) {
      const rename: Disk['rename'] = async (from, to) => {
        await nodeDisk.rename(from, to);
        throw refusal(code);
      };
      // Looks at once, or as the last thing before it gives up.
      const lock = await takeLock({ ...nodeDisk, rename }, file, { ...TIMES, waitMs: 1 });
      assert.equal(lock.tookOver, false);
      await lock.release();
      assert.deepEqual(await readdir(join(file, '..')), [], code);
    }
  });

  test('is not tried when no folder can be made for it', async () => {
    const { disk, calls } = counting({ ...nodeDisk, mkdir: refuse('EROFS') });
    await assert.rejects(takeLock(disk, file, TIMES), { code: 'EROFS' });
    assert.deepEqual([calls.mkdir, calls.rename], [1, undefined]);
  });

  for (const code of ['EIO', 'EPERM']) {
    test(`that is refused with ${code} is tried ten more times, each after a longer pause`, async (context) => {
      withoutChance(context);
      const { disk, calls, looks } = counting({ ...nodeDisk, rename: refuse(code) });
      await assert.rejects(takeLock(disk, file, TIMES), { code });
      assert.deepEqual([calls.rename, calls.mkdir], [11, 1]);
      assert.equal(looks.length, 11, 'each refusal is looked into');
      assert.deepEqual(await readdir(join(file, '..')), []);
      // 3, 5, and 7 ms: one more than the refusals so far times the pause.
      const waiting = takeLock(disk, file, { ...TIMES, waitMs: 10 });
      assert.equal((await lockedError(waiting)).waitedMs, 15);
    });
  }

  for (const code of ['ENOTEMPTY', 'EEXIST']) {
    test(`that always belongs to another one for a moment (${code}) is tried until the time is up`, async (context) => {
      withoutChance(context);
      const { disk, calls } = counting({ ...nodeDisk, rename: refuse(code) });
      const waiting = takeLock(disk, file, { ...TIMES, waitMs: 200 });
      const error = await lockedError(waiting);
      assert.equal(error.pid, undefined);
      assert.ok((calls.rename ?? 0) > 100, `${calls.rename} tries`);
    });
  }

  test('counts refusals in a row: another holder in between starts them over', async (context) => {
    withoutChance(context);
    let tries = 0;
    const isFree = () => tries % 6 !== 0;
    const rename = () => {
      tries += 1;
      return tries === 30 ? Promise.resolve() : Promise.reject(refusal('EIO'));
    };
    const readdirOf = () => Promise.resolve(isFree() ? [] : [FOREIGN]);
    const disk = { ...nodeDisk, rename, readdir: readdirOf as unknown as Disk['readdir'] };
    const lock = await takeLock(disk, file, TIMES);
    assert.equal(tries, 30);
    await lock.release();
  });

  test('is tried again with the same ticket when another process removed the folder with it', async () => {
    const tickets: string[] = [];
    const rename: Disk['rename'] = async (from, to) => {
      tickets.push(...(await readdir(from)));
      if (tickets.length === 1) await rm(from, { recursive: true });
      await nodeDisk.rename(from, to);
    };
    const lock = await takeLock({ ...nodeDisk, rename }, file, TIMES);
    const ticket = await ticketOf(file);
    assert.deepEqual(tickets, [ticket, ticket]);
    await lock.release();
  });

  test('on Windows is tried again after its empty folder is removed', async () => {
    await mkdir(`${file}.lock`);
    const rename: Disk['rename'] = async (from, to) => {
      const isThere = (await readdir(join(file, '..'))).includes('list.lock');
      if (isThere && to === `${file}.lock`) throw refusal('EPERM');
      await nodeDisk.rename(from, to);
    };
    const { disk, calls } = counting({ ...nodeDisk, rename });
    const lock = await takeLock(disk, file, TIMES);
    assert.equal(calls.rename, 2);
    await lock.release();
  });
});

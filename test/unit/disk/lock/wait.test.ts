/** How a lock that is taken is waited for. Pauses are counted, so no test depends on how long they really last. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../../src/disk/disk.ts';
import { takeLock } from '../../../../src/disk/lock.ts';
import { isAbandoned, newTicket, retireTicket } from '../../../../src/disk/lockTicket.ts';
import { FAST } from '../../../support/disk/fast.ts';
import { gate, leaveLock, ticketOf, watchedDisk } from '../../../support/lock/lockRig.ts';
import {
  counting,
  FOREIGN,
  lockedError,
  refuse,
  TIMES,
  withoutChance,
} from '../../../support/lock/takeRig.ts';

const root = await mkdtemp(join(FAST, 'easel-wait-'));
after(() => rm(root, { recursive: true, force: true }));
let file = '';
beforeEach(async () => {
  file = join(await mkdtemp(join(root, 'case-')), 'list');
});

describe('a lock that is taken', () => {
  beforeEach(async () => {
    await leaveLock(file, FOREIGN);
  });

  test('is looked at on every third try and on the last one', async (context) => {
    withoutChance(context);
    for (const [waitMs, expected] of [
      [10, [3, 6]],
      [12, [3, 6, 7]],
      [14, [3, 6, 8]],
    ] as const) {
      const { disk, calls, looks } = counting();
      const error = await lockedError(takeLock(disk, file, { ...TIMES, waitMs }));
      assert.deepEqual(looks, expected);
      assert.equal(calls.rename, expected.at(-1));
      assert.deepEqual([error.waitedMs, error.pid, error.file], [waitMs, 77, file]);
    }
  });

  test('is looked at on every try when it is refused for an unclear reason', async (context) => {
    withoutChance(context);
    const { disk, looks } = counting({ ...nodeDisk, rename: refuse('EPERM') });
    await lockedError(takeLock(disk, file, { ...TIMES, waitMs: 8 }));
    assert.deepEqual(looks, [1, 2, 3, 4, 5]);
  });

  test('is tried again after half a pause to one and a half', async (context) => {
    for (const [chance, waitedMs] of [
      [0, 10],
      [0.25, 12],
      [0.75, 10],
      [1, 12],
    ] as const) {
      withoutChance(context, chance);
      const waiting = takeLock(counting().disk, file, { ...TIMES, pauseMs: 4, waitMs: 10 });
      assert.equal((await lockedError(waiting)).waitedMs, waitedMs, String(chance));
      context.mock.restoreAll();
    }
  });

  test('is taken over only after the whole time without a sign of life', async (context) => {
    withoutChance(context);
    const { disk, calls } = counting();
    const lock = await takeLock(disk, file, { ...TIMES, staleMs: 24 });
    assert.equal(lock.tookOver, true);
    // The first look is at try 3; 12 pauses of 2 ms later it is stale, and the next try succeeds.
    assert.equal(calls.rename, 16);
    assert.notEqual(await ticketOf(file), FOREIGN);
    await lock.release();
    assert.deepEqual(await readdir(join(file, '..')), []);
  });

  test('is not taken over while its holders change, however long the wait is', async (context) => {
    withoutChance(context);
    let looks = 0;
    const readdirOf = () => Promise.resolve([`77-5-ffffff-${(looks += 1)}`]);
    const rename = refuse('ENOTEMPTY');
    const disk = { ...nodeDisk, rename, readdir: readdirOf as unknown as Disk['readdir'] };
    await lockedError(takeLock(disk, file, { ...TIMES, staleMs: 4, waitMs: 40 }));
    assert.ok(looks >= 7);
    assert.equal(await ticketOf(file), FOREIGN);
  });

  test('fails with what the disk says when it cannot be listed, and leaves nothing behind', async () => {
    const disk = { ...nodeDisk, readdir: refuse('EIO') };
    await assert.rejects(takeLock(disk, file, TIMES), { code: 'EIO' });
    assert.deepEqual(await readdir(join(file, '..')), ['list.lock']);
  });
});

test('a ticket whose lock was not taken counts as abandoned, and one that waits does not', async () => {
  await leaveLock(file, FOREIGN);
  const [reached, isThere] = gate();
  const [resumed, resume] = gate();
  const disk = watchedDisk(async (name) => {
    if (name !== 'rename') return;
    isThere();
    await resumed;
  });
  const waiting = lockedError(takeLock(disk, file, { ...TIMES, waitMs: 0 }));
  await reached;
  const names = await readdir(join(file, '..'));
  const [ticket = ''] = names.flatMap((name) => name.split('list.lock.').slice(1));
  assert.equal(isAbandoned(ticket), false);
  resume();
  await waiting;
  assert.equal(isAbandoned(ticket), true);
});

test('a dead holder is replaced at the first look', async (context) => {
  withoutChance(context);
  const dead = newTicket();
  retireTicket(dead);
  await leaveLock(file, dead);
  const { disk, calls, looks } = counting();
  const lock = await takeLock(disk, file, TIMES);
  assert.deepEqual([lock.tookOver, looks, calls.rename], [true, [3], 4]);
  await lock.release();
});

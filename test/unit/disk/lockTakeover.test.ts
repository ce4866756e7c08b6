/** Locks whose holders died, hang, sleep, or run elsewhere. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeDisk } from '../../../src/disk/disk.ts';
import { newTicket, retireTicket } from '../../../src/disk/lockTicket.ts';
import { FileLockedError } from '../../../src/errors.ts';
import { FAST } from '../../support/disk/fast.ts';
import {
  assertList,
  leaveLock,
  listFile,
  newList,
  pausingDisk,
  ticketOf,
  watchedDisk,
} from '../../support/lock/lockRig.ts';

const root = await mkdtemp(join(FAST, 'easel-takeover-'));
after(() => rm(root, { recursive: true, force: true }));

/** Takes over with proof alone. */
const NEVER = { staleMs: 1e9, waitMs: 3000, pauseMs: 2 };
/** Takes over from any holder that is silent for a moment. */
const SOON = { staleMs: 20, waitMs: 3000, pauseMs: 2 };

const own = newTicket();
retireTicket(own);
const [, start = '', machine = ''] = own.split('-');
const gone = Number(
  execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim(),
);

describe('a lock that is left behind is taken over at once', () => {
  const cases = {
    'by a process that is gone': `${gone}-${start}-${machine}-00`,
    'by this process': own,
    'by a process whose id belongs to another one now': `${process.pid}-1-${machine}-00`,
  };
  for (const [by, ticket] of Object.entries(cases)) {
    // Elsewhere nothing tells when a process started.
    const skip = ticket.includes('-1-') && process.platform !== 'linux';
    test(by, { skip }, async () => {
      const path = await newList(root);
      await leaveLock(path, ticket);
      const began = performance.now();
      await listFile(path, nodeDisk, NEVER).add('second');
      assert.ok(performance.now() - began < 1000);
      await assertList(path, ['first', 'second']);
    });
  }

  test('with what others left that died while they waited', async () => {
    const path = await newList(root);
    const list = listFile(path, nodeDisk, NEVER);
    const leave = async (ticket: string): Promise<string> => {
      await mkdir(`${path}.lock.${ticket}`);
      await writeFile(join(`${path}.lock.${ticket}`, ticket), '');
      return `${path}.lock.${ticket}`;
    };
    await leave(`${gone}-1-${machine}-01`);
    const longAgo = new Date(Date.now() - 2 * 3600_000);
    await utimes(await leave('1-1-fff-02'), longAgo, longAgo);
    const inUse = await leave('1-1-fff-03');
    await list.add('second');
    await rm(inUse, { recursive: true });
    await assertList(path, ['first', 'second'], 'another machine may use the third');

    await leave(`${gone}-1-${machine}-04`);
    await leaveLock(path, `${gone}-1-${machine}-05`);
    await list.add('third');
    await assertList(path, ['first', 'second', 'third']);
  });
});

describe('a lock without proof', () => {
  const names = { 'of another machine': '77-5-ffffff-00', 'with a stray file in it': '.DS_Store' };
  for (const [name, ticket] of Object.entries(names)) {
    test(`${name} is waited for, then taken over`, async () => {
      const path = await newList(root);
      await leaveLock(path, ticket);
      await assert.rejects(
        listFile(path, nodeDisk, { ...NEVER, waitMs: 30 }).add('no'),
        (error) => {
          assert.ok(error instanceof FileLockedError);
          assert.ok(error.waitedMs >= 30);
          const pid = ticket.startsWith('77') ? 77 : undefined;
          assert.deepEqual([error.code, error.file, error.pid], ['ELOCKED', path, pid]);
          return true;
        },
      );
      assert.equal(await ticketOf(path), ticket);
      assert.deepEqual((await readdir(join(path, '..'))).toSorted(), ['list', 'list.lock']);
      await listFile(path, nodeDisk, SOON).add('second');
      await assertList(path, ['first', 'second']);
    });
  }

  test('that is a file is waited for, then taken over', async () => {
    const path = await newList(root);
    await writeFile(`${path}.lock`, '');
    await listFile(path, nodeDisk, SOON).add('second');
    await assertList(path, ['first', 'second']);
  });

  test('of another machine that shows life stays', async () => {
    const path = await newList(root);
    const ticket = await leaveLock(path, '77-5-ffffff-00');
    let beats = 0;
    const beat = setInterval(() => {
      utimes(ticket, 1, (beats += 1)).catch(() => undefined);
    }, 2);
    try {
      const waiting = listFile(path, nodeDisk, { ...SOON, staleMs: 60, waitMs: 400 }).add('no');
      await assert.rejects(waiting, FileLockedError);
    } finally {
      clearInterval(beat);
    }
  });
});

test('a process whose place in the queue was removed prepares another one', async () => {
  const path = await newList(root);
  const ticket = await leaveLock(path, '77-5-ffffff-00');
  const waiting = listFile(path, nodeDisk, NEVER).add('second');
  const own = async () => (await readdir(join(path, '..'))).find((name) => name.includes('.lock.'));
  let place = await own();
  while (place === undefined) place = await own();
  await rm(join(path, '..', place), { recursive: true });
  await rm(ticket);
  assert.equal(await waiting, 1);
  await assertList(path, ['first', 'second']);
});

describe('a lock holder that sleeps', () => {
  test('at any step changes nothing when it wakes up after another one took over', async () => {
    let steps = 0;
    const counting = watchedDisk(() => (steps += 1));
    await listFile(await newList(root), counting).add('second');
    assert.ok(steps > 12, `only ${steps} steps`);
    const sleepAt = async (step: number): Promise<void> => {
      const path = await newList(root);
      let at = 0;
      const asleep = pausingDisk(() => at++ === step);
      const first = listFile(path, asleep.disk, NEVER).add('asleep');
      await asleep.reached;
      await listFile(path, nodeDisk, SOON).add('other');
      asleep.resume();
      await first;
      const ids = await listFile(path).read();
      assert.deepEqual([...ids].sort(), ['asleep', 'first', 'other'], `step ${step}`);
      await assertList(path, ids, `step ${step}`);
    };
    await Promise.all(Array.from({ length: steps }, (_, step) => sleepAt(step)));
  });

  test('keeps its lock while clocks jump', async (t) => {
    const path = await newList(root);
    const asleep = pausingDisk((name, at) => name === 'rename' && at.includes('.lock/'));
    const first = listFile(path, asleep.disk).add('asleep');
    await asleep.reached;
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 30 * 24 * 3600_000 });
    await utimes(join(`${path}.lock`, await ticketOf(path)), 0, 0);
    const waiting = listFile(path, { ...nodeDisk }, { ...NEVER, waitMs: 100 }).add('no');
    await assert.rejects(waiting, FileLockedError);
    t.mock.timers.setTime(0);
    const patient = listFile(path, { ...nodeDisk }, NEVER).add('other');
    asleep.resume();
    assert.deepEqual(await Promise.all([first, patient]), [1, 2]);
    await assertList(path, ['first', 'asleep', 'other']);
  });

  test('shows life while its change takes long', async () => {
    const path = await newList(root);
    const asleep = pausingDisk((name) => name === 'readFile');
    const first = listFile(path, asleep.disk, { ...NEVER, beatMs: 5 }).add('slow');
    await asleep.reached;
    const waiting = listFile(path, nodeDisk, { ...SOON, staleMs: 40, waitMs: 45 }).add('no');
    await assert.rejects(waiting, FileLockedError);
    asleep.resume();
    assert.equal(await first, 1);
    await assertList(path, ['first', 'slow']);
  });
});

describe('two processes that judge the same lock as left behind', () => {
  // The late one is about to remove the ticket, or the folder.
  for (const late of ['rm', 'rmdir']) {
    test(`take it one after the other, though one is late with its ${late}`, async () => {
      const path = await newList(root);
      const stale = `${gone}-${start}-${machine}-00`;
      await leaveLock(path, stale);
      const isTakeover = (name: string, at: string) =>
        name === late && (late === 'rmdir' ? at.endsWith('.lock') : at.endsWith(stale));
      const second = pausingDisk(isTakeover);
      const added = listFile(path, second.disk, NEVER).add('second');
      await second.reached;
      // The other takes the lock over and is about to publish when the late one continues.
      const first = pausingDisk((name, at) => name === 'rename' && at.includes('.lock/'));
      const before = listFile(path, first.disk, NEVER).add('first one');
      await first.reached;
      const ticket = await ticketOf(path);
      second.resume();
      await sleep(30);
      assert.equal(await ticketOf(path), ticket, 'the fresh lock is still there');
      first.resume();
      assert.deepEqual(await Promise.all([before, added]), [1, 2]);
      await assertList(path, ['first', 'first one', 'second']);
    });
  }
});

/** A locked file whose lock is lost, whose disk refuses to read, and whose changes wait for each other. */
import assert from 'node:assert/strict';
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { nodeDisk, type Disk } from '../../../../src/disk/disk.ts';
import { lockedFile } from '../../../../src/disk/lockedFile.ts';
import { newTicket, retireTicket } from '../../../../src/disk/lockTicket.ts';
import { FileLockedError } from '../../../../src/errors.ts';
import { FAST } from '../../../support/disk/fast.ts';
import {
  assertList,
  gate,
  leaveLock,
  listFile,
  newList,
  ticketOf,
  watchedDisk,
} from '../../../support/lock/lockRig.ts';

const root = await mkdtemp(join(FAST, 'easel-file-'));
after(() => rm(root, { recursive: true, force: true }));
let path = '';
beforeEach(async () => {
  path = await newList(root);
});

const TIMES = { staleMs: 1e9, waitMs: 1000, pauseMs: 1, busyMs: [] };
const refusal = (code: string) => Object.assign(new Error(code), { code });

describe('a change whose lock is taken over', () => {
  /** A disk on which the lock is lost, this many times, between reading and publishing. */
  function losing(times: number): Disk {
    let left = times;
    return watchedDisk(async (name, at) => {
      if (name !== 'readFile' || at !== path || left === 0) return;
      left -= 1;
      await rm(join(`${path}.lock`, await ticketOf(path)));
    });
  }

  test('is decided again with the content of that moment', async () => {
    const decided: string[][] = [];
    const result = await listFile(path, losing(5), TIMES).change((ids) => {
      decided.push([...ids]);
      return { value: [...ids, 'second'], result: decided.length };
    });
    assert.equal(result, 6);
    assert.deepEqual(decided, Array(6).fill(['first']));
    await assertList(path, ['first', 'second']);
  });

  test('is given up when that happens six times, and the file stays as it was', async () => {
    let decisions = 0;
    const changing = listFile(path, losing(Infinity), TIMES).change((ids) => {
      decisions += 1;
      return { value: [...ids, 'no'], result: 0 };
    });
    await assert.rejects(changing, (error) => {
      assert.ok(error instanceof FileLockedError);
      assert.deepEqual([error.file, error.waitedMs, error.pid], [path, 0, undefined]);
      return true;
    });
    assert.equal(decisions, 6);
    await assertList(path, ['first']);
  });
});

describe('what processes left that died while they waited is swept up', () => {
  async function leaveWaiting(): Promise<void> {
    const dead = newTicket();
    retireTicket(dead);
    await mkdir(`${path}.lock.${dead}`);
  }
  const leftovers = async () => (await readdir(join(path, '..'))).filter((name) => name !== 'list');

  test('by the first change, and by no later one while all goes well', async () => {
    const list = listFile(path, nodeDisk, TIMES);
    await leaveWaiting();
    await list.add('second');
    assert.deepEqual(await leftovers(), []);
    await leaveWaiting();
    await list.add('third');
    assert.equal((await leftovers()).length, 1, 'nothing is listed without a reason');
  });

  test('after a change that failed', async () => {
    const list = listFile(path, nodeDisk, TIMES);
    await list.add('second');
    await leaveWaiting();
    await assert.rejects(
      list.change(() => {
        throw new Error('no');
      }),
    );
    assert.equal((await leftovers()).length, 1);
    await list.add('third');
    assert.deepEqual(await leftovers(), []);
  });

  test('after a lock that was taken over', async () => {
    const list = listFile(path, nodeDisk, TIMES);
    await list.add('second');
    await leaveWaiting();
    const dead = newTicket();
    retireTicket(dead);
    await leaveLock(path, dead);
    await list.add('third');
    assert.deepEqual(await leftovers(), []);
  });
});

describe('reading', () => {
  /** A disk that reports the file as missing. */
  const missing = { ...nodeDisk, readFile: () => Promise.reject(refusal('ENOENT')) };

  test('does not pass a file for empty that its folder lists', async () => {
    const list = listFile(path, missing, TIMES);
    await assert.rejects(list.read(), { code: 'ENOENT' });
    await assert.rejects(list.add('no'), { code: 'ENOENT' });
    await assertList(path, ['first']);
  });

  test('does not pass a file for empty whose folder cannot be listed', async () => {
    for (const code of ['EIO', 'EACCES']) {
      const readdirOf: () => Promise<never> = () => Promise.reject(refusal(code));
      const list = listFile(path, { ...missing, readdir: readdirOf }, TIMES);
      await assert.rejects(list.read(), { code });
      await assert.rejects(list.add('no'), { code });
      await assertList(path, ['first']);
    }
  });

  test('does not pass a file for empty that cannot be read, though its folder does not list it', async () => {
    const other = join(path, '..', 'other');
    for (const code of ['EIO', 'EACCES']) {
      const disk = { ...nodeDisk, readFile: () => Promise.reject(refusal(code)) };
      await assert.rejects(listFile(other, disk, TIMES).read(), { code });
    }
  });

  test('passes a file for empty that is not listed, or whose folder is missing', async () => {
    assert.deepEqual(await listFile(join(path, '..', 'other'), missing).read(), []);
    assert.deepEqual(await listFile(join(root, 'nowhere', 'list'), missing).read(), []);
  });

  test('repeats what the system refuses for a moment, and only that', async () => {
    for (const [code, expected] of [
      ['EBUSY', 3],
      ['EIO', 1],
    ] as const) {
      let tries = 0;
      const readFileOf = () => {
        tries += 1;
        return Promise.reject(refusal(code));
      };
      const list = listFile(
        path,
        { ...nodeDisk, readFile: readFileOf },
        { ...TIMES, busyMs: [0, 0] },
      );
      await assert.rejects(list.read(), { code });
      assert.equal(tries, expected, code);
    }
  });
});

test('a change to the value that was passed in leaves even a file that would be written in another way', async () => {
  await writeFile(path, ' 5 ');
  const numbers = lockedFile<{ at: number }>(path, {
    empty: { at: 0 },
    parse: (text) => ({ at: Number(text) }),
    serialize: ({ at }) => String(at),
  });
  assert.equal(await numbers.change((value) => ({ value, result: value.at })), 5);
  assert.equal(await readFile(path, 'utf8'), ' 5 ');
  await numbers.change(({ at }) => ({ value: { at }, result: 0 }));
  assert.equal(await readFile(path, 'utf8'), '5');
});

test('a change waits for those before it, though the first one is done', async () => {
  const [reached, isThere] = gate();
  const [resumed, resume] = gate();
  let reads = 0;
  let steps = 0;
  const disk = watchedDisk(async (name) => {
    steps += 1;
    if (name !== 'readFile' || (reads += 1) !== 2) return;
    isThere();
    await resumed;
  });
  const list = listFile(path, disk, TIMES);
  const [first, second] = [list.add('second'), list.add('third')];
  assert.equal(await first, 1);
  await reached;
  const before = steps;
  const third = list.add('fourth');
  for (let turn = 0; turn < 20; turn++) await nextTurn();
  assert.equal(steps, before, 'it does not compete with the one before it');
  resume();
  assert.deepEqual(await Promise.all([second, third]), [2, 3]);
  await assertList(path, ['first', 'second', 'third', 'fourth']);
});

test('a change that fails does not keep the next one from its turn', async () => {
  const list = listFile(path, nodeDisk, TIMES);
  const failing = list.change(() => {
    throw new Error('no');
  });
  const next = list.add('second');
  await assert.rejects(failing, /no/);
  assert.equal(await next, 1);
});

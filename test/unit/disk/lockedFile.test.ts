import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { nodeDisk } from '../../../src/disk/disk.ts';
import { newTicket, retireTicket } from '../../../src/disk/lockTicket.ts';
import { lockedFile } from '../../../src/disk/lockedFile.ts';
import { FAST } from '../../support/disk/fast.ts';
import { CODES, faultyDisk, type Trouble } from '../../support/disk/faultyDisk.ts';
import {
  assertList,
  leaveLock,
  LIST,
  listFile,
  newList,
  watchedDisk,
  windowsDisk,
} from '../../support/lock/lockRig.ts';
import { mountTinyDisk } from '../../support/disk/tinyDisk.ts';

const root = await mkdtemp(join(FAST, 'easel-locked-'));
after(() => rm(root, { recursive: true, force: true }));

/** Nothing here needs patience. */
const QUICK = { waitMs: 60, staleMs: 10, pauseMs: 0.5, busyMs: [1, 1, 1] };
const codeIs = (code: string) => (error: unknown) => (error as NodeJS.ErrnoException).code === code;

describe('a locked file', () => {
  test('is empty while it is missing, and created with its folder', async () => {
    const path = join(root, 'new', 'storage', 'list');
    const list = listFile(path);
    assert.deepEqual(await list.read(), []);
    assert.equal(await list.add('a'), 0);
    assert.equal(await list.add('b'), 1);
    assert.deepEqual(await list.read(), ['a', 'b']);
    await assertList(path, ['a', 'b']);
    if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o777, 0o600);
  });

  test('takes changes of one process in their order, and each sees the one before', async () => {
    const path = await newList(root, []);
    const lists = [listFile(path), listFile(path)];
    const before = Array.from({ length: 20 }, (_, at) => lists[at % 2]!.add(String(at)));
    assert.deepEqual(
      await Promise.all(before),
      Array.from({ length: 20 }, (_, at) => at),
    );
    await assertList(
      path,
      Array.from({ length: 20 }, (_, at) => String(at)),
    );
  });

  test('is not written when nothing changes', async () => {
    const path = await newList(root);
    const { ino } = await stat(path);
    const file = lockedFile(path, LIST);
    assert.equal(await file.change((ids) => ({ value: ids, result: ids.length })), 1);
    assert.equal(
      await file.change((ids) => ({ value: [...ids], result: 'same text' })),
      'same text',
    );
    assert.equal((await stat(path)).ino, ino);
    await assertList(path, ['first']);
  });

  test('is not made for a change that adds nothing', async () => {
    const path = join(root, 'nothing', 'list');
    assert.equal(await lockedFile(path, LIST).change((ids) => ({ value: ids, result: 1 })), 1);
    assert.deepEqual(await readdir(join(root, 'nothing')), []);
  });

  test('stays as it was when the change or the format throws, and lets the next one in', async () => {
    const path = await newList(root);
    const thrown = new Error('no');
    const list = listFile(path);
    await assert.rejects(
      list.change(() => {
        throw thrown;
      }),
      thrown,
    );
    const strict = lockedFile<number>(path, { empty: 0, parse: () => Promise.reject(thrown), serialize: String }); // prettier-ignore
    await assert.rejects(
      strict.change(() => ({ value: 1, result: 1 })),
      thrown,
    );
    await list.add('second');
    await assertList(path, ['first', 'second']);
  });

  for (const code of ['EACCES', 'EIO', 'EISDIR']) {
    test(`is not replaced while it can't be read: ${code}`, async () => {
      const path = await newList(root);
      const readFile = () => Promise.reject(Object.assign(new Error(code), { code }));
      const list = listFile(path, { ...nodeDisk, readFile }, QUICK);
      await assert.rejects(list.add('second'), codeIs(code));
      await assert.rejects(list.read(), codeIs(code));
      await assertList(path, ['first']);
    });
  }

  test('is flushed before it has its name, and its name after', async () => {
    const path = await newList(root);
    const steps: string[] = [];
    const disk = watchedDisk((name, at) => {
      steps.push(at === root || at.endsWith('list') ? name : `${name} ticket`);
    });
    await listFile(path, disk).add('second');
    const at = steps.lastIndexOf('rename ticket');
    assert.equal(steps[at - 2], 'sync ticket');
    assert.ok(steps.slice(at).includes('sync ticket'), 'the folder');
  });
});

describe('a disk that fails at any step, once or for good', () => {
  for (const code of CODES) {
    for (const start of ['free', 'left behind'] as const) {
      test(`${code}, a lock that is ${start}: saved, or refused and unchanged`, async () => {
        const steps = await addWith(undefined, start);
        assert.ok(steps > 12, `only ${steps} steps`);
        for (let step = 0; step < steps; step++) {
          await addWith({ step, code, lasting: false }, start);
          await addWith({ step, code, lasting: true }, start);
        }
      });
    }
  }
});

/** Adds with a failing disk, then with a good one. @returns the number of steps */
async function addWith(
  trouble: Trouble | undefined,
  start: 'free' | 'left behind',
): Promise<number> {
  const path = await newList(root);
  if (start === 'left behind') {
    const ticket = newTicket();
    retireTicket(ticket);
    await leaveLock(path, ticket);
  }
  const { disk, steps } = faultyDisk(trouble);
  const result = await listFile(path, disk, QUICK)
    .add('second')
    .catch((error: unknown) => error);
  const at = `${JSON.stringify(trouble)} at ${steps[trouble?.step ?? 0] ?? 'nothing'}: ${String(result)}`;
  const isSaved = typeof result === 'number';
  assert.deepEqual(
    await LIST.parse(await readFile(path, 'utf8')),
    isSaved ? ['first', 'second'] : ['first'],
    at,
  );
  await listFile(path, nodeDisk, { ...QUICK, waitMs: 1000 }).add('third');
  await assertList(path, isSaved ? ['first', 'second', 'third'] : ['first', 'third'], at);
  return steps.length;
}

describe('on another kind of disk', () => {
  test("three windows lose no entry on a disk with Windows' rules", async () => {
    const path = await newList(root, []);
    const add = async (window: string): Promise<void> => {
      const list = listFile(path, windowsDisk());
      for (let at = 0; at < 20; at++) await list.add(`${window}${at}`);
    };
    await Promise.all(['a', 'b', 'c'].map(add));
    const ids = await listFile(path).read();
    assert.deepEqual([ids.length, new Set(ids).size], [60, 60]);
    await listFile(path).add('last');
    await assertList(path, [...ids, 'last']);
  });

  test('a full or read-only disk rejects the change and leaves the file as it was', async (t) => {
    const tiny = mountTinyDisk(128 * 1024);
    if (tiny === undefined) {
      t.skip("this machine can't mount");
      return;
    }
    try {
      const path = join(tiny.folder, 'list');
      await writeFile(path, 'first\n');
      const list = listFile(path);
      await assert.rejects(list.add('x'.repeat(200 * 1024)), codeIs('ENOSPC'));
      await assertList(path, ['first']);
      await list.add('second');
      tiny.makeReadOnly();
      await assert.rejects(list.add('third'), codeIs('EROFS'));
      await assertList(path, ['first', 'second']);
    } finally {
      tiny.remove();
    }
  });
});

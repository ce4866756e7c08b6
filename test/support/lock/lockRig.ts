/** A list of ids in a locked file, disks that stop where a test wants them to, and processes that die there. */
import assert from 'node:assert/strict';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import type { LockTimes } from '../../../src/disk/lock.ts';
import { lockedFile, type FileFormat, type LockedFile } from '../../../src/disk/lockedFile.ts';

/** One id per line. Parsing refuses half a line, so that a torn file can't pass unnoticed. */
export const LIST: FileFormat<readonly string[]> = {
  empty: [],
  parse: (text) => {
    assert.ok(text === '' || text.endsWith('\n'), `a torn file: …${text.slice(-40)}`);
    return text.split('\n').slice(0, -1);
  },
  serialize: (ids) => ids.map((id) => `${id}\n`).join(''),
};

export interface List extends LockedFile<readonly string[]> {
  /** @returns how many ids were there before */
  readonly add: (id: string) => Promise<number>;
}

export function listFile(path: string, disk?: Disk, times?: Partial<LockTimes>): List {
  const file = lockedFile(path, LIST, { ...(disk && { disk }), ...(times && { times }) });
  return {
    ...file,
    add: (id) => file.change((ids) => ({ value: [...ids, id], result: ids.length })),
  };
}

/** @returns the path of a list in a new folder */
export async function newList(root: string, ids: readonly string[] = ['first']): Promise<string> {
  const path = join(await mkdtemp(join(root, 'case-')), 'list');
  await writeFile(path, await LIST.serialize(ids));
  return path;
}

/** Asserts that the list holds these ids and that nothing else is left in its folder. */
export async function assertList(path: string, ids: readonly string[], at = ''): Promise<void> {
  assert.deepEqual(await LIST.parse(await readFile(path, 'utf8')), ids, at);
  assert.deepEqual(await readdir(dirname(path)), [basename(path)], at);
}

/** Leaves a lock behind whose ticket has this name. */
export async function leaveLock(path: string, ticket: string): Promise<string> {
  await mkdir(`${path}.lock`);
  await writeFile(join(`${path}.lock`, ticket), '');
  return join(`${path}.lock`, ticket);
}

/** @returns the one ticket in the lock folder */
export async function ticketOf(path: string): Promise<string> {
  const [ticket = ''] = await readdir(`${path}.lock`);
  return ticket;
}

export type Operation = (name: string, path: string) => unknown;

/** A disk that calls `before` ahead of each operation, those of its file handles included, and waits for it. */
export function watchedDisk(before: Operation, base: Disk = nodeDisk): Disk {
  const watch = (own: (...args: unknown[]) => unknown, name: string, path?: string) =>
    async function (...args: unknown[]): Promise<unknown> {
      const at = path ?? String(args[0]);
      await before(name, at);
      const result: unknown = await own(...args);
      return name === 'open' ? proxy(result as FileHandle, at) : result;
    };
  function proxy<T extends object>(target: T, path?: string): T {
    return new Proxy(target, {
      get(_, property) {
        const own: unknown = Reflect.get(target, property, target);
        if (typeof own !== 'function') return own;
        return watch(
          (...args) => Reflect.apply(own, target, args) as unknown,
          String(property),
          path,
        );
      },
    });
  }
  return proxy(base);
}

export interface PausingDisk {
  readonly disk: Disk;
  /** Resolves when the operation is about to happen. */
  readonly reached: Promise<void>;
  readonly resume: () => void;
}

/** A disk that stands still before the first operation that matches, as a process does that is put to sleep. */
export function pausingDisk(matches: (name: string, path: string) => boolean): PausingDisk {
  const [reached, isThere] = gate();
  const [resumed, resume] = gate();
  let isReached = false;
  const disk = watchedDisk(async (name, path) => {
    if (isReached || !matches(name, path)) return;
    isReached = true;
    isThere();
    await resumed;
  });
  return { disk, reached, resume };
}

/** @returns a promise and the function that resolves it */
export function gate(): [passed: Promise<void>, pass: () => void] {
  let pass: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    pass = resolve;
  });
  return [passed, pass];
}

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Refuses what Windows refuses: to replace any folder, and now and then a rename or removal because a scanner looks on. */
export function windowsDisk(base: Disk = nodeDisk): Disk {
  let count = 0;
  const scan = (): void => {
    count += 1;
    if (count % 5 === 0) throw refusal(count % 2 === 0 ? 'EPERM' : 'EBUSY');
  };
  return {
    ...base,
    rename: async (from, to) => {
      scan();
      const found = await base.stat(to).catch(() => undefined);
      if (found?.isDirectory()) throw refusal('EPERM');
      await base.rename(from, to);
    },
    rm: async (path, options) => {
      scan();
      await base.rm(path, options);
    },
    rmdir: async (path) => {
      scan();
      await base.rmdir(path);
    },
  };
}

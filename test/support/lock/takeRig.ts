/** A lock that is taken step by step, with counted operations and pauses that don't vary. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import type { LockTimes } from '../../../src/disk/lock.ts';
import { FileLockedError } from '../../../src/errors.ts';
import { watchedDisk } from './lockRig.ts';

export const TIMES: LockTimes = { waitMs: 1000, staleMs: 1e9, pauseMs: 2, beatMs: 1e6, busyMs: [] };
export const FOREIGN = '77-5-ffffff-00';

export const refusal = (code: string) => Object.assign(new Error(code), { code });
export const refuse = (code: string) => () => Promise.reject(refusal(code));

/** Every pause is the average one. */
export function withoutChance(context: TestContext, chance = 0.5): void {
  context.mock.method(Math, 'random', () => chance);
}

/** A disk that says ENOTEMPTY for a lock that is taken. Windows says EPERM, and then each refusal is looked into. */
const plainDisk: Disk = {
  ...nodeDisk,
  rename: async (from, to) => {
    const names = await nodeDisk.readdir(to).catch(() => []);
    if (names.length > 0) throw refusal('ENOTEMPTY');
    await nodeDisk.rename(from, to);
  },
};

/** Counts the operations by name, and notes before which try to rename the lock folder was listed. */
export function counting(base: Disk = plainDisk) {
  const calls: Partial<Record<keyof Disk, number>> = {};
  const looks: number[] = [];
  const disk = watchedDisk((operation) => {
    const name = operation as keyof Disk;
    calls[name] = (calls[name] ?? 0) + 1;
    if (name === 'readdir') looks.push(calls.rename ?? 0);
  }, base);
  return { disk, calls, looks };
}

export async function lockedError(taking: Promise<unknown>): Promise<FileLockedError> {
  const error = await taking.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(error instanceof FileLockedError, String(error));
  return error;
}

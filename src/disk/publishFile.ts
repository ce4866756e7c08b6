import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { numberedName } from './names.ts';
import { SaveError } from '../errors.ts';
import {
  codeOf,
  flushFolder,
  nodeDisk,
  slicesInMemory,
  slicesOf,
  writeAll,
  type Disk,
} from './disk.ts';

const MOST_NUMBERS = 9999;

/** What passes by itself: a virus scanner looks into the file, or too many files are open. */
const BUSY = ['EBUSY', 'EMFILE', 'ENFILE', 'EAGAIN'] as const;
const PASSING = new Set<string>([...BUSY, 'EPERM']);

/**
 * What no other way of placing a file would change: the name is taken, the folder is gone, or all it takes is a wait. Every
 * other code may be a file system's way of saying that it has no links, and each has its own: exFAT under Windows says EISDIR.
 */
const SAME_ANY_WAY = new Set<string>([...BUSY, 'EEXIST', 'ENOENT']);

/** A virus scanner that still holds our own file lets go of it soon. */
const PATIENTLY = { force: true, maxRetries: 3, retryDelay: 100 } as const;

/** Five tries within two seconds. */
const PAUSES_MS: readonly number[] = [100, 200, 500, 1000];

export interface PublishOptions {
  readonly disk?: Disk;
  /** In ms, between tries. */
  readonly pausesMs?: readonly number[];
}

/**
 * Gives a paid image its name beside the source. A hard link appears whole or not at all and never replaces anything,
 * even when two windows choose the same name in the same moment; looking first and writing then
 * loses images. Where the spool's file cannot be linked, a copy in the folder itself is.
 *
 * @param paid absolute path of the bytes, flushed; or the bytes, where no disk took them
 * @returns the absolute path of the file
 * @throws SaveError the paid bytes stay where they are
 */
export async function publishFile(
  paid: string | Uint8Array,
  folder: string,
  stem: string,
  extension: string,
  { disk = nodeDisk, pausesMs = PAUSES_MS }: PublishOptions = {},
): Promise<string> {
  const targets = { disk, folder, stem, extension };
  const pauses = [...pausesMs];
  for (;;) {
    try {
      const target = await publishOnce(paid, targets);
      if (target === undefined) throw Object.assign(new Error('no free name'), { code: 'EEXIST' });
      await flushFolder(disk, folder);
      return target;
    } catch (error) {
      const pause = PASSING.has(codeOf(error)) ? pauses.shift() : undefined;
      if (pause === undefined) {
        const file = join(folder, numberedName(stem, 1, extension));
        throw new SaveError(file, codeOf(error), { cause: error });
      }
      await sleep(pause);
    }
  }
}

interface Targets {
  readonly disk: Disk;
  readonly folder: string;
  readonly stem: string;
  readonly extension: string;
}

async function publishOnce(
  paid: string | Uint8Array,
  targets: Targets,
): Promise<string | undefined> {
  const { disk } = targets;
  if (typeof paid === 'string') {
    try {
      return await firstFree(targets, (target) => disk.link(paid, target));
    } catch (error) {
      if (SAME_ANY_WAY.has(codeOf(error))) throw error;
    }
  }
  return await publishCopy(paid, targets);
}

/** The copy has a name of its own until all of it is there, so that no half file is ever seen under a final one. */
async function publishCopy(
  paid: string | Uint8Array,
  targets: Targets,
): Promise<string | undefined> {
  const { disk, folder } = targets;
  const part = join(folder, `.easel-${randomUUID()}.part`);
  try {
    await copy(disk, paid, part);
    try {
      return await firstFree(targets, (target) => disk.link(part, target));
    } catch (error) {
      if (SAME_ANY_WAY.has(codeOf(error))) throw error;
    }
    return await firstFree(targets, (target) => moveInto(disk, part, target));
  } finally {
    await disk.rm(part, PATIENTLY).catch(() => undefined);
  }
}

/** @param place gives the image that name, or fails with EEXIST when it is taken */
async function firstFree(
  { folder, stem, extension }: Targets,
  place: (target: string) => Promise<void>,
): Promise<string | undefined> {
  for (let number = 1; number <= MOST_NUMBERS; number += 1) {
    const target = join(folder, numberedName(stem, number, extension));
    try {
      await place(target);
      return target;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  return undefined;
}

/** Renaming replaces, so the name is claimed first: only our own empty file is replaced. */
async function moveInto(disk: Disk, part: string, target: string): Promise<void> {
  const claimed = await disk.open(target, 'wx');
  try {
    await claimed.close();
    await disk.rename(part, target);
  } catch (error) {
    await disk.rm(target, PATIENTLY).catch(() => undefined);
    throw error;
  }
}

/** Writes, flushes and reads back: some file systems say yes to bytes that they did not take. */
async function copy(disk: Disk, paid: string | Uint8Array, part: string): Promise<void> {
  const written = createHash('sha256');
  const handle = await disk.open(part, 'wx+');
  try {
    let size = 0;
    for await (const slice of bytesOf(disk, paid)) {
      written.update(slice);
      await writeAll(handle, slice, size);
      size += slice.byteLength;
    }
    await handle.sync();
    const read = createHash('sha256');
    for await (const slice of slicesOf(handle, size)) read.update(slice);
    if (read.digest('hex') !== written.digest('hex')) {
      throw Object.assign(new Error('other bytes read back'), { code: 'EIO' });
    }
  } finally {
    await handle.close();
  }
}

async function* bytesOf(disk: Disk, paid: string | Uint8Array): AsyncGenerator<Uint8Array> {
  if (typeof paid !== 'string') {
    yield* slicesInMemory(paid);
    return;
  }
  const handle = await disk.open(paid, 'r');
  try {
    yield* slicesOf(handle, (await handle.stat()).size);
  } finally {
    await handle.close();
  }
}

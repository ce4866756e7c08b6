import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_NUMBER, numberedName } from './names.ts';
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

/** Codes that pass by themselves: a virus scanner holds the file, or too many files are open. */
const BUSY = ['EBUSY', 'EMFILE', 'ENFILE', 'EAGAIN'] as const;
/** Codes after which it makes sense to wait and try again. On Windows, a scanner's lock can also look like EPERM. */
const WORTH_A_WAIT = new Set<string>([...BUSY, 'EPERM']);

/**
 * Codes of a refused link that a copy would meet too: the name is taken, the folder is gone, or the disk is busy. Every other code
 * can be a file system's way of saying that it has no links, and each has its own: exFAT on Windows says EISDIR.
 */
const SAME_FOR_A_COPY = new Set<string>([...BUSY, 'EEXIST', 'ENOENT']);

/** A virus scanner that still holds our own file releases it soon. */
const REMOVAL = { force: true, maxRetries: 3, retryDelay: 100 } as const;

/** In ms: five tries within two seconds. */
const PAUSES_MS: readonly number[] = [100, 200, 500, 1000];

export interface PublishOptions {
  readonly disk?: Disk;
  /** In ms, between tries. */
  readonly pausesMs?: readonly number[];
}

/** The name that a file gets if it's free. */
export interface WantedName {
  readonly stem: string;
  /** Without a dot. */
  readonly extension: string;
}

/** A name in a folder, and the disk with the folder. */
interface Place extends WantedName {
  readonly disk: Disk;
  readonly folder: string;
}

/**
 * Publishes a paid image under the first free name: `cat.png`, `cat-2.png`, and so on. Never replaces a file, also when two windows
 * choose the same name at the same moment. A hard link appears whole or not at all; checking for a free name and then writing
 * loses images (4 processes with 300 names overwrote 4 of them). Where the spool's file can't be linked, a verified copy is.
 *
 * @param content the absolute path of the flushed bytes, or the bytes where no disk accepted them
 * @param folder absolute path; it isn't created
 * @returns the file's absolute path
 * @throws SaveError; the paid bytes stay where they are
 */
export async function publishFile(
  content: string | Uint8Array,
  folder: string,
  { stem, extension }: WantedName,
  { disk = nodeDisk, pausesMs = PAUSES_MS }: PublishOptions = {},
): Promise<string> {
  const place = { disk, folder, stem, extension };
  const pauses = [...pausesMs];
  for (;;) {
    try {
      const file = await publishOnce(content, place);
      await flushFolder(disk, folder);
      return file;
    } catch (error) {
      const pause = WORTH_A_WAIT.has(codeOf(error)) ? pauses.shift() : undefined;
      if (pause === undefined) {
        const file = join(folder, numberedName(stem, 1, extension));
        throw new SaveError(file, codeOf(error), { cause: error });
      }
      await sleep(pause);
    }
  }
}

async function publishOnce(content: string | Uint8Array, place: Place): Promise<string> {
  const { disk } = place;
  if (typeof content === 'string') {
    try {
      return await takeFreeName(place, (file) => disk.link(content, file));
    } catch (error) {
      if (SAME_FOR_A_COPY.has(codeOf(error))) throw error;
    }
  }
  return await publishCopy(content, place);
}

/** Copies into the folder under a temporary name, so that no half file ever has a final name. */
async function publishCopy(content: string | Uint8Array, place: Place): Promise<string> {
  const { disk, folder } = place;
  const part = join(folder, `.easel-${randomUUID()}.part`);
  try {
    await copy(disk, content, part);
    try {
      return await takeFreeName(place, (file) => disk.link(part, file));
    } catch (error) {
      if (SAME_FOR_A_COPY.has(codeOf(error))) throw error;
    }
    return await takeFreeName(place, (file) => renameToNew(disk, part, file));
  } finally {
    await disk.rm(part, REMOVAL).catch(() => undefined);
  }
}

/**
 * Tries the names in turn.
 *
 * @param take gives the image the name, or fails with EEXIST when the name is taken
 * @returns the absolute path that was taken
 * @throws what `take` throws; EEXIST when no name is free
 */
async function takeFreeName(
  { folder, stem, extension }: Place,
  take: (file: string) => Promise<void>,
): Promise<string> {
  for (let number = 1; number <= MAX_NUMBER; number += 1) {
    const file = join(folder, numberedName(stem, number, extension));
    try {
      await take(file);
      return file;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  throw Object.assign(new Error('no free name'), { code: 'EEXIST' });
}

/** Renames on a file system without links. `rename` replaces files, so the name is created first: only our own empty file goes. */
async function renameToNew(disk: Disk, part: string, file: string): Promise<void> {
  const created = await disk.open(file, 'wx');
  try {
    await created.close();
    await disk.rename(part, file);
  } catch (error) {
    await disk.rm(file, REMOVAL).catch(() => undefined);
    throw error;
  }
}

/** Writes, flushes, and reads back. Some file systems report success for bytes that they didn't store. */
async function copy(disk: Disk, content: string | Uint8Array, part: string): Promise<void> {
  const written = createHash('sha256');
  const handle = await disk.open(part, 'wx+');
  try {
    let size = 0;
    for await (const slice of slicesOfContent(disk, content)) {
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

async function* slicesOfContent(
  disk: Disk,
  content: string | Uint8Array,
): AsyncGenerator<Uint8Array> {
  if (typeof content !== 'string') {
    yield* slicesInMemory(content);
    return;
  }
  const handle = await disk.open(content, 'r');
  try {
    yield* slicesOf(handle, (await handle.stat()).size);
  } finally {
    await handle.close();
  }
}

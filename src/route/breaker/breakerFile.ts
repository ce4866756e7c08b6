import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  breakerAt,
  parseBreakers,
  serializeBreakers,
  withBreaker,
  type Breakers,
} from './breakers.ts';
import type { Breaker } from './breaker.ts';

/** A change takes milliseconds; a lock that is older was left behind by a window that is gone. */
const STALE_MS = 2000;
const LOCK_TRIES = 40;
const LOCK_PAUSE_MS = 25;

/** The breakers of all windows, in one file. */
export interface BreakerFile {
  /** Never rejects: what cannot be read is closed. */
  readonly read: () => Promise<Breakers>;
  /**
   * Changes one breaker; of two windows that do so at once, the second sees what the first wrote. Never rejects: a
   * disk that takes nothing must not keep anybody from an image.
   */
  readonly change: (key: string, next: (breaker: Breaker) => Breaker, now: number) => Promise<void>;
}

/** @param file absolute path; made with its folder when there is something to write */
export function breakerFile(file: string): BreakerFile {
  const lock = `${file}.lock`;
  const read = async (): Promise<Breakers> =>
    parseBreakers(await readFile(file, 'utf8').catch(() => ''));

  async function change(
    key: string,
    next: (breaker: Breaker) => Breaker,
    now: number,
  ): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    await acquire(lock);
    try {
      const breakers = await read();
      const before = breakerAt(breakers, key);
      const after = next(before);
      if (JSON.stringify(after) === JSON.stringify(before)) return;
      await replace(file, serializeBreakers(withBreaker(breakers, key, after, now)));
    } finally {
      await rm(lock, { force: true });
    }
  }
  return { read, change: (...args) => change(...args).catch(() => undefined) };
}

/** Goes on without the lock in the end: a breaker is a courtesy and nothing to wait for. */
async function acquire(lock: string): Promise<void> {
  for (let tries = 0; tries < LOCK_TRIES; tries += 1) {
    try {
      await (await open(lock, 'wx')).close();
      return;
    } catch {
      const since = await stat(lock).then(
        ({ mtimeMs }) => mtimeMs,
        () => Date.now(),
      );
      if (Math.abs(Date.now() - since) > STALE_MS) await rm(lock, { force: true });
      else await sleep(LOCK_PAUSE_MS);
    }
  }
}

/** Readers see the old file or the new one, never a part. */
async function replace(file: string, text: string): Promise<void> {
  const part = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(part, text, { flag: 'wx', mode: 0o600 });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

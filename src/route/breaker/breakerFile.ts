import { lockedFile } from '../../disk/lockedFile.ts';
import {
  breakerAt,
  parseBreakers,
  serializeBreakers,
  withBreaker,
  type Breakers,
} from './breakers.ts';
import type { Breaker } from './breaker.ts';

/** A run waits for its breaker before it sends anything, so a stuck lock must not delay it for long. */
const TIMES = { waitMs: 1500, staleMs: 500 };

/** The breakers of all windows, in one file. */
export interface BreakerFile {
  /** Returns the breakers. Never rejects: with a file that can't be read, all are closed. */
  readonly read: () => Promise<Breakers>;
  /**
   * Reads the current breaker, including other windows' changes, and replaces it. Never rejects: a breaker that can't be written
   * must not prevent a run.
   *
   * @param next only computes, because it may run more than once
   * @param now ms since 1970
   */
  readonly change: (key: string, next: (breaker: Breaker) => Breaker, now: number) => Promise<void>;
}

/** @param path absolute; the file and its folder are made when there is something to write */
export function breakerFile(path: string): BreakerFile {
  const file = lockedFile<Breakers>(
    path,
    { empty: new Map(), parse: parseBreakers, serialize: serializeBreakers },
    { times: TIMES },
  );
  const change = (key: string, next: (breaker: Breaker) => Breaker, now: number) =>
    file.change((breakers) => {
      const before = breakerAt(breakers, key);
      const after = next(before);
      const isSame = JSON.stringify(after) === JSON.stringify(before);
      const value = isSame ? breakers : withBreaker(breakers, key, after, now);
      return { value, result: undefined };
    });
  return {
    read: () => file.read().catch(() => new Map()),
    change: (...args) => change(...args).catch(() => undefined),
  };
}

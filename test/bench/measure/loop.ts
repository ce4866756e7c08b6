import { openSync, readSync } from 'node:fs';

/** The loop is watched by a timer of this many ms: the longest stall is known to about that. */
const RESOLUTION_MS = 1;
/** A look costs no more; if it took longer, another program had the processor. */
const LOOK_MS = 0.1;

export interface Watched {
  /** How long the loop did not turn at most. */
  readonly longestMs: number;
  /** What watching cost: a program whose loop turns often is watched more often. */
  readonly ownMs: number;
}

/**
 * Watches the event loop from now on, until the returned function is called. On Linux, what the thread waited
 * for a processor that other programs had is taken off: that says nothing about the program.
 */
export function watchLoop(): () => Watched {
  const waited = processorWait();
  let longest = 0;
  let lastTurn = performance.now();
  let lastWait = waited();
  let ownMs = 0;
  const look = (): void => {
    const now = performance.now();
    const wait = waited();
    longest = Math.max(longest, now - lastTurn - (wait - lastWait));
    lastTurn = now;
    lastWait = wait;
    ownMs += Math.min(LOOK_MS, performance.now() - now);
  };
  const timer = setInterval(look, RESOLUTION_MS);
  return () => {
    clearInterval(timer);
    look();
    return { longestMs: longest, ownMs };
  };
}

/** How long this thread was ready to run and did not, in ms: the second field of Linux's schedstat, in ns. */
function processorWait(): () => number {
  try {
    const file = openSync('/proc/thread-self/schedstat', 'r');
    const text = Buffer.alloc(64);
    return () => {
      const length = readSync(file, text, 0, text.length, 0);
      return Number(text.toString('latin1', 0, length).split(' ')[1]) / 1e6;
    };
  } catch {
    return () => 0;
  }
}

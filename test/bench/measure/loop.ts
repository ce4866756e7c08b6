import { openSync, readSync } from 'node:fs';

/** The interval of the timer that watches the loop, and so the precision of a stall. */
const RESOLUTION_MS = 1;
/** The most that one check costs. If it takes longer, another program had the processor. */
const CHECK_MS = 0.1;

export interface LoopReport {
  /** The longest block of the loop. */
  readonly longestMs: number;
  /** CPU time of the watching itself, which grows with the turns of the loop. */
  readonly ownMs: number;
}

/**
 * Watches the event loop until the returned function is called. On Linux, subtracts the time that the thread waited for a
 * processor, which other programs had.
 */
export function watchLoop(): () => LoopReport {
  const waitedMs = processorWait();
  let longest = 0;
  let lastTurn = performance.now();
  let lastWait = waitedMs();
  let ownMs = 0;
  const check = (): void => {
    const now = performance.now();
    const wait = waitedMs();
    longest = Math.max(longest, now - lastTurn - (wait - lastWait));
    lastTurn = now;
    lastWait = wait;
    ownMs += Math.min(CHECK_MS, performance.now() - now);
  };
  const timer = setInterval(check, RESOLUTION_MS);
  return () => {
    clearInterval(timer);
    check();
    return { longestMs: longest, ownMs };
  };
}

/** Returns a function that reads how long this thread was ready to run but did not, in ms: field 2 of schedstat, in ns. */
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

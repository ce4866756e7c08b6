/** The deadlines of one exchange, in ms. Node has none of its own that would fit: see `post`. */
export interface Deadlines {
  /** Until the connection is open, TLS included. */
  readonly connectMs: number;
  /** Without a byte going out while sending, or coming in while receiving, unless the reader of the reply allows a pause. */
  readonly idleMs: number;
  /** For the whole exchange, including the wait for the model. */
  readonly totalMs: number;
}

export type Phase = 'connecting' | 'sending' | 'waiting' | 'receiving';

export interface Watchdog {
  /** Reports that bytes moved. */
  alive(): void;
  enter(phase: Phase): void;
  /** Sets what decides, once a reply has been idle for too long, whether it may pause. Until then it may not. */
  allowPause(mayPause: () => boolean): void;
  stop(): void;
}

/** Limits of the check interval, in ms, which is a quarter of the shortest deadline. */
const MIN_CHECK_MS = 10;
const MAX_CHECK_MS = 1000;

/**
 * Starts watching the deadlines of an exchange, and calls `onExpired` once when one passes.
 *
 * Compares clock times in an interval instead of setting one long timer: after an hour of sleep, the first
 * check sees that the total deadline has passed, and a wait above 2^31 ms can't turn into one of 1 ms.
 * Waiting for the model has no idle deadline, because silence is normal there. A gateway may also wait after it has sent its
 * headers, and between two parts of a stream: the reader of the reply knows whether the next byte is due.
 */
export function startWatchdog(deadlines: Deadlines, onExpired: () => void): Watchdog {
  const started = Date.now();
  let phase: Phase = 'connecting';
  let lastActive = started;
  let mayPause = (): boolean => false;
  const shortest = Math.min(deadlines.connectMs, deadlines.idleMs, deadlines.totalMs);
  const timer = setInterval(
    () => {
      const now = Date.now();
      const limit = phase === 'connecting' ? deadlines.connectMs : deadlines.idleMs;
      const isIdle = phase !== 'waiting' && now - lastActive >= limit;
      const isPause = isIdle && phase === 'receiving' && mayPause();
      if ((!isIdle || isPause) && now - started < deadlines.totalMs) return;
      clearInterval(timer);
      onExpired();
    },
    Math.max(MIN_CHECK_MS, Math.min(MAX_CHECK_MS, shortest / 4)),
  );
  return {
    alive: () => {
      lastActive = Date.now();
    },
    enter: (next) => {
      phase = next;
      lastActive = Date.now();
    },
    allowPause: (decide) => {
      mayPause = decide;
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

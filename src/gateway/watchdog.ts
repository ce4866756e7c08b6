/** Deadlines of one exchange, in ms. Node has none of its own that would suit: see `post`. */
export interface Deadlines {
  /** Until the connection stands, TLS included. */
  readonly connectMs: number;
  /** Without a byte going out while sending, or coming in while receiving. */
  readonly idleMs: number;
  /** For the whole exchange, waiting for the model included. */
  readonly totalMs: number;
}

export type Phase = 'connecting' | 'sending' | 'waiting' | 'receiving';

export interface Watchdog {
  /** Something moved. */
  alive(): void;
  enter(phase: Phase): void;
  stop(): void;
}

/**
 * Watches an exchange by the clock on the wall rather than by one long timer: after an hour of
 * sleep the total deadline has passed at the first look, and a wait above 2^31 ms cannot turn
 * into one of 1 ms. Waiting for the model has no idle limit: silence is normal there.
 */
export function watchdog(deadlines: Deadlines, expired: () => void): Watchdog {
  const started = Date.now();
  let phase: Phase = 'connecting';
  let last = started;
  const shortest = Math.min(deadlines.connectMs, deadlines.idleMs, deadlines.totalMs);
  const timer = setInterval(
    () => {
      const now = Date.now();
      const limit = phase === 'connecting' ? deadlines.connectMs : deadlines.idleMs;
      const idle = phase !== 'waiting' && now - last >= limit;
      if (!idle && now - started < deadlines.totalMs) return;
      clearInterval(timer);
      expired();
    },
    Math.max(10, Math.min(1000, shortest / 4)),
  );
  return {
    alive: () => {
      last = Date.now();
    },
    enter: (next) => {
      phase = next;
      last = Date.now();
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

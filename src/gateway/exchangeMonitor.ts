import { BrokenError, CancelledError, ConnectError, EaselError } from '../errors.ts';
import type { ExchangeEvents } from './nodeExchange.ts';
import { toTransportError, type ExchangeState } from './transportError.ts';
import { startWatchdog, type Deadlines, type Phase } from './watchdog.ts';

export interface PostProgress {
  readonly phase: Phase;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

export interface ExchangeOptions {
  readonly deadlines: Deadlines;
  /** The user's cancel. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: PostProgress) => void;
}

/**
 * Follows one exchange: its phase, its byte counts, its deadlines, and the user's cancel. Knows what
 * a failure in each phase means for money.
 */
export class ExchangeMonitor {
  /** Aborts at a deadline and when the user cancels, with the error to throw as its reason. */
  readonly signal: AbortSignal;
  readonly events: ExchangeEvents;
  readonly #host: string;
  readonly #options: ExchangeOptions;
  readonly #started = Date.now();
  readonly #stop = new AbortController();
  readonly #watchdog;
  #phase: Phase = 'connecting';
  #sentBytes = 0;
  #receivedBytes = 0;
  #validUntil: number | undefined;

  constructor(host: string, options: ExchangeOptions) {
    this.#host = host;
    this.#options = options;
    this.signal = this.#stop.signal;
    this.#watchdog = startWatchdog(options.deadlines, () => {
      this.#stop.abort(timeoutError(this.#state()));
    });
    options.signal.addEventListener('abort', this.#cancel, { once: true });
    this.events = {
      certificateReceived: (validUntil) => {
        this.#validUntil = validUntil;
      },
      connected: () => {
        if (this.#phase === 'connecting') this.enter('sending');
      },
      sent: (bytes) => {
        this.#sentBytes += bytes;
        this.#watchdog.alive();
        this.#report();
      },
      bodySent: () => {
        if (this.#phase === 'sending') this.enter('waiting');
      },
    };
  }

  enter(phase: Phase): void {
    this.#phase = phase;
    this.#watchdog.enter(phase);
    this.#report();
  }

  received(bytes: number): void {
    this.#receivedBytes += bytes;
    this.#watchdog.alive();
    this.#report();
  }

  /** Lets a reply pause for longer than the idle deadline, as long as `mayPause` returns true. */
  allowPause(mayPause: () => boolean): void {
    this.#watchdog.allowPause(mayPause);
  }

  /** Stops watching. */
  end(): void {
    this.#watchdog.stop();
    this.#options.signal.removeEventListener('abort', this.#cancel);
  }

  /** Returns what an error of the exchange means: a cancel, a deadline, or a failure of the connection. */
  explain(error: unknown): EaselError {
    if (error instanceof EaselError) return error;
    if (this.signal.reason instanceof EaselError) return this.signal.reason;
    if (this.#options.signal.aborted) return this.#cancelledError();
    return toTransportError(error, this.#state());
  }

  readonly #cancel = (): void => {
    this.#stop.abort(this.#cancelledError());
  };

  #cancelledError(): CancelledError {
    return new CancelledError(this.#phase === 'connecting' ? 'no' : 'maybe');
  }

  #state(): ExchangeState {
    return {
      host: this.#host,
      phase: this.#phase,
      receivedBytes: this.#receivedBytes,
      waitedMs: Date.now() - this.#started,
      validUntil: this.#validUntil,
    };
  }

  #report(): void {
    const [sentBytes, receivedBytes] = [this.#sentBytes, this.#receivedBytes];
    this.#options.onProgress?.({ phase: this.#phase, sentBytes, receivedBytes });
  }
}

function timeoutError({ host, phase, receivedBytes, waitedMs }: ExchangeState): EaselError {
  const code = 'ETIMEDOUT';
  if (phase === 'connecting') return new ConnectError(host, 'timeout', code);
  return new BrokenError({ host, phase, why: 'timeout', code, receivedBytes, waitedMs });
}

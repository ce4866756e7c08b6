import { EaselError, type Charge, type FailedOutcome } from './outcome.ts';

/** `not-tls`: https was asked of a port that speaks none. `only-tls`: http of a port that speaks https. */
export type ConnectReason =
  'refused' | 'not-found' | 'offline' | 'timeout' | 'tls' | 'not-tls' | 'only-tls' | 'proxy';

/** Reasons that are in how things are set up, and stay until that changes. */
const SETUP: ReadonlySet<ConnectReason> = new Set(['tls', 'not-tls', 'only-tls', 'proxy']);

/** The request did not reach the gateway: provably nothing was sent. */
export class ConnectError extends EaselError {
  override readonly name = 'ConnectError';
  readonly charge = 'no';
  readonly host: string;
  readonly reason: ConnectReason;
  /** Node's or OpenSSL's code, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
  readonly code: string;
  /** Until when the host's certificate is valid, in ms since 1970, where it has shown one. */
  readonly validUntil: number | undefined;

  constructor(host: string, reason: ConnectReason, code: string, validUntil?: number) {
    super(`connect ${host}: ${code}`);
    this.host = host;
    this.reason = reason;
    this.code = code;
    this.validUntil = validUntil;
  }

  get outcome(): FailedOutcome {
    return SETUP.has(this.reason) ? 'config' : 'unreachable';
  }
}

/** The request went out, or part of it, and no whole reply came: nobody here knows who pays. */
export class BrokenError extends EaselError {
  override readonly name = 'BrokenError';
  readonly host: string;
  readonly phase: 'sending' | 'waiting' | 'receiving';
  readonly why: 'closed' | 'timeout' | 'not-http';
  readonly code: string;
  readonly receivedBytes: number;
  readonly waitedMs: number;

  constructor(
    facts: Pick<BrokenError, 'host' | 'phase' | 'why' | 'code' | 'receivedBytes' | 'waitedMs'>,
  ) {
    super(`broken while ${facts.phase} (${facts.host}): ${facts.code}`);
    this.host = facts.host;
    this.phase = facts.phase;
    this.why = facts.why;
    this.code = facts.code;
    this.receivedBytes = facts.receivedBytes;
    this.waitedMs = facts.waitedMs;
  }

  get outcome(): FailedOutcome {
    return this.why === 'not-http' ? 'config' : 'unknown';
  }

  /** What does not speak HTTP at all is no gateway, and a wrong port charges nobody. */
  get charge(): Charge {
    return this.why === 'not-http' ? 'no' : 'maybe';
  }
}

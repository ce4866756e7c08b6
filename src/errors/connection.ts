import { EaselError, type Charge, type FailedOutcome } from './outcome.ts';

/** Why a connection failed. `not-tls`: the port doesn't support https. `only-tls`: it requires https. `proxy`: the proxy refused. */
export type ConnectReason =
  'refused' | 'not-found' | 'offline' | 'timeout' | 'tls' | 'not-tls' | 'only-tls' | 'proxy';

/** Reasons that stay until the user changes the setup. */
const SETUP: ReadonlySet<ConnectReason> = new Set(['tls', 'not-tls', 'only-tls', 'proxy']);

/** The request didn't reach the gateway. Provably nothing was sent, so trying again is free. */
export class ConnectError extends EaselError {
  override readonly name = 'ConnectError';
  readonly charge = 'no';
  readonly host: string;
  readonly reason: ConnectReason;
  /** Node's or OpenSSL's code, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
  readonly code: string;
  /** The end of the certificate's validity in ms since 1970, where the host showed one. */
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

/** All or part of the request was sent, and no complete reply arrived. Only the gateway knows whether it charges. */
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

  /** A host that doesn't speak HTTP isn't a gateway, so it can't charge. */
  get charge(): Charge {
    return this.why === 'not-http' ? 'no' : 'maybe';
  }
}

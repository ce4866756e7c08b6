import { BrokenError, ConnectError, type ConnectReason, type EaselError } from '../errors.ts';
import type { Phase } from './watchdog.ts';

/** How far an exchange had come when it failed. */
export interface ExchangeState {
  readonly host: string;
  readonly phase: Phase;
  readonly receivedBytes: number;
  readonly waitedMs: number;
  /** What the host's certificate says, in ms since 1970; before it was checked. */
  readonly validUntil?: number | undefined;
}

const CONNECT_REASONS: Readonly<Record<string, ConnectReason>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'not-found',
  EAI_AGAIN: 'not-found',
  EAI_NODATA: 'not-found',
  ENETUNREACH: 'offline',
  EHOSTUNREACH: 'offline',
  ENETDOWN: 'offline',
  ETIMEDOUT: 'timeout',
};

/**
 * What a socket or TLS error means. Before the connection stands nothing can have been written,
 * so it is a ConnectError and free; after that nobody here can know, so it is a BrokenError.
 */
export function toTransportError(error: unknown, at: ExchangeState): EaselError {
  const code = codeOf(error);
  if (at.phase === 'connecting') {
    const reason = CONNECT_REASONS[code] ?? connectReason(code);
    return new ConnectError(at.host, reason, code, at.validUntil);
  }
  return new BrokenError({
    host: at.host,
    phase: at.phase,
    // llhttp's word for a first line that is no status line: a wrong port rather than a gateway.
    why: code === 'HPE_INVALID_CONSTANT' || code === 'HPE_INVALID_VERSION' ? 'not-http' : 'closed',
    code,
    receivedBytes: at.receivedBytes,
    waitedMs: at.waitedMs,
  });
}

function connectReason(code: string): ConnectReason {
  // OpenSSL's words for an answer that is no TLS record: http, most likely.
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|UNKNOWN_PROTOCOL|HTTP_REQUEST/.test(code)) {
    return 'not-tls';
  }
  // OpenSSL's and Node's certificate codes have no common prefix; these parts cover both.
  if (/CERT|SSL|TLS|SIGNATURE|CRL|ISSUER|EPROTO/.test(code)) return 'tls';
  // A bare status is a proxy's answer in place of the tunnel: see nodeDispatcher.ts.
  if (/PROXY|TUNNEL|^\d{3}$/.test(code)) return 'proxy';
  return 'refused';
}

/** Only the code leaves: texts of the platform may quote the address with the key, or a header with it. */
function codeOf(error: unknown): string {
  const { code, message } = (error ?? {}) as {
    readonly code?: unknown;
    readonly message?: unknown;
  };
  // OpenSSL's number for "wrong version number", which Node puts into the text of an EPROTO and nowhere else.
  if (code === 'EPROTO' && String(message).includes(':0A00010B:')) {
    return 'ERR_SSL_WRONG_VERSION_NUMBER';
  }
  return typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code) ? code : 'UNKNOWN';
}

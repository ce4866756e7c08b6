import { BrokenError, ConnectError, type ConnectReason, type EaselError } from '../errors.ts';
import type { Phase } from './watchdog.ts';

/** The phase in which an exchange failed. */
export interface ExchangeState {
  readonly host: string;
  readonly phase: Phase;
  readonly receivedBytes: number;
  readonly waitedMs: number;
  /** Until when the host's certificate is valid, in ms since 1970. Known even when its check fails. */
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
 * Turns an error of the socket, of TLS, or of the HTTP parser into what it means. Before the
 * connection is open, nothing can have been written, so it is a free ConnectError. After that, nothing
 * here can tell whether the gateway worked, so it is a BrokenError.
 */
export function toTransportError(error: unknown, state: ExchangeState): EaselError {
  const code = safeCode(error);
  const { host, phase, receivedBytes, waitedMs } = state;
  if (phase === 'connecting') {
    const reason = CONNECT_REASONS[code] ?? connectReason(code);
    return new ConnectError(host, reason, code, state.validUntil);
  }
  // llhttp's codes for a first line that isn't a status line: a wrong port, not a gateway.
  const isNotHttp = code === 'HPE_INVALID_CONSTANT' || code === 'HPE_INVALID_VERSION';
  const why = isNotHttp ? 'not-http' : 'closed';
  return new BrokenError({ host, phase, why, code, receivedBytes, waitedMs });
}

function connectReason(code: string): ConnectReason {
  // OpenSSL's codes for an answer that isn't a TLS record: most likely plain HTTP.
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|UNKNOWN_PROTOCOL|HTTP_REQUEST/.test(code)) {
    return 'not-tls';
  }
  // The certificate codes of OpenSSL and Node have no common prefix. These parts cover both.
  if (/CERT|SSL|TLS|SIGNATURE|CRL|ISSUER|EPROTO/.test(code)) return 'tls';
  // A bare status is a proxy's answer in place of a tunnel: see nodeExchange.ts.
  if (/PROXY|TUNNEL|^\d{3}$/.test(code)) return 'proxy';
  return 'refused';
}

/**
 * Returns an error's code and nothing else of it: Node's messages may quote the address with the key in
 * it, or a header with the key.
 */
function safeCode(error: unknown): string {
  const { code, message } = (error ?? {}) as {
    readonly code?: unknown;
    readonly message?: unknown;
  };
  // OpenSSL's number for "wrong version number". Node puts it only into the message of an EPROTO.
  if (code === 'EPROTO' && String(message).includes(':0A00010B:')) {
    return 'ERR_SSL_WRONG_VERSION_NUMBER';
  }
  return typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code) ? code : 'UNKNOWN';
}

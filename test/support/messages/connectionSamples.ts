import { BrokenError, ConnectError, type ConnectReason } from '../../../src/errors.ts';
import { keysOf } from '../keysOf.ts';
import { type Some } from './nonEmpty.ts';

const host = 'gw.example';

/** Codes of Node or OpenSSL that each reason comes with. */
const CONNECT_CODES: Readonly<Record<ConnectReason, Some<string>>> = {
  refused: ['ECONNREFUSED'],
  'not-found': ['ENOTFOUND'],
  offline: ['ENETUNREACH'],
  timeout: ['ETIMEDOUT'],
  tls: [
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'SELF_SIGNED_CERT_IN_CHAIN',
  ],
  'not-tls': ['ERR_SSL_WRONG_VERSION_NUMBER'],
  'only-tls': ['HPE_INVALID_CONSTANT'],
  proxy: ['ERR_PROXY_TUNNEL'],
};
const EXPIRED = Date.parse('2026-11-03T00:00:00Z');

export const CONNECT_ERRORS = keysOf(CONNECT_CODES).flatMap((reason) =>
  CONNECT_CODES[reason].flatMap((code) => [
    new ConnectError(host, reason, code),
    new ConnectError(host, reason, code, EXPIRED),
  ]),
);

const PHASES: Readonly<Record<BrokenError['phase'], true>> = {
  sending: true,
  waiting: true,
  receiving: true,
};
const CAUSES: Readonly<Record<BrokenError['why'], true>> = {
  closed: true,
  timeout: true,
  'not-http': true,
};
const broken = { host, code: 'ECONNRESET', receivedBytes: 3_100_000, waitedMs: 600_000 };

export const BROKEN_ERRORS = keysOf(PHASES).flatMap((phase) =>
  keysOf(CAUSES).map((why) => new BrokenError({ ...broken, phase, why })),
);

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BrokenError, ConnectError } from '../../../src/errors.ts';
import { toTransportError, type ExchangeState } from '../../../src/gateway/transportError.ts';

const KEY = 'sk-canary-key';
const STATE: ExchangeState = {
  host: 'gateway.example',
  phase: 'connecting',
  receivedBytes: 7,
  waitedMs: 12,
  validUntil: 1_800_000_000_000,
};

const coded = (code: unknown, message = `failed with ${KEY}`): Error =>
  Object.assign(new Error(message), { code });

describe('an error while connecting', () => {
  for (const [code, reason] of [
    ['ECONNREFUSED', 'refused'],
    ['ENOTFOUND', 'not-found'],
    ['EAI_AGAIN', 'not-found'],
    ['EAI_NODATA', 'not-found'],
    ['ENETUNREACH', 'offline'],
    ['EHOSTUNREACH', 'offline'],
    ['ENETDOWN', 'offline'],
    ['ETIMEDOUT', 'timeout'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-tls'],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'not-tls'],
    ['ERR_SSL_UNKNOWN_PROTOCOL', 'not-tls'],
    ['ERR_SSL_HTTP_REQUEST', 'not-tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls'],
    ['UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', 'tls'],
    ['INVALID_PURPOSE_SIGNATURE', 'tls'],
    ['UNABLE_TO_GET_CRL', 'tls'],
    ['EPROTO', 'tls'],
    ['ERR_PROXY_TUNNEL', 'proxy'],
    ['ERR_TUNNEL_FAILED', 'proxy'],
    ['407', 'proxy'],
    ['ECONNRESET', 'refused'],
    ['UNKNOWN', 'refused'],
  ] as const) {
    test(`with ${code} is a free failure of the kind “${reason}”`, () => {
      const error = toTransportError(coded(code), STATE);
      assert.ok(error instanceof ConnectError);
      const { host, validUntil, charge } = error;
      assert.deepEqual(
        { host, code: error.code, reason: error.reason, validUntil, charge },
        { host: STATE.host, code, reason, validUntil: STATE.validUntil, charge: 'no' },
      );
    });
  }

  test("with EPROTO and OpenSSL's number for a wrong version means plain HTTP", () => {
    const message = 'write EPROTO 0:error:0A00010B:SSL routines::wrong version number';
    const error = toTransportError(coded('EPROTO', message), STATE);
    assert.ok(error instanceof ConnectError);
    assert.deepEqual([error.code, error.reason], ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-tls']);
    const other = toTransportError(coded('EINVAL', message), STATE);
    assert.ok(other instanceof ConnectError);
    assert.equal(other.code, 'EINVAL');
  });
});

for (const phase of ['sending', 'waiting', 'receiving'] as const) {
  describe(`an error while ${phase}`, () => {
    for (const [code, why, charge] of [
      ['ECONNRESET', 'closed', 'maybe'],
      ['EPIPE', 'closed', 'maybe'],
      ['ECONNREFUSED', 'closed', 'maybe'],
      ['HPE_INVALID_CONSTANT', 'not-http', 'no'],
      ['HPE_INVALID_VERSION', 'not-http', 'no'],
      ['HPE_INVALID_STATUS', 'closed', 'maybe'],
    ] as const) {
      test(`with ${code} is “${why}” and its charge is “${charge}”`, () => {
        const error = toTransportError(coded(code), { ...STATE, phase });
        assert.ok(error instanceof BrokenError);
        const { host, receivedBytes, waitedMs } = error;
        assert.deepEqual(
          { host, phase: error.phase, code: error.code, receivedBytes, waitedMs },
          { host: STATE.host, phase, code, receivedBytes: 7, waitedMs: 12 },
        );
        assert.deepEqual([error.why, error.charge], [why, charge]);
      });
    }
  });
}

describe('the code of an error', () => {
  for (const [name, thrown] of [
    ['a code with other characters', coded(`E-${KEY}`)],
    ['a code in lower case', coded('econnreset')],
    ['a code of one character', coded('E')],
    ['a code of 61 characters', coded('E'.repeat(61))],
    ['a number', coded(42)],
    ['no code', new Error(KEY)],
    ['a text', KEY],
    ['nothing', undefined],
    ['null', null],
  ] as const) {
    test(`is UNKNOWN for ${name}`, () => {
      const error = toTransportError(thrown, STATE);
      assert.ok(error instanceof ConnectError);
      assert.equal(error.code, 'UNKNOWN');
    });
  }

  test('is kept with 2 to 60 characters', () => {
    for (const code of ['E2', 'E'.repeat(60)]) {
      const error = toTransportError(coded(code), STATE);
      assert.ok(error instanceof ConnectError);
      assert.equal(error.code, code);
    }
  });

  test('is all that leaves: never the message, which may hold the key', () => {
    for (const phase of ['connecting', 'sending'] as const) {
      const error = toTransportError(coded('ECONNRESET'), { ...STATE, phase });
      assert.ok(!`${error.stack ?? ''}${JSON.stringify(error)}`.includes(KEY));
      assert.equal(error.cause, undefined);
    }
  });
});

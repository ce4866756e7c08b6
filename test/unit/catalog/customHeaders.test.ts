import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findGateway, listGateways } from '../../../src/catalog/configuredGateways.ts';
import { credentialsOf } from '../../../src/catalog/credentials.ts';
import type { Gateway } from '../../../src/catalog/gateways.ts';
import { CheckError } from '../../../src/errors.ts';
import { refused } from '../../support/expect.ts';

function gateway(id: string, setting: unknown): Gateway {
  return findGateway(id, listGateways(setting));
}

const own = { id: 'own', baseUrl: 'https://own.example' };

describe('the headers of an entry', () => {
  test('report-D4 are sent by lower-case name', () => {
    const headers = { 'X-Team': ' blue ', 'x-secret': 'Basic ${secret}', 'User-Agent': 'me' };
    assert.deepEqual(gateway('own', [{ ...own, headers }]).headers, {
      'x-team': 'blue',
      'x-secret': 'Basic ${secret}',
      'user-agent': 'me',
    });
  });

  for (const headers of [
    { Authorization: 'Bearer other' },
    { 'X-Goog-Api-Key': 'other' },
    { Host: 'evil.example' },
    { 'content-length': '5' },
    { 'Content-Type': 'text/plain' },
    { 'transfer-encoding': 'chunked' },
    { Connection: 'keep-alive' },
    { 'accept-encoding': 'zstd' },
    { 'proxy-authorization': 'Basic x' },
    { 'x team': 'blue' },
    { 'x-team:': 'blue' },
    { '': 'blue' },
    { 'x-team': 'blue\r\nx-evil: 1' },
    { 'x-team': 'blau-grün' },
    { 'x-team': ' ' },
    { 'x-team': 'b'.repeat(4097) },
    { [`x-${'t'.repeat(63)}`]: 'blue' },
    { 'x-team': 'blue', 'X-TEAM': 'red' },
  ]) {
    test(`report-D4 are refused by name: ${JSON.stringify(headers).slice(0, 50)}`, () => {
      const problem = refused(() => gateway('own', [{ ...own, headers }]));
      const why = `headers.${Object.keys(headers).at(-1) ?? ''}`;
      assert.deepEqual(problem, {
        kind: 'bad-setting',
        setting: 'easel.gateways[0]',
        why,
        gateway: 'own',
      });
    });
  }

  test('report-D4 are at most 20', () => {
    const some = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, 'y']));
    assert.equal(
      Object.keys(gateway('own', [{ ...own, headers: some(20) }]).headers ?? {}).length,
      20,
    );
    const problem = refused(() => gateway('own', [{ ...own, headers: some(21) }]));
    assert.equal(problem.kind === 'bad-setting' && problem.why, 'headers.');
  });

  test('report-D4 may name the place of a key only where Easel sends none', () => {
    const headers = { authorization: 'Basic ${secret}' };
    const open = gateway('own', [{ ...own, auth: 'none', headers }]);
    assert.deepEqual(credentialsOf(open), [
      { gateway: 'own', origin: 'https://own.example', header: 'authorization' },
    ]);
    assert.throws(() => gateway('own', [{ ...own, auth: 'query', headers }]), CheckError);
  });
});

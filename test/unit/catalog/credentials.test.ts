import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findGateway, listGateways } from '../../../src/catalog/configuredGateways.ts';
import { credentialsOf, keyOwner } from '../../../src/catalog/credentials.ts';
import type { Gateway } from '../../../src/catalog/gateways.ts';

function gateway(id: string, setting: unknown): Gateway {
  return findGateway(id, listGateways(setting));
}

const own = { id: 'own', baseUrl: 'https://own.example' };

describe('the keys of entries', () => {
  test('report-D3 differ for two entries at one origin', () => {
    const setting = [own, { ...own, id: 'cheap', baseUrl: 'https://own.example/v1' }];
    assert.deepEqual(
      ['own', 'cheap'].map((id) => keyOwner(gateway(id, setting))),
      [
        { gateway: 'own', origin: 'https://own.example' },
        { gateway: 'cheap', origin: 'https://own.example' },
      ],
    );
  });

  test('report-D3 stay at their origin when the address changes', () => {
    const moved = keyOwner(gateway('own', [{ ...own, baseUrl: 'https://own.example:8443' }]));
    assert.deepEqual(moved, { gateway: 'own', origin: 'https://own.example:8443' });
  });
});

describe('an entry without a key', () => {
  for (const [baseUrl, isSaid] of [
    ['http://127.0.0.1:8080', false],
    ['http://localhost:3000', false],
    ['http://192.168.1.5', false],
    ['https://gw.lan', false],
    ['https://own.example', true],
    ['https://8.8.8.8', true],
  ] as const) {
    test(`report-D5 works at ${baseUrl}, ${isSaid ? 'said once' : 'silently'}`, () => {
      const setting = [{ id: 'own', baseUrl, auth: 'none' }];
      const { notes } = listGateways(setting);
      assert.deepEqual(credentialsOf(gateway('own', setting)), []);
      assert.equal(gateway('own', setting).free, undefined);
      const expected = { kind: 'no-key', gateway: 'own', label: 'own', baseUrl };
      assert.deepEqual(notes, isSaid ? [expected] : []);
    });
  }
});

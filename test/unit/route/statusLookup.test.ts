import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listGateways } from '../../../src/catalog/configuredGateways.ts';
import { BUILT_IN_GATEWAYS } from '../../../src/catalog/gateways.ts';
import { observedOrigin, type Observation } from '../../../src/route/observations.ts';
import { createStatusLookup, operationsByUrgency } from '../../../src/route/statusLookup.ts';

const APRIL_20 = Date.parse('2026-04-20T12:00Z');
const FLASH_31 = 'gemini-3.1-flash-image-preview';

test('of the two operations, the one that needs attention comes first', () => {
  const gateway = BUILT_IN_GATEWAYS.find(({ id }) => id === 'crazyrouter')!;
  const first = (own: readonly Observation[]) =>
    operationsByUrgency(gateway, FLASH_31, createStatusLookup(own, APRIL_20), APRIL_20)[0];
  const failure: Observation = {
    at: APRIL_20 - 1000,
    gateway: 'crazyrouter',
    model: FLASH_31,
    kind: 'run',
    outcome: 'route_unavailable',
    latencyMs: 1,
  };
  assert.equal(first([]).status.state, 'working');
  for (const operation of ['edit', 'generate'] as const) {
    const { route, status } = first([{ ...failure, operation }]);
    assert.deepEqual([route.operation, status.state], [operation, 'down']);
  }
});

test('a result from another address of the same gateway is not a result of this one', () => {
  const [here, moved] = ['https://one.example', 'https://two.example'].map((baseUrl) =>
    listGateways([{ id: 'own', baseUrl }]).gateways.find(({ id }) => id === 'own')!,
  );
  assert.ok(here && moved);
  const failure: Observation = {
    at: APRIL_20 - 1000,
    gateway: 'own',
    model: FLASH_31,
    operation: 'edit',
    kind: 'run',
    outcome: 'route_unavailable',
    latencyMs: 1,
  };
  const stateAt = (gateway: typeof here, one: Observation) =>
    operationsByUrgency(gateway, FLASH_31, createStatusLookup([one], APRIL_20), APRIL_20)[0].status
      .state;
  const recorded = { ...failure, ...observedOrigin(here) };
  assert.equal(stateAt(here, recorded), 'down');
  assert.equal(stateAt(moved, recorded), 'unknown');
  assert.equal(stateAt(moved, failure), 'down', 'earlier versions recorded no address');
});

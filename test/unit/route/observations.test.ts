import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import {
  addObservation,
  clearObservations,
  MAX_PER_ROUTE,
  MAX_TOTAL,
  parseObservations,
  type Observation,
  type Observations,
} from '../../../src/route/observations.ts';
import type { Route } from '../../../src/route/route.ts';
import { observeProbe } from '../../../src/run/report/observe.ts';

const ROUTE: Route = {
  gateway: 'crazyrouter',
  path: 'generateContent',
  model: 'gemini-3.1-flash-image-preview',
  operation: 'edit',
};
const NOW = Date.parse('2026-11-21T12:00Z');

function one(at: number, rest: Partial<Observation> = {}): Observation {
  const { gateway, model, operation } = ROUTE;
  return { at, gateway, model, operation, kind: 'run', outcome: 'saved', latencyMs: 1, ...rest };
}

describe('the list of observations', () => {
  test('keeps the latest of each route, without pushing out other routes', () => {
    let list: Observations = [one(0, { operation: 'generate' }), one(0, { kind: 'probe' })];
    for (let at = 1; at <= 200; at += 1) list = addObservation(list, one(at));
    const edits = list.filter(({ operation, kind }) => operation === 'edit' && kind === 'run');
    assert.equal(edits.length, MAX_PER_ROUTE);
    assert.deepEqual([edits[0]?.at, edits.at(-1)?.at], [201 - MAX_PER_ROUTE, 200]);
    assert.equal(list.filter(({ operation }) => operation === 'generate').length, 1);
  });

  test('drops the oldest over the limit for all routes', () => {
    let list: Observations = [];
    for (let at = 0; at < 1200; at += 1) list = addObservation(list, one(at, { model: `m${at}` }));
    assert.equal(list.length, MAX_TOTAL);
    assert.deepEqual([list[0]?.at, list.at(-1)?.at], [1200 - MAX_TOTAL, 1199]);
  });

  test('clears one route with its probes, or everything', () => {
    const probe = observeProbe(ROUTE, true, 300, 3);
    const other = one(2, { operation: 'generate' });
    const list = [one(1), other, probe];
    assert.deepEqual(clearObservations(list, ROUTE), [other]);
    assert.deepEqual(clearObservations(list), []);
  });
});

describe('the stored list', () => {
  const good = one(NOW);
  const wrapped = (...observations: unknown[]): string =>
    JSON.stringify({ format: 1, observations });

  for (const text of [
    '',
    'null',
    '[]',
    '{',
    '{"format":2,"observations":[]}',
    '{"format":1}',
    '7',
  ]) {
    test(`is empty for ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseObservations(text), []);
    });
  }

  const bad: readonly unknown[] = [
    null,
    'text',
    { ...good, at: '2026' },
    { ...good, at: -1 },
    { ...good, at: 1e300 },
    { ...good, outcome: 'fine' },
    { ...good, kind: 'guess' },
    { ...good, model: 'm'.repeat(10_000) },
    { ...good, status: 'x' },
  ];
  for (const entry of bad) {
    test(`leaves out only the invalid entry ${JSON.stringify(entry).slice(0, 60)}`, () => {
      assert.deepEqual(parseObservations(wrapped(entry, good)), [good]);
    });
  }

  test('drops unknown fields', () => {
    assert.deepEqual(parseObservations(wrapped({ ...good, prompt: 'secret' })), [good]);
  });

  test('is limited when it is read, too', () => {
    const many = Array.from({ length: 5000 }, (_, at) => one(at, { model: `m${at % 400}` }));
    assert.equal(parseObservations(wrapped(...many)).length, MAX_TOTAL);
  });

  test('never throws when it is read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        assert.ok(Array.isArray(parseObservations(text)));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (entries) => {
        assert.ok(parseObservations(wrapped(...entries)).length <= entries.length);
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { OUTCOMES } from '../../../src/errors.ts';
import type { Observation } from '../../../src/route/observations.ts';
import type { Route } from '../../../src/route/route.ts';
import { PUBLISHED, RETIREMENTS } from '../../../src/route/statements/published.ts';
import { routeStatus, shouldWarn } from '../../../src/route/status.ts';
import {
  DAY,
  FLASH_25,
  FLASH_31,
  HOUR,
  NOVEMBER,
  at,
  observed,
  route,
  statusAt,
} from './statusRig.ts';

describe('old evidence', () => {
  test('a page is old after thirty days: it keeps its state and no longer warns', () => {
    const fresh = statusAt(at('2026-04-22T00:00Z'), route('gemini-2.5-flash-image-preview'));
    assert.deepEqual([fresh.state, fresh.old, shouldWarn(fresh)], ['down', false, true]);
    const later = statusAt(at('2026-04-22T00:00:01Z'), route('gemini-2.5-flash-image-preview'));
    assert.deepEqual([later.state, later.old, shouldWarn(later)], ['down', true, false]);
  });

  test('no published statement warns in November', () => {
    for (const { gateway, path, model, operations } of PUBLISHED) {
      for (const operation of operations) {
        const status = statusAt(NOVEMBER, { gateway, path, model, operation });
        assert.equal(shouldWarn(status), false, `${path} ${model} ${operation}`);
      }
    }
  });

  test('an own outage is old after a week', () => {
    const down = observed('route_unavailable', NOVEMBER - 8 * DAY);
    const status = statusAt(NOVEMBER, route(FLASH_31), [down]);
    assert.deepEqual([status.state, status.old, shouldWarn(status)], ['down', true, false]);
  });
});

test('a built-in route always works, whatever fault the user requested', () => {
  const practice = route(FLASH_31, 'edit', { gateway: 'practice' });
  const simulated = observed('unknown', NOVEMBER - HOUR, { gateway: 'practice', status: 524 });
  for (const own of [[], [simulated]]) {
    const inputs = { published: PUBLISHED, own, retirements: RETIREMENTS, now: NOVEMBER };
    const status = routeStatus(practice, { ...inputs, builtIn: true });
    assert.deepEqual([status.state, status.old, shouldWarn(status)], ['working', false, false]);
    assert.equal(status.evidence.length, own.length + 1);
  }
});

describe('properties', () => {
  const near = fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2027-01-01T00:00Z') });
  const observation: fc.Arbitrary<Observation> = fc.record(
    {
      at: fc.oneof(near, fc.integer({ min: 0, max: 8.64e15 })),
      gateway: fc.constantFrom('crazyrouter', 'google'),
      model: fc.constantFrom(FLASH_31, FLASH_25),
      operation: fc.constantFrom('generate', 'edit'),
      kind: fc.constantFrom('run', 'retest', 'probe'),
      outcome: fc.constantFrom(...OUTCOMES, 'listed', 'not_listed'),
      latencyMs: fc.nat(),
      status: fc.integer({ min: 100, max: 599 }),
    },
    { requiredKeys: ['at', 'gateway', 'model', 'kind', 'outcome', 'latencyMs'] },
  );
  const anyRoute: fc.Arbitrary<Route> = fc.record({
    gateway: fc.constantFrom('crazyrouter', 'routescope', 'google', 'own'),
    path: fc.constantFrom('generateContent', 'images'),
    model: fc.oneof(fc.constantFrom(FLASH_31, FLASH_25, 'nano-banana', '*'), fc.string()),
    operation: fc.constantFrom('generate', 'edit'),
  });

  test('never throws, and every known state has a headline and a start', () => {
    fc.assert(
      fc.property(
        anyRoute,
        fc.array(observation),
        fc.oneof(near, fc.integer({ min: 0, max: 8.64e15 })),
        (of, own, now) => {
          const status = statusAt(now, of, own);
          if (status.state !== 'unknown') {
            assert.ok(status.headline !== undefined && status.since !== undefined);
            assert.ok(Date.parse(status.since) <= now);
            assert.ok(status.evidence.includes(status.headline));
          }
          if (shouldWarn(status)) assert.equal(status.old, false);
        },
      ),
    );
  });

  test('does not depend on the order of pages or of own results with different times', () => {
    fc.assert(
      fc.property(
        anyRoute,
        near,
        fc.shuffledSubarray([...PUBLISHED], { minLength: PUBLISHED.length }),
        fc
          .uniqueArray(observation, { selector: (one) => one.at })
          .chain((own) =>
            fc.tuple(fc.constant(own), fc.shuffledSubarray(own, { minLength: own.length })),
          ),
        (of, now, pages, [own, shuffled]) => {
          assert.deepEqual(statusAt(now, of, shuffled, pages), statusAt(now, of, own));
        },
      ),
    );
  });
});

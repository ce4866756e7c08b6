import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BUILT_IN_GATEWAYS, type Gateway } from '../../../src/catalog/gateways.ts';
import { listGateways } from '../../../src/catalog/configuredGateways.ts';
import { findAlternatives } from '../../../src/route/alternatives.ts';
import type { Observation } from '../../../src/route/observations.ts';
import { routeOf } from '../../../src/route/route.ts';
import { createStatusLookup } from '../../../src/route/statusLookup.ts';
import { suggestAlternative, type AlternativeSuggestion } from '../../../src/route/suggestion.ts';
import { readerAt } from '../../support/localization.ts';

const APRIL_20 = Date.parse('2026-04-20T12:00Z');
const READER = readerAt(APRIL_20);
const FLASH_31 = 'gemini-3.1-flash-image-preview';
const PRO = 'gemini-3-pro-image-preview';
const gatewayOf = (id: string): Gateway => BUILT_IN_GATEWAYS.find((one) => one.id === id)!;

interface Situation {
  readonly gateways: readonly string[];
  readonly fallbackModels?: readonly string[];
  readonly request?: { imageSize?: string; images: number };
  readonly own?: readonly Observation[];
}

/** The suggestion after an edit with 3.1 Flash at Crazyrouter failed on April 20, 2026. */
function suggestion({
  gateways,
  fallbackModels = [],
  request = { images: 1 },
  own = [],
}: Situation): AlternativeSuggestion | undefined {
  const statusOf = createStatusLookup(own, APRIL_20);
  const route = routeOf(gatewayOf('crazyrouter'), FLASH_31, 'edit', APRIL_20);
  const alternatives = findAlternatives(route, {
    requestedModel: FLASH_31,
    gateways: gateways.map(gatewayOf),
    fallbackModels,
    statusOf: (one) => statusOf(gatewayOf(one.gateway), one),
    now: APRIL_20,
  });
  return suggestAlternative(alternatives, request, READER);
}

function observed(outcome: Observation['outcome']): Observation {
  return {
    at: APRIL_20 - 1000,
    gateway: 'crazyrouter',
    model: PRO,
    operation: 'edit',
    kind: 'run',
    outcome,
    latencyMs: 1,
  };
}

describe('a suggestion', () => {
  test('has a button, a reason and the published price', () => {
    const found = suggestion({ gateways: ['crazyrouter', 'google'] });
    assert.equal(found?.label, `Send with ${FLASH_31} (Google)`);
    assert.match(
      found.sentence,
      /An image costs about \$0\.07, according to ai\.google\.dev \(Sep 3, 2026\)\.$/,
    );
    assert.deepEqual([found.gateway, found.model], ['google', FLASH_31]);
  });

  test('has no price if none is published', () => {
    const own = [observed('saved')];
    const found = suggestion({ gateways: ['crazyrouter'], fallbackModels: [PRO], own });
    assert.equal(found?.label, `Send with ${PRO} (Crazyrouter)`);
    assert.match(found.sentence, /Working since .*Your run/);
    assert.doesNotMatch(found.sentence, /\$/);
  });

  test('never names a route with recent bad news', () => {
    const own = [observed('busy')];
    const found = suggestion({ gateways: ['crazyrouter'], fallbackModels: [PRO], own });
    assert.equal(found, undefined);
  });

  test('never names a route that would reject the same request', () => {
    const gateways = ['crazyrouter', 'routescope', 'google'];
    // Routescope documents no sizes for this model, Google does.
    const found = suggestion({ gateways, request: { images: 1, imageSize: '2K' } });
    assert.equal(found?.gateway, 'google');
    assert.match(found.sentence, /\$0\.10, /, 'the price of the requested size');
  });

  test('needs another gateway with a key', () => {
    assert.equal(suggestion({ gateways: ['crazyrouter'] }), undefined);
  });

  test("shows a gateway's label without its markup", () => {
    const { gateways } = listGateways([
      { id: 'mine', label: '[x](command:evil)', baseUrl: 'https://gateway.example' },
    ]);
    const gateway = gateways.at(-1)!;
    const route = routeOf(gateway, FLASH_31, 'edit', APRIL_20);
    const status = createStatusLookup([], APRIL_20)(gateway, route);
    const one = { gateway, model: FLASH_31, route, reason: 'other-gateway', status } as const;
    const found = suggestAlternative([one], { images: 1 }, READER);
    assert.equal(found?.label, `Send with ${FLASH_31} ([x] (command:evil))`);
    assert.ok(!found.sentence.includes(']('));
  });
});

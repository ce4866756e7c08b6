import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BUILT_IN_GATEWAYS, listGateways, type Gateway } from '../../../src/catalog/gateways.ts';
import { findModel } from '../../../src/catalog/modelLookup.ts';
import { PRICES, priceAt, priceText } from '../../../src/catalog/prices.ts';
import { findAlternatives } from '../../../src/route/alternatives.ts';
import type { Observation } from '../../../src/route/observations.ts';
import { suggestAlternative, type AlternativeSuggestion } from '../../../src/route/suggestion.ts';
import { routeOf } from '../../../src/route/route.ts';
import { operationsByUrgency, createStatusLookup } from '../../../src/route/statusLookup.ts';

const APRIL_20 = Date.parse('2026-04-20T12:00Z');
const FLASH_31 = 'gemini-3.1-flash-image-preview';
const PRO = 'gemini-3-pro-image-preview';
const VOICE = {
  t: (text: string, ...args: (string | number)[]) =>
    text.replace(/\{(\d)\}/g, (_, index) => String(args[Number(index)])),
  locale: 'en',
  timeZone: 'UTC',
};
const gatewayOf = (id: string): Gateway => BUILT_IN_GATEWAYS.find((one) => one.id === id)!;

interface Setting {
  readonly gateways: readonly string[];
  readonly fallbackModels?: readonly string[];
  readonly asked?: { imageSize?: string; images: number };
  readonly own?: readonly Observation[];
}

/** What is offered to somebody whose edit with 3.1 Flash at Crazyrouter failed on 20 April 2026. */
function offered({
  gateways,
  fallbackModels = [],
  asked,
  own = [],
}: Setting): AlternativeSuggestion | undefined {
  const statusOf = createStatusLookup(own, APRIL_20);
  const usable = gateways.map(gatewayOf);
  const found = findAlternatives(routeOf(gatewayOf('crazyrouter'), FLASH_31, 'edit', APRIL_20), {
    asked: FLASH_31,
    gateways: usable,
    fallbackModels,
    statusOf: (route) => statusOf(gatewayOf(route.gateway), route),
    now: APRIL_20,
  });
  return suggestAlternative(found, asked ?? { images: 1 }, VOICE);
}

function own(gateway: string, model: string, outcome: Observation['outcome']): Observation {
  return { at: APRIL_20 - 1000, gateway, model, operation: 'edit', kind: 'run', outcome, latencyMs: 1 };
} // prettier-ignore

describe('the route that is offered instead', () => {
  test('has a name, a reason and, where one is published, a price', () => {
    const offer = offered({ gateways: ['crazyrouter', 'google'] });
    assert.equal(offer?.label, `Use ${FLASH_31} (Google)`);
    assert.match(
      offer.sentence,
      /An image costs about \$0\.07 \(ai\.google\.dev, Sep 3, 2026\)\.$/,
    );
    assert.deepEqual([offer.gateway, offer.model], ['google', FLASH_31]);
  });

  test('has no price where nobody publishes one', () => {
    const seen = [own('crazyrouter', PRO, 'saved')];
    const offer = offered({ gateways: ['crazyrouter'], fallbackModels: [PRO], own: seen });
    assert.equal(offer?.label, `Use ${PRO} (Crazyrouter)`);
    assert.match(offer.sentence, /Works since .*Your run/);
    assert.doesNotMatch(offer.sentence, /\$/);
  });

  test('is none that something fresh speaks against', () => {
    assert.equal(
      offered({
        gateways: ['crazyrouter'],
        fallbackModels: [PRO],
        own: [own('crazyrouter', PRO, 'busy')],
      }),
      undefined,
    );
  });

  test('is none that would refuse the same request', () => {
    const gateways = ['crazyrouter', 'routescope', 'google'];
    // Routescope documents no sizes for this model, Google does.
    const offer = offered({ gateways, asked: { images: 1, imageSize: '2K' } });
    assert.equal(offer?.gateway, 'google');
    assert.match(offer.sentence, /\$0\.10 /, 'the price of the size that was asked for');
  });

  test('is none where no other gateway has a key', () => {
    assert.equal(offered({ gateways: ['crazyrouter'] }), undefined);
  });

  test('is told without the markup of foreign names', () => {
    const { gateways } = listGateways([
      { id: 'mine', label: '[x](command:evil)', baseUrl: 'https://gateway.example' },
    ]);
    const gateway = gateways.at(-1)!;
    const route = routeOf(gateway, FLASH_31, 'edit', APRIL_20);
    const status = createStatusLookup([], APRIL_20)(gateway, route);
    const one = { gateway, model: FLASH_31, route, reason: 'other-gateway', status } as const;
    const offer = suggestAlternative([one], { images: 1 }, VOICE);
    assert.equal(offer?.label, `Use ${FLASH_31} ([x] (command:evil))`);
    assert.ok(!offer.sentence.includes(']('));
  });
});

describe('prices', () => {
  test('belong to a host and a size', () => {
    const google = gatewayOf('google');
    assert.equal(priceText(priceAt(google, 'nano-banana', undefined)!), '$0.04');
    assert.equal(priceText(priceAt(google, 'gemini-3-pro-image', '4K')!), '$0.24');
    assert.equal(priceAt(google, 'gemini-nano-banana-2.1', '4K'), undefined);
    assert.equal(priceAt(google, 'some-other-id', undefined), undefined);
    assert.equal(priceAt(gatewayOf('crazyrouter'), PRO, undefined), undefined);
    assert.equal(priceAt(gatewayOf('practice'), PRO, undefined), undefined);
    const elsewhere = { ...google, baseUrl: 'https://gateway.example' };
    assert.equal(priceAt(elsewhere, PRO, undefined), undefined);
    const sameHost = { ...google, id: 'mine' };
    assert.equal(priceText(priceAt(sameHost, PRO, '2K')!), '$0.13');
  });

  test('come to what the page says of an image', () => {
    const page: readonly (readonly [model: string, size: string | undefined, dollars: number])[] = [
      ['gemini-2.5-flash-image', undefined, 0.039],
      ['gemini-3-pro-image-preview', undefined, 0.134],
      ['gemini-3-pro-image-preview', '1K', 0.134],
      ['gemini-3-pro-image-preview', '2K', 0.134],
      ['gemini-3-pro-image-preview', '4K', 0.24],
      ['gemini-3.1-flash-image-preview', undefined, 0.067],
      ['gemini-3.1-flash-image-preview', '512', 0.045],
      ['gemini-3.1-flash-image-preview', '1K', 0.067],
      ['gemini-3.1-flash-image-preview', '2K', 0.101],
      ['gemini-3.1-flash-image-preview', '4K', 0.151],
      ['gemini-3.1-flash-lite-image', undefined, 0.0336],
      ['gemini-3.1-flash-lite-image', '1K', 0.0336],
      ['gemini-nano-banana-2.1', undefined, 0.0336],
      ['gemini-nano-banana-2.1', '1K', 0.0336],
      ['gemini-nano-banana-2.1', '2K', 0.0504],
    ];
    assert.equal(page.length, PRICES.length);
    for (const [model, size, dollars] of page) {
      const price = priceAt(gatewayOf('google'), model, size);
      assert.ok(price);
      const cost = (price.tokens * price.perMillion) / 1_000_000;
      assert.ok(Math.abs(cost - dollars) < 0.0006, `${model} ${size}: ${cost}`);
    }
  });

  test('are of models and sizes of the catalogue, each once, with a day and a page', () => {
    for (const { model, size, date, source } of PRICES) {
      const known = findModel(model);
      assert.equal(known?.id, model);
      assert.ok(size === undefined || known.capabilities?.imageSizes.includes(size), size);
      assert.match(date, /^20\d\d-\d\d-\d\d$/);
      assert.equal(new URL(source).protocol, 'https:');
    }
    const names = PRICES.map(({ origin, model, size }) => JSON.stringify([origin, model, size]));
    assert.equal(new Set(names).size, PRICES.length);
  });
});

test('of both operations the one that needs attention comes first', () => {
  const gateway = gatewayOf('crazyrouter');
  const first = (seen: readonly Observation[]) =>
    operationsByUrgency(gateway, FLASH_31, createStatusLookup(seen, APRIL_20), APRIL_20)[0];
  const run = own('crazyrouter', FLASH_31, 'route_unavailable');
  assert.equal(first([]).status.state, 'working');
  for (const operation of ['edit', 'generate'] as const) {
    const { route, status } = first([{ ...run, operation }]);
    assert.deepEqual([route.operation, status.state], [operation, 'down']);
  }
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BUILT_IN_GATEWAYS, type Gateway } from '../../../src/catalog/gateways.ts';
import { listGateways } from '../../../src/catalog/configuredGateways.ts';
import { findAlternatives, type AlternativeInputs } from '../../../src/route/alternatives.ts';
import type { Observation } from '../../../src/route/observations.ts';
import { PUBLISHED, RETIREMENTS } from '../../../src/route/statements/published.ts';
import { routeKey, routeOf, type Operation, type Route } from '../../../src/route/route.ts';
import type { Statement } from '../../../src/route/statements/statement.ts';
import { routeStatus } from '../../../src/route/status.ts';

const HOUR = 60 * 60 * 1000;
const APRIL_1 = Date.parse('2026-04-01T12:00Z');
const APRIL_20 = Date.parse('2026-04-20T12:00Z');
const FLASH_31 = 'gemini-3.1-flash-image-preview';
const FLASH_25 = 'gemini-2.5-flash-image';
const PRO = 'gemini-3-pro-image-preview';

const gatewayOf = (id: string): Gateway => BUILT_IN_GATEWAYS.find((one) => one.id === id)!;

function listed(
  route: Route,
  now: number,
  own: readonly Observation[],
  inputs: Partial<AlternativeInputs> = {},
): readonly string[] {
  const statusOf = (of: Route) =>
    routeStatus(of, { published: PUBLISHED, own, retirements: RETIREMENTS, now });
  const rows = findAlternatives(route, {
    requestedModel: route.model,
    gateways: [gatewayOf('crazyrouter')],
    fallbackModels: [FLASH_25, PRO],
    statusOf,
    now,
    ...inputs,
  });
  assert.ok(rows.every((row) => routeKey(row.route) !== routeKey(route)));
  assert.equal(new Set(rows.map((row) => routeKey(row.route))).size, rows.length);
  return rows.map(
    ({ gateway, model, reason, status }) => `${gateway.id} ${model} ${reason} ${status.state}`,
  );
}

function own(model: string, outcome: Observation['outcome'], at: number, rest: Partial<Observation> = {}): Observation {
  return { at, gateway: 'crazyrouter', model, operation: 'edit', kind: 'run', outcome, latencyMs: 1, ...rest };
} // prettier-ignore

const crazy = (model: string, operation: Operation = 'edit'): Route =>
  routeOf(gatewayOf('crazyrouter'), model, operation, APRIL_20);

describe('alternatives', () => {
  test('include fallback models that are not down', () => {
    assert.deepEqual(listed(crazy(FLASH_31), APRIL_1, []), [
      `crazyrouter ${PRO} fallback-model caution`,
    ]);
  });

  test('list working routes first, then unknown ones, then those with a caution', () => {
    const generate = crazy(FLASH_31, 'generate');
    assert.deepEqual(listed(generate, APRIL_20, []), [
      `crazyrouter ${PRO} fallback-model working`,
      `crazyrouter ${FLASH_25} fallback-model caution`,
    ]);
    assert.deepEqual(
      listed(crazy(FLASH_25), APRIL_20, [], { fallbackModels: ['own-model', FLASH_31] }),
      [
        `crazyrouter ${FLASH_31} fallback-model working`,
        'crazyrouter own-model fallback-model unknown',
      ],
    );
  });

  test('list a route that worked for the user before one that works according to a page', () => {
    const results = [own(PRO, 'saved', APRIL_20 - HOUR)];
    assert.deepEqual(
      listed(crazy(FLASH_25), APRIL_20, results, { fallbackModels: [FLASH_31, PRO] }),
      [
        `crazyrouter ${PRO} fallback-model working`,
        `crazyrouter ${FLASH_31} fallback-model working`,
      ],
    );
  });

  test('include the same model at another gateway, under its id there', () => {
    const gateways = ['crazyrouter', 'routescope', 'google', 'practice'].map(gatewayOf);
    const later = Date.parse('2026-07-01T00:00Z');
    assert.deepEqual(listed(crazy(FLASH_31), later, [], { gateways, fallbackModels: [] }), [
      `routescope ${FLASH_31} other-gateway unknown`,
      `google ${FLASH_31} other-gateway unknown`,
    ]);
    const google = routeOf(gatewayOf('google'), FLASH_31, 'edit', later);
    assert.equal(google.model, 'gemini-3.1-flash-image');
  });

  test('include old results: an old success before unknown routes, an old failure after them', () => {
    const november = Date.parse('2026-11-21T12:00Z');
    const fallbackModels = ['gemini-2.5-flash-image-preview', 'own-model', FLASH_31];
    assert.deepEqual(listed(crazy(PRO), november, [], { fallbackModels }), [
      `crazyrouter ${FLASH_31} fallback-model working`,
      'crazyrouter own-model fallback-model unknown',
      'crazyrouter gemini-2.5-flash-image-preview fallback-model down',
    ]);
  });

  test('leave out the recommendation of a superseded page', () => {
    const recommending = (date: string, model: string): Statement => ({
      ...PUBLISHED[0]!,
      id: date,
      date,
      replacement: { path: 'generateContent', model },
    });
    const published = [recommending('2026-03-23', 'before'), recommending('2026-04-14', 'now')];
    const statusOf = (of: Route) =>
      routeStatus(of, { published, own: [], retirements: [], now: APRIL_20 });
    assert.deepEqual(listed(crazy(FLASH_31), APRIL_20, [], { statusOf, fallbackModels: [] }), [
      'crazyrouter now replacement unknown',
    ]);
  });

  test("include Google's successor of a retired id", () => {
    const november = Date.parse('2026-11-21T12:00Z');
    const google = routeOf(gatewayOf('google'), FLASH_31, 'edit', november);
    const gateways = [gatewayOf('google')];
    const inputs = { requestedModel: FLASH_31, gateways, fallbackModels: [PRO] };
    const successor = 'google gemini-nano-banana-2.1 replacement unknown';
    const fallback = `google ${PRO} fallback-model unknown`;
    assert.deepEqual(listed(google, november, [], inputs), [successor, fallback]);
    const before = Date.parse('2026-10-01T12:00Z');
    const usual = 'google gemini-nano-banana-2.1 gateway-default unknown';
    assert.deepEqual(listed(google, before, [], inputs), [usual, fallback]);
  });

  test('report-D7 include the default model of the gateway, for a model that its key doesn’t get', () => {
    const november = Date.parse('2026-11-27T12:00Z');
    const google = routeOf(gatewayOf('google'), FLASH_25, 'edit', november);
    const gateways = [gatewayOf('google')];
    const inputs = { requestedModel: FLASH_25, gateways, fallbackModels: [] };
    const [first] = listed(google, november, [], inputs);
    assert.match(first ?? '', /^google gemini-nano-banana-2\.1 /);
  });

  test('leave out a retired id', () => {
    const gateways = [gatewayOf('google')];
    const retired = 'gemini-2.5-flash-image-preview';
    assert.deepEqual(listed(crazy(retired), APRIL_20, [], { gateways, fallbackModels: [] }), []);
  });

  test('leave out other gateways for a free-text id', () => {
    const gateways = [gatewayOf('crazyrouter'), gatewayOf('routescope')];
    assert.deepEqual(listed(crazy('my-model'), APRIL_20, [], { gateways, fallbackModels: [] }), []);
  });

  test("use the user's name of a model whose id the user mapped for one gateway", () => {
    const { gateways } = listGateways([
      { id: 'work', baseUrl: 'https://work.example', models: { [FLASH_31]: 'vendor/nb2' } },
    ]);
    const work = gateways.find(({ id }) => id === 'work')!;
    const route = routeOf(work, 'nano-banana-2', 'edit', APRIL_20);
    assert.equal(route.model, 'vendor/nb2');
    assert.deepEqual(
      listed(route, APRIL_20, [], {
        requestedModel: 'nano-banana-2',
        gateways: [work, gatewayOf('crazyrouter')],
        fallbackModels: ['nano-banana-2'],
      }),
      ['crazyrouter nano-banana-2 other-gateway working'],
    );
  });
});

describe('alternatives to the older Images route', () => {
  const legacy = (model: string): Route => ({ ...crazy(model), path: 'images', model });
  const none = { fallbackModels: [] };

  test('lead from nano-banana-2 to native 3.1 Flash, as the page recommends', () => {
    assert.deepEqual(listed(legacy('nano-banana-2'), APRIL_20, [], none), [
      `crazyrouter ${FLASH_31} replacement working`,
    ]);
  });

  test('lead from nano-banana to native 2.5 Flash, with its caution', () => {
    assert.deepEqual(listed(legacy('nano-banana'), APRIL_20, [], none), [
      `crazyrouter ${FLASH_25} replacement caution`,
    ]);
  });

  test('lead from nano-banana-pro, which no page mentions, to the model of that name', () => {
    assert.deepEqual(listed(legacy('nano-banana-pro'), APRIL_20, [], none), [
      `crazyrouter ${PRO} replacement unknown`,
    ]);
  });

  test('never lead to a native route that is down, nor to a path that Easel does not use', () => {
    assert.deepEqual(listed(legacy('nano-banana-2'), APRIL_1, [], none), []);
    assert.deepEqual(listed(crazy(FLASH_31), APRIL_1, [], none), []);
  });
});

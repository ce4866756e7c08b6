import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { decode } from 'fast-png';
import { BUILT_IN_GATEWAYS, listGateways, type Gateway } from '../../../src/catalog/gateways.ts';
import { findAlternatives, type AlternativeInputs } from '../../../src/route/alternatives.ts';
import type { Observation } from '../../../src/route/observations.ts';
import { PUBLISHED, RETIREMENTS } from '../../../src/route/statements/published.ts';
import { RETEST } from '../../../src/route/retestTemplates.ts';
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

function offered(
  route: Route,
  now: number,
  own: readonly Observation[],
  parts: Partial<AlternativeInputs> = {},
): readonly string[] {
  const statusOf = (of: Route) =>
    routeStatus(of, { published: PUBLISHED, own, retirements: RETIREMENTS, now });
  const rows = findAlternatives(route, {
    asked: route.model,
    gateways: [gatewayOf('crazyrouter')],
    fallbackModels: [FLASH_25, PRO],
    statusOf,
    now,
    ...parts,
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

describe('instead of a route', () => {
  test('fallback models, without those that are down themselves', () => {
    assert.deepEqual(offered(crazy(FLASH_31), APRIL_1, []), [
      `crazyrouter ${PRO} fallback-model caution`,
    ]);
  });

  test('working before unknown before caution, whatever the order of the setting', () => {
    const generate = crazy(FLASH_31, 'generate');
    assert.deepEqual(offered(generate, APRIL_20, []), [
      `crazyrouter ${PRO} fallback-model working`,
      `crazyrouter ${FLASH_25} fallback-model caution`,
    ]);
    assert.deepEqual(
      offered(crazy(FLASH_25), APRIL_20, [], { fallbackModels: ['own-model', FLASH_31] }),
      [
        `crazyrouter ${FLASH_31} fallback-model working`,
        'crazyrouter own-model fallback-model unknown',
      ],
    );
  });

  test('what the user saw working comes before what a page says', () => {
    const seen = [own(PRO, 'saved', APRIL_20 - HOUR)];
    assert.deepEqual(
      offered(crazy(FLASH_25), APRIL_20, seen, { fallbackModels: [FLASH_31, PRO] }),
      [
        `crazyrouter ${PRO} fallback-model working`,
        `crazyrouter ${FLASH_31} fallback-model working`,
      ],
    );
  });

  test('the same model at another gateway, under the id that it has there', () => {
    const gateways = ['crazyrouter', 'routescope', 'google', 'practice'].map(gatewayOf);
    const later = Date.parse('2026-07-01T00:00Z');
    assert.deepEqual(offered(crazy(FLASH_31), later, [], { gateways, fallbackModels: [] }), [
      `routescope ${FLASH_31} other-gateway unknown`,
      `google ${FLASH_31} other-gateway unknown`,
    ]);
    const google = routeOf(gatewayOf('google'), FLASH_31, 'edit', later);
    assert.equal(google.model, 'gemini-3.1-flash-image');
  });

  test('what worked or failed long ago is still an offer, the one before and the other after the unknown', () => {
    const november = Date.parse('2026-11-21T12:00Z');
    const fallbackModels = ['gemini-2.5-flash-image-preview', 'own-model', FLASH_31];
    assert.deepEqual(offered(crazy(PRO), november, [], { fallbackModels }), [
      `crazyrouter ${FLASH_31} fallback-model working`,
      'crazyrouter own-model fallback-model unknown',
      'crazyrouter gemini-2.5-flash-image-preview fallback-model down',
    ]);
  });

  test('where a superseded page pointed is no offer', () => {
    const pointing = (date: string, model: string): Statement => ({
      ...PUBLISHED[0]!,
      id: date,
      date,
      replacement: { path: 'generateContent', model },
    });
    const published = [pointing('2026-03-23', 'before'), pointing('2026-04-14', 'now')];
    const statusOf = (of: Route) =>
      routeStatus(of, { published, own: [], retirements: [], now: APRIL_20 });
    assert.deepEqual(offered(crazy(FLASH_31), APRIL_20, [], { statusOf, fallbackModels: [] }), [
      'crazyrouter now replacement unknown',
    ]);
  });

  test('what Google names after an id that ends', () => {
    const november = Date.parse('2026-11-21T12:00Z');
    const google = routeOf(gatewayOf('google'), FLASH_31, 'edit', november);
    const gateways = [gatewayOf('google')];
    const parts = { asked: FLASH_31, gateways, fallbackModels: [PRO] };
    const successor = 'google gemini-nano-banana-2.1 replacement unknown';
    const fallback = `google ${PRO} fallback-model unknown`;
    assert.deepEqual(offered(google, november, [], parts), [successor, fallback]);
    const before = Date.parse('2026-10-01T12:00Z');
    assert.deepEqual(offered(google, before, [], parts), [fallback]);
  });

  test('a retired id is no offer', () => {
    const gateways = [gatewayOf('google')];
    const asked = 'gemini-2.5-flash-image-preview';
    assert.deepEqual(offered(crazy(asked), APRIL_20, [], { gateways, fallbackModels: [] }), []);
  });

  test('a free-text id means nothing at another gateway', () => {
    const gateways = [gatewayOf('crazyrouter'), gatewayOf('routescope')];
    assert.deepEqual(
      offered(crazy('my-model'), APRIL_20, [], { gateways, fallbackModels: [] }),
      [],
    );
  });

  test('an id of the gateway itself is known by what the user calls it', () => {
    const { gateways } = listGateways([
      { id: 'work', baseUrl: 'https://work.example', models: { [FLASH_31]: 'vendor/nb2' } },
    ]);
    const work = gateways.find(({ id }) => id === 'work')!;
    const route = routeOf(work, 'nano-banana-2', 'edit', APRIL_20);
    assert.equal(route.model, 'vendor/nb2');
    assert.deepEqual(
      offered(route, APRIL_20, [], {
        asked: 'nano-banana-2',
        gateways: [work, gatewayOf('crazyrouter')],
        fallbackModels: ['nano-banana-2'],
      }),
      ['crazyrouter nano-banana-2 other-gateway working'],
    );
  });
});

describe('instead of the older route', () => {
  const legacy = (model: string): Route => ({ ...crazy(model), path: 'images', model });
  const none = { fallbackModels: [] };

  test('nano-banana-2 leads to native 3.1 flash, by the page', () => {
    assert.deepEqual(offered(legacy('nano-banana-2'), APRIL_20, [], none), [
      `crazyrouter ${FLASH_31} replacement working`,
    ]);
  });

  test('nano-banana leads to native 2.5 flash, with its caution', () => {
    assert.deepEqual(offered(legacy('nano-banana'), APRIL_20, [], none), [
      `crazyrouter ${FLASH_25} replacement caution`,
    ]);
  });

  test('nano-banana-pro, of which no page speaks, leads where its name points', () => {
    assert.deepEqual(offered(legacy('nano-banana-pro'), APRIL_20, [], none), [
      `crazyrouter ${PRO} replacement unknown`,
    ]);
  });

  test('in March nobody is sent to a native route that is down, nor from it to a route Easel does not speak', () => {
    assert.deepEqual(offered(legacy('nano-banana-2'), APRIL_1, [], none), []);
    assert.deepEqual(offered(crazy(FLASH_31), APRIL_1, [], none), []);
  });
});

describe('retest', () => {
  test('the picture is a whole PNG: a red square of 32 px in the middle of 64 px of white', () => {
    const bytes = RETEST.edit.image!.bytes;
    const facts = inspectImage(bytes);
    assert.deepEqual(
      [facts?.type, facts?.width, facts?.height, facts?.isWhole],
      ['png', 64, 64, true],
    );
    const { data, channels } = decode(bytes);
    let red = 0;
    for (let y = 0; y < 64; y += 1) {
      for (let x = 0; x < 64; x += 1) {
        const inside = x >= 16 && x < 48 && y >= 16 && y < 48;
        const start = (y * 64 + x) * channels;
        const expected = inside ? [220, 20, 20] : [255, 255, 255];
        assert.deepEqual([...data.slice(start, start + 3)], expected);
        red += Number(inside);
      }
    }
    assert.equal(red, 1024);
  });

  test('the prompts are those of the pages', () => {
    assert.equal(
      RETEST.edit.prompt,
      'Edit this image: change the background to blue and keep the main square visible. Return image output.',
    );
    assert.equal(
      RETEST.generate.prompt,
      'Generate an IMAGE of a simple red square on a white background. Return image output.',
    );
    assert.equal(RETEST.generate.image, undefined);
  });
});

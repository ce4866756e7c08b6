import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findGateway, listGateways } from '../../../src/catalog/configuredGateways.ts';
import type { Gateway } from '../../../src/catalog/gateways.ts';
import {
  capabilitiesAt,
  findModel,
  modelAt,
  modelIdAt,
  modelLabel,
  retiredAt,
} from '../../../src/catalog/modelLookup.ts';
import { MODELS } from '../../../src/catalog/models.ts';

const AUTUMN_2026 = Date.parse('2026-11-20');
const SPRING_2026 = Date.parse('2026-04-14');

function gateway(id: string, setting: unknown = []): Gateway {
  return findGateway(id, listGateways(setting));
}

const { baseUrl: GOOGLE } = gateway('google');
/** Google under an id of the user's. */
const atGoogle = gateway('work', [{ id: 'work', baseUrl: `${GOOGLE}/v1beta` }]);

describe('the model id of a request', () => {
  for (const [at, asked, now, id] of [
    ['crazyrouter', 'nano-banana', AUTUMN_2026, 'gemini-2.5-flash-image'],
    ['crazyrouter', 'nano-banana-2', AUTUMN_2026, 'gemini-3.1-flash-image-preview'],
    ['crazyrouter', 'nano-banana-pro', AUTUMN_2026, 'gemini-3-pro-image-preview'],
    ['google', 'nano-banana-2', AUTUMN_2026, 'gemini-3.1-flash-image'],
    ['google', 'gemini-3.1-flash-image-preview', AUTUMN_2026, 'gemini-3.1-flash-image'],
    ['google', 'gemini-3.1-flash-image-preview', SPRING_2026, 'gemini-3.1-flash-image-preview'],
    ['google', 'gemini-3-pro-image-preview', AUTUMN_2026, 'gemini-3-pro-image'],
    ['crazyrouter', 'gemini-3.1-flash-image', AUTUMN_2026, 'gemini-3.1-flash-image'],
    ['google', 'nano-banana-pro-preview', AUTUMN_2026, 'nano-banana-pro-preview'],
    ['google', ' some-future-model ', AUTUMN_2026, 'some-future-model'],
    // Names of Object.prototype are free-text ids like any other.
    ['google', 'constructor', AUTUMN_2026, 'constructor'],
    ['google', '__proto__', AUTUMN_2026, '__proto__'],
    ['google', 'toString', AUTUMN_2026, 'toString'],
  ] as const) {
    const day = new Date(now).toISOString().slice(0, 10);
    test(`is ${id} for “${asked}” at ${at} on ${day}`, () => {
      assert.equal(modelIdAt(gateway(at), asked, now), id);
    });
  }

  test("comes from the user's own table first, for the id as typed and for the model behind an alias", () => {
    const own = gateway('own', [
      {
        id: 'own',
        baseUrl: 'https://own.example',
        models: { 'gemini-3.1-flash-image-preview': 'img-fast', odd: 'even' },
      },
    ]);
    assert.equal(modelIdAt(own, 'nano-banana-2', AUTUMN_2026), 'img-fast');
    assert.equal(modelIdAt(own, 'odd', AUTUMN_2026), 'even');
  });

  test('is the one of the host, or of the built-in gateway behind a proxy', () => {
    const behindProxy = gateway('google', [{ id: 'google', baseUrl: 'https://proxy.example' }]);
    const { baseUrl } = gateway('crazyrouter');
    const elsewhere = gateway('google', [{ id: 'google', baseUrl }]);
    const asked = 'gemini-3.1-flash-image-preview';
    assert.equal(modelIdAt(behindProxy, asked, AUTUMN_2026), 'gemini-3.1-flash-image');
    assert.equal(modelIdAt(atGoogle, asked, AUTUMN_2026), 'gemini-3.1-flash-image');
    assert.equal(modelIdAt(elsewhere, asked, AUTUMN_2026), asked);
  });

  test('changes on the very day of a shutdown', () => {
    const model = findModel('gemini-3.1-flash-image-preview');
    assert.ok(model);
    const day = Date.parse('2026-06-25');
    const at = (id: string, now: number) => retiredAt(gateway(id), model, model.id, now);
    assert.equal(at('google', day - 1), undefined);
    assert.equal(at('google', day)?.date, '2026-06-25');
    assert.equal(at('crazyrouter', day), undefined, 'another gateway keeps serving it');
  });
});

describe('the model of a run that names none', () => {
  for (const [at, model] of [
    ['google', 'gemini-nano-banana-2.1'],
    ['crazyrouter', 'gemini-3.1-flash-image-preview'],
    ['routescope', 'gemini-3.1-flash-image-preview'],
    ['practice', 'gemini-3.1-flash-image-preview'],
  ] as const) {
    test(`report-F is ${model} at ${at}`, () => {
      assert.equal(modelAt(gateway(at), undefined), model);
      assert.equal(modelIdAt(gateway(at), modelAt(gateway(at), undefined), AUTUMN_2026), model);
      assert.equal(modelAt(gateway(at), 'own'), 'own');
    });
  }

  test('report-F is the one of the host, or of the built-in gateway behind a proxy', () => {
    const behindProxy = gateway('google', [{ id: 'google', baseUrl: 'https://proxy.example' }]);
    assert.equal(modelAt(behindProxy, undefined), 'gemini-nano-banana-2.1');
    assert.equal(modelAt(atGoogle, undefined), 'gemini-nano-banana-2.1');
    const elsewhere = gateway('own', [{ id: 'own', baseUrl: 'https://proxy.example' }]);
    assert.equal(modelAt(elsewhere, undefined), 'gemini-3.1-flash-image-preview');
  });

  test('report-F is at every gateway a model that is neither shut down nor deprecated there', () => {
    for (const each of listGateways([]).gateways) {
      const model = findModel(modelAt(each, undefined));
      assert.ok(model, each.id);
      const id = modelIdAt(each, model.id, AUTUMN_2026);
      const bad = model.retirements.filter((one) => one.gateway === each.id && one.id === id);
      assert.deepEqual(bad, [], each.id);
    }
  });
});

test('what a model accepts is what the host, or the built-in gateway behind a proxy, lists', () => {
  const model = findModel('nano-banana-2');
  assert.ok(model);
  const { baseUrl } = gateway('routescope');
  const sizesAt = (id: string, entry: object) =>
    capabilitiesAt(gateway(id, [{ id, ...entry }]), model)?.imageSizes.length;
  const proxy = { baseUrl: 'https://proxy.example' };
  assert.deepEqual(
    [sizesAt('routescope', {}), sizesAt('work', { baseUrl }), sizesAt('routescope', proxy)],
    [0, 0, 0],
    'Routescope lists no sizes',
  );
  assert.equal(sizesAt('work', proxy), 4);
});

test('a list shows a model with its name first, and a free-text id as it is', () => {
  assert.equal(modelLabel('nano-banana'), 'Nano Banana (nano-banana)');
  assert.equal(modelLabel('some-future-model'), 'some-future-model');
});

describe('the models of the catalog', () => {
  const names = MODELS.flatMap(({ id, aliases, otherIds }) => [id, ...aliases, ...otherIds]);

  test('have ids and aliases that name one model each', () => {
    assert.ok(names.length > MODELS.length);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.ok(findModel(` ${name} `), name);
  });

  test('have retirements with a date, a source, and a replacement from the catalog', () => {
    const retirements = MODELS.flatMap((model) => model.retirements);
    assert.ok(retirements.length > 0);
    for (const { id, date, source, replacement, what } of retirements) {
      assert.ok(names.includes(id), id);
      assert.match(date, /^20\d\d-\d\d-\d\d$/);
      assert.match(source, what === 'reported' ? /^https:/ : /^https:\/\/ai\.google\.dev\//);
      if (replacement !== undefined) assert.ok(names.includes(replacement), replacement);
    }
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUILT_IN_GATEWAYS, type Gateway } from '../../../src/catalog/gateways.ts';
import { findModel } from '../../../src/catalog/modelLookup.ts';
import { PRICES, priceAt, priceText } from '../../../src/catalog/prices.ts';

const PRO = 'gemini-3-pro-image-preview';
const gatewayOf = (id: string): Gateway => BUILT_IN_GATEWAYS.find((one) => one.id === id)!;

test('a price belongs to a host and a size', () => {
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

test("every price matches the price per image on Google's page", () => {
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

test('every price names a model and a size of the catalog once, with a date and a page', () => {
  assert.ok(PRICES.length > 0);
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

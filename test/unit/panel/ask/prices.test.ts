import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costLine } from '../../../../media/panel/ask/cost.ts';
import { BUILT_IN_GATEWAYS, type Gateway } from '../../../../src/catalog/gateways.ts';
import { modelViews } from '../../../../src/panel/ask/models.ts';
import { costText, withPrices } from '../../../../src/panel/ask/prices.ts';
import { readerAt } from '../../../support/localization.ts';
import { STRINGS } from '../../../support/panel/messages.ts';

const LOCALIZATION = readerAt(Date.UTC(2026, 10, 27), 'en-GB');

function gateway(id: string): Gateway {
  const found = BUILT_IN_GATEWAYS.find((one) => one.id === id);
  assert.ok(found);
  return found;
}

test('before a run, says what its requests cost, with the source and the date of the price', () => {
  const google = gateway('google');
  const models = withPrices(modelViews(google, 'nano-banana').models, google, LOCALIZATION);
  const pro = models.find(({ id }) => id === 'gemini-3-pro-image-preview');
  const line = (count: number, imageSize: string) =>
    costLine({ count, imageSize, prices: pro?.prices }, {}, STRINGS);
  const one = 'An image costs about $0.13, according to ai.google.dev (20 Sept 2026).';
  assert.equal(line(1, 'auto'), one);
  assert.equal(line(3, '2K'), `requestsCost 3 $0.40 ${one}`);
  assert.match(line(1, '4K') ?? '', /\$0\.24/);
  assert.ok(
    models.some(({ prices }) => prices === undefined),
    'no price without a source',
  );
});

test('before a run, says nothing about unpublished prices and free gateways', () => {
  const routescope = gateway('routescope');
  const { models } = modelViews(routescope, 'nano-banana');
  assert.deepEqual(withPrices(models, routescope, LOCALIZATION), models);
  const choice = { imageSize: 'auto', prices: undefined };
  assert.equal(costLine({ count: 1, ...choice }, {}, STRINGS), undefined);
  assert.match(costLine({ count: 2, ...choice }, {}, STRINGS) ?? '', /^requests 2/);
  assert.match(costLine({ count: 2, ...choice }, { free: true }, STRINGS) ?? '', /^requestsFree 2/);
});

test('after a run, says what it cost by the tokens of the reply, or by the price of its size', () => {
  const cost = (id: string, usage?: { outputByModality: Record<string, number> }) =>
    costText({ gateway: gateway(id), model: 'nano-banana-pro' }, 'auto', usage, LOCALIZATION);
  assert.equal(cost('google'), 'about $0.13, according to ai.google.dev (20 Sept 2026)');
  assert.match(cost('google', { outputByModality: { IMAGE: 2000, TEXT: 9 } }) ?? '', /\$0\.24/);
  assert.equal(cost('practice'), 'nothing charged');
  assert.equal(cost('crazyrouter'), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findGateway, listGateways } from '../../../../src/catalog/configuredGateways.ts';
import { modelViews } from '../../../../src/panel/ask/models.ts';

test('lists the choices of a model at the gateway, auto first', () => {
  const gateway = (id: string) => findGateway(id, listGateways([]));
  const model = (id: string, at?: string) =>
    modelViews(at === undefined ? undefined : gateway(at), id).models.find(
      (other) => other.id === id,
    );
  const flash = 'gemini-3.1-flash-image-preview';
  assert.deepEqual(model(flash, 'crazyrouter')?.imageSizes, ['auto', '512', '1K', '2K', '4K']);
  assert.deepEqual(model(flash, 'routescope')?.imageSizes, ['auto']);
  assert.deepEqual(model(flash)?.imageSizes, ['auto', '512', '1K', '2K', '4K']);
  assert.equal(model('gemini-2.5-flash-image', 'google')?.aspectRatios[0], 'auto');
  assert.ok(!model('gemini-2.5-flash-image', 'google')?.aspectRatios.includes('8:1'));
});

test('lists an undocumented id from the settings first, with every choice', () => {
  const { models, anyModel } = modelViews(undefined, 'house-model-7');
  assert.deepEqual(models[0], { id: 'house-model-7', label: 'house-model-7', ...anyModel });
  assert.ok(anyModel.aspectRatios.includes('8:1') && anyModel.imageSizes.includes('4K'));
});

test('offers the values of the settings for an undocumented model if they are well-formed', () => {
  const own = { aspectRatio: '3:1', imageSize: 'large' };
  const { models, anyModel } = modelViews(undefined, 'house-model-7', own);
  assert.equal(anyModel.aspectRatios.at(-1), '3:1');
  assert.deepEqual(models[0]?.aspectRatios, anyModel.aspectRatios);
  assert.ok(!anyModel.imageSizes.includes('large'));
  assert.ok(
    !models[1]?.aspectRatios.includes('3:1'),
    'a documented model only has its own choices',
  );
});

test('an alias keeps its spelling and has the choices of its model', () => {
  const [first] = modelViews(undefined, 'nano-banana').models;
  assert.ok(first);
  const { id, label, imageSizes } = first;
  assert.deepEqual([id, label, imageSizes], ['nano-banana', 'Nano Banana (nano-banana)', ['auto']]);
});

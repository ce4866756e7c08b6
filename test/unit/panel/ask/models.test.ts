import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findGateway, listGateways } from '../../../../src/catalog/gateways.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { modelViews } from '../../../../src/panel/ask/models.ts';
import { canPreview, imageDetails } from '../../../../src/image/preview/canPreview.ts';
import { png } from '../../../support/image/images.ts';

test('a picture is described by its bytes', () => {
  const bytes = png(64, 48);
  const facts = inspectImage(bytes);
  assert.ok(facts);
  assert.ok(canPreview(facts));
  assert.equal(imageDetails(facts, bytes.byteLength), `64×48 px · PNG · ${bytes.byteLength} B`);
  assert.equal(imageDetails(facts, 12_345), '64×48 px · PNG · 12 kB');
  assert.equal(imageDetails({ type: 'heic', width: 0, height: 0 }, 2_345_678), 'HEIC · 2.3 MB');
});

test('what would cost too much memory, or cannot be drawn, has no preview', () => {
  const can = (width: number, height: number, type: 'png' | 'heic' = 'png') =>
    canPreview({ type, width, height });
  assert.ok(can(8000, 8000));
  assert.ok(can(16_384, 3000));
  assert.ok(!can(8001, 8000), '64 MP and a row');
  assert.ok(!can(16_385, 1), 'one px too wide');
  assert.ok(!can(1, 16_385), 'one px too high');
  assert.ok(!can(0, 0), 'no size known');
  assert.ok(!can(64, 48, 'heic'), 'not drawn by Chromium');
});

test('a model offers what it has at the gateway, auto first', () => {
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

test('an id that only the settings know is in the list, first, with every choice', () => {
  const { models, anyModel } = modelViews(undefined, 'house-model-7');
  assert.deepEqual(models[0], { id: 'house-model-7', label: 'house-model-7', ...anyModel });
  assert.ok(anyModel.aspectRatios.includes('8:1') && anyModel.imageSizes.includes('4K'));
});

test('what the settings ask for is among the choices of a model that nobody documents, if it is a ratio or a size', () => {
  const own = { aspectRatio: '3:1', imageSize: 'large' };
  const { models, anyModel } = modelViews(undefined, 'house-model-7', own);
  assert.equal(anyModel.aspectRatios.at(-1), '3:1');
  assert.deepEqual(models[0]?.aspectRatios, anyModel.aspectRatios);
  assert.ok(!anyModel.imageSizes.includes('large'));
  assert.ok(!models[1]?.aspectRatios.includes('3:1'), 'a model that is documented has what it has');
});

test('an alias keeps its spelling and gets what its model has', () => {
  const [first] = modelViews(undefined, 'nano-banana').models;
  assert.ok(first);
  const { id, label, imageSizes } = first;
  assert.deepEqual([id, label, imageSizes], ['nano-banana', 'Nano Banana (nano-banana)', ['auto']]);
});

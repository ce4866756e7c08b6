import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceFacts } from '../../../../src/image/formats/sourceFacts.ts';
import type { KnownImages } from '../../../../src/panel/memory/memory.ts';
import { storedPanel } from '../../../../src/panel/memory/remember.ts';
import { restoredPanel } from '../../../../src/panel/memory/restore.ts';
import { markableSize } from '../../../../src/panel/region/markable.ts';
import { lostRegion } from '../../../../src/panel/region/state.ts';
import { reduce, type PanelEvent } from '../../../../src/panel/state.ts';
import { exif, GIF, HEIC, jpeg, png, pngOfSize, WEBP } from '../../../support/image/images.ts';
import { translate } from '../../../support/localization.ts';
import { after, chosen, panelImage, viewOf } from '../../../support/panel/state.ts';

const SIZE = { width: 4, height: 3 };
const CAT = { ...panelImage('a'), markable: SIZE };
const MARK = { kind: 'rectangle' as const, x: 1, y: 1, width: 2, height: 1 };
const mark = (id: string, ...region: (typeof MARK)[]): PanelEvent => ({
  kind: 'region-marked',
  id,
  region,
});

test('a region stays with its image and is shown while the image is the source', () => {
  const other = { ...panelImage('b'), markable: SIZE };
  const state = after(chosen('source', CAT), chosen('reference', other), mark('a', MARK));
  assert.deepEqual(viewOf(state).images[0]?.region, { ...SIZE, strokes: [MARK] });
  assert.equal(viewOf(state).images[1]?.region, undefined);
  const second = reduce(state, { kind: 'image-moved', id: 'b', to: 0 });
  assert.deepEqual(viewOf(second).images[0]?.region, { ...SIZE, strokes: [] });
  const back = reduce(second, { kind: 'image-moved', id: 'a', to: 0 });
  assert.deepEqual(viewOf(back).images[0]?.region?.strokes, [MARK]);
});

test('reports the region of an image that another one replaced', () => {
  const state = after(chosen('source', CAT), chosen('reference', panelImage('b')), mark('a', MARK));
  const moved = reduce(state, { kind: 'image-moved', id: 'b', to: 0 });
  const back = reduce(moved, { kind: 'image-moved', id: 'a', to: 0 });
  const other = reduce(back, chosen('source', { ...panelImage('c'), markable: SIZE }));
  assert.deepEqual(viewOf(other).images[0]?.region?.strokes, []);
  assert.equal(lostRegion(back.images, other.images), 'a.png');
  assert.equal(lostRegion(state.images, back.images), undefined);
});

test('no strokes remove the region', () => {
  const state = after(chosen('source', CAT), mark('a', MARK), mark('a'));
  assert.equal(state.images[0]?.region, undefined);
});

test('an image that cannot be encoded again or has no preview gets no region', () => {
  const plain = after(chosen('source', panelImage('a')), mark('a', MARK), mark('unknown', MARK));
  assert.equal(plain.images[0]?.region, undefined);
  assert.equal(viewOf(plain).images[0]?.region, undefined);
  const withoutPreview = after(chosen('source', { ...CAT, canPreview: false }));
  assert.equal(viewOf(withoutPreview).images[0]?.region, undefined);
});

test('restores the region of the last window without reading a known image again', async () => {
  const state = after(chosen('source', CAT), chosen('reference', panelImage('b')), mark('a', MARK));
  assert.deepEqual(storedPanel(state).regions, { [CAT.uri]: [MARK] });
  const sizes: unknown[] = [];
  const find = async (uris: readonly string[], known: KnownImages) => {
    sizes.push(...uris.map((uri) => known[uri]?.markable));
    return [CAT, panelImage('b')];
  };
  const { images } = await restoredPanel(storedPanel(state), find, translate);
  assert.deepEqual(sizes, [SIZE, undefined]);
  assert.deepEqual(images.map(({ region }) => region), [[MARK], undefined]); // prettier-ignore
});

test('does not restore the region of a file whose size has changed', async () => {
  const state = after(chosen('source', CAT), mark('a', MARK));
  const other = { ...CAT, bytes: 91 };
  const { images } = await restoredPanel(storedPanel(state), async () => [other], translate);
  assert.deepEqual(images.map(({ bytes, region }) => [bytes, region]), [[91, undefined]]); // prettier-ignore
});

test('only whole images of a decodable type can have a region, in their size as shown', () => {
  const size = (file: Uint8Array) => {
    const facts = sourceFacts(file);
    assert.ok(facts);
    return markableSize(facts);
  };
  assert.deepEqual(size(png(4, 3)), SIZE);
  const photo = jpeg(16, 8);
  assert.deepEqual(size(photo), { width: 16, height: 8 });
  const turned = Buffer.concat([photo.subarray(0, 2), exif(6), photo.subarray(2)]);
  assert.deepEqual(size(turned), { width: 8, height: 16 });
  assert.deepEqual(size(WEBP), { width: 16, height: 16 });
  assert.deepEqual(size(GIF), { width: 8, height: 8 });
  assert.equal(size(HEIC), undefined);
  assert.equal(size(png(64, 48).subarray(0, 80)), undefined);
  assert.equal(size(pngOfSize(16_384, 4097)), undefined);
});

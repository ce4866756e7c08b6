/** PNG files in few bytes, as another decoder reads them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decode, convertIndexedToRgb } from 'fast-png';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import type { Pixels } from '../../../../src/image/pixels/pixels.ts';
import { pngChunks } from '../../../../src/image/pixels/pngChunks.ts';
import { encodeCompactPng } from '../../../../src/image/png/compactPng.ts';
import { decodePng } from '../../../../src/image/png/decodePng.ts';
import { encodePngInParallel } from '../../../../src/image/png/encodePng.ts';
import { exiftool } from '../../../support/image/exiftool.ts';
import { pixels, type Color, type Paint } from '../../../support/image/images.ts';

const image = (width: number, height: number, paint: Paint): Pixels => ({
  width,
  height,
  data: pixels(width, height, paint),
});

/** An image of so many colors, some of them transparent. */
const striped = (width: number, height: number, colors: number) =>
  image(width, height, (x, y): Color => {
    const color = (y * width + x) % colors;
    return [color, 255 - color, (color * 7) & 255, color % 5 === 0 ? color : 255];
  });

const header = (file: Uint8Array) => ({ depth: file[24], colorType: file[25] });
const INDEXED = 3;

/** Returns RGBA as fast-png reads it. */
function decoded(file: Uint8Array): readonly number[] {
  const png = decode(file, { checkCrc: true });
  const data = png.palette ? convertIndexedToRgb(png) : png.data;
  const channels = data.length / (png.width * png.height);
  if (channels === 4) return [...data];
  return Array.from({ length: png.width * png.height }, (_, n) => [
    ...data.subarray(n * 3, n * 3 + 3),
    255,
  ]).flat();
}

describe('a compact PNG', () => {
  test('has exactly the pixels of the image, as other decoders read them', async () => {
    const images = fc
      .record({
        width: fc.integer({ min: 1, max: 40 }),
        height: fc.integer({ min: 1, max: 12 }),
        colors: fc.constantFrom(1, 2, 3, 4, 5, 16, 17, 255, 256, 257, 300),
      })
      .map(({ width, height, colors }) => striped(width, height, colors));
    await fc.assert(
      fc.asyncProperty(images, async (one) => {
        const file = await encodeCompactPng(one);
        assert.equal(inspectImage(file)?.isWhole, true);
        assert.deepEqual(decoded(file), [...one.data]);
        assert.deepEqual([...(await decodePng(file)).data], [...one.data]);
      }),
    );
  });

  for (const [colors, depth] of [
    [2, 1],
    [4, 2],
    [16, 4],
    [17, 8],
    [256, 8],
  ] as const) {
    test(`with ${colors} colors has a palette with ${depth} bits for each pixel`, async () => {
      const file = await encodeCompactPng(striped(333, 300, colors));
      assert.deepEqual(header(file), { depth, colorType: INDEXED });
      assert.deepEqual(decoded(file), [...striped(333, 300, colors).data]);
    });
  }

  test('has no palette with one color more', async () => {
    const paint = (x: number, y: number): Color => [x & 255, (y * 333 + x) % 257, 0, 255];
    assert.equal(header(await encodeCompactPng(image(333, 300, paint))).colorType, 2);
  });

  test('states the alpha of transparent colors only', async () => {
    const flat = image(64, 64, (x, y) =>
      x === y ? [9, 9, 9, 0] : x > y ? [200, 0, 0, 90] : [1, 2, 3],
    );
    const alphas = [...pngChunks(await encodeCompactPng(flat))].find(({ type }) => type === 'tRNS');
    assert.deepEqual([...(alphas?.data ?? [])], [0, 90]);
    const opaque = image(64, 64, (x, y) => (x > y ? [200, 0, 0] : [1, 2, 3]));
    const types = [...pngChunks(await encodeCompactPng(opaque))].map(({ type }) => type);
    assert.deepEqual(types, ['IHDR', 'PLTE', 'IDAT', 'IEND']);
  });

  test('passes ExifTool', async () => {
    for (const one of [striped(99, 9, 2), striped(99, 9, 200), striped(99, 9, 999)]) {
      const tags = await exiftool('a.png', await encodeCompactPng(one));
      assert.equal(tags['ExifTool:Validate'], '0 0 0');
    }
  });

  test('is smaller than a fast one, and never larger', async () => {
    const disk = image(256, 256, (x, y) =>
      Math.hypot(x - 128, y - 128) < 100 ? [x, y, 90] : [0, 0, 0, 0],
    );
    const tiny = striped(4, 4, 16);
    for (const [one, share] of [
      [disk, 0.9],
      [tiny, 1],
      [striped(300, 300, 200), 0.5],
    ] as const) {
      const [compact, fast] = [await encodeCompactPng(one), await encodePngInParallel(one)];
      assert.ok(compact.length <= fast.length * share, `${compact.length} of ${fast.length}`);
    }
  });

  test('of more than 4 megapixels has a palette or is made fast', async () => {
    const few = image(2100, 2100, (x, y) => [x & 15, y & 7, 9, 255]);
    const file = await encodeCompactPng(few);
    assert.equal(header(file).colorType, INDEXED);
    assert.deepEqual((await decodePng(file)).data, few.data);
    const many = image(2100, 2100, (x, y) => [x & 255, y & 255, 9, 255]);
    assert.deepEqual(await encodeCompactPng(many), await encodePngInParallel(many));
  });
});

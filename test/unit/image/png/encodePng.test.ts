import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { decode } from 'fast-png';
import type { DeepPixels } from '../../../../src/image/pixels/pixels.ts';
import { pngChunks } from '../../../../src/image/pixels/pngChunks.ts';
import { adler32 } from '../../../../src/image/png/adler32.ts';
import { encodePngFile, encodePngInParallel } from '../../../../src/image/png/encodePng.ts';

/** Returns the samples that another decoder reads, with alpha. */
function decoded(file: Uint8Array): number[] {
  const { channels, depth, data } = decode(file, { checkCrc: true });
  if (channels === 4) return [...data];
  assert.equal(channels, 3);
  const opaque = depth === 16 ? 65_535 : 255;
  return Array.from({ length: data.length / 3 }, (_, n) => [
    ...data.subarray(n * 3, n * 3 + 3),
    opaque,
  ]).flat();
}

const pixels = fc
  .record({
    width: fc.integer({ min: 1, max: 12 }),
    height: fc.integer({ min: 1, max: 12 }),
    isDeep: fc.boolean(),
    isOpaque: fc.boolean(),
  })
  .chain(({ width, height, isDeep, isOpaque }) => {
    const length = width * height * 4;
    const samples = isDeep
      ? fc.uint16Array({ minLength: length, maxLength: length })
      : fc.uint8Array({ minLength: length, maxLength: length });
    return samples.map((data): DeepPixels => {
      const opaque = isDeep ? 65_535 : 255;
      return { width, height, data: data.map((value, i) => (isOpaque && i % 4 === 3 ? opaque : value)) };
    });
  }); // prettier-ignore

/** Larger than several slices, which are compressed at the same time. */
function largeImage(): DeepPixels {
  const [width, height] = [1000, 1800];
  let state = 1;
  const data = Uint8Array.from({ length: width * height * 4 }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return i % 4 === 3 ? 255 : ((i >> 9) + (state >>> 28)) & 255;
  });
  return { width, height, data };
}

describe('encoding a PNG', () => {
  test('keeps every sample that another decoder reads', async () => {
    await fc.assert(
      fc.asyncProperty(pixels, async (image) => {
        const file = encodePngFile(image);
        assert.deepEqual(decoded(file), [...image.data]);
        assert.deepEqual(await encodePngInParallel(image), file);
      }),
    );
  });

  test('joins slices that were compressed in parallel into one stream with a valid checksum', async () => {
    const image = largeImage();
    const file = await encodePngInParallel(image);
    const packed = [...pngChunks(file)].filter(({ type }) => type === 'IDAT');
    assert.ok(packed.length > 5, `${packed.length} parts`);
    // Checks the Adler-32.
    const rows = inflateSync(Buffer.concat(packed.map(({ data }) => data)));
    assert.equal(rows.length, image.height * (1 + image.width * 3));
    for (const { bytes } of packed) {
      const view = Buffer.from(bytes);
      assert.equal(view.readUInt32BE(view.length - 4), crc32(view.subarray(4, -4)));
    }
    const { data } = decode(file);
    const other = image.data.findIndex((value, i) => i % 4 < 3 && data[i - (i >> 2)] !== value);
    assert.equal(other, -1);
    assert.deepEqual(encodePngFile(image), file);
  });

  test('keeps the alpha channel of an opaque image if that is requested', () => {
    const image = { width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 255) };
    assert.equal(decode(encodePngFile(image)).channels, 3);
    assert.equal(decode(encodePngFile(image, { keepAlpha: true })).channels, 4);
  });
});

test('the checksum is the one that zlib writes, in one part or several', () => {
  const bytes = fc.uint8Array({ maxLength: 9000 });
  const worst = new Uint8Array(70_000).fill(255);
  const check = (data: Uint8Array, at: number) => {
    const expected = deflateSync(data).readUInt32BE(deflateSync(data).length - 4);
    assert.equal(adler32(data), expected);
    assert.equal(adler32(data.subarray(at), adler32(data.subarray(0, at))), expected);
  };
  fc.assert(fc.property(bytes, fc.nat(9000), check));
  check(worst, 33_333);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { decode } from 'fast-png';
import fc from 'fast-check';
import { createPngPreview, previewFactor } from '../../../../src/image/preview/pngPreview.ts';
import { pngChunk, pngFile, pngHeader } from '../../../support/image/images.ts';

/** Random bytes with valid filter numbers always form an image. Another decoder tells which one. */
function filteredPng(width: number, height: number, channels: 3 | 4, bytes: Uint8Array): Buffer {
  const rows = Buffer.from(bytes);
  for (let at = 0; at < rows.length; at += 1 + width * channels) rows[at] = (rows[at] ?? 0) % 5;
  return pngFile(pngHeader(width, height, channels), deflateSync(rows));
}

async function* inPieces(file: Uint8Array, bytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += bytes) yield file.subarray(at, at + bytes);
}

const previewOf = (file: Uint8Array, factor: number, pieces = 1000) =>
  createPngPreview(inPieces(file, pieces), factor);

/** Computes the mean of each square by definition: colors count as much as they are opaque. */
function expectedMeans(file: Uint8Array, factor: number): number[] {
  const { width, height, channels, data } = decode(file);
  const means: number[] = [];
  for (let top = 0; top + factor <= height; top += factor) {
    for (let left = 0; left + factor <= width; left += factor) {
      const square = Array.from({ length: factor * factor }, (_, each) => {
        const at = (top + Math.floor(each / factor)) * width + left + (each % factor);
        const pixel = Array.from(data.subarray(at * channels, (at + 1) * channels));
        return channels === 4 ? pixel : [...pixel, 255];
      });
      const opaque = square.reduce((sum, [, , , alpha = 0]) => sum + alpha, 0);
      const mean = (channel: number) =>
        square.reduce((sum, pixel) => sum + (pixel[channel] ?? 0) * (pixel[3] ?? 0), 0) / opaque;
      const color = opaque === 0 ? [0, 0, 0] : [mean(0), mean(1), mean(2)];
      means.push(
        ...[...color, ...(channels === 4 ? [opaque / square.length] : [])].map(Math.round),
      );
    }
  }
  return means;
}

describe('a preview', () => {
  const image = fc
    .record({
      width: fc.integer({ min: 4, max: 24 }),
      height: fc.integer({ min: 4, max: 24 }),
      channels: fc.constantFrom(3 as const, 4 as const),
      factor: fc.integer({ min: 2, max: 4 }),
      pieces: fc.integer({ min: 1, max: 700 }),
    })
    .chain((size) => {
      const length = size.height * (1 + size.width * size.channels);
      const bytes = fc.uint8Array({ minLength: length, maxLength: length });
      return fc.record({ size: fc.constant(size), bytes });
    });

  test('averages the pixels of each square, for every filter, with and without alpha, in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(image, async ({ size, bytes }) => {
        const { width, height, channels, factor, pieces } = size;
        const file = filteredPng(width, height, channels, bytes);
        const preview = await previewOf(file, factor, pieces);
        assert.ok(preview !== undefined);
        const small = decode(preview);
        assert.deepEqual(
          [small.width, small.height, small.channels],
          [Math.floor(width / factor), Math.floor(height / factor), channels],
        );
        assert.deepEqual(Array.from(small.data), expectedMeans(file, factor));
      }),
      { numRuns: 300 },
    );
  });

  test('keeps the color space, but no texts', async () => {
    const gamma = pngChunk('gAMA', Buffer.from([0, 0, 0xb1, 0x8f]));
    const text = pngChunk('tEXt', Buffer.from('Comment\0a long story', 'latin1'));
    const rows = deflateSync(Buffer.alloc(8 * 25));
    const file = pngFile(pngHeader(8, 8, 3), rows, [gamma, text]);
    const preview = await previewOf(file, 2);
    assert.ok(preview !== undefined && preview.includes(gamma));
    assert.ok(!preview.includes(text));
  });
});

describe('there is no preview', () => {
  const rows = deflateSync(Buffer.alloc(8 * 33));
  const whole = pngFile(pngHeader(8, 8, 4), rows);
  const header = (change: (header: Buffer) => void): Buffer => {
    const changed = pngHeader(8, 8, 4);
    change(changed);
    return pngFile(changed, rows);
  };
  const unusual: Readonly<Record<string, Uint8Array>> = {
    'of a file that is no PNG': Buffer.from('GIF89a and some more words than a header has'),
    'of 16 bits': header((bytes) => (bytes[8] = 16)),
    'of an image with a palette': header((bytes) => (bytes[9] = 3)),
    'of a gray image': header((bytes) => (bytes[9] = 0)),
    'of an interlaced image': header((bytes) => (bytes[12] = 1)),
    'of an RGB image with a transparent color': pngFile(pngHeader(8, 8, 3), rows, [
      pngChunk('tRNS', Buffer.alloc(6)),
    ]),
    'of an image with fewer rows than its header says': pngFile(pngHeader(8, 9, 4), rows),
    'of a chunk longer than the file': Buffer.concat([
      whole.subarray(0, 33),
      Buffer.from([0x7f, 0xff, 0xff, 0xff]),
      Buffer.from('iCCP'),
    ]),
  };
  for (const [name, file] of Object.entries(unusual)) {
    test(name, async () => {
      assert.equal(await previewOf(file, 2), undefined);
    });
  }

  test('of a file that is cut off anywhere before its last pixel', async () => {
    assert.ok(await previewOf(whole, 2));
    const noise = pngFile(
      pngHeader(8, 8, 4),
      deflateSync(
        Buffer.from(
          Array.from({ length: 8 * 33 }, (_, at) => ((at * at) % 251) % (at % 33 === 0 ? 5 : 256)),
        ),
      ),
    );
    for (let length = 0; length < noise.length - 20; length++) {
      const preview = await previewOf(noise.subarray(0, length), 2).catch(() => undefined);
      assert.equal(preview, undefined, `of ${length} bytes`);
    }
  });

  test('of a file whose pixels cannot be inflated, which rejects', async () => {
    const broken = Buffer.concat([whole.subarray(0, 41), Buffer.alloc(99)]);
    await assert.rejects(previewOf(broken, 2), { code: 'Z_DATA_ERROR' });
  });
});

test('only large PNG files get a preview, of at least 1000 px on the longer side', () => {
  const factor = (width: number, height: number, type: 'png' | 'jpeg' = 'png') =>
    previewFactor({ type, width, height });
  assert.equal(factor(4096, 4096), 4);
  assert.equal(factor(5504, 3072), 5);
  assert.equal(factor(2048, 2048), 2);
  assert.equal(factor(1376, 768), undefined);
  assert.equal(factor(4096, 4096, 'jpeg'), undefined);
  assert.equal(factor(4096, 3), undefined);
  assert.equal(factor(40_000, 1000), undefined);
  assert.equal(factor(16_000, 16_000), undefined);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { convertIndexedToRgb, decode, type DecodedPng } from 'fast-png';
import { decodePng } from '../../../../src/image/png/decodePng.ts';
import { encodePngFile } from '../../../../src/image/png/encodePng.ts';
import { inflatedBytes, parsePngLayout, rowBytes } from '../../../../src/image/png/layout.ts';
import { pngChunks } from '../../../../src/image/pixels/pngChunks.ts';
import { pngChunk, pngFile } from '../../../support/image/images.ts';
import { createRandom } from '../../../support/image/scene.ts';

/** Depth and color type. */
const KINDS = [
  [1, 0], [2, 0], [4, 0], [8, 0], [16, 0], [8, 2], [16, 2], [8, 4], [16, 4], [8, 6], [16, 6],
  [1, 3], [2, 3], [4, 3], [8, 3],
] as const; // prettier-ignore
const PALETTE = pngChunk('PLTE', Buffer.from(Array.from({ length: 768 }, (_, i) => (i * 7) % 256)));
const ALPHAS = pngChunk('tRNS', Buffer.from([0, 10, 200]));

interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly kind: (typeof KINDS)[number];
  readonly isInterlaced: boolean;
  readonly seed: number;
}

function headerOf({ width, height, kind, isInterlaced }: Omit<Drawing, 'seed'>) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([...kind, 0, 0, isInterlaced ? 1 : 0], 8);
  const [chunk] = pngChunks(pngFile(header, Buffer.alloc(0)));
  return { header, layout: parsePngLayout(chunk) };
}

/** Random bytes with valid filter numbers always form an image. Another decoder tells which one. */
function randomPng(drawing: Drawing): Buffer {
  const { kind, seed } = drawing;
  const { header, layout } = headerOf(drawing);
  let state = seed;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
  const rows = Buffer.from(Array.from({ length: inflatedBytes(layout) }, random));
  let at = 0;
  for (const pass of layout.passes) {
    for (let row = 0; row < pass.height; row++, at += 1 + rowBytes(layout, pass.width)) {
      rows[at] = (rows[at] ?? 0) % 5;
    }
  }
  return pngFile(header, deflateSync(rows), kind[1] === 3 ? [PALETTE, ALPHAS] : []);
}

/** Writes gray samples by the definition of the passes (PNG 8.2), without filters. */
function grayPng(drawing: Omit<Drawing, 'seed'>, sample: (x: number, y: number) => number): Buffer {
  const { width, height, kind, isInterlaced } = drawing;
  const passOf = (x: number, y: number) => (isInterlaced ? Number(ADAM7[y % 8]?.[x % 8] ?? 0) : 1);
  const rows: number[] = [];
  for (let pass = 1; pass <= 7; pass++) {
    for (let y = 0; y < height; y++) {
      const columns = Array.from({ length: width }, (_, x) => x).filter(
        (x) => passOf(x, y) === pass,
      );
      const bits = columns.map((x) => sample(x, y).toString(2).padStart(kind[0], '0')).join('');
      if (bits === '') continue;
      const bytes = bits.match(/.{1,8}/g) ?? [];
      rows.push(0, ...bytes.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)));
    }
  }
  return pngFile(headerOf(drawing).header, deflateSync(Buffer.from(rows)));
}

/** The pass of each pixel of a block of 8 by 8. */
const ADAM7 = [
  '16462646', '77777777', '56565656', '77777777', '36463646', '77777777', '56565656', '77777777',
]; // prettier-ignore

/** Returns what another decoder reads, as RGBA. */
function expectedPixels(file: Buffer, { kind: [depth, type] }: Drawing): number[] {
  const decoded = decode(file);
  const { channels } = decoded;
  if (type === 3) return [...convertIndexedToRgb(decoded)];
  const samples = depth < 8 ? smallSamples(decoded) : [...decoded.data];
  const max = depth === 16 ? 65_535 : 255;
  return Array.from({ length: samples.length / channels }, (_, n) => {
    const [first = 0, ...rest] = samples.slice(n * channels, (n + 1) * channels);
    if (channels < 3) return [first, first, first, rest[0] ?? max];
    return [first, rest[0] ?? 0, rest[1] ?? 0, rest[2] ?? max];
  }).flat();
}

function smallSamples({ width, height, depth, data }: DecodedPng): number[] {
  const bits = [...data].map((byte) => byte.toString(2).padStart(8, '0'));
  const perRow = data.length / height;
  return Array.from({ length: height }, (_, y) => {
    const row = bits.slice(y * perRow, (y + 1) * perRow).join('');
    return Array.from({ length: width }, (_, x) => {
      const value = Number.parseInt(row.slice(x * depth, (x + 1) * depth), 2);
      return Math.round((value * 255) / (2 ** depth - 1));
    });
  }).flat();
}

describe('decoding a PNG', () => {
  const drawing = fc.record<Drawing>({
    width: fc.integer({ min: 1, max: 20 }),
    height: fc.integer({ min: 1, max: 20 }),
    kind: fc.constantFrom(...KINDS),
    isInterlaced: fc.boolean(),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
  });

  test('reads the same pixels as another decoder, in every color type, depth, and order of rows', async () => {
    await fc.assert(
      fc.asyncProperty(drawing, async (one) => {
        // The other decoder misplaces interlaced pixels that share a byte.
        fc.pre(!one.isInterlaced || one.kind[0] >= 8);
        const file = randomPng(one);
        const { width, height, data } = await decodePng(file);
        assert.deepEqual([width, height], [one.width, one.height]);
        assert.equal(data instanceof Uint16Array, one.kind[0] === 16);
        assert.deepEqual([...data], expectedPixels(file, one));
      }),
      { numRuns: 300 },
    );
  });

  test('reads interlaced pixels that share a byte like those that are not interlaced', async () => {
    await fc.assert(
      fc.asyncProperty(drawing, async ({ seed, ...one }) => {
        const kind = [one.kind[0] < 8 ? one.kind[0] : 4, 0] as (typeof KINDS)[number];
        const sample = (x: number, y: number) =>
          (Math.imul(seed + x * 31 + y * 57, 2654435761) >>> 16) % 2 ** kind[0];
        const plain = grayPng({ ...one, kind, isInterlaced: false }, sample);
        const interlaced = grayPng({ ...one, kind, isInterlaced: true }, sample);
        const expected = await decodePng(plain);
        assert.deepEqual(await decodePng(interlaced), expected);
        assert.equal(expected.data[0], (sample(0, 0) * 255) / (2 ** kind[0] - 1));
      }),
    );
  });

  test('reads rows that end anywhere in what zlib returns at once, and rows that are longer', async () => {
    const random = createRandom(3);
    for (const [width, height] of [
      [701, 900],
      [300_000, 3],
    ] as const) {
      const length = width * height * 4;
      for (const data of [
        Uint8Array.from({ length }, () => random() * 256),
        Uint16Array.from({ length }, () => random() * 65_536),
      ]) {
        const decoded = await decodePng(encodePngFile({ width, height, data }));
        assert.deepEqual([decoded.width, decoded.height], [width, height]);
        assert.ok(Buffer.from(decoded.data.buffer).equals(Buffer.from(data.buffer)));
      }
    }
  });

  test('refuses unknown headers, unknown filters, and missing rows', async () => {
    const header = (...values: readonly number[]) => {
      const data = Buffer.alloc(13);
      data.writeUInt32BE(1, 0);
      data.writeUInt32BE(1, 4);
      data.set(values, 8);
      return data;
    };
    const row = (...bytes: readonly number[]) => deflateSync(Buffer.from(bytes));
    const { data } = await decodePng(pngFile(header(8, 0), row(0, 9)));
    assert.deepEqual([...data], [9, 9, 9, 255]);
    for (const values of [
      [3, 0],
      [8, 1],
      [16, 3],
      [8, 7],
      [8, 0, 1],
      [8, 0, 0, 1],
      [8, 0, 0, 0, 2],
    ])
      await assert.rejects(decodePng(pngFile(header(...values), row(0, 9))), RangeError);
    await assert.rejects(decodePng(pngFile(header(8, 0), row(5, 9))), /filter 5/);
    await assert.rejects(decodePng(pngFile(header(8, 0), row(0))), /missing rows/);
    await assert.rejects(decodePng(pngFile(header(8, 3), row(0, 0))), /no palette/);
  });
});

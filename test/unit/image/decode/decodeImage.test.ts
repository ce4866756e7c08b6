import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { CheckError } from '../../../../src/errors.ts';
import { decodeImage } from '../../../../src/image/decode/decodeImage.ts';
import { decodeJpeg } from '../../../../src/image/jpeg/turbo.ts';
import { toEightBits } from '../../../../src/image/pixels/pixels.ts';
import { bitmapOf, bmp, ico, tiff } from '../../../support/image/bitmaps.ts';
import { HEIC, isoImage, jpeg, pixels, png, RED } from '../../../support/image/images.ts';
import { expectedPixels, photo, PHOTO_NAMES } from '../../../support/image/photos.ts';

describe('report-C1 decodes', () => {
  for (const name of PHOTO_NAMES) {
    test(`report-C1 decodes ${name} as sharp does`, async () => {
      const { width, height, data } = toEightBits(await decodeImage(photo(name)));
      const expected = expectedPixels(name);
      assert.deepEqual([width, height], [expected.width, expected.height]);
      if (expected.sha256 === undefined) return;
      assert.equal(createHash('sha256').update(data).digest('hex'), expected.sha256);
    });
  }

  test('report-C1 takes the largest image of an icon, as bitmap or PNG', async () => {
    const large = png(48, 40, [1, 2, 3, 128]);
    const withPng = await decodeImage(ico(bitmapOf(bmp(16, 16)), large));
    assert.deepEqual([withPng.width, withPng.height], [48, 40]);
    assert.deepEqual([...withPng.data.subarray(0, 4)], [1, 2, 3, 128]);
    const withBitmap = await decodeImage(ico(png(16, 16), bitmapOf(bmp(20, 18, RED))));
    assert.deepEqual([withBitmap.width, withBitmap.height], [20, 18]);
    assert.deepEqual([...withBitmap.data], [...pixels(20, 18, RED)]);
  });

  test('report-C1 decodes a JPEG with stray bytes before its end, as browsers do', async () => {
    const file = jpeg(16, 12, RED);
    const { data } = await decodeImage(file);
    const end = Buffer.concat([file.subarray(0, -2), Buffer.alloc(7), file.subarray(-2)]);
    await assert.rejects(decodeJpeg(end), /libjpeg-turbo failed/);
    for (const stray of [[0, 0], [0xff, 0], [0xff, 0xff], Array.from({ length: 4000 }, () => 0)]) {
      const image = await decodeImage(
        Buffer.concat([file.subarray(0, -2), Buffer.from(stray), file.subarray(-2)]),
      );
      assert.deepEqual([image.width, image.height], [16, 12]);
      const pixel = [...toEightBits(image).data.subarray(0, 4)];
      for (const [channel, sample] of pixel.entries()) {
        assert.ok(Math.abs(sample - (data[channel] ?? -9)) <= 2, pixel.join());
      }
    }
  });

  test('report-C3 turns a TIFF upright', async () => {
    const { width, height } = await decodeImage(tiff(7, 4, RED, 6));
    assert.deepEqual([width, height], [4, 7]);
  });
});

/** Returns a BMP file of these header fields. */
function bmpOf(
  fields: { width: number; height: number; bits: number; compression?: number },
  palette: readonly number[],
  rows: readonly number[],
): Buffer {
  const file = Buffer.alloc(54);
  file.write('BM', 'latin1');
  file.writeUInt32LE(54 + palette.length + rows.length, 2);
  file.writeUInt32LE(54 + palette.length, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(fields.width, 18);
  file.writeInt32LE(fields.height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(fields.bits, 28);
  file.writeUInt32LE(fields.compression ?? 0, 30);
  file.writeUInt32LE(palette.length / 4, 46);
  return Buffer.concat([file, Buffer.from(palette), Buffer.from(rows)]);
}

/** Black, red, and green, as blue, green, red, and a spare byte. */
const PALETTE = [0, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0];
const [K, R, G] = ['000000', 'ff0000', '00ff00'];

/** Returns the colors of an image, row by row, as hexadecimal digits. */
async function colorsOf(file: Uint8Array): Promise<readonly string[]> {
  const { width, data } = toEightBits(await decodeImage(file));
  const colors: string[] = [];
  for (let at = 0; at < data.length; at += 4) {
    assert.equal(data[at + 3], 255);
    colors.push(Buffer.from(data.subarray(at, at + 3)).toString('hex'));
  }
  const rows: string[] = [];
  for (let at = 0; at < colors.length; at += width)
    rows.push(colors.slice(at, at + width).join(' '));
  return rows;
}

describe('report-C1 decodes bitmaps', () => {
  const rows = [`${K} ${R} ${G}`, `${G} ${K} ${R}`];
  const cases: Readonly<Record<string, Buffer>> = {
    '8 bits': bmpOf({ width: 3, height: 2, bits: 8 }, PALETTE, [2, 0, 1, 0, 0, 1, 2, 0]),
    '4 bits': bmpOf(
      { width: 3, height: 2, bits: 4 },
      PALETTE,
      [0x20, 0x10, 0, 0, 0x01, 0x20, 0, 0],
    ),
    '2 bits': bmpOf({ width: 3, height: 2, bits: 2 }, PALETTE, [0x84, 0, 0, 0, 0x18, 0, 0, 0]),
    'rows from the top': bmpOf(
      { width: 3, height: -2, bits: 8 },
      PALETTE,
      [0, 1, 2, 0, 2, 0, 1, 0],
    ),
    'run lengths of 8 bits': bmpOf(
      { width: 3, height: 2, bits: 8, compression: 1 },
      PALETTE,
      [1, 2, 1, 0, 1, 1, 0, 0, 0, 3, 0, 1, 2, 0, 0, 1],
    ),
    '16 bits': bmpOf(
      { width: 3, height: 2, bits: 16 },
      [],
      [0xe0, 0x03, 0, 0, 0, 0x7c, 0, 0, 0, 0, 0, 0x7c, 0xe0, 0x03, 0, 0],
    ),
    '32 bits': bmpOf(
      { width: 3, height: 2, bits: 32 },
      [],
      [0, 255, 0, 9, 0, 0, 0, 9, 0, 0, 255, 9, 0, 0, 0, 9, 0, 0, 255, 9, 0, 255, 0, 9],
    ),
  };
  for (const [name, file] of Object.entries(cases)) {
    test(`report-C1 decodes a BMP with ${name}`, async () => {
      assert.deepEqual(await colorsOf(file), rows);
    });
  }

  test('report-C1 decodes a BMP with runs of two colors in one byte', async () => {
    const packed = [3, 0x20, 0, 0, 0, 3, 0x01, 0x20, 0, 1];
    const file = bmpOf({ width: 3, height: 2, bits: 4, compression: 2 }, PALETTE, packed);
    assert.deepEqual(await colorsOf(file), [`${K} ${R} ${G}`, `${G} ${K} ${G}`]);
  });

  test('report-C1 reads the alpha of an icon with 32 bits per pixel', async () => {
    const header = bitmapOf(bmp(16, 16)).subarray(0, 40);
    header.writeUInt16LE(32, 14);
    // Blue, green, red, alpha: the lower left pixel comes first.
    const colors = Buffer.alloc(16 * 16 * 4, 255);
    colors[3] = 100;
    const { data } = await decodeImage(ico(Buffer.concat([header, colors, Buffer.alloc(64)])));
    assert.deepEqual([data[15 * 16 * 4 + 3], data[3]], [100, 255]);
  });

  test('report-C1 hides what the mask of an icon hides', async () => {
    const bitmap = bitmapOf(bmp(8, 2, RED));
    // The mask of the bottom row comes first.
    bitmap[bitmap.length - 8] = 0b1000_0001;
    const { data } = await decodeImage(ico(bitmap));
    const alpha = [...data].filter((_, at) => at % 4 === 3);
    assert.deepEqual(alpha.slice(0, 8), new Array(8).fill(255));
    assert.deepEqual(alpha.slice(8), [0, 255, 255, 255, 255, 255, 255, 0]);
  });
});

describe('report-C6 refuses', () => {
  async function refuses(file: Uint8Array, why: string): Promise<void> {
    await assert.rejects(decodeImage(file), (error) => {
      assert.ok(error instanceof CheckError, String(error));
      assert.ok(error.problem.kind === 'no-pixels');
      assert.equal(error.problem.why, why);
      return true;
    });
  }

  /** Writes a size that no image of this length has. */
  function inflated(file: Uint8Array, write: (copy: Buffer) => void): Buffer {
    const copy = Buffer.from(file);
    write(copy);
    return copy;
  }

  const SIDE = 60_000;
  const bombs: Readonly<Record<string, () => Buffer>> = {
    PNG: () =>
      inflated(png(), (copy) => copy.writeUInt32BE(SIDE, 16) && copy.writeUInt32BE(SIDE, 20)),
    JPEG: () =>
      inflated(photo('p3.jpg'), (copy) => {
        const frame = copy.indexOf(Buffer.from([0xff, 0xc0, 0, 0x11]));
        copy.writeUInt16BE(SIDE, frame + 5);
        copy.writeUInt16BE(SIDE, frame + 7);
      }),
    WebP: () =>
      inflated(photo('alpha.webp'), (copy) => {
        copy.writeUIntLE(16_382, 24, 3);
        copy.writeUIntLE(16_382, 27, 3);
      }),
    GIF: () => inflated(photo('anim.gif'), (copy) => copy.writeUInt32LE(0xea60ea60, 6)),
    AVIF: () => Buffer.from(isoImage('avif', 'av01', SIDE, SIDE)),
    BMP: () =>
      inflated(bmp(), (copy) => copy.writeInt32LE(SIDE, 18) && copy.writeInt32LE(SIDE, 22)),
    TIFF: () => tiff(1, 1).fill(0xff, 18, 20).fill(0xff, 30, 32),
  };
  for (const [type, bomb] of Object.entries(bombs)) {
    test(`report-C6 refuses a ${type} bomb by its header`, () => refuses(bomb(), 'too-many'));
  }

  test('report-C6 refuses an icon whose images are larger than they say', async () => {
    const bitmap = inflated(bitmapOf(bmp(16, 16)), (copy) => copy.writeInt32LE(SIDE, 4));
    await refuses(ico(bitmap).fill(16, 6, 8), 'broken');
    const header = inflated(
      png(),
      (copy) => copy.writeUInt32BE(SIDE, 16) && copy.writeUInt32BE(SIDE, 20),
    );
    await refuses(ico(header).fill(16, 6, 8), 'too-many');
  });

  test('report-C6 refuses a TIFF whose strip inflates to more than its size', async () => {
    const file = tiff(4, 3);
    const strip = deflateSync(Buffer.alloc(1 << 20));
    file.writeUInt16LE(8, 10 + 12 * 3 + 8);
    file.writeUInt32LE(strip.length, 10 + 12 * 8 + 8);
    await refuses(Buffer.concat([file.subarray(0, 128), strip]), 'broken');
  });

  test('report-C6 refuses a GIF whose frame is larger than its screen', async () => {
    const file = inflated(photo('anim.gif'), (copy) => copy.writeUInt32LE(0x00010001, 6));
    await refuses(file, 'broken');
  });

  test('report-C11 refuses HEIC, which models take as it is', () => refuses(HEIC, 'type'));

  test('report-C1 refuses a TIFF without its last rows', async () => {
    await refuses(tiff(400, 300).subarray(0, 5000), 'broken');
  });
});

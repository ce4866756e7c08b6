/** TIFF files whose numbers lie. Their codec trusts every number. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CheckError } from '../../../../src/errors.ts';
import { decodeImage, decodeStored } from '../../../../src/image/decode/decodeImage.ts';
import { tiff } from '../../../support/image/bitmaps.ts';
import { RED } from '../../../support/image/images.ts';
import { photo } from '../../../support/image/photos.ts';

/** Where the helper's file has its entries, and what follows them. */
const [FIRST_ENTRY, NEXT_PAGE] = [10, 118];
const [BITS, COMPRESSION, STRIP, ORIENTATION, SAMPLES] = [2, 3, 5, 6, 7];
const [SHORT, LONG] = [3, 4];

/** Returns a TIFF with another entry at a place. */
function tiffWith(
  place: number,
  [tag, type, count, value]: readonly [number, number, number, number],
  file = tiff(),
): Buffer {
  const entry = file.subarray(FIRST_ENTRY + 12 * place);
  entry.writeUInt16LE(tag, 0);
  entry.writeUInt16LE(type, 2);
  entry.writeUInt32LE(count, 4);
  entry.writeUInt32LE(value, 8);
  return file;
}

/** Returns a picture whose embedded JPEG has another header. */
function jpegTiff(change: (frame: Buffer) => void): Buffer {
  const file = photo('jpeg.tif');
  const at = file.findIndex(
    (byte, index) => byte === 0xff && [0xc0, 0xc2].includes(file[index + 1] ?? 0),
  );
  change(file.subarray(at));
  return file;
}

async function isBroken(file: Uint8Array): Promise<void> {
  await assert.rejects(decodeImage(file), (error) => {
    assert.ok(error instanceof CheckError && error.problem.kind === 'no-pixels', String(error));
    assert.equal(error.problem.why, 'broken');
    return true;
  });
}

describe('report-C6 a TIFF', () => {
  const refused: Readonly<Record<string, () => Buffer>> = {
    'with four billion values': () => tiffWith(BITS, [258, SHORT, 0xffffffff, 122]),
    'with values after its end': () => tiffWith(BITS, [258, SHORT, 3, 100_000]),
    'with 60,000 samples in a pixel': () => tiffWith(SAMPLES, [277, SHORT, 1, 60_000]),
    'with a second width': () => tiffWith(ORIENTATION, [256, SHORT, 2, 20_000]),
    'with a strip per byte': () => tiffWith(STRIP, [273, LONG, 8, 10]),
    'with no rows in a strip': () => tiffWith(ORIENTATION, [278, SHORT, 1, 0]),
    'with the numbers of a raw photo': () => tiffWith(COMPRESSION, [259, SHORT, 1, 34_316]),
    'with planes': () => tiffWith(ORIENTATION, [284, SHORT, 1, 2]),
    'with tiles without a width': () => tiles(0, 16),
    'with huge tiles': () => tiles(60_000, 60_000),
    'with a JPEG that is larger than the page': () =>
      jpegTiff((frame) => frame.writeUInt32BE(0xffffffff, 5)),
  };
  for (const [name, file] of Object.entries(refused)) {
    test(`report-C6 a TIFF ${name} is broken`, () => isBroken(file()));
  }

  const harmless: Readonly<Record<string, Buffer>> = {
    'whose next page is its first': ((file) => (file.writeUInt32LE(8, NEXT_PAGE), file))(tiff()),
    'whose page is inside itself': tiffWith(ORIENTATION, [330, LONG, 1, 8]),
    'with four billion words about a camera': tiffWith(ORIENTATION, [282, 5, 0xffffffff, 8]),
    'with four billion rows in a strip': tiffWith(ORIENTATION, [278, LONG, 1, 0xffffffff]),
  };
  for (const [name, file] of Object.entries(harmless)) {
    test(`report-C6 a TIFF ${name} is decoded`, async () => {
      const { width, height, data, frames } = await decodeStored(file);
      assert.deepEqual([width, height, frames], [4, 3, 1]);
      assert.deepEqual([...data.subarray(0, 4)], [...RED, 255]);
    });
  }
});

/** Returns a picture with tiles of another size. */
function tiles(width: number, height: number): Buffer {
  const file = photo('tiles.tif');
  const isLittle = file[0] === 0x49;
  const u16 = (at: number) => (isLittle ? file.readUInt16LE(at) : file.readUInt16BE(at));
  const directory = isLittle ? file.readUInt32LE(4) : file.readUInt32BE(4);
  for (let at = directory + 2; at < directory + 2 + 12 * u16(directory); at += 12) {
    const side = u16(at) === 322 ? width : u16(at) === 323 ? height : undefined;
    if (side === undefined) continue;
    if (isLittle) file.writeUInt16LE(u16(at + 2) === SHORT ? side : side & 0xffff, at + 8);
    else file.writeUInt16BE(side, at + 8);
  }
  return file;
}

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeImage } from '../../../../../src/image/decode/decodeImage.ts';
import { inspectImage } from '../../../../../src/image/formats/inspect.ts';
import { sourceFacts } from '../../../../../src/image/formats/sourceFacts.ts';
import { composite } from '../../../../../src/image/jobs/pixel/composite.ts';
import { convert } from '../../../../../src/image/jobs/pixel/convert.ts';
import { prepare } from '../../../../../src/image/jobs/pixel/prepare.ts';
import { readAppearance } from '../../../../../src/image/metadata/appearance.ts';
import { encodePngFile } from '../../../../../src/image/png/encodePng.ts';
import { pngChunk, pngChunks } from '../../../../../src/image/pixels/pngChunks.ts';
import { toEightBits } from '../../../../../src/image/pixels/pixels.ts';
import { choosePreparation } from '../../../../../src/image/prepare/preparation.ts';
import { tiff } from '../../../../support/image/bitmaps.ts';
import { exif, jpeg, png } from '../../../../support/image/images.ts';
import { photo, type PhotoName } from '../../../../support/image/photos.ts';
import { assertEndsWithPicture, privateBytesIn } from '../../../../support/image/privateBytes.ts';

const TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/heic'];

async function prepared(file: Uint8Array, { isPrivate = true, maxSide = 100_000 } = {}) {
  const facts = sourceFacts(file)!;
  const preparation = choosePreparation(facts, { types: TYPES, maxSide, isPrivate });
  const made = await prepare({ file, preparation, isPrivate });
  return { ...made, preparation, facts: inspectImage(made.file)! };
}

/** A photo with one quarter red, one green, one blue, and one white, held in each of the eight ways. */
function quarters(orientation: number): Uint8Array {
  const colors = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]] as const; // prettier-ignore
  const file = jpeg(64, 32, (x, y) => colors[(y < 16 ? 0 : 2) + (x < 32 ? 0 : 1)]!, 95);
  return Buffer.concat([file.subarray(0, 2), exif(orientation), file.subarray(2)]);
}

/** Returns the colors of the corners as letters, clockwise from the top left. */
async function corners(file: Uint8Array): Promise<string> {
  const { width, height, data } = toEightBits(await decodeImage(file));
  const at = (x: number, y: number) => {
    const [red = 0, green = 0, blue = 0] = data.subarray((y * width + x) * 4);
    if (red > 200 && green > 200 && blue > 200) return 'w';
    return red > 200 ? 'r' : green > 200 ? 'g' : 'b';
  };
  const [right, bottom] = [width - 3, height - 3];
  return at(2, 2) + at(right, 2) + at(right, bottom) + at(2, bottom);
}

describe('report-C3 a photo', () => {
  // Stored: red and green above blue and white. Exif 2.3, figure on Orientation.
  const SEEN = ['rgwb', 'grbw', 'wbrg', 'bwgr', 'rbwg', 'brgw', 'wgrb', 'gwbr'];
  for (const [index, seen] of SEEN.entries()) {
    const orientation = index + 1;
    test(`report-C3 a photo with orientation ${orientation} is sent upright`, async () => {
      const { file, facts } = await prepared(quarters(orientation));
      assert.equal(sourceFacts(file)?.orientation, 1);
      assert.equal(await corners(file), seen);
      const size = orientation < 5 ? [64, 32] : [32, 64];
      assert.deepEqual([facts.width, facts.height], size);
    });
  }

  test('report-C3 a photo that is shrunk is turned too', async () => {
    const { file, facts } = await prepared(quarters(6), { maxSide: 32 });
    assert.deepEqual([facts.width, facts.height], [16, 32]);
    assert.equal(await corners(file), SEEN[5]);
  });
});

describe('report-C4 a photo', () => {
  test('report-C4 is turned without its location', async () => {
    assert.ok(privateBytesIn(photo('gps.jpg')).length > 0);
    const { file } = await prepared(photo('gps.jpg'));
    assert.deepEqual(privateBytesIn(file), []);
    assertEndsWithPicture(file);
  });

  test('report-C4 is turned with its location when the setting is off', async () => {
    const { file } = await prepared(photo('gps.jpg'), { isPrivate: false });
    assert.equal(sourceFacts(file)?.orientation, 1);
    const whole = photo('gps.jpg');
    const gps = whole.subarray(whole.indexOf(Buffer.from([0x88, 0x25])), 0xaa);
    assert.ok(Buffer.from(file).includes(gps));
  });

  test('report-C4 is sent untouched when nothing has to change', async () => {
    for (const file of [photo('p3.jpg'), photo('alpha.webp'), png(), jpeg()]) {
      const { preparation } = await prepared(file);
      assert.deepEqual(preparation, { kind: 'none' });
    }
    const { preparation } = await prepared(photo('gps.png'), { isPrivate: false });
    assert.deepEqual(preparation, { kind: 'none' });
  });
});

const STROKES = [{ kind: 'rectangle', x: 8, y: 6, width: 8, height: 5 }] as const;

describe('report-C5 the profile', () => {
  const names = ['p3.jpg', 'p3.webp', 'p3.avif'] as const satisfies readonly PhotoName[];
  for (const name of names) {
    test(`report-C5 the profile of ${name} is in every file made of it`, async () => {
      const file = photo(name);
      const { type } = inspectImage(file)!;
      const { profile } = readAppearance(file, type);
      assert.equal(profile?.length, 588);
      const region = await composite({
        source: file,
        result: png(24, 16),
        strokes: STROKES,
        feather: 0,
      });
      const small = await prepared(file, { maxSide: 12 });
      const saved = await convert({ file, to: 'png', quality: 1 });
      const asJpeg = await convert({ file, to: 'jpeg', quality: 80 });
      for (const made of [region.file, small.file, saved.file, asJpeg.file]) {
        const found = readAppearance(made, inspectImage(made)!.type).profile;
        assert.deepEqual(Buffer.from(found ?? []), Buffer.from(profile));
      }
      const [before, after] = [await decodeImage(file), await decodeImage(region.file)];
      const { x, y, width, height } = STROKES[0];
      for (let at = 0; at < before.data.length; at++) {
        const [column, row] = [(at >> 2) % before.width, Math.floor((at >> 2) / before.width)];
        const isInside = column >= x && column < x + width && row >= y && row < y + height;
        if (!isInside && before.data[at] !== after.data[at]) assert.fail(`${column}, ${row}`);
      }
    });
  }

  test('report-C5 the profile of a gray or CMYK picture is not put on RGB samples', async () => {
    const gray = Buffer.alloc(128);
    gray.write('GRAY', 16, 'latin1');
    const file = Buffer.from(jpeg());
    const head = Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1');
    const segment = Buffer.concat([
      Buffer.from([0xff, 0xe2, 0, 2 + head.length + 128]),
      head,
      gray,
    ]);
    const withGray = Buffer.concat([file.subarray(0, 2), segment, file.subarray(2)]);
    const { file: made } = await convert({ file: withGray, to: 'png', quality: 1 });
    assert.ok(![...pngChunks(made)].some(({ type }) => type === 'iCCP'));
  });
});

describe('report-C5 the resolution', () => {
  test('report-C5 of a JPEG, a TIFF, and a PNG goes along', async () => {
    const photoAt300 = Buffer.from(photo('p3.jpg'));
    photoAt300.set([1, 1, 44, 1, 44], 13);
    const made = await convert({ file: photoAt300, to: 'png', quality: 1 });
    assert.deepEqual(readAppearance(made.file, 'png').chunks?.map(({ type }) => type), ['iCCP', 'pHYs']); // prettier-ignore
    const phys = readAppearance(made.file, 'png').chunks?.[1]?.data;
    assert.equal(phys && Buffer.from(phys).readUInt32BE(0), 11_811);

    const scanned = await prepared(photo('deflate.tif'));
    const density = readAppearance(photo('deflate.tif'), 'tiff').density;
    const [chunk] = readAppearance(scanned.file, 'png').chunks ?? [];
    assert.equal(chunk?.type, 'pHYs');
    assert.equal(Buffer.from(chunk.data).readUInt32BE(0), Math.round(density!.x));

    const plain = png(20, 10);
    const phys300 = pngChunk('pHYs', Buffer.from('00002e2300002e2301', 'hex'));
    const source = Buffer.concat([plain.subarray(0, 33), phys300, plain.subarray(33)]);
    const small = await prepared(source, { maxSide: 10 });
    assert.deepEqual(Buffer.from(readAppearance(small.file, 'png').chunks![0]!.bytes), phys300);
  });
});

describe('report-C6 a smaller copy', () => {
  test('report-C6 has the mean light of its source, and no hidden colors', async () => {
    const stripes = png(64, 64, (x) => (x % 2 === 0 ? [255, 255, 255] : [0, 0, 0]));
    const { data } = await decodeImage((await prepared(stripes, { maxSide: 16 })).file);
    // Half of the light of white is 188 in sRGB, not 128.
    assert.deepEqual([...data.subarray(0, 4)], [188, 188, 188, 255]);
    const halves = png(64, 64, (x) => (x % 2 === 0 ? [10, 200, 30, 255] : [255, 0, 255, 0]));
    const clear = await decodeImage((await prepared(halves, { maxSide: 16 })).file);
    assert.deepEqual([...clear.data.subarray(0, 4)], [10, 200, 30, 128]);
  });

  test('report-C6 is a PNG for graphics, and a JPEG for photos', async () => {
    assert.equal((await prepared(png(64, 64), { maxSide: 16 })).facts.type, 'png');
    assert.equal((await prepared(jpeg(64, 64), { maxSide: 16 })).facts.type, 'jpeg');
    assert.equal((await prepared(tiff(2400, 1800))).facts.type, 'jpeg');
    const clear = encodePngFile({
      width: 2400,
      height: 1800,
      data: new Uint8Array(2400 * 1800 * 4),
    });
    assert.equal((await prepared(clear, { maxSide: 2300 })).facts.type, 'png');
  });

  test('report-C6 keeps its shape, with at least one pixel', async () => {
    const { facts } = await prepared(png(2000, 2), { maxSide: 100 });
    assert.deepEqual([facts.width, facts.height], [100, 1]);
  });
});

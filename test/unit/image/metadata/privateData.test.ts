import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeImage } from '../../../../src/image/decode/decodeImage.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { tiffOrientation } from '../../../../src/image/metadata/exif.ts';
import { jpegSegment, jpegSegments } from '../../../../src/image/metadata/jpegSegments.ts';
import { hasPrivateData, withoutPrivateData } from '../../../../src/image/metadata/privateData.ts';
import { riffChunks } from '../../../../src/image/metadata/riffChunks.ts';
import { readJpegOrientation } from '../../../../src/image/pixels/orientation.ts';
import { pngChunk, pngChunks } from '../../../../src/image/pixels/pngChunks.ts';
import { exif, HEIC, jpeg, png } from '../../../support/image/images.ts';
import { photo, type PhotoName } from '../../../support/image/photos.ts';

const SECRET = Buffer.from('Canikon X-1 at 48.1417 N', 'latin1');

/** Returns a JPEG with more segments after its start. */
function jpegWith(...segments: readonly Uint8Array[]): Buffer {
  const file = jpeg(16, 12);
  return Buffer.concat([file.subarray(0, 2), ...segments, file.subarray(2)]);
}

/** Returns a PNG with more chunks after its header. */
function pngWith(...chunks: readonly Uint8Array[]): Buffer {
  const file = png(5, 4);
  return Buffer.concat([file.subarray(0, 33), ...chunks, file.subarray(33)]);
}

const APP1 = 0xe1;
const xmp = jpegSegment(APP1, Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1'), SECRET);
const files: Readonly<Record<string, Buffer>> = {
  'XMP of a JPEG': jpegWith(xmp),
  'IPTC of a JPEG': jpegWith(jpegSegment(0xed, Buffer.from('Photoshop 3.0\0', 'latin1'), SECRET)),
  'a comment of a JPEG': jpegWith(jpegSegment(0xfe, SECRET)),
  'a maker segment of a JPEG': jpegWith(jpegSegment(0xe5, SECRET)),
  'a video after a JPEG': Buffer.concat([jpeg(), Buffer.from('....ftypmp42'), SECRET]),
  'a second picture after a JPEG': Buffer.concat([
    jpegWith(jpegSegment(0xe2, Buffer.from('MPF\0', 'latin1'))),
    jpegWith(jpegSegment(0xfe, SECRET)),
  ]),
  'Exif of a PNG': pngWith(
    pngChunk('eXIf', Buffer.concat([Buffer.from('MM\0*\0\0\0\x08\0\0'), SECRET])),
  ),
  'text of a PNG': pngWith(pngChunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), SECRET]))),
  'XMP of a PNG': pngWith(
    pngChunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0'), SECRET])),
  ),
};

describe('report-C4 removes', () => {
  for (const [name, file] of Object.entries(files)) {
    test(`report-C4 removes ${name}, and no pixel`, async () => {
      const { type } = inspectImage(file)!;
      assert.ok(hasPrivateData(file, type));
      const clean = Buffer.from(withoutPrivateData(file, type));
      assert.ok(!clean.includes(SECRET));
      assert.ok(!hasPrivateData(clean, type));
      assert.equal(inspectImage(clean)?.isWhole, true);
      assert.deepEqual(await decodeImage(clean), await decodeImage(file));
    });
  }

  for (const name of ['gps.jpg', 'gps.png', 'gps.webp'] as const satisfies readonly PhotoName[]) {
    test(`report-C4 removes all that ${name} says besides its pixels`, async () => {
      const file = photo(name);
      const { type } = inspectImage(file)!;
      const clean = Buffer.from(withoutPrivateData(file, type));
      assert.ok(clean.length < file.length);
      for (const text of ['Canikon', 'GPS', 'N\0'])
        assert.ok(!clean.subarray(0, 200).includes(text));
      assert.equal(hasPrivateData(clean, type), false);
      assert.deepEqual(await decodeImage(clean), await decodeImage(file));
    });
  }
});

describe('report-C4 keeps', () => {
  test('report-C4 keeps files without private data byte for byte', () => {
    for (const file of [photo('p3.jpg'), photo('cmyk.jpg'), photo('p3.webp'), png(), jpeg()]) {
      assert.equal(hasPrivateData(file, inspectImage(file)!.type), false);
    }
  });

  test('report-C4 keeps the orientation of a photo, and nothing else of its Exif', () => {
    const clean = withoutPrivateData(photo('gps.jpg'), 'jpeg');
    assert.equal(readJpegOrientation(clean), 6);
    const [jfif, app1] = [...jpegSegments(clean)].sort((a, b) => a.marker - b.marker).slice(-2);
    assert.ok(jfif !== undefined && app1 !== undefined);
    const exifSegment = [...jpegSegments(clean)].find(({ marker }) => marker === APP1);
    assert.equal(exifSegment?.data.length, 32);
  });

  test('report-C4 keeps the orientation of a PNG and a WebP', () => {
    const tiff = Buffer.from(exif(6).subarray(10));
    const longer = Buffer.concat([tiff, SECRET]);
    const file = withoutPrivateData(pngWith(pngChunk('eXIf', longer)), 'png');
    const chunk = [...pngChunks(file)].find(({ type }) => type === 'eXIf');
    assert.equal(tiffOrientation(chunk!.data), 6);
    assert.equal(chunk!.data.length, 26);

    const webp = withoutPrivateData(photo('gps.webp'), 'webp');
    assert.deepEqual(
      [...riffChunks(webp)].map(({ type }) => type),
      ['VP8X', 'VP8L'],
    );
    assert.equal([...riffChunks(webp)][0]!.data[0]! & 0x0c, 0);
  });

  test('report-C4 keeps the color profile of a JPEG and its Adobe segment', () => {
    const file = photo('p3.jpg');
    const dirty = Buffer.concat([file.subarray(0, 2), xmp, file.subarray(2)]);
    assert.deepEqual(Buffer.from(withoutPrivateData(dirty, 'jpeg')), file);
    const cmyk = photo('cmyk.jpg');
    const dirtyCmyk = Buffer.concat([cmyk.subarray(0, 2), xmp, cmyk.subarray(2)]);
    assert.deepEqual(Buffer.from(withoutPrivateData(dirtyCmyk, 'jpeg')), cmyk);
  });
});

/** Returns a HEIF file with a picture item and an Exif item, whose bytes are in the `mdat` box. */
function heicWith(exifData: Buffer): Buffer {
  const box = (type: string, ...parts: readonly Uint8Array[]) => {
    const content = Buffer.concat(parts);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(content.length + 8, 0);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, content]);
  };
  const infe = (id: number, type: string) =>
    box('infe', Buffer.from([2, 0, 0, 0, 0, id, 0, 0]), Buffer.from(type), Buffer.from([0]));
  const ftyp = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1'));
  const meta = (offset: number) => {
    const extents = [16, exifData.length].map((length, index) => {
      const entry = Buffer.alloc(16);
      entry.writeUInt16BE(index + 1, 0);
      entry.writeUInt16BE(1, 6);
      entry.writeUInt32BE(offset + (index === 0 ? 0 : 16), 8);
      entry.writeUInt32BE(length, 12);
      return entry.subarray(0, 16);
    });
    return box(
      'meta',
      Buffer.alloc(4),
      box('iinf', Buffer.from([0, 0, 0, 0, 0, 2]), infe(1, 'hvc1'), infe(2, 'Exif')),
      // Version 1: an item has a construction method, of which 0 means a place in the file.
      box('iloc', Buffer.from([1, 0, 0, 0, 0x44, 0, 0, 2]), ...extents.map(withMethod)),
      box('iprp', box('ipco', box('ispe', Buffer.from([0, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 48])))),
    );
  };
  const start = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(start), box('mdat', Buffer.alloc(16, 7), exifData)]);
}

/** An entry of version 1: id, construction method, data reference, one extent. */
function withMethod(entry: Buffer): Buffer {
  const [id, rest] = [entry.subarray(0, 2), entry.subarray(8)];
  return Buffer.concat([id, Buffer.from([0, 0, 0, 0, 0, 1]), rest]);
}

describe('report-C11 a HEIC', () => {
  test('report-C11 is sent with blank Exif, and not a byte longer', () => {
    const exifData = Buffer.concat([Buffer.alloc(4), Buffer.from('MM\0*\0\0\0\x08\0\0'), SECRET]);
    const file = heicWith(exifData);
    assert.equal(inspectImage(file)?.type, 'heic');
    assert.ok(hasPrivateData(file, 'heic'));
    const clean = Buffer.from(withoutPrivateData(file, 'heic'));
    assert.equal(clean.length, file.length);
    assert.ok(!clean.includes(SECRET));
    assert.ok(!hasPrivateData(clean, 'heic'));
    assert.deepEqual(inspectImage(clean), inspectImage(file));
    assert.ok(clean.includes(Buffer.alloc(16, 7)), 'the picture is untouched');
  });

  test('report-C11 without Exif, or damaged, stays as it is', () => {
    assert.equal(hasPrivateData(HEIC, 'heic'), false);
    const file = heicWith(Buffer.concat([Buffer.alloc(8), SECRET]));
    for (let length = 0; length < file.length; length += 7) {
      hasPrivateData(file.subarray(0, length), 'heic');
      withoutPrivateData(file.subarray(0, length), 'heic');
    }
  });
});

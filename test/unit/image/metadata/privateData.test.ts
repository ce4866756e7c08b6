import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeImage } from '../../../../src/image/decode/decodeImage.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { readSourceFacts, sourceFacts } from '../../../../src/image/formats/sourceFacts.ts';
import { tiffOrientation } from '../../../../src/image/metadata/exif.ts';
import { jpegSegment, jpegSegments } from '../../../../src/image/metadata/jpegSegments.ts';
import { withoutPrivateData } from '../../../../src/image/metadata/privateData.ts';
import { riffChunks, riffFile } from '../../../../src/image/metadata/riffChunks.ts';
import { pngChunk, pngChunks } from '../../../../src/image/pixels/pngChunks.ts';
import { exif, jpeg, png } from '../../../support/image/images.ts';
import { photo, type PhotoName } from '../../../support/image/photos.ts';
import { assertEndsWithPicture, privateBytesIn } from '../../../support/image/privateBytes.ts';

const SECRET = Buffer.from('Canikon X-1 at 48.1417 N', 'latin1');

function isPrivate(file: Uint8Array): boolean | undefined {
  return sourceFacts(file)?.hasPrivateData;
}

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

/** Returns a JPEG with a segment before its second scan; the first has no pixels of its own. */
function jpegWithLater(segment: Uint8Array): Buffer {
  const file = Buffer.from(jpeg(16, 12));
  return Buffer.concat([file.subarray(0, -2), segment, file.subarray(-2)]);
}

/** Returns a JPEG whose JFIF header has a thumbnail of 8 px. */
function jpegWithThumbnail(): Buffer {
  const file = Buffer.from(jpeg(16, 12));
  const thumbnail = Buffer.concat([SECRET]);
  const jfif = Buffer.concat([file.subarray(6, 18), Buffer.from([8, 1]), thumbnail]);
  return Buffer.concat([file.subarray(0, 2), jpegSegment(0xe0, jfif), file.subarray(20)]);
}

/** Returns a WebP with more chunks at its end. */
function webpWith(...chunks: readonly (readonly [type: string, data: Buffer])[]): Buffer {
  const more = chunks.map(([type, data]) => ({ type, data }));
  return riffFile([...riffChunks(photo('p3.webp')), ...more]);
}

/** Returns an animation whose first frame has one more chunk. */
function movingWith(type: string, data: Buffer): Buffer {
  const chunk = riffFile([{ type, data }]).subarray(12);
  let frames = 0;
  return riffFile(
    [...riffChunks(photo('moving.webp'))].map((old) =>
      old.type === 'ANMF' && frames++ === 0
        ? { type: old.type, data: Buffer.concat([old.data, chunk]) }
        : old,
    ),
  );
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
  'a second picture after a JPEG that says nothing of it': Buffer.concat([
    jpeg(16, 12),
    jpegWith(jpegSegment(0xfe, SECRET)),
  ]),
  'a comment after the first scan of a JPEG': jpegWithLater(jpegSegment(0xfe, SECRET)),
  'Exif after the first scan of a JPEG': jpegWithLater(
    jpegSegment(APP1, Buffer.from('Exif\0\0II*\0', 'latin1'), SECRET),
  ),
  'the thumbnail in the JFIF header': jpegWithThumbnail(),
  'the thumbnail after the JFIF header': jpegWith(
    jpegSegment(0xe0, Buffer.from('JFXX\0\x10', 'latin1'), SECRET),
  ),
  'more than the color transform from the Adobe segment': jpegWith(
    jpegSegment(0xee, Buffer.from('Adobe\0d\0\0\0\0\x01', 'latin1'), SECRET),
  ),
  'the cropped part after a PNG': Buffer.concat([png(5, 4), Buffer.from('IDAT'), SECRET]),
  'the signed history of a PNG': pngWith(pngChunk('caBX', SECRET)),
  'the time of a PNG': pngWith(pngChunk('tIME', SECRET)),
  "an editor's own chunk of a PNG": pngWith(pngChunk('prVt', SECRET)),
  'what follows a WebP': Buffer.concat([photo('p3.webp'), SECRET]),
  'XMP of a WebP': webpWith(['XMP ', SECRET]),
  'an unknown chunk of a WebP': webpWith(['CAMR', SECRET]),
  'an unknown chunk in a frame of a WebP': movingWith('CAMR', SECRET),
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
      assert.ok(isPrivate(file));
      const clean = Buffer.from(withoutPrivateData(file, type));
      assert.ok(!clean.includes(SECRET));
      assertEndsWithPicture(clean);
      assert.ok(!isPrivate(clean));
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
      assert.ok(privateBytesIn(file).length > 0);
      assert.deepEqual(privateBytesIn(clean), []);
      assertEndsWithPicture(clean);
      assert.equal(isPrivate(clean), false);
      assert.deepEqual(await decodeImage(clean), await decodeImage(file));
    });
  }
});

describe('report-C4 keeps', () => {
  test('report-C4 keeps files without private data byte for byte', () => {
    for (const file of [photo('p3.jpg'), photo('cmyk.jpg'), photo('p3.webp'), png(), jpeg()]) {
      assert.equal(isPrivate(file), false);
    }
  });

  test('report-C4 keeps the orientation of a photo, and nothing else of its Exif', () => {
    const clean = withoutPrivateData(photo('gps.jpg'), 'jpeg');
    assert.equal(sourceFacts(clean)?.orientation, 6);
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

describe('report-C6 a file of a million parts', () => {
  const count = 100_000;
  const many: Readonly<Record<string, Buffer>> = {
    'segments of a JPEG': jpegWith(
      ...new Array<Buffer>(count).fill(jpegSegment(0xdd, Buffer.alloc(2))),
    ),
    'chunks of a PNG': pngWith(...new Array<Buffer>(count).fill(pngChunk('bKGD', Buffer.alloc(6)))),
    'chunks of a WebP': webpWith(
      ...new Array<readonly [string, Buffer]>(count).fill(['ALPH', Buffer.alloc(0)]),
    ),
  };
  for (const [name, file] of Object.entries(many)) {
    test(`report-C6 other work gets its turn between the ${name}`, async () => {
      let turns = 0;
      const count = () => {
        turns += 1;
        next = setImmediate(count);
      };
      let next = setImmediate(count);
      const facts = await readSourceFacts(file);
      clearImmediate(next);
      assert.ok(turns > 0, `${turns} turns`);
      assert.deepEqual(facts, sourceFacts(file));
      assert.equal(facts?.hasPrivateData, false);
    });
  }
});

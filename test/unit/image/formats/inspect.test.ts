import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  createImageInspector,
  IMAGE_TYPES,
  inspectImage,
  type ImageType,
} from '../../../../src/image/formats/inspect.ts';
import { bitmapOf, bmp, ico, tiff } from '../../../support/image/bitmaps.ts';
import {
  AVIF,
  bigPng,
  GIF,
  HEIC,
  isoImage,
  jpeg,
  png,
  WEBP,
} from '../../../support/image/images.ts';
import { photo } from '../../../support/image/photos.ts';

interface Sample {
  readonly bytes: Uint8Array;
  readonly extension?: string;
  readonly mimeType?: string;
  /** In px. */
  readonly width: number;
  readonly height: number;
}

/** A file of every type that Easel knows. */
const SAMPLES: Readonly<Record<ImageType, Sample>> = {
  png: { bytes: png(5, 3), width: 5, height: 3 },
  jpeg: { bytes: jpeg(17, 9), extension: 'jpg', width: 17, height: 9 },
  webp: { bytes: WEBP, width: 16, height: 16 },
  gif: { bytes: GIF, width: 8, height: 8 },
  avif: { bytes: AVIF, width: 64, height: 48 },
  heic: { bytes: HEIC, width: 64, height: 48 },
  heif: { bytes: isoImage('mif1', 'hvc1', 64, 48), width: 64, height: 48 },
  bmp: { bytes: bmp(7, 4), width: 7, height: 4 },
  ico: { bytes: ico(bitmapOf(bmp(7, 4))), mimeType: 'image/x-icon', width: 7, height: 4 },
  tiff: { bytes: tiff(7, 4), extension: 'tif', width: 7, height: 4 },
};
/** Made of boxes, of which any number may follow. */
const BOX_TYPES: ReadonlySet<ImageType> = new Set(['avif', 'heic', 'heif']);

function inPieces(bytes: Uint8Array, size: number): ReturnType<typeof inspectImage> {
  const inspector = createImageInspector();
  for (let at = 0; at < bytes.length; at += size) inspector.push(bytes.subarray(at, at + size));
  return inspector.facts();
}

for (const type of IMAGE_TYPES) {
  const { bytes, extension = type, mimeType = `image/${type}`, width, height } = SAMPLES[type];

  describe(`inspecting ${type}`, () => {
    const facts = { type, mimeType, extension, width, height, isWhole: true };

    test('finds type and size in the bytes', () => {
      assert.deepEqual(inspectImage(bytes), facts);
    });

    test('finds the same in pieces of any size', () => {
      for (const size of [1, 2, 3, 7, 31, 33]) assert.deepEqual(inPieces(bytes, size), facts);
    });

    test('finds no truncated file whole', () => {
      for (let length = 0; length < bytes.length; length++) {
        assert.notEqual(inspectImage(bytes.subarray(0, length))?.isWhole, true, `${length} bytes`);
      }
    });

    const hasBoxes = BOX_TYPES.has(type);
    test(`${hasBoxes ? 'is not whole with' : 'ignores'} other bytes after its end`, () => {
      const longer = Buffer.concat([bytes, Buffer.from('<script>')]);
      assert.deepEqual(inspectImage(longer), { ...facts, isWhole: !hasBoxes });
    });
  });
}

test('inspecting an animation finds its end behind frames of several blocks, in pieces of any size', () => {
  const animation = photo('anim.gif');
  const { isWhole, width, height } = inspectImage(animation) ?? {};
  assert.deepEqual({ isWhole, width, height }, { isWhole: true, width: 96, height: 64 });
  for (const size of [1, 5, 254, 255, 256, 257]) {
    assert.deepEqual(inPieces(animation, size), inspectImage(animation), `${size} bytes`);
    const cut = animation.subarray(0, -1);
    assert.equal(inPieces(cut, size)?.isWhole, false, `cut, ${size} bytes`);
  }
});

describe('inspecting other bytes', () => {
  test('returns nothing for markup, text and empty files', () => {
    for (const text of [
      '',
      '<svg onload=alert(1)>',
      '<!doctype html>',
      '{"error":1}',
      'BM',
      'RIFF',
    ])
      assert.equal(inspectImage(Buffer.from(text.padEnd(text === '' ? 0 : 64))), undefined);
  });

  test('does not find an image whole with a width of zero or garbage after its signature', () => {
    const flat = Buffer.from(png(4, 4));
    flat.writeUInt32BE(0, 16);
    assert.equal(inspectImage(flat)?.isWhole, false);
    const garbage = Buffer.concat([png().subarray(0, 33), Buffer.alloc(4096, 0x07)]);
    assert.equal(inspectImage(garbage)?.isWhole, false);
    const script = Buffer.from(`GIF89a/*${'x'.repeat(64)}*/=1;<script>`);
    assert.equal(inspectImage(script)?.isWhole, false);
  });

  test('does not take the end of a thumbnail for the end of the image', () => {
    const whole = Buffer.from(jpeg());
    const thumbnail = Buffer.from(jpeg(8, 8));
    const segment = Buffer.from([0xff, 0xe1, 0, 0]);
    segment.writeUInt16BE(thumbnail.length + 2, 2);
    const withThumbnail = Buffer.concat([
      whole.subarray(0, 2),
      segment,
      thumbnail,
      whole.subarray(2),
    ]);
    assert.deepEqual(inspectImage(withThumbnail), inspectImage(whole));
    assert.equal(inspectImage(withThumbnail.subarray(0, withThumbnail.length - 2))?.isWhole, false);
  });

  test('never throws on random bytes, nor on random bytes after the start of an image', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 600 }),
        fc.constantFrom(...Object.values(SAMPLES)),
        (noise, { bytes }) => {
          assert.doesNotThrow(() => inspectImage(noise));
          assert.doesNotThrow(() => inspectImage(Buffer.concat([bytes.subarray(0, 40), noise])));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('returns nothing for an image whose signature is overwritten', () => {
    for (const [type, { bytes }] of Object.entries(SAMPLES)) {
      assert.equal(inspectImage(Uint8Array.from(bytes).fill(0x20, 0, 12)), undefined, type);
    }
  });
});

test('a large image is inspected in pieces as it is at once', () => {
  const bytes = bigPng(3_000_000);
  assert.equal(inspectImage(bytes)?.isWhole, true);
  assert.deepEqual(inPieces(bytes, 65_536), inspectImage(bytes));
  assert.equal(inspectImage(bytes.subarray(0, bytes.length - 1))?.isWhole, false);
});

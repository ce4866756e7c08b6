import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sourceFacts } from '../../../../src/image/formats/sourceFacts.ts';
import { decodePixels } from '../../../../src/image/pixels/codec.ts';
import { applyOrientation } from '../../../../src/image/pixels/orientation.ts';
import type { Pixels } from '../../../../src/image/pixels/pixels.ts';
import { exif, jpeg, pixels } from '../../../support/image/images.ts';

describe('orientation', () => {
  /** Numbers the six stored pixels in red. */
  const stored = {
    width: 3,
    height: 2,
    data: pixels(3, 2, (x, y) => [y * 3 + x, 0, 0]),
  };

  function numbers(image: Pixels): readonly (readonly number[])[] {
    const reds = [...image.data].filter((_, i) => i % 4 === 0);
    return Array.from({ length: image.height }, (_, y) =>
      reds.slice(y * image.width, (y + 1) * image.width),
    );
  }

  test('turns and mirrors in the eight ways that Exif defines', () => {
    const turned = [1, 2, 3, 4, 5, 6, 7, 8].map((way) => numbers(applyOrientation(stored, way)));
    assert.deepEqual(turned, [
      [[0, 1, 2], [3, 4, 5]],
      [[2, 1, 0], [5, 4, 3]],
      [[5, 4, 3], [2, 1, 0]],
      [[3, 4, 5], [0, 1, 2]],
      [[0, 3], [1, 4], [2, 5]],
      [[3, 0], [4, 1], [5, 2]],
      [[5, 2], [4, 1], [3, 0]],
      [[2, 5], [1, 4], [0, 3]],
    ]); // prettier-ignore
  });

  test('turns pixels that do not start at a multiple of four bytes in their buffer', () => {
    const buffer = new Uint8Array(stored.data.length + 1);
    buffer.set(stored.data, 1);
    const turned = applyOrientation({ ...stored, data: buffer.subarray(1) }, 6);
    assert.deepEqual(numbers(turned), [[3, 0], [4, 1], [5, 2]]); // prettier-ignore
  });

  const file = jpeg(16, 8);
  const turnedFile = Buffer.concat([file.subarray(0, 2), exif(6), file.subarray(2)]);

  test('is read from the Exif segment of a JPEG and applied when decoding', async () => {
    assert.deepEqual(
      [file, turnedFile].map((one) => sourceFacts(one)?.orientation),
      [1, 6],
    );
    const { width, height } = await decodePixels(turnedFile);
    assert.deepEqual([width, height], [8, 16]);
  });

  test('is 1 or 6 wherever the file is cut off', () => {
    const found = new Set<number>();
    for (let length = 4; length < turnedFile.length; length += 3) {
      found.add(sourceFacts(turnedFile.subarray(0, length))!.orientation);
    }
    assert.deepEqual([...found].sort(), [1, 6]);
  });
});

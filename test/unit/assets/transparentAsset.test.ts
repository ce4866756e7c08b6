/** Assets without their background, from real files to real files. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeAsset } from '../../../src/assets/encode.ts';
import { makeAsset } from '../../../src/assets/makeAsset.ts';
import { CheckError } from '../../../src/errors.ts';
import { decodeEightBits } from '../../../src/image/decode/decodeImage.ts';
import { describePrepared } from '../../../src/messages/notices/prepared.ts';
import { pixels, png, type Color } from '../../support/image/images.ts';
import { translate as t } from '../../support/localization.ts';

describe('an asset with a transparent background', () => {
  const onGreen = (x: number, y: number): Color =>
    Math.hypot(x - 40, y - 30) < 18 ? [200, 60, 40] : [8, 162, 24];

  test('is cut out before it is scaled, and is a PNG where the image is a JPEG', async () => {
    const file = await encodeAsset(
      { width: 80, height: 60, data: pixels(80, 60, onGreen) },
      'jpeg',
      95,
      {},
    );
    const made = await makeAsset({ file, recipe: { background: 'transparent', width: 40 } });
    assert.deepEqual([made.format, made.width, made.doubts], ['png', 40, []]);
    const { data } = await decodeEightBits(made.file);
    assert.deepEqual([data[(2 * 40 + 2) * 4 + 3], data[(15 * 40 + 20) * 4 + 3]], [0, 255]);
  });

  test('is refused without a plain background, at any size', async () => {
    for (const [width, height] of [
      [1, 1],
      [2, 3],
      [64, 48],
    ] as const) {
      const file = png(width, height, (x, y) => [(x * 71) % 256, (y * 97) % 256, (x * y) % 256]);
      await assert.rejects(
        makeAsset({ file, recipe: { background: 'transparent' } }),
        (error: unknown) => error instanceof CheckError && error.problem.kind === 'no-background',
        `${width} × ${height}`,
      );
    }
  });
});

test('a doubtful background is mentioned, with the names where there are several files', () => {
  const one = {
    uri: 'file:///x',
    name: 'a.png',
    source: 'a.jpg',
    losesCredentials: false,
    doubts: ['see-through'],
    bytes: 9,
    format: 'png',
    width: 2,
    height: 2,
    isEnlarged: false,
    frames: 1,
  } as const;
  assert.match(describePrepared({ made: [one], failed: [] }, t), / Check it: parts of the /);
  const sure = { ...one, name: 'b.png', doubts: [] };
  assert.match(
    describePrepared({ made: [one, sure], failed: [] }, t),
    /nothing is missing: a\.png\.$/,
  );
});

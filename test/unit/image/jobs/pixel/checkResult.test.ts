import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sourceFacts } from '../../../../../src/image/formats/sourceFacts.ts';
import { checkResult } from '../../../../../src/image/jobs/pixel/checkResult.ts';
import { nearestRatio } from '../../../../../src/catalog/exactSize.ts';
import { saysDeclined } from '../../../../../src/text/declined.ts';
import { BLUE, jpeg, png, pngOfSize, WEBP, type Color } from '../../../../support/image/images.ts';

const PHOTO = (x: number, y: number): Color => [x * 3, y * 4, (x ^ y) & 255];
const glass = (x: number): Color => [200, 40, 40, x < 32 ? 255 : 0];

describe('a result', () => {
  for (const [name, source, result, lost] of [
    ['an opaque JPEG for a transparent PNG', png(64, 48, glass), jpeg(64, 48, BLUE), true],
    ['an opaque RGBA PNG of another size', png(64, 48, glass), png(32, 24, BLUE), true],
    ['a transparent PNG', png(64, 48, glass), png(64, 48, glass), false],
    ['an opaque PNG for an opaque RGBA PNG', png(64, 48), png(64, 48, BLUE), false],
  ] as const) {
    test(`report-C7 has lost its transparency (${lost}): ${name}`, async () => {
      assert.equal((await checkResult({ source, result })).hasLostTransparency, lost);
    });
  }

  test('report-C7 the header tells which images can be transparent', () => {
    const can = (file: Uint8Array) => sourceFacts(file)?.mayHaveAlpha;
    assert.deepEqual([png(), jpeg(), pngOfSize(4, 4), WEBP].map(can), [true, false, false, false]);
  });

  for (const [name, result, same] of [
    ['the same pixels in another PNG', png(96, 64, PHOTO), true],
    ['a JPEG of quality 60', jpeg(96, 64, PHOTO, 60), true],
    ['one changed block', png(96, 64, (x, y) => (x < 8 && y < 8 ? BLUE : PHOTO(x, y))), false],
    ['a thin line', png(96, 64, (x, y) => (y === 20 ? [255, 255, 255] : PHOTO(x, y))), false],
    ['another size', png(48, 32, PHOTO), false],
  ] as const) {
    test(`report-C8 is the source again (${same}): ${name}`, async () => {
      const source = png(96, 64, PHOTO);
      assert.equal((await checkResult({ source, result })).isSame, same);
    });
  }
});

test('report-C8 the nearest ratio is measured in proportion', () => {
  const ratios = ['1:1', '16:9', '9:16', '4:3', '21:9'];
  const nearest = (width: number, height: number) => nearestRatio({ width, height }, ratios);
  assert.deepEqual(
    [nearest(1920, 1080), nearest(1080, 1921), nearest(1010, 1000), nearest(2300, 1000)],
    ['16:9', '9:16', '1:1', '21:9'],
  );
  assert.equal(nearestRatio({ width: 0, height: 0 }, ratios), undefined);
  assert.equal(nearestRatio({ width: 4, height: 3 }, []), undefined);
});

test('report-C8 only sentences of the list say that a model could not comply', () => {
  for (const text of [
    "I can't edit the logo.",
    'Sorry, but I was not able to remove the person.',
    'I’m unable to fully replace the text.',
    '抱歉，我无法修改这张图片。',
  ]) {
    assert.equal(saysDeclined(text), true, text);
  }
  for (const text of [
    "Here is your cat. I can't wait to show you more!",
    'The hat could not be red, so it is blue.',
    'I changed the background to blue.',
    'You cannot remove the frame.',
  ]) {
    assert.equal(saysDeclined(text), false, text);
  }
});

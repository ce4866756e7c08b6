/** Crops around a point and around the content, from real files to real files. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contentFocus, focusOf } from '../../../src/assets/focus.ts';
import { makeAsset } from '../../../src/assets/makeAsset.ts';
import type { Recipe } from '../../../src/assets/recipe.ts';
import { decodeEightBits } from '../../../src/image/decode/decodeImage.ts';
import { jpeg, png, type Color } from '../../support/image/images.ts';

/** Sky above ground, both with grain, and a ball whose middle is at a place. */
const scene =
  (width: number, height: number, [left, top]: readonly [number, number]) =>
  (x: number, y: number): Color => {
    const grain = Math.imul(x * 7919 + y, 0x9e3779b1) >>> 28;
    if (Math.hypot(x - left, y - top) < Math.min(width, height) / 8) return [230, 60, 20];
    return y < height / 2 ? [120 + grain, 170 + grain, 220] : [90 + grain, 130 + grain, 80];
  };

/** Returns the middle of the red pixels, as shares of the sides, and how many there are. */
async function red(file: Uint8Array) {
  const { width, height, data } = await decodeEightBits(file);
  let [sumX, sumY, count] = [0, 0, 0];
  for (let at = 0; at < width * height; at++) {
    if ((data[at * 4] ?? 0) < 180 || (data[at * 4 + 2] ?? 0) > 90) continue;
    sumX += (at % width) + 0.5;
    sumY += Math.floor(at / width) + 0.5;
    count += 1;
  }
  return { x: sumX / count / width, y: sumY / count / height, count };
}

const cropped = async (file: Uint8Array, recipe: Recipe) =>
  await red((await makeAsset({ file, recipe: { format: 'png', ...recipe } })).file);

describe('a crop around the content', () => {
  for (const [name, place] of [
    ['left', [70, 150]],
    ['right', [550, 200]],
    ['in the middle', [320, 180]],
  ] as const) {
    test(`has a subject in its middle that is ${name}`, async () => {
      const file = jpeg(640, 360, scene(640, 360, place), 92);
      const { x, count } = await cropped(file, { width: 180, height: 360, focus: 'content' });
      // The part ends where the image does.
      const reached = Math.max(90, Math.min(550, place[0]));
      assert.ok(Math.abs(x - (place[0] - reached + 90) / 180) < 0.08, `${x}`);
      assert.ok(count > Math.PI * 45 * 45 * 0.97, `${count}`);
    });
  }

  test('has a subject in its middle that is far up in a tall image', async () => {
    const file = png(200, 600, scene(200, 600, [100, 120]));
    const { y } = await cropped(file, { width: 200, height: 200, focus: 'content' });
    assert.ok(Math.abs(y - 0.5) < 0.08, `${y}`);
    const middle = await cropped(file, { width: 200, height: 200 });
    assert.equal(middle.count, 0);
  });

  test('sees a subject on transparency, and not what transparency hides', async () => {
    const file = png(600, 200, (x, y): Color => {
      if (Math.hypot(x - 480, y - 100) < 60) return [230, 60, 20];
      return x < 200 ? [(x * 50) & 255, (y * 90) & 255, 255, 0] : [0, 0, 0, 0];
    });
    const { x } = await cropped(file, { width: 200, height: 200, focus: 'content' });
    assert.ok(Math.abs(x - 0.5) < 0.05, `${x}`);
  });

  test('is in the middle of an image without content, and of one that is the same everywhere', async () => {
    const stripes = (x: number): Color => (x % 10 < 5 ? [0, 0, 0] : [255, 255, 255]);
    for (const paint of [[9, 9, 9] as Color, stripes]) {
      const { x, y } = contentFocus(await decodeEightBits(png(500, 100, paint)), {
        width: 1,
        height: 1,
      });
      assert.ok(Math.abs(x - 0.5) < 0.02, `${x}`);
      assert.equal(y, 0.5);
    }
  });

  test('looks at the image only if it is cropped', async () => {
    const image = await decodeEightBits(png(64, 32, scene(64, 32, [8, 16])));
    const size = { width: 20, height: 20 };
    assert.ok((focusOf(image, { ...size, focus: 'content' })?.x ?? 1) < 0.4);
    assert.equal(focusOf(image, { ...size, focus: 'content', fit: 'contain' }), undefined);
    assert.equal(focusOf(image, { width: 20, focus: 'content' }), undefined);
    assert.equal(focusOf(image, size), undefined);
    const point = { x: 0.1, y: 0.9 };
    assert.equal(focusOf(image, { ...size, focus: point }), point);
  });
});

test('a crop around a point has the point in its middle, as far as the image allows', async () => {
  const file = png(640, 360, scene(640, 360, [200, 150]));
  const recipe = { width: 180, height: 360 };
  const around = await cropped(file, { ...recipe, focus: { x: 200 / 640, y: 0.4 } });
  assert.ok(Math.abs(around.x - 0.5) < 0.01, `${around.x}`);
  const edge = await cropped(file, { ...recipe, focus: { x: 0, y: 0 } });
  assert.equal(edge.x < 1 && edge.count < around.count, true);
});

/** Subjects with a known alpha, painted over key colors as models paint: drifting, grainy, and compressed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { removeBackground } from '../../../../src/assets/matte/removeBackground.ts';
import { toPixels, type Scene } from '../../../support/matte/canvas.ts';
import { paintOver } from '../../../support/matte/painted.ts';
import { drawScene, KINDS } from '../../../support/matte/scenes.ts';

const SIDE = 256;
const GREEN = [8, 162, 24] as const;
/** Colors this far from the painted one are the subject for a plain threshold, 0 to 442. */
const THRESHOLD = 60;

/** The mean of the alpha's errors over all pixels. */
function errorOf({ data }: Scene, alphaAt: (at: number) => number): number {
  let sum = 0;
  for (let at = 0; at < data.length / 4; at++)
    sum += Math.abs(alphaAt(at) - (data[at * 4 + 3] ?? 0));
  return sum / (data.length / 4);
}

describe('a subject on a key color', () => {
  for (const kind of KINDS) {
    for (const jpeg of [undefined, 92]) {
      const form = jpeg === undefined ? 'without loss' : 'as JPEG';
      test(`with ${kind} ${form} gets its alpha back, with less than half of a threshold's error`, async () => {
        let [error, plain] = [0, 0];
        for (const index of [1, 4]) {
          const scene = drawScene(kind, index, SIDE);
          const painting = { color: GREEN, seed: index, drift: 8, grain: 1.5 };
          const image = await paintOver(scene, { ...painting, ...(jpeg && { jpeg }) });
          const { pixels } = removeBackground(image);
          error += errorOf(scene, (at) => (pixels.data[at * 4 + 3] ?? 0) / 255) / 2;
          const isFar = (at: number) =>
            Math.hypot(...GREEN.map((key, channel) => (image.data[at * 4 + channel] ?? 0) - key)) >
            THRESHOLD;
          plain += errorOf(scene, (at) => (isFar(at) ? 1 : 0)) / 2;
        }
        assert.ok(error <= 0.02, `mean error ${error.toFixed(4)}`);
        assert.ok(error * 2 <= plain, `${error.toFixed(4)}, with a threshold ${plain.toFixed(4)}`);
      });
    }
  }

  test('keeps its colors, and no hue of the key is left at its edges', async () => {
    const scene = drawScene('hair', 3, SIDE);
    const image = await paintOver(scene, { color: GREEN, seed: 3, drift: 6, grain: 1 });
    const { pixels, problems } = removeBackground(image);
    const truth = toPixels(scene);
    let [off, count, green] = [0, 0, 0];
    for (let at = 0; at < pixels.data.length; at += 4) {
      const alpha = pixels.data[at + 3] ?? 0;
      const [red = 0, key = 0, blue = 0] = pixels.data.subarray(at, at + 3);
      if (alpha > 0 && alpha < 255 && key > Math.max(red, blue) + 4) green++;
      if (alpha < 128 || (truth.data[at + 3] ?? 0) < 128) continue;
      count++;
      for (let channel = 0; channel < 3; channel++) {
        off += Math.abs((pixels.data[at + channel] ?? 0) - (truth.data[at + channel] ?? 0)) / 3;
      }
    }
    assert.ok(count > 5000);
    assert.ok(off / count < 4, `mean difference ${(off / count).toFixed(2)}`);
    assert.equal(green, 0);
    assert.deepEqual(problems, []);
  });
});

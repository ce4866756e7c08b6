/** Subjects with a known alpha, painted on white and on black. The second pass can be elsewhere and of another size. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { removeBackgrounds } from '../../../../src/assets/matte/removeBackground.ts';
import type { Scene } from '../../../support/matte/canvas.ts';
import { moved, shrunk } from '../../../support/matte/moved.ts';
import { paintOver } from '../../../support/matte/painted.ts';
import { drawScene, type Kind } from '../../../support/matte/scenes.ts';

const SIDE = 384;
const WHITE = [250, 250, 249] as const;
const BLACK = [6, 5, 6] as const;

async function errorOf(truth: Scene, second: Scene): Promise<number> {
  const painting = { drift: 3, grain: 1 };
  const white = await paintOver(truth, { ...painting, color: WHITE, seed: 1 });
  const black = await paintOver(second, { ...painting, color: BLACK, seed: 2 });
  const { pixels, problems } = removeBackgrounds(white, black);
  assert.deepEqual(problems, []);
  let sum = 0;
  for (let at = 3; at < pixels.data.length; at += 4) {
    sum += Math.abs((pixels.data[at] ?? 0) / 255 - (truth.data[at] ?? 0));
  }
  return sum / (pixels.data.length / 4);
}

describe('two passes', () => {
  for (const kind of ['glass', 'shadow', 'holes'] satisfies Kind[]) {
    test(`with ${kind} give the true alpha`, async () => {
      const scene = drawScene(kind, 2, SIDE);
      const error = await errorOf(scene, scene);
      assert.ok(error <= 0.004, `mean error ${error.toFixed(4)}`);
    });

    test(`with ${kind} give it, too, if the second is shifted and larger`, async () => {
      const twice = drawScene(kind, 2, SIDE * 2);
      const error = await errorOf(shrunk(twice), moved(twice, { x: 3.4, y: -2.7, zoom: 1.015 }));
      assert.ok(error <= 0.005, `mean error ${error.toFixed(4)}`);
    });
  }

  test('of different subjects are found out', async () => {
    const white = await paintOver(drawScene('glass', 1, 256), {
      color: WHITE,
      seed: 1,
      drift: 2,
      grain: 1,
    });
    const black = await paintOver(drawScene('text', 3, 256), {
      color: BLACK,
      seed: 2,
      drift: 2,
      grain: 1,
    });
    assert.ok(removeBackgrounds(white, black).problems.includes('passes-differ'));
  });

  test('are found out if the second was painted on white again', async () => {
    const scene = drawScene('shadow', 1, 256);
    const white = await paintOver(scene, { color: WHITE, seed: 1, drift: 2, grain: 1 });
    const again = await paintOver(scene, { color: WHITE, seed: 2, drift: 2, grain: 1 });
    assert.ok(removeBackgrounds(white, again).problems.includes('passes-differ'));
  });
});

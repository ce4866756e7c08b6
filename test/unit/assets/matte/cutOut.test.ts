/** Backgrounds that can be removed without a request, and those that can't. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cutOut } from '../../../../src/assets/matte/cutOut.ts';
import { CheckError } from '../../../../src/errors.ts';
import type { Pixels } from '../../../../src/image/pixels/pixels.ts';
import {
  createScene,
  disk,
  paint,
  random,
  ring,
  type Color,
} from '../../../support/matte/canvas.ts';
import { paintOver } from '../../../support/matte/painted.ts';
import { drawScene } from '../../../support/matte/scenes.ts';

const SIDE = 128;

function draw(colorAt: (x: number, y: number) => Color): Pixels {
  const data = new Uint8Array(SIDE * SIDE * 4).fill(255);
  for (let at = 0; at < SIDE * SIDE; at++) {
    data.set(colorAt(at % SIDE, Math.floor(at / SIDE)), at * 4);
  }
  return { width: SIDE, height: SIDE, data };
}

function whyNot(image: Pixels): string {
  try {
    cutOut(image);
  } catch (error) {
    assert.ok(error instanceof CheckError && error.problem.kind === 'no-background');
    return error.problem.why;
  }
  return 'it was removed';
}

async function onWhite() {
  const scene = createScene(SIDE, SIDE);
  paint(scene, disk(64, 64, 40), [200, 60, 40]);
  // Like an eye: as white as the background, and inside.
  paint(scene, disk(64, 64, 10), [252, 252, 252]);
  const image = await paintOver(scene, { color: [252, 252, 252], seed: 1, drift: 0, grain: 1 });
  return cutOut(image);
}

test('some pixels with alpha are no transparent background', () => {
  const image = draw((x, y) => (Math.hypot(x - 64, y - 64) < 40 ? [200, 60, 40] : [8, 162, 24]));
  // A soft edge of an earlier cutout.
  for (let x = 24; x < 104; x++) image.data[(24 * SIDE + x) * 4 + 3] = 90;
  const { pixels } = cutOut(image);
  assert.deepEqual([pixels.data[3], pixels.data[(64 * SIDE + 64) * 4 + 3]], [0, 255]);
});

describe('a plain background', () => {
  test('becomes transparent around a subject, and white inside of it stays', async () => {
    const { pixels, problems } = await onWhite();
    const alpha = (x: number, y: number) => pixels.data[(y * SIDE + x) * 4 + 3];
    assert.deepEqual([alpha(2, 2), alpha(64, 8), alpha(64, 40), alpha(64, 64)], [0, 0, 255, 255]);
    assert.deepEqual(problems, []);
  });

  test('leaves soft edges without its color', async () => {
    const { pixels } = await onWhite();
    let soft = 0;
    for (let at = 0; at < pixels.data.length; at += 4) {
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.data.subarray(at, at + 4);
      if (alpha === 0 || alpha === 255) continue;
      soft++;
      assert.ok(green < 110 && blue < 100 && red > 150, `${red}, ${green}, ${blue} at ${alpha}`);
    }
    assert.ok(soft > 100, `${soft} soft pixels`);
  });

  test('of a key color goes from holes, too', async () => {
    const scene = createScene(SIDE, SIDE);
    paint(scene, ring(64, 64, 40, 20), [60, 40, 30]);
    const image = await paintOver(scene, { color: [225, 30, 205], seed: 1, drift: 4, grain: 1 });
    const { pixels } = cutOut(image);
    assert.equal(pixels.data[(64 * SIDE + 64) * 4 + 3], 0);
    assert.equal(pixels.data[(64 * SIDE + 24) * 4 + 3], 255);
  });

  test('is refused if it is a pattern, a gradient of hues, a scenery, or noise', () => {
    const next = random(4);
    assert.equal(
      whyNot(draw((x, y) => (((x >> 3) + (y >> 3)) % 2 === 0 ? [255, 255, 255] : [200, 200, 200]))),
      'not-plain',
    );
    assert.equal(whyNot(draw((x, y) => [x * 2, y * 2, 255 - x])), 'not-plain');
    assert.equal(
      whyNot(draw((x, y) => (y < 64 + 20 * Math.sin(x / 9) ? [120, 180, 250] : [60, 120, 40]))),
      'not-plain',
    );
    assert.equal(whyNot(draw(() => [next() * 255, next() * 255, next() * 255])), 'not-plain');
  });

  test('is refused if nothing else is there, or if it is transparent already', () => {
    assert.equal(whyNot(draw(() => [30, 200, 60])), 'all');
    const clear = draw(() => [30, 200, 60]);
    for (let at = 3; at < SIDE * 40 * 4; at += 4) clear.data[at] = 0;
    assert.notEqual(whyNot(clear), 'transparent');
    for (let at = 3; at < SIDE * 80 * 4; at += 4) clear.data[at] = 0;
    assert.equal(whyNot(clear), 'transparent');
  });

  test('raises a doubt if much of the subject has its hue', async () => {
    const scene = createScene(SIDE, SIDE);
    paint(scene, disk(64, 64, 40), [90, 160, 110]);
    const image = await paintOver(scene, { color: [8, 162, 24], seed: 1, drift: 4, grain: 1 });
    assert.deepEqual(cutOut(image).problems, ['see-through']);
  });

  test('raises no doubt for hair, text, lines, and holes', async () => {
    for (const kind of ['hair', 'text', 'lines', 'holes'] as const) {
      const scene = drawScene(kind, 2, 256);
      const image = await paintOver(scene, { color: [8, 162, 24], seed: 1, drift: 4, grain: 1 });
      assert.deepEqual(cutOut(image).problems, [], kind);
    }
  });
});

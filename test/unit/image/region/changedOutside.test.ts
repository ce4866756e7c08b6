import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pixels } from '../../../../src/image/pixels/pixels.ts';
import { scaleImage } from '../../../../src/image/pixels/scale.ts';
import { measureChangeOutside } from '../../../../src/image/region/changedOutside.ts';
import { draw, type Color } from '../../../support/image/scene.ts';

const BLACK: Color = [0, 0, 0];
const WHITE: Color = [255, 255, 255];

/** Measures what changed if a model returns the source in another size. */
function changeOf(
  source: Pixels,
  width: number,
  change: (image: Pixels) => void = () => undefined,
) {
  const scale = width / source.width;
  const result = scaleImage(source, width, Math.round(source.height * scale));
  change(result);
  const mask = { ...source, data: new Uint8Array(source.width * source.height) };
  const scaleY = result.height / source.height;
  const placement = { scaleX: scale, scaleY, offsetX: 0, offsetY: 0 };
  return measureChangeOutside(source, result, mask, {
    ...placement,
    match: 'same',
    color: [0, 0, 0],
  });
}

test('fine lines that were only scaled are unchanged', () => {
  for (const [from, to] of [
    [1024, 1200],
    [3840, 1376],
    [400, 1200],
  ] as const) {
    for (const period of [2, 4, 6]) {
      const lines = draw(from, 300, (_, y) => (y % period < period / 2 ? BLACK : WHITE));
      const share = changeOf(lines, to);
      assert.ok(share < 0.02, `${share} of ${period} px lines, ${from} to ${to} px`);
    }
  }
});

test('a part that was painted over is changed', () => {
  const lines = draw(3840, 300, (_, y) => (y % 4 < 2 ? BLACK : WHITE));
  const share = changeOf(lines, 1376, ({ data }) => data.fill(255, 0, data.length / 2));
  assert.ok(Math.abs(share - 0.5) < 0.06, `${share}`);
});

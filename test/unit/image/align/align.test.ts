import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { align } from '../../../../src/image/align/align.ts';
import type { Mask } from '../../../../src/image/pixels/pixels.ts';
import { draw, scene } from '../../../support/image/scene.ts';

const world = scene(11);
const source = draw(120, 90, (x, y) => world(x / 120, y / 90));
const nothingMarked: Mask = { width: 120, height: 90, data: new Uint8Array(120 * 90) };

describe('alignment', () => {
  test('finds the shift, zoom and color offset of a result', () => {
    // The result's pixel at x shows what the source has at (x + 8) / 2.2, and is darker.
    const result = draw(264, 198, (x, y) => {
      const [r, g, b] = world((x + 8) / 2.2 / 120, (y - 6) / 2.2 / 90);
      return [r - 10, g - 5, b];
    });
    const { match, scaleX, scaleY, offsetX, offsetY, color } = align(source, result, nothingMarked);
    assert.equal(match, 'same');
    for (const [x, y] of [
      [10, 10],
      [110, 80],
      [60, 45],
    ] as const) {
      const errorX = x * scaleX + offsetX - (x * 2.2 - 8);
      const errorY = y * scaleY + offsetY - (y * 2.2 + 6);
      // Half a px of the source.
      assert.ok(Math.hypot(errorX, errorY) < 1.1, `${x}, ${y}: ${errorX}, ${errorY}`);
    }
    const [red, green, blue] = color;
    assert.ok(Math.abs(red - 10) <= 2, color.join());
    assert.ok(Math.abs(green - 5) <= 2, color.join());
    assert.ok(Math.abs(blue) <= 2, color.join());
  });

  test('finds a result that was cropped to another ratio', () => {
    // A square of 90 px from the middle of 120 × 90 px.
    const result = draw(180, 180, (x, y) => world((x / 2 + 15) / 120, y / 2 / 90));
    const { match, scaleX, scaleY, offsetX } = align(source, result, nothingMarked);
    assert.equal(match, 'same');
    assert.ok(Math.abs(scaleX - 2) < 0.03 && Math.abs(scaleY - 2) < 0.03);
    assert.ok(Math.abs(offsetX + 30) < 2);
  });

  const stretched = { scaleX: 2, scaleY: 2, offsetX: 0, offsetY: 0, color: [0, 0, 0] };

  test('only stretches another image, and a single even color', () => {
    const other = scene(99);
    const results = [
      draw(240, 180, (x, y) => other(x / 240, y / 180)),
      draw(240, 180, () => [5, 6, 7]),
    ];
    for (const result of results) {
      const alignment = align(source, result, nothingMarked);
      assert.deepEqual(alignment, { ...stretched, match: 'different' });
    }
  });

  test('only stretches the result if the source has no detail outside the mark', () => {
    const everythingMarked = { ...nothingMarked, data: new Uint8Array(120 * 90).fill(255) };
    const result = draw(240, 180, (x, y) => world(x / 240, y / 180));
    const alignment = align(source, result, everythingMarked);
    assert.deepEqual(alignment, { ...stretched, match: 'unclear' });
  });

  test('does not take a night that the user asked for as a drift of colors', () => {
    const night = draw(120, 90, (x, y) => {
      const [r, g, b] = world(x / 120, y / 90);
      return [r * 0.3, g * 0.3, b * 0.4];
    });
    const { match, color } = align(source, night, nothingMarked);
    assert.deepEqual({ match, color }, { match: 'same', color: [0, 0, 0] });
  });
});

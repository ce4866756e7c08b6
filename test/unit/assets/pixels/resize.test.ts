import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lanczosTaps } from '../../../../src/assets/pixels/lanczos.ts';
import { LIGHT, valueOf } from '../../../../src/assets/pixels/light.ts';
import { resizePixels } from '../../../../src/assets/pixels/resize.ts';
import type { Pixels } from '../../../../src/image/pixels/pixels.ts';

function filled(
  width: number,
  height: number,
  color: (x: number, y: number) => readonly number[],
): Pixels {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(color(x, y), (y * width + x) * 4);
  }
  return { width, height, data };
}

function at({ width, data }: Pixels, x: number, y: number): readonly number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

describe('light', () => {
  test('gives every sRGB value back', () => {
    for (let value = 0; value < 256; value++) assert.equal(valueOf(LIGHT[value] ?? -1), value);
  });

  test('has no more than white and no less than black', () => {
    assert.deepEqual([valueOf(1.4), valueOf(-0.2)], [255, 0]);
  });
});

describe('the filter', () => {
  test('takes each pixel from itself where the length stays', () => {
    for (const [at, { first, weights }] of lanczosTaps(9, 9).entries()) {
      for (const [index, weight] of weights.entries()) {
        const expected = first + index === at ? 1 : 0;
        assert.ok(Math.abs(weight - expected) < 1e-6);
      }
    }
  });

  test('adds up to 1, and reaches no pixel outside of the line', () => {
    for (const [from, to] of [
      [4096, 7],
      [7, 4096],
      [1, 5],
      [5, 1],
      [100, 99],
    ] as const) {
      const taps = lanczosTaps(from, to);
      assert.equal(taps.length, to);
      for (const { first, weights } of taps) {
        assert.ok(first >= 0 && first + weights.length <= from);
        const sum = weights.reduce((total, weight) => total + weight, 0);
        assert.ok(Math.abs(sum - 1) < 1e-5, `${from} ${to}: ${sum}`);
      }
    }
  });
});

describe('scaling', () => {
  for (const [width, height] of [
    [7, 5],
    [64, 3],
    [31, 90],
  ] as const) {
    test(`keeps every plain color exactly: ${width} × ${height} px`, () => {
      for (let value = 0; value < 256; value++) {
        for (const alpha of [255, 128, 1]) {
          const plain = filled(20, 20, () => [value, 255 - value, value >> 1, alpha]);
          const scaled = resizePixels(plain, { width, height });
          const expected = filled(width, height, () => [value, 255 - value, value >> 1, alpha]);
          assert.deepEqual(scaled, expected);
        }
      }
    });
  }

  test('mixes black and white to the gray of half the light, not of half the value', () => {
    const lines = filled(96, 96, (_x, y) => (y % 2 === 0 ? [0, 0, 0, 255] : [255, 255, 255, 255]));
    const scaled = resizePixels(lines, { width: 12, height: 12 });
    // IEC 61966-2-1: half of the light is 188.
    assert.deepEqual(at(scaled, 6, 6), [188, 188, 188, 255]);
  });

  test('keeps rings in their place: the picture and its mirror image scale to mirror images', () => {
    const ring = (x: number, y: number) => {
      const value = Math.round(127.5 * (1 + Math.cos((x * x + y * y) / 60)));
      return [value, value, value, 255];
    };
    const [one, mirrored] = [filled(90, 60, ring), filled(90, 60, (x, y) => ring(89 - x, y))];
    const size = { width: 37, height: 23 };
    const [a, b] = [resizePixels(one, size), resizePixels(mirrored, size)];
    for (let y = 0; y < 23; y++) {
      for (let x = 0; x < 37; x++) {
        const [first, second] = [at(a, x, y)[0] ?? 0, at(b, 36 - x, y)[0] ?? 0];
        assert.ok(Math.abs(first - second) <= 1, `${x} ${y}: ${first} ${second}`);
      }
    }
  });

  for (const alpha of [255, 90]) {
    test(`makes of a part what it makes of that part alone: alpha ${alpha}`, () => {
      const noise = (x: number, y: number) => {
        const value = Math.imul(x * 7919 + y * 31, 0x9e3779b1) >>> 24;
        return [value, 255 - value, (value * 3) & 255, (x + y) % 3 === 0 ? alpha : 255];
      };
      const image = filled(61, 47, noise);
      const part = { x: 9, y: 5, width: 33, height: 31 };
      const alone = filled(33, 31, (x, y) => noise(x + 9, y + 5));
      for (const size of [
        { width: 10, height: 7 },
        { width: 50, height: 9 },
        { width: 33, height: 32 },
        { width: 33, height: 31 },
      ]) {
        assert.deepEqual(resizePixels(image, size, part), resizePixels(alone, size));
      }
    });
  }

  test('makes the same of an opaque image as of one that has a transparent pixel far away', () => {
    const rings = (x: number, y: number) => {
      const value = Math.round(127.5 * (1 + Math.cos((x * x + y * y) / 90)));
      return [value, (value * 5) & 255, 255 - value, 255];
    };
    const opaque = filled(120, 81, rings);
    const other = filled(120, 81, (x, y) => (x + y === 199 ? [0, 0, 0, 0] : rings(x, y)));
    const size = { width: 37, height: 24 };
    const [one, two] = [resizePixels(opaque, size), resizePixels(other, size)];
    for (let y = 0; y < 20; y++) {
      for (let x = 0; x < 30; x++) assert.deepEqual(at(one, x, y), at(two, x, y), `${x} ${y}`);
    }
  });

  test('lets no color bleed out of what is transparent', () => {
    const hidden = filled(64, 8, (x) => (x < 32 ? [255, 255, 255, 255] : [0, 255, 0, 0]));
    const scaled = resizePixels(hidden, { width: 13, height: 2 });
    for (let x = 0; x < 13; x++) {
      const [red, green, blue, alpha = 0] = at(scaled, x, 0);
      if (alpha > 0) assert.deepEqual([red, green, blue], [255, 255, 255]);
    }
  });

  test('keeps the color of a shape with hard edges, also where the filter overshoots', () => {
    const shape = filled(60, 60, (x, y) => (x > 20 && y > 25 ? [90, 140, 200, 255] : [0, 0, 0, 0]));
    const { data } = resizePixels(shape, { width: 47, height: 43 });
    for (let from = 0; from < data.length; from += 4) {
      const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(from, from + 4);
      if (alpha > 16) assert.deepEqual([red, green, blue], [90, 140, 200]);
    }
  });

  test('returns the image itself if its size stays', () => {
    const image = filled(3, 2, (x, y) => [x, y, 9, 40]);
    assert.equal(resizePixels(image, { width: 3, height: 2 }), image);
  });
});

/** Random marks, what a model makes of a picture, and a look at what came of both. */
import type { Mask, Pixels } from '../../../src/image/pixels/pixels.ts';
import type { Stroke } from '../../../src/image/region/strokes.ts';
import { createMask } from '../../../src/image/region/mask.ts';
import { chance, draw, scene, type Color } from './scene.ts';

function randomStrokes(next: () => number, width: number, height: number): Stroke[] {
  const rectangle = (): Stroke => ({
    kind: 'rectangle',
    x: next() * width * 0.7, y: next() * height * 0.7,
    width: 12 + next() * width * 0.25, height: 12 + next() * height * 0.25,
  }); // prettier-ignore
  const brush = (): Stroke => ({
    kind: 'brush',
    radius: 5 + next() * 20,
    points: Array.from({ length: 4 }, () => [next() * width, next() * height] as [number, number]),
  });
  return [next() < 0.5 ? rectangle() : brush(), ...(next() < 0.5 ? [rectangle()] : [])];
}

/** Distance in px from each pixel to the nearest marked one, by looking at all of them within reach. */
function isNear(mask: Mask, x: number, y: number, reach: number): boolean {
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      if (dx * dx + dy * dy > reach * reach) continue;
      const [column, row] = [x + dx, y + dy];
      if (column < 0 || row < 0 || column >= mask.width || row >= mask.height) continue;
      if (mask.data[row * mask.width + column] !== 0) return true;
    }
  }
  return false;
}

/** Samples that differ where nothing may, and how far the inside is from `wanted` in the mean. */
export function judged(made: Pixels, source: Pixels, wanted: Pixels, mask: Mask, feather: number) {
  let [outside, inside, off] = [0, 0, 0];
  for (let y = 0, at = 0; y < source.height; y++) {
    for (let x = 0; x < source.width; x++, at++) {
      if (mask.data[at] !== 0) {
        inside++;
        for (let i = at * 4; i < at * 4 + 3; i++)
          off += Math.abs(made.data[i]! - wanted.data[i]!) / 3;
      } else if (!isNear(mask, x, y, feather)) {
        for (let i = at * 4; i < at * 4 + 4; i++) if (made.data[i] !== source.data[i]) outside++;
      }
    }
  }
  return { outside, off: off / inside };
}

/**
 * Random marks on a random picture, and what a model returns: stripes in the region; and all of it moved, zoomed and of
 * another colour.
 */
export function regionCase(seed: number) {
  const next = chance(seed);
  const [width, height] = [150 + Math.floor(next() * 90), 120 + Math.floor(next() * 80)];
  const strokes = randomStrokes(next, width, height);
  const mask = createMask(strokes, width, height);
  const world = scene(seed);
  const source = draw(width, height, (x, y) => world(x / width, y / height));
  const isMarked = (x: number, y: number) =>
    mask.data[Math.floor(y * height) * width + Math.floor(x * width)] === 255;
  const wish = (x: number, y: number): Color =>
    isMarked(x, y) ? [200, 60 + 80 * Math.sin(x * 60), 90 + 60 * Math.cos(y * 50)] : world(x, y);
  const [zoom, dx, dy] = [0.95 + next() * 0.1, (next() - 0.5) * 0.08, (next() - 0.5) * 0.08];
  const drift = [next() * 24 - 12, next() * 24 - 12, next() * 24 - 12] as const;
  const size = 0.8 + next() * 1.2;
  const [wide, high] = [Math.round(width * size), Math.round(height * size)];
  const result = draw(wide, high, (x, y) => {
    const [wx, wy] = [
      ((x + 0.5) / wide - 0.5) * zoom + 0.5 + dx,
      ((y + 0.5) / high - 0.5) * zoom + 0.5 + dy,
    ];
    const inner = (value: number) => Math.min(0.9999, Math.max(0, value));
    return wish(inner(wx), inner(wy)).map((value, i) => value + drift[i]!) as never;
  });
  const wanted = draw(width, height, (x, y) => wish((x + 0.5) / width, (y + 0.5) / height));
  return { strokes, mask, source, result, wanted };
}

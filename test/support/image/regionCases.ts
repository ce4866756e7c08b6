/** Random region edits: marks, what a model returns, and a check of the composited image. */
import type { Mask, Pixels } from '../../../src/image/pixels/pixels.ts';
import { createMask } from '../../../src/image/region/mask.ts';
import type { Stroke } from '../../../src/image/region/strokes.ts';
import { createRandom, draw, scene, type Color } from './scene.ts';

function randomStrokes(random: () => number, width: number, height: number): Stroke[] {
  const rectangle = (): Stroke => ({
    kind: 'rectangle',
    x: random() * width * 0.7, y: random() * height * 0.7,
    width: 12 + random() * width * 0.25, height: 12 + random() * height * 0.25,
  }); // prettier-ignore
  const brush = (): Stroke => ({
    kind: 'brush',
    radius: 5 + random() * 20,
    points: Array.from(
      { length: 4 },
      () => [random() * width, random() * height] as [number, number],
    ),
  });
  return [random() < 0.5 ? rectangle() : brush(), ...(random() < 0.5 ? [rectangle()] : [])];
}

/** Tells whether a marked pixel is within `reach` px, by looking at all pixels within reach. */
function isNearMark(mask: Mask, x: number, y: number, reach: number): boolean {
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

export interface Composited {
  readonly composited: Pixels;
  readonly source: Pixels;
  /** What the region should show. */
  readonly expected: Pixels;
  readonly mask: Mask;
  /** In px. */
  readonly feather: number;
}

/** Counts samples that changed outside mark and feather, and averages how far the inside is from what it should show. */
export function measureComposite({ composited, source, expected, mask, feather }: Composited) {
  let [changedOutside, inside, error] = [0, 0, 0];
  for (let y = 0, at = 0; y < source.height; y++) {
    for (let x = 0; x < source.width; x++, at++) {
      if (mask.data[at] !== 0) {
        inside++;
        for (let i = at * 4; i < at * 4 + 3; i++)
          error += Math.abs(composited.data[i]! - expected.data[i]!) / 3;
      } else if (!isNearMark(mask, x, y, feather)) {
        for (let i = at * 4; i < at * 4 + 4; i++)
          if (composited.data[i] !== source.data[i]) changedOutside++;
      }
    }
  }
  return { changedOutside, meanError: error / inside };
}

/**
 * Returns random marks on a random source, and what a model returns for it: stripes in the region, with the whole image moved,
 * zoomed, scaled, and shifted in color.
 */
export function regionCase(seed: number) {
  const random = createRandom(seed);
  const [width, height] = [150 + Math.floor(random() * 90), 120 + Math.floor(random() * 80)];
  const strokes = randomStrokes(random, width, height);
  const mask = createMask(strokes, width, height);
  const world = scene(seed);
  const source = draw(width, height, (x, y) => world(x / width, y / height));
  const isMarked = (x: number, y: number) =>
    mask.data[Math.floor(y * height) * width + Math.floor(x * width)] === 255;
  const edited = (x: number, y: number): Color =>
    isMarked(x, y) ? [200, 60 + 80 * Math.sin(x * 60), 90 + 60 * Math.cos(y * 50)] : world(x, y);
  const [zoom, dx, dy] = [0.95 + random() * 0.1, (random() - 0.5) * 0.08, (random() - 0.5) * 0.08];
  const drift = [random() * 24 - 12, random() * 24 - 12, random() * 24 - 12] as const;
  const size = 0.8 + random() * 1.2;
  const [resultWidth, resultHeight] = [Math.round(width * size), Math.round(height * size)];
  const result = draw(resultWidth, resultHeight, (x, y) => {
    const [wx, wy] = [
      ((x + 0.5) / resultWidth - 0.5) * zoom + 0.5 + dx,
      ((y + 0.5) / resultHeight - 0.5) * zoom + 0.5 + dy,
    ];
    const clamp = (value: number) => Math.min(0.9999, Math.max(0, value));
    return edited(clamp(wx), clamp(wy)).map((value, i) => value + drift[i]!) as never;
  });
  const expected = draw(width, height, (x, y) => edited((x + 0.5) / width, (y + 0.5) / height));
  return { strokes, mask, source, result, expected };
}

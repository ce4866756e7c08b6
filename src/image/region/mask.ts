import type { Mask } from '../pixels/pixels.ts';
import type { Stroke, Strokes } from './strokes.ts';

/** Paints strokes into a mask of this size in px: 255 is marked, 0 is not. Ignores what lies outside the image. */
export function createMask(strokes: Strokes, width: number, height: number): Mask {
  const mask = { width, height, data: new Uint8Array(width * height) };
  for (const stroke of strokes) paintStroke(mask, stroke);
  return mask;
}

function paintStroke(mask: Mask, stroke: Stroke): void {
  const value = stroke.erase === true ? 0 : 255;
  if (stroke.kind === 'rectangle') {
    paintRectangle(mask, stroke, value);
    return;
  }
  const { points, radius } = stroke;
  for (const [i, from] of points.entries())
    paintCapsule(mask, from, points[i + 1] ?? from, radius, value);
}

function paintRectangle(
  mask: Mask,
  { x, y, width, height }: Extract<Stroke, { kind: 'rectangle' }>,
  value: number,
): void {
  const top = clamp(Math.round(y), mask.height);
  const bottom = clamp(Math.round(y + height), mask.height);
  const left = clamp(Math.round(x), mask.width);
  const right = clamp(Math.round(x + width), mask.width);
  for (let row = top; row < bottom; row++) {
    mask.data.fill(value, row * mask.width + left, row * mask.width + right);
  }
}

type Point = readonly [x: number, y: number];

/** Paints all pixels whose center is within `radius` px of the line between two points. */
function paintCapsule(
  mask: Mask,
  [ax, ay]: Point,
  [bx, by]: Point,
  radius: number,
  value: number,
): void {
  const top = clamp(Math.floor(Math.min(ay, by) - radius), mask.height);
  const bottom = clamp(Math.ceil(Math.max(ay, by) + radius), mask.height);
  const left = clamp(Math.floor(Math.min(ax, bx) - radius), mask.width);
  const right = clamp(Math.ceil(Math.max(ax, bx) + radius), mask.width);
  const lengthSquared = (bx - ax) ** 2 + (by - ay) ** 2;
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const [x, y] = [column + 0.5, row + 0.5];
      // The nearest point of the line, as a share of its length.
      const along =
        lengthSquared === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / lengthSquared;
      const share = Math.min(1, Math.max(0, along));
      const distance = (x - ax - share * (bx - ax)) ** 2 + (y - ay - share * (by - ay)) ** 2;
      if (distance <= radius ** 2) mask.data[row * mask.width + column] = value;
    }
  }
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}

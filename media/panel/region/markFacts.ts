import { boxOf, type Box } from '../../../src/image/pixels/pixels.ts';
import { maskFrom } from '../../../src/image/region/mask.ts';
import type { Stroke, Strokes } from '../../../src/image/region/strokes.ts';

/** In px: enough to tell how much is marked, and quick while one draws. */
const LONGEST_SIDE = 512;

export interface MarkFacts {
  /** Around all that is marked, in px of the picture. */
  readonly box: Box;
  /** Of the picture: 0 to 1. */
  readonly share: number;
}

/** How large a mark is and where, within a five-hundredth of the picture; undefined where nothing is marked. */
export function markFacts(strokes: Strokes, width: number, height: number): MarkFacts | undefined {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const small = { width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
  const mask = maskFrom(
    strokes.map((stroke) => scaled(stroke, scale)),
    small.width,
    small.height,
  );
  const box = boxOf(small.width, small.height, (at) => mask.data[at] !== 0);
  if (box === undefined) return undefined;
  const marked = mask.data.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
  const [only, ...others] = strokes;
  const isOne = only?.kind === 'rectangle' && others.length === 0;
  return {
    box: isOne ? only : enlarged(box, scale, width, height),
    share: marked / mask.data.length,
  };
}

function scaled(stroke: Stroke, scale: number): Stroke {
  if (stroke.kind === 'brush') {
    const points = stroke.points.map(([x, y]): [number, number] => [x * scale, y * scale]);
    // A line must not vanish because it is thin.
    return { ...stroke, points, radius: Math.max(0.7, stroke.radius * scale) };
  }
  const { x, y } = stroke;
  return {
    ...stroke,
    x: x * scale,
    y: y * scale,
    width: Math.max(1, stroke.width * scale),
    height: Math.max(1, stroke.height * scale),
  };
}

function enlarged(box: Box, scale: number, width: number, height: number): Box {
  const x = Math.round(box.x / scale);
  const y = Math.round(box.y / scale);
  return {
    x,
    y,
    width: Math.min(width - x, Math.round(box.width / scale)),
    height: Math.min(height - y, Math.round(box.height / scale)),
  };
}

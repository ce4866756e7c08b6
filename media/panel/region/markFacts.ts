import { boundingBox } from '../../../src/image/pixels/pixels.ts';
import { createMask } from '../../../src/image/region/mask.ts';
import type { Box, Stroke, Strokes } from '../../../src/panel/region/protocol.ts';

/** In px: precise enough for the facts, and fast enough while the user draws. */
const MAX_SIDE = 512;

export interface MarkFacts {
  /** The bounding box in px of the image. */
  readonly box: Box;
  /** The share of the image, 0 to 1. */
  readonly share: number;
}

/** Returns the place and size of a region, to a five-hundredth of the image; undefined if nothing is marked. */
export function markFacts(strokes: Strokes, width: number, height: number): MarkFacts | undefined {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  const small = { width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
  const mask = createMask(
    strokes.map((stroke) => scaled(stroke, scale)),
    small.width,
    small.height,
  );
  const box = boundingBox(small.width, small.height, (at) => mask.data[at] !== 0);
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
    // Keeps thin lines visible.
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

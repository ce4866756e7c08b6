import type { Box } from '../image/pixels/pixels.ts';
import type { Fit, Point, Recipe } from './recipe.ts';

export interface Size {
  /** In px. */
  readonly width: number;
  readonly height: number;
}

type Wanted = Pick<Recipe, 'width' | 'height'>;

/** How an image becomes an asset: a part of it is scaled, and the scaled part is put on a canvas. */
export interface Layout {
  /** The part of the image, in its px. */
  readonly crop: Box;
  /** The size of that part on the canvas. */
  readonly scaled: Size;
  readonly canvas: Size;
  /** Where it is on the canvas, in px from the left and the top. */
  readonly left: number;
  readonly top: number;
  /** The part has fewer pixels than it is drawn with, so it can't be sharp. */
  readonly isEnlarged: boolean;
}

const MIDDLE: Point = { x: 0.5, y: 0.5 };

/**
 * @param wanted one side alone keeps the ratio, and none the size
 * @param focus what a crop keeps as near to its middle as it can
 */
export function layOut(source: Size, wanted: Wanted, fit: Fit, focus = MIDDLE): Layout {
  const { width, height } = wanted;
  if (width === undefined || height === undefined) return whole(source, sizeOf(source, wanted));
  switch (fit) {
    case 'cover':
      return covering(source, { width, height }, focus);
    case 'inside':
      return whole(source, inside(source, { width, height }));
    case 'contain': {
      const { scaled, ...rest } = whole(source, inside(source, { width, height }));
      const left = Math.floor((width - scaled.width) / 2);
      const top = Math.floor((height - scaled.height) / 2);
      return { ...rest, scaled, canvas: { width, height }, left, top };
    }
  }
}

function covering(source: Size, size: Size, focus: Point): Layout {
  const scale = Math.max(size.width / source.width, size.height / source.height);
  const width = side(size.width / scale, source.width);
  const height = side(size.height / scale, source.height);
  const x = start(focus.x * source.width, width, source.width);
  const y = start(focus.y * source.height, height, source.height);
  return placed({ x, y, width, height }, size);
}

/** Returns where a part of a line starts that has a point in its middle, or as near to it as the line allows. */
function start(middle: number, length: number, line: number): number {
  return Math.max(0, Math.min(line - length, Math.floor(middle - length / 2)));
}

function whole(source: Size, size: Size): Layout {
  return placed({ x: 0, y: 0, ...source }, size);
}

function placed({ x, y, width, height }: Box, size: Size): Layout {
  const isEnlarged = size.width > width || size.height > height;
  return {
    crop: { x, y, width, height },
    scaled: size,
    canvas: size,
    left: 0,
    top: 0,
    isEnlarged,
  };
}

function sizeOf(source: Size, { width, height }: Wanted): Size {
  if (width !== undefined) return { width, height: side((source.height * width) / source.width) };
  if (height !== undefined) return { width: side((source.width * height) / source.height), height };
  return { width: source.width, height: source.height };
}

function inside(source: Size, { width, height }: Size): Size {
  const scale = Math.min(width / source.width, height / source.height);
  return { width: side(source.width * scale, width), height: side(source.height * scale, height) };
}

function side(length: number, most = Number.POSITIVE_INFINITY): number {
  return Math.max(1, Math.min(most, Math.round(length)));
}

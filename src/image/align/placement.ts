/** The position of a result over its source. Maps points of the source to the result, in px: `result = source * scale + offset`. */
export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** In px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A placement in the terms that the search varies, relative to the centers of both images. */
export interface Candidate {
  /** Px of the result per px of the source, before zooming. */
  readonly base: readonly [x: number, y: number];
  readonly zoom: number;
  /** In px of the source. */
  readonly shift: readonly [x: number, y: number];
}

export function toPlacement(
  { base, zoom, shift }: Candidate,
  source: Size,
  result: Size,
): Placement {
  const scaleX = base[0] * zoom;
  const scaleY = base[1] * zoom;
  return {
    scaleX,
    scaleY,
    offsetX: result.width / 2 + base[0] * shift[0] - (source.width / 2) * scaleX,
    offsetY: result.height / 2 + base[1] * shift[1] - (source.height / 2) * scaleY,
  };
}

export function longestSide({ width, height }: Size): number {
  return Math.max(width, height);
}

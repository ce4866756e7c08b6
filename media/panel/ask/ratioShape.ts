/** The side of the square that a ratio is drawn in, in px. */
export const RATIO_BOX = 22;
const LINE = 1;
/** Keeps 8:1 a shape instead of a line. */
const THINNEST = 2;

export interface Shape {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Returns a ratio such as `16:9` as the largest centered rectangle that fits the box; undefined for `auto`. */
export function ratioShape(ratio: string): Shape | undefined {
  const [, across, down] = /^(\d+):(\d+)$/.exec(ratio) ?? [];
  const [a, b] = [Number(across), Number(down)];
  if (!(a > 0 && b > 0)) return undefined;
  const room = RATIO_BOX - 2 * LINE;
  const side = (own: number, other: number) => {
    return Math.max(THINNEST, Math.round(room * Math.min(1, own / other)));
  };
  const [width, height] = [side(a, b), side(b, a)];
  return { x: (RATIO_BOX - width) / 2, y: (RATIO_BOX - height) / 2, width, height };
}

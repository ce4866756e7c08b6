import type { Alignment } from '../align/align.ts';
import type { Mask, Pixels } from '../pixels/pixels.ts';
import { meanColor, type Color } from '../pixels/scale.ts';

/** Blocks along the longest side: their means forgive that a model redraws every edge a little. */
const BLOCKS = 128;
/** Of 255, of the channel that differs most; more than what compression and redrawing do to a mean. */
const CHANGED = 24;

/**
 * How much of the picture outside the mark a result shows otherwise than its source, once it lies in its place and its
 * colours are brought back: 0 to 1 of that part. Nothing of it is used; it says whether the model did as it was told.
 */
export function measureChangeOutside(
  source: Pixels,
  result: Pixels,
  mask: Mask,
  { scaleX, scaleY, offsetX, offsetY, color: drift }: Alignment,
): number {
  const { width, height } = source;
  const size = Math.max(1, Math.ceil(Math.max(width, height) / BLOCKS));
  const [before, after]: [Color, Color] = [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ];
  let [seen, changed] = [0, 0];
  for (let top = 0; top < height; top += size) {
    const bottom = Math.min(height, top + size);
    for (let left = 0; left < width; left += size) {
      const right = Math.min(width, left + size);
      if (isMarked(mask, left, top, right, bottom)) continue;
      const [x0, x1] = [left * scaleX + offsetX, right * scaleX + offsetX];
      const [y0, y1] = [top * scaleY + offsetY, bottom * scaleY + offsetY];
      if (!meanColor(result, x0, y0, x1, y1, after)) continue;
      meanColor(source, left, top, right, bottom, before);
      seen += 1;
      if (difference(before, after, drift) > CHANGED) changed += 1;
    }
  }
  return seen === 0 ? 0 : changed / seen;
}

function isMarked(mask: Mask, left: number, top: number, right: number, bottom: number): boolean {
  for (let y = top; y < bottom; y++) {
    const row = y * mask.width;
    if (mask.data.subarray(row + left, row + right).some((value) => value !== 0)) return true;
  }
  return false;
}

/** As both look on black: what is fully transparent is alike, whatever colour it hides. */
function difference(before: Color, after: Color, drift: Alignment['color']): number {
  let most = Math.abs(before[3] - after[3]);
  for (const channel of [0, 1, 2] as const) {
    const fresh = Math.min(255, Math.max(0, after[channel] + drift[channel]));
    most = Math.max(most, Math.abs((before[channel] * before[3] - fresh * after[3]) / 255));
  }
  return most;
}

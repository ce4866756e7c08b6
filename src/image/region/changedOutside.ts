import type { Alignment } from '../align/align.ts';
import type { Mask, Pixels } from '../pixels/pixels.ts';
import { meanColor, type Area, type Color } from '../pixels/scale.ts';

/** Blocks along the longest side. A mean over a block ignores that models redraw every edge a little. */
const BLOCKS = 128;
/** From 0 to 255, of the channel that differs most: more than what compression and redrawing do to a mean. */
const MAX_DIFFERENCE = 24;
/**
 * In large blocks, every third row is enough to see that nothing changed. If those rows differ, fine lines may be the reason, so
 * all rows decide.
 */
const SPARSE_STEP = 3;
/** In px. */
const MIN_SPARSE_BLOCK = 24;

/**
 * Returns how much of the image outside the mark differs between source and result, as a share of that part, 0 to 1. Easel
 * does not use that part of the result; the share tells whether the model changed more than the user asked for.
 *
 * @param alignment places the result over the source and corrects its colors
 */
export function measureChangeOutside(
  source: Pixels,
  result: Pixels,
  mask: Mask,
  { scaleX, scaleY, offsetX, offsetY, color: colorOffset }: Alignment,
): number {
  const { width, height } = source;
  const size = Math.max(1, Math.ceil(Math.max(width, height) / BLOCKS));
  const rowStep = size < MIN_SPARSE_BLOCK ? 1 : SPARSE_STEP;
  const before: Color = [0, 0, 0, 0];
  const after: Color = [0, 0, 0, 0];
  const differs = () => difference(before, after, colorOffset) > MAX_DIFFERENCE;
  let [compared, changed] = [0, 0];
  for (let top = 0; top < height; top += size) {
    const bottom = Math.min(height, top + size);
    for (let left = 0; left < width; left += size) {
      const right = Math.min(width, left + size);
      const area = { left, top, right, bottom };
      if (isMarked(mask, area)) continue;
      const placed = {
        left: left * scaleX + offsetX,
        top: top * scaleY + offsetY,
        right: right * scaleX + offsetX,
        bottom: bottom * scaleY + offsetY,
      };
      const measure = (step: number) =>
        meanColor(result, placed, after, step) && meanColor(source, area, before, step);
      if (!measure(rowStep)) continue;
      compared += 1;
      if (rowStep > 1 && differs()) measure(1);
      if (differs()) changed += 1;
    }
  }
  return compared === 0 ? 0 : changed / compared;
}

function isMarked(mask: Mask, { left, top, right, bottom }: Area): boolean {
  for (let y = top; y < bottom; y++) {
    const row = y * mask.width;
    for (let at = row + left; at < row + right; at++) if (mask.data[at] !== 0) return true;
  }
  return false;
}

/** Compares colors as they look on black: fully transparent ones are equal, whatever color they hide. */
function difference(before: Color, after: Color, colorOffset: Alignment['color']): number {
  let largest = Math.abs(before[3] - after[3]);
  for (const channel of [0, 1, 2] as const) {
    const corrected = Math.min(255, Math.max(0, after[channel] + colorOffset[channel]));
    const change = (before[channel] * before[3] - corrected * after[3]) / 255;
    largest = Math.max(largest, Math.abs(change));
  }
  return largest;
}

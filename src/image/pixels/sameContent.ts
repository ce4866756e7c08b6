import type { Pixels } from './pixels.ts';

const BLOCK = 8;
/** Of 255. A JPEG encoder keeps the average of a block within a step or two, from about quality 50 on. */
const MAX_MEAN_DIFFERENCE = 3;
/** Of 255. What a JPEG encoder loses of a block's detail; an edit of the same average changes more. */
const MAX_RMS = 14;

/**
 * Returns whether two images show the same pixels apart from what an encoder loses. Compares blocks as JPEG does: their averages,
 * and their details. A small edit changes at least one block by more.
 */
export function isSameContent(a: Pixels, b: Pixels): boolean {
  if (a.width !== b.width || a.height !== b.height) return false;
  for (let y = 0; y < a.height; y += BLOCK) {
    for (let x = 0; x < a.width; x += BLOCK) if (!isSameBlock(a, b, x, y)) return false;
  }
  return true;
}

function isSameBlock(a: Pixels, b: Pixels, left: number, top: number): boolean {
  const right = Math.min(left + BLOCK, a.width);
  const bottom = Math.min(top + BLOCK, a.height);
  const count = (right - left) * (bottom - top);
  for (let channel = 0; channel < 4; channel++) {
    let sum = 0;
    let squares = 0;
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const at = (y * a.width + x) * 4 + channel;
        const difference = (a.data[at] ?? 0) - (b.data[at] ?? 0);
        sum += difference;
        squares += difference * difference;
      }
    }
    if (Math.abs(sum) > MAX_MEAN_DIFFERENCE * count) return false;
    if (squares > MAX_RMS * MAX_RMS * count) return false;
  }
  return true;
}

import type { Mask, Pixels } from '../pixels/pixels.ts';
import type { Placement } from './placement.ts';

/** Models drift by less, 0 to 255. A larger offset is a change that the user asked for. */
const MAX_OFFSET = 48;
const MAX_POINTS = 50_000;

/**
 * Returns what to add to the result's red, green and blue to match the source outside the mask. Takes the median of the
 * differences, which local changes by the model do not move. Returns zeros if an offset is too large for a drift.
 */
export function measureColorOffset(
  source: Pixels,
  result: Pixels,
  mask: Mask,
  { scaleX, scaleY, offsetX, offsetY }: Placement,
): readonly [number, number, number] {
  // For each channel, how often each difference from -255 to 255 occurs.
  const counts = [new Uint32Array(511), new Uint32Array(511), new Uint32Array(511)] as const;
  const step = Math.max(1, Math.floor(Math.sqrt((source.width * source.height) / MAX_POINTS)));
  for (let y = 0; y < source.height; y += step) {
    for (let x = 0; x < source.width; x += step) {
      const at = y * source.width + x;
      if (mask.data[at] !== 0 || source.data[at * 4 + 3] !== 255) continue;
      const column = Math.floor((x + 0.5) * scaleX + offsetX);
      const row = Math.floor((y + 0.5) * scaleY + offsetY);
      if (column < 0 || row < 0 || column >= result.width || row >= result.height) continue;
      const from = (row * result.width + column) * 4;
      for (const [channel, count] of counts.entries()) {
        const difference =
          (source.data[at * 4 + channel] ?? 0) - (result.data[from + channel] ?? 0);
        count[difference + 255] = (count[difference + 255] ?? 0) + 1;
      }
    }
  }
  const offsets = [median(counts[0]), median(counts[1]), median(counts[2])] as const;
  return offsets.some((offset) => Math.abs(offset) > MAX_OFFSET) ? [0, 0, 0] : offsets;
}

function median(counts: Uint32Array): number {
  const half = counts.reduce((sum, count) => sum + count, 0) / 2;
  let total = 0;
  for (const [at, count] of counts.entries()) {
    total += count;
    if (total > half) return at - 255;
  }
  return 0;
}

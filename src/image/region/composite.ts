import type { Alignment } from '../align/align.ts';
import type { DeepPixels, Pixels } from '../pixels/pixels.ts';
import { sampleColor, type Color } from '../pixels/scale.ts';
import type { BlendWeights } from './mask.ts';

/**
 * Puts a result into its source where the weights say so. Every sample without weight is the source's own, at the
 * source's own depth; what the result does not cover stays the source's, too.
 *
 * @returns new pixels of the source's size and depth
 */
export function composite(
  source: DeepPixels,
  result: Pixels,
  { box, data: weights }: BlendWeights,
  { scaleX, scaleY, offsetX, offsetY, color: drift }: Alignment,
): DeepPixels {
  const { width, height } = source;
  const data = source.data.slice();
  const most = data instanceof Uint16Array ? 65535 : 255;
  const color: Color = [0, 0, 0, 0];
  for (let row = 0, at = 0; row < box.height; row++) {
    const y = (box.y + row + 0.5) * scaleY + offsetY;
    for (let column = 0; column < box.width; column++, at++) {
      const weight = weights[at] ?? 0;
      if (weight === 0) continue;
      const x = (box.x + column + 0.5) * scaleX + offsetX;
      if (x < 0 || y < 0 || x > result.width || y > result.height) continue;
      if (!sampleColor(result, x, y, scaleX, scaleY, color)) continue;
      const to = ((box.y + row) * width + box.x + column) * 4;
      blend(data, to, color, drift, weight, most);
    }
  }
  return { width, height, data };
}

/** Mixes by how opaque both are, so that the colour of what is transparent does not show at the seam. */
function blend(
  data: Uint8Array | Uint16Array,
  at: number,
  color: Color,
  drift: Alignment['color'],
  weight: number,
  most: number,
): void {
  const below = (data[at + 3] ?? 0) * (1 - weight);
  const above = color[3] * (most / 255) * weight;
  const alpha = below + above;
  for (let channel = 0; channel < 3; channel++) {
    const fresh = clamp((color[channel] ?? 0) + (drift[channel] ?? 0)) * (most / 255);
    const old = data[at + channel] ?? 0;
    data[at + channel] = alpha === 0 ? 0 : Math.round((old * below + fresh * above) / alpha);
  }
  data[at + 3] = Math.round(alpha);
}

function clamp(value: number): number {
  return Math.min(255, Math.max(0, value));
}

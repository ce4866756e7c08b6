import type { Alignment } from '../align/align.ts';
import type { DeepPixels, Pixels } from '../pixels/pixels.ts';
import { sampleColor, type Color } from '../pixels/scale.ts';
import type { BlendWeights } from './blendWeights.ts';

/**
 * Blends a result into its source where it has weight. Every sample without weight keeps the exact value and depth of the
 * source; so does what the result does not cover.
 *
 * @returns new pixels of the size and depth of the source
 */
export function composite(
  source: DeepPixels,
  result: Pixels,
  { box, data: weights }: BlendWeights,
  { scaleX, scaleY, offsetX, offsetY, color: colorOffset }: Alignment,
): DeepPixels {
  const { width, height } = source;
  const data = source.data.slice();
  const max = data instanceof Uint16Array ? 65535 : 255;
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
      blend(data, to, color, colorOffset, weight, max);
    }
  }
  return { width, height, data };
}

/**
 * Blends a color into the pixel whose red sample is at `to`. Weights both colors by their alpha, so that colors hidden under
 * transparency do not show at the seam. Takes positional arguments because it runs once per pixel.
 */
function blend(
  data: Uint8Array | Uint16Array,
  to: number,
  color: Color,
  colorOffset: Alignment['color'],
  weight: number,
  max: number,
): void {
  const below = (data[to + 3] ?? 0) * (1 - weight);
  const above = color[3] * (max / 255) * weight;
  const alpha = below + above;
  for (let channel = 0; channel < 3; channel++) {
    const overlay = clamp((color[channel] ?? 0) + (colorOffset[channel] ?? 0)) * (max / 255);
    const old = data[to + channel] ?? 0;
    data[to + channel] = alpha === 0 ? 0 : Math.round((old * below + overlay * above) / alpha);
  }
  data[to + 3] = Math.round(alpha);
}

function clamp(value: number): number {
  return Math.min(255, Math.max(0, value));
}

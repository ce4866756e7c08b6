import type { Pixels } from '../../image/pixels/pixels.ts';
import { createKeyRow, readKeyRow } from './bounds.ts';
import { excess, type Hue } from './keyColor.ts';
import type { Matte } from './keyMatte.ts';
import { dilate } from './neighbors.ts';
import type { Surround } from './surround.ts';

/** Between these values of alpha, a pixel's own color counts more and more, and a color of the subject nearby less. */
const [UNSURE, SURE] = [0.15, 0.6];
/** Light that the background casts on a subject reaches this far, in px. */
const SPILL = 6;

/**
 * Takes the background's share out of the colors of a subject, and the key's hue off its edges.
 *
 * @param hue of the key; undefined for a background without a hue
 */
export function unmix(
  { image, alpha, solid, samples }: Matte,
  surround: Surround,
  hue?: Hue,
): Pixels {
  const { width, height, data } = image;
  const clear = Uint8Array.from(alpha, (value) => (value < 0.5 ? 1 : 0));
  const isNearEdge = dilate(clear, width, height, SPILL);
  const pixels = new Uint8Array(data.length);
  const row = createKeyRow(width);
  const color = new Float32Array(3);
  for (let y = 0, at = 0; y < height; y++) {
    readKeyRow(surround, y, row);
    for (let x = 0; x < width; x++, at++) {
      const share = alpha[at] ?? 0;
      // What can't be seen has no color, so that it compresses well.
      if (share * 255 < 0.5) continue;
      for (let channel = 0; channel < 3; channel++) {
        const own = data[at * 4 + channel] ?? 0;
        const key = row[channel]?.[x] ?? 0;
        color[channel] = Math.min(255, Math.max(0, (own - (1 - share) * key) / share));
      }
      if (share < SURE) towardSample(color, samples.near(x, y), (share - UNSURE) / (SURE - UNSURE));
      if (hue && (solid[at] === 0 || isNearEdge[at] === 1)) removeSpill(color, hue);
      for (let channel = 0; channel < 3; channel++) {
        pixels[at * 4 + channel] = Math.round(color[channel] ?? 0);
      }
      pixels[at * 4 + 3] = Math.round(share * 255);
    }
  }
  return { width, height, data: pixels };
}

/** Grain that is divided by a small alpha makes wild colors, so the nearest color of the subject replaces them. */
function towardSample(color: Float32Array, colors: Float32Array, trust: number): void {
  const [red = 0, green = 0, blue = 0] = color;
  let [best, from] = [Infinity, -1];
  for (let at = 0; at < colors.length; at += 3) {
    const [r, g, b] = [
      (colors[at] ?? 0) - red,
      (colors[at + 1] ?? 0) - green,
      (colors[at + 2] ?? 0) - blue,
    ];
    const distance = r * r + g * g + b * b;
    if (distance < best) [best, from] = [distance, at];
  }
  if (from < 0) return;
  const own = Math.max(0, trust);
  for (let channel = 0; channel < 3; channel++) {
    color[channel] = own * (color[channel] ?? 0) + (1 - own) * (colors[from + channel] ?? 0);
  }
}

function removeSpill(color: Float32Array, hue: Hue): void {
  const over = excess(hue, color[0] ?? 0, color[1] ?? 0, color[2] ?? 0);
  if (over <= 0) return;
  for (const channel of hue.bright) color[channel] = (color[channel] ?? 0) - over;
}

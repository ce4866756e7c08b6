import { luma, type Pixels } from '../../image/pixels/pixels.ts';
import { forEachPair, type Alpha, type PixelPair } from './bounds.ts';
import type { Samples } from './samples.ts';
import type { Surround } from './surround.ts';

/** What is known of each pixel before colors are compared. */
export interface Known {
  /** The alpha where no color of the subject fits. */
  readonly own: Alpha;
  /** The bounds. */
  readonly least: Alpha;
  readonly most: Alpha;
  /** 1: the pixel shows the subject alone. */
  readonly solid: Uint8Array;
  readonly samples: Samples;
  /** Up to this alpha, a pixel is the background with grain. */
  readonly noise: number;
}

/** How far a color may be from a mix of the background and a sample, 0 to 442, at least. */
const TOLERANCE = 6;
/** With this share of a sample, a pixel has the sample's color. */
const LOOKS_SOLID = 0.93;
/** Colors that fit less well together say nothing. */
const MIN_WEIGHT = 0.15;
/** How much hue counts against light: compression keeps less of it. */
const HUE = 0.5;

/**
 * Returns the alpha of each pixel: the share of a color of the subject nearby that, mixed with the background, makes the pixel's own.
 */
export function alphaOfMixes(image: Pixels, surround: Surround, known: Known): Alpha {
  const { own, least, most, solid, samples, noise } = known;
  const tolerance = Math.max(TOLERANCE, 2.5 * surround.grain);
  const alpha = new Float32Array(image.width * image.height);
  forEachPair(image, surround, (pair, at, x, y) => {
    const bound = most[at] ?? 0;
    if (bound <= noise) return;
    if (solid[at] === 1) {
      alpha[at] = 1;
      return;
    }
    const found = shareOf(pair, samples.near(x, y), bound, tolerance) ?? own[at] ?? 0;
    alpha[at] = Math.min(bound, Math.max((least[at] ?? 0) - noise, found));
  });
  return alpha;
}

/** Returns the share of the colors that fit; undefined if none does. */
function shareOf(
  pair: PixelPair,
  colors: Float32Array,
  most: number,
  tolerance: number,
): number | undefined {
  const { keyRed, keyGreen, keyBlue } = pair;
  const [red, green, blue] = [pair.red - keyRed, pair.green - keyGreen, pair.blue - keyBlue];
  const light = luma(red, green, blue);
  const [u, v] = [HUE * (red - light), HUE * (blue - light)];
  let [sum, weights] = [0, 0];
  for (let at = 0; at < colors.length; at += 3) {
    const fullRed = (colors[at] ?? 0) - keyRed;
    const fullBlue = (colors[at + 2] ?? 0) - keyBlue;
    const full = luma(fullRed, (colors[at + 1] ?? 0) - keyGreen, fullBlue);
    const [fullU, fullV] = [HUE * (fullRed - full), HUE * (fullBlue - full)];
    const length = full * full + fullU * fullU + fullV * fullV;
    const share = (light * full + u * fullU + v * fullV) / Math.max(1, length);
    if (share <= 0 || share > most + 0.15) continue;
    const [offL, offU, offV] = [light - share * full, u - share * fullU, v - share * fullV];
    const off = (offL * offL + offU * offU + offV * offV) / (tolerance * tolerance);
    if (off > 9) continue;
    // What looks like the subject is the subject, and not a mix of the background with a brighter color.
    const isSubject = share >= LOOKS_SOLID;
    const weight = Math.exp(-0.5 * off) * (isSubject ? 4 : 1);
    sum += weight * (isSubject ? 1 : share);
    weights += weight;
  }
  return weights < MIN_WEIGHT ? undefined : sum / weights;
}

/** Makes what is almost clear or almost solid entirely so: grain would show otherwise. Changes the array. */
export function settle(alpha: Alpha, noise: number): Alpha {
  for (let at = 0; at < alpha.length; at++) {
    const value = alpha[at] ?? 0;
    if (value < noise) alpha[at] = 0;
    else if (value < 2 * noise) alpha[at] = 2 * (value - noise);
    else if (value > 1 - noise) alpha[at] = 1;
  }
  return alpha;
}

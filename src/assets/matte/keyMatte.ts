import type { Pixels } from '../../image/pixels/pixels.ts';
import { hueBound, rangeBound, type Alpha } from './bounds.ts';
import { excess, type Hue } from './keyColor.ts';
import { alphaOfMixes, settle } from './mixes.ts';
import { dilate, extreme, soften } from './neighbors.ts';
import { collectSamples, firstWithColors, type Samples } from './samples.ts';
import { sharpenHue } from './sharpHue.ts';
import type { Surround } from './surround.ts';

/** A subject, separated from its background. */
export interface Matte {
  /** The pixels that the alpha belongs to. Their hue can be sharper than the image's. */
  readonly image: Pixels;
  readonly alpha: Alpha;
  /** 1: the pixel shows the subject alone, and isn't near an edge. */
  readonly solid: Uint8Array;
  readonly samples: Samples;
}

/** Pixels up to this distance from an edge can be mixed with the background: JPEG spreads colors over 2 px. */
const EDGE = 4;
const CLEARLY_MIXED = 0.85;
const CLEARLY_SOLID = 0.95;
/** The smallest alpha that can be told from grain. */
const MIN_NOISE = 0.02;

/**
 * Finds the alpha of a subject on a key color. Three facts bound and place it:
 *
 * - The excess of the key's hue. A subject without this hue can't be more opaque.
 * - The range of colors. A subject can't be darker than black or brighter than white, so it can't be less opaque.
 * - Colors of the subject nearby. A pixel on the line from the background's color to one of them is a mix of both.
 */
export function keyMatte(received: Pixels, surround: Surround, hue: Hue): Matte {
  const { width, height } = received;
  const image = sharpenHue(received, edgesOf(hueBound(received, surround, hue), width, height));
  const own = hueBound(image, surround, hue);
  const mixed = Uint8Array.from(own, (value) => (value < CLEARLY_MIXED ? 1 : 0));
  const nearMixed = dilate(mixed, width, height, EDGE);
  const touching = dilate(mixed, width, height, 1);
  const isSolid = (at: number) => (own[at] ?? 0) >= CLEARLY_SOLID;
  const solid = Uint8Array.from(own, (_, at) => (isSolid(at) && nearMixed[at] === 0 ? 1 : 0));
  // Thin lines have no pixel that is far from an edge.
  const samples = firstWithColors([
    collectSamples(image, (at) => isSolid(at) && touching[at] === 0),
    collectSamples(image, isSolid),
  ]);
  // The bounds of a pixel are as loose as those of its neighbors, because JPEG gives several pixels one hue.
  const least = extreme(rangeBound(image, surround), width, height, Math.min);
  const most = extreme(own, width, height, Math.max);
  const key = Math.max(1, excess(hue, ...surround.color));
  const noise = Math.max(MIN_NOISE, (3 * surround.grain) / key);
  const found = alphaOfMixes(image, surround, { own, least, most, solid, samples, noise });
  const alpha = settle(image === received ? found : steepen(found, width, height), noise);
  return { image, alpha, solid, samples };
}

/** Marks the pixels at and near edges: neither clear nor solid, and their neighbors. */
function edgesOf(own: Alpha, width: number, height: number): Uint8Array {
  const mixed = Uint8Array.from(own, (value) => (value > 0.1 && value < 0.9 ? 1 : 0));
  return dilate(mixed, width, height, 2);
}

/** Takes back some of the blur that halved hue leaves where light doesn't tell the subject from the background. */
function steepen(alpha: Alpha, width: number, height: number): Alpha {
  const soft = soften(alpha, width, height);
  return alpha.map((value, at) =>
    value > 0 && value < 1
      ? Math.min(1, Math.max(0, value + (value - (soft[at] ?? 0)) / 2))
      : value,
  );
}

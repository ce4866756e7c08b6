import type { Pixels } from '../../image/pixels/pixels.ts';
import { forEachPair, rangeBound } from './bounds.ts';
import type { Matte } from './keyMatte.ts';
import { alphaOfMixes, settle } from './mixes.ts';
import { connectedToBorder, dilate } from './neighbors.ts';
import { collectSamples, firstWithColors } from './samples.ts';
import type { Surround } from './surround.ts';

/** Pixels up to this distance from the background can be mixed with it. */
const EDGE = 3;
/** Colors within this distance of the background's are the background's, 0 to 442, at least. */
const SAME = 10;
const NOISE = 0.04;
/** Colors that change more within 3 px are at an edge. */
const MAX_STEP = 24;

/**
 * Finds the alpha of a subject on a plain background without a hue, such as white. What has the background's color and isn't connected
 * to the border belongs to the subject, like the white of an eye.
 */
export function plainMatte(image: Pixels, surround: Surround): Matte {
  const { width, height } = image;
  const outside = connectedToBorder(looksLikeBackground(image, surround), width, height);
  const nearOutside = dilate(outside, width, height, EDGE);
  const solid = nearOutside.map((value) => 1 - value);
  const touching = dilate(outside, width, height, 1);
  // Thin lines have no pixel that is far from the background.
  const samples = firstWithColors([
    collectSamples(image, (at) => solid[at] === 1 && isFlat(image, at)),
    collectSamples(image, (at) => touching[at] === 0),
  ]);
  const most = Float32Array.from(outside, (value) => 1 - value);
  const least = rangeBound(image, surround);
  const known = { own: most, least, most, solid, samples, noise: NOISE };
  return { image, alpha: settle(alphaOfMixes(image, surround, known), NOISE), solid, samples };
}

/** Edges inside of a subject can have the colors of those around it, as around the white of an eye. */
function isFlat({ width, data }: Pixels, at: number): boolean {
  for (const by of [1, width]) {
    for (let channel = 0; channel < 3; channel++) {
      const before = data[(at - by) * 4 + channel] ?? 0;
      if (Math.abs(before - (data[(at + by) * 4 + channel] ?? 0)) > MAX_STEP) return false;
    }
  }
  return true;
}

function looksLikeBackground(image: Pixels, surround: Surround): Uint8Array {
  const reach = Math.max(SAME, 4 * surround.grain) ** 2;
  const similar = new Uint8Array(image.width * image.height);
  forEachPair(image, surround, (pair, at) => {
    const red = pair.red - pair.keyRed;
    const green = pair.green - pair.keyGreen;
    const blue = pair.blue - pair.keyBlue;
    if (red * red + green * green + blue * blue <= reach) similar[at] = 1;
  });
  return similar;
}

import type { Pixels } from '../../image/pixels/pixels.ts';
import { hueOf } from './keyColor.ts';
import { keyMatte } from './keyMatte.ts';
import { placePass } from './placePass.ts';
import { plainMatte } from './plainMatte.ts';
import { measureSurround } from './surround.ts';
import { combinePasses } from './twoPasses.ts';
import { unmix } from './unmix.ts';
import { verifyMatte, verifyPasses, type MatteProblem } from './verify.ts';

/** An image without its background. */
export interface Cutout {
  readonly pixels: Pixels;
  /** Empty if nothing looks wrong. */
  readonly problems: readonly MatteProblem[];
}

/** Makes the background of an image transparent: a key color, or any plain color. */
export function removeBackground(image: Pixels): Cutout {
  const surround = measureSurround(image);
  const hue = hueOf(surround.color);
  const matte = hue ? keyMatte(image, surround, hue) : plainMatte(image, surround);
  return { pixels: unmix(matte, surround, hue), problems: verifyMatte(matte, surround) };
}

/** Makes the background of a subject transparent that was drawn twice, on white and on black. */
export function removeBackgrounds(white: Pixels, black: Pixels): Cutout {
  const placed = placePass(white, black);
  if (placed === undefined) return fromWhiteAlone(white);
  const onWhite = measureSurround(white);
  const onBlack = measureSurround(black);
  const passes = combinePasses({ white, onWhite, black: placed, onBlack });
  const problems = verifyPasses(passes, onWhite, onBlack);
  return problems.includes('passes-differ')
    ? fromWhiteAlone(white)
    : { pixels: passes.pixels, problems };
}

/** What differs between the passes says nothing about the background. */
function fromWhiteAlone(white: Pixels): Cutout {
  const { pixels, problems } = removeBackground(white);
  return { pixels, problems: [...problems, 'passes-differ'] };
}

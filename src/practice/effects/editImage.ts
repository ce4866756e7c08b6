import type { Pixels } from '../../image/pixels/pixels.ts';
import { hsl } from '../draw/patterns.ts';
import { createRandom } from '../draw/random.ts';
import { tint } from './filters.ts';
import { crop, sideBySide } from './geometry.ts';
import { ignoredClauses } from './ignoredClauses.ts';
import { findEdits } from './promptEdits.ts';
import type { EditSummary } from './replyText.ts';

export interface EditedImage extends EditSummary {
  readonly image: Pixels;
}

export interface EditOptions {
  /** The ratio to crop the result to: width and height. */
  readonly ratio?: readonly [number, number] | undefined;
  readonly maxPixels: number;
}

/**
 * Applies the edits that a prompt names, in its order. Puts several images side by side first. If there is nothing to do, it
 * tints the image lightly, in a color that depends on the prompt, to show that it ran.
 *
 * @param images at least one; may be changed
 * @returns `undefined` if the images exceed `maxPixels` side by side
 */
export function editImage(
  images: readonly Pixels[],
  prompt: string,
  { ratio, maxPixels }: EditOptions,
): EditedImage | undefined {
  let image = images.length === 1 ? images[0] : sideBySide(images, maxPixels);
  if (image === undefined) return undefined;
  const edits = findEdits(prompt, images.length);
  for (const { edit } of edits) image = edit(image);
  const names = edits.map(({ name }) => name);
  const applied =
    images.length > 1
      ? ['side by side', ...names.filter((name) => name !== 'side by side')]
      : names;
  if (ratio !== undefined) {
    image = crop(image, ratio);
    applied.push('crop');
  }
  if (applied.length === 0) tint(image, hsl(createRandom(prompt)() * 360, 0.7, 0.5), 0.22);
  return { image, applied, ignored: ignoredClauses(prompt, edits) };
}

import { chanceFrom } from '../draw/random.ts';
import { tint } from './filters.ts';
import { crop, sideBySide } from './geometry.ts';
import { ignored } from './ignoredClauses.ts';
import { hsl } from '../draw/patterns.ts';
import type { Raster } from '../draw/paint.ts';
import type { Heard } from './replyText.ts';
import { wishes } from './verbs.ts';

export interface Edited extends Heard {
  readonly image: Raster;
}

/**
 * Does with the images what the prompt names; several are put side by side first. With nothing to do
 * the picture gets a light tint that follows from the prompt, so that something is seen to happen.
 * `undefined` if the images are too large side by side. The given images may be changed.
 */
export function editPicture(
  images: readonly Raster[],
  prompt: string,
  options: { readonly ratio?: readonly [number, number] | undefined; readonly mostPixels: number },
): Edited | undefined {
  let image = images.length === 1 ? images[0] : sideBySide(images, options.mostPixels);
  if (image === undefined) return undefined;
  const asked = wishes(prompt, images.length);
  for (const { edit } of asked) image = edit(image);
  const names = asked.map(({ name }) => name);
  const done = images.length > 1 ? ['side by side', ...names.filter(isEdit)] : names;
  if (options.ratio !== undefined) {
    image = crop(image, options.ratio);
    done.push('crop');
  }
  if (done.length === 0) tint(image, hsl(chanceFrom(prompt)() * 360, 0.7, 0.5), 0.22);
  return { image, done, ignored: ignored(prompt, asked) };
}

function isEdit(name: string): boolean {
  return name !== 'side by side';
}

import { addEnding, safeStem } from '../disk/names.ts';
import type { Recipe } from './recipe.ts';

/**
 * Returns the name of an asset without its extension: that of the image, with the size if one was asked for: `hero-1200x630`.
 *
 * @param name of the image, with its extension
 */
export function assetStem(
  name: string,
  { width, height }: Pick<Recipe, 'width' | 'height'>,
  made: { readonly width: number; readonly height: number },
): string {
  const stem = safeStem(name.replace(/(?<=.)\.[^.]*$/, ''));
  if (width === undefined && height === undefined) return stem;
  return addEnding(stem, `-${made.width}x${made.height}`);
}

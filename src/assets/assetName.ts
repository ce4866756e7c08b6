import { addEnding, safeStem, withoutExtension } from '../disk/names.ts';
import type { Recipe } from './recipe.ts';

/**
 * Returns the name of an asset without its extension: that of the image, with what was asked for: `hero-transparent-1200x630`.
 *
 * @param name of the image, with its extension
 */
export function assetStem(
  name: string,
  { width, height, background }: Pick<Recipe, 'width' | 'height' | 'background'>,
  made: { readonly width: number; readonly height: number },
): string {
  const stem = safeStem(withoutExtension(name));
  const transparent = background === undefined ? '' : `-${background}`;
  const hasSize = width !== undefined || height !== undefined;
  const size = hasSize ? `-${made.width}x${made.height}` : '';
  return addEnding(stem, `${transparent}${size}`);
}

import { parseExactSize } from '../../assets/sizeText.ts';
import { MAX_WEBP_SIDE, type WrittenType } from '../../assets/formats.ts';
import type { Recipe } from '../../assets/recipe.ts';
import { CheckError } from '../../errors.ts';
import type { RunOptions } from '../plan/options.ts';
import type { Settings } from '../plan/settings.ts';

/**
 * Returns what the file of a result should be, where the model can't return it: an exact size, a transparent background, or another
 * type. Undefined: results are saved as they were received.
 *
 * @throws CheckError `bad-options` for a size that the type of the settings can't have
 */
export function finalFile(
  { size, background }: Pick<RunOptions, 'size' | 'background'>,
  { format, quality }: Pick<Settings, 'format' | 'quality'>,
): Recipe | undefined {
  const type = format === 'as-is' ? undefined : format;
  const isTransparent = background === 'transparent';
  const recipe: Recipe = {
    ...(size !== undefined && parseExactSize(size)),
    ...(isTransparent && { background }),
    ...withType(type, isTransparent),
  };
  if (Object.keys(recipe).length === 0) return undefined;
  const longest = Math.max(recipe.width ?? 0, recipe.height ?? 0);
  if (recipe.format === 'webp' && longest > MAX_WEBP_SIDE) {
    throw new CheckError({ kind: 'bad-options', where: 'size' });
  }
  return { ...recipe, fit: 'cover', quality };
}

/** JPEG has no transparency. */
function withType(type: WrittenType | undefined, isTransparent: boolean): Pick<Recipe, 'format'> {
  if (isTransparent && type === 'jpeg') return { format: 'png' };
  return type === undefined ? {} : { format: type };
}

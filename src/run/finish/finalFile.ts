import { parseExactSize } from '../../assets/sizeText.ts';
import type { WrittenType } from '../../assets/formats.ts';
import type { Recipe } from '../../assets/recipe.ts';
import type { RunOptions } from '../plan/options.ts';
import type { Settings } from '../plan/settings.ts';

/**
 * Returns what the file of a result should be, where the model can't return it: an exact size, a transparent background, or another
 * type. Undefined: results are saved as they were received.
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
  return Object.keys(recipe).length === 0 ? undefined : { ...recipe, fit: 'cover', quality };
}

/** JPEG has no transparency. */
function withType(type: WrittenType | undefined, isTransparent: boolean): Pick<Recipe, 'format'> {
  if (isTransparent && type === 'jpeg') return { format: 'png' };
  return type === undefined ? {} : { format: type };
}

import * as z from 'zod/mini';
import { CheckError } from '../../errors.ts';
import { SET_IDS } from './set.ts';
import type { Grid } from './sprites/slice.ts';

const Text = z.string().check(z.minLength(1));

/** An image for light pages and one for dark pages. The only set that takes requests. */
export const THEME_SET = 'theme';

const SetOptions = z.object({
  /** URI or path. A path without a root starts at a workspace folder. */
  image: z.optional(Text),
  set: z.enum([...SET_IDS, THEME_SET]),
  /**
   * URI or path of a folder. If it exists, the set gets a new folder inside; otherwise the set's folder is created there. Beside the
   * image by default.
   */
  target: z.optional(Text),
  /** Columns and rows of a sheet with sprites: `4x2`. Without it, transparent gaps separate the sprites. */
  grid: z.optional(z.string().check(z.refine((text) => parseGrid(text) !== undefined))),
});
export type SetOptions = Readonly<z.infer<typeof SetOptions>>;
export const SET_OPTION_NAMES = Object.keys(SetOptions.shape);

/** Parses the options of a caller. Drops what isn't an option. @throws CheckError `bad-options` */
export function parseSetOptions(value: unknown): SetOptions {
  const { data, error } = SetOptions.safeParse(value);
  if (data !== undefined) return data;
  throw new CheckError({ kind: 'bad-options', where: error.issues[0]?.path.join('.') ?? '' });
}

/** Reads columns and rows as users write them: `4x2`, `4 × 2`. Undefined for other texts. */
export function parseGrid(text: string): Grid | undefined {
  const match = /^\s*(\d{1,3})\s*[x×*]\s*(\d{1,3})\s*$/i.exec(text);
  const [columns, rows] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  return columns >= 1 && rows >= 1 ? { columns, rows } : undefined;
}

import * as z from 'zod/mini';
import { CheckError } from '../../errors.ts';
import { SET_IDS } from './set.ts';

const Text = z.string().check(z.minLength(1));

const SetOptions = z.object({
  /** URI or path. A path without a root starts at a workspace folder. */
  image: z.optional(Text),
  set: z.enum(SET_IDS),
  /**
   * URI or path of a folder. If it exists, the set gets a new folder inside; otherwise the set's folder is created there. Beside the
   * image by default.
   */
  target: z.optional(Text),
});
export type SetOptions = Readonly<z.infer<typeof SetOptions>>;
export const SET_OPTION_NAMES = Object.keys(SetOptions.shape);

/** Parses the options of a caller. Drops what isn't an option. @throws CheckError `bad-options` */
export function parseSetOptions(value: unknown): SetOptions {
  const { data, error } = SetOptions.safeParse(value);
  if (data !== undefined) return data;
  throw new CheckError({ kind: 'bad-options', where: error.issues[0]?.path.join('.') ?? '' });
}

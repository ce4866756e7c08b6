import * as z from 'zod/mini';
import { CheckError } from '../errors.ts';
import { MAX_SIDE } from '../image/pixels/pixels.ts';
import { WRITTEN_TYPES } from './formats.ts';

/**
 * How an image gets into a size of another ratio, as CSS names it. `cover` fills the size and crops what is outside; `contain` shows all
 * of the image and pads the rest; `inside` shows all of it and makes one side shorter.
 */
export const FITS = ['cover', 'contain', 'inside'] as const;
export type Fit = (typeof FITS)[number];

const Side = z.int().check(z.gte(1), z.lte(MAX_SIDE));

/** What an asset should be. Everything that is missing stays as in the image. */
export const Recipe = z.object({
  /** In px. One side alone keeps the ratio. */
  width: z.optional(Side),
  height: z.optional(Side),
  fit: z.optional(z.enum(FITS)),
  /** `transparent` removes a plain background. */
  background: z.optional(z.literal('transparent')),
  format: z.optional(z.enum(WRITTEN_TYPES)),
  /** 1 to 100, for JPEG and WebP. With a limit, the highest that is tried. */
  quality: z.optional(z.int().check(z.gte(1), z.lte(100))),
  /** The most bytes that the file may have. The quality is as high as that allows. */
  mostBytes: z.optional(z.int().check(z.gte(1))),
});
export type Recipe = Readonly<z.infer<typeof Recipe>>;

const Text = z.string().check(z.minLength(1));

const PrepareOptions = z.extend(Recipe, {
  /** URIs or paths. A path without a root starts at a workspace folder. */
  images: z.optional(z.array(Text)),
  /** URI or path of a folder; that of the image by default. */
  target: z.optional(Text),
});
export type PrepareOptions = Readonly<z.infer<typeof PrepareOptions>>;
export const PREPARE_OPTION_NAMES = Object.keys(PrepareOptions.shape);

/**
 * How a background becomes transparent: `local` finds one color on this machine, `key` has the model paint a key color in one request, `exact`
 * has it paint white and black in two.
 */
export const WAYS = ['local', 'key', 'exact'] as const;
export type Way = (typeof WAYS)[number];

const RemovalOptions = z.extend(PrepareOptions, { way: z.optional(z.enum(WAYS)) });
export const REMOVAL_OPTION_NAMES = Object.keys(RemovalOptions.shape);

/** Parses the options of a caller. Drops what isn't an option. @throws CheckError `bad-options` */
export function parsePrepareOptions(value: unknown): PrepareOptions {
  return checked(PrepareOptions.safeParse(value));
}

export type RemovalOptions = PrepareOptions & { readonly way: Way };

/**
 * Parses the options of a caller who wants a transparent background. Images that a model paints get no other options.
 *
 * @throws CheckError `bad-options`
 */
export function parseRemovalOptions(value: unknown): RemovalOptions {
  const { way = 'local', images, target, ...given } = checked(RemovalOptions.safeParse(value));
  const recipe = { ...Recipe.parse(given), background: 'transparent' as const };
  const [where] = Object.keys(Recipe.parse(given)).filter((name) => name !== 'background');
  if (way !== 'local' && where !== undefined) throw new CheckError({ kind: 'bad-options', where });
  const files = { ...(images && { images }), ...(target && { target }) };
  return checked({ data: { ...recipe, ...files, way } });
}

/** @throws CheckError `bad-options` */
function checked<T extends PrepareOptions>({
  data,
  error,
}: {
  readonly data?: T | undefined;
  readonly error?: z.core.$ZodError | undefined;
}): T {
  if (data === undefined) {
    const where = error?.issues[0]?.path.join('.') ?? '';
    throw new CheckError({ kind: 'bad-options', where });
  }
  // JPEG has no transparency.
  const isLost = data.background === 'transparent' && data.format === 'jpeg';
  if (isLost) throw new CheckError({ kind: 'bad-options', where: 'format' });
  return data;
}

/** Reads a weight as users write it: `150 kB`, `1.5 MB`, `80000`. In bytes; undefined for other texts. */
export function parseWeight(text: string): number | undefined {
  const match = /^\s*(\d{1,9}(?:[.,]\d{1,3})?)\s*(k|m)?(?:i?b)?(?:ytes)?\s*$/i.exec(text);
  if (match === null) return undefined;
  const [, number = '', unit = ''] = match;
  const factor = { k: 1000, m: 1_000_000 }[unit.toLowerCase()] ?? 1;
  const bytes = Math.floor(Number(number.replace(',', '.')) * factor);
  return bytes >= 1 ? bytes : undefined;
}

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

/** A point of an image, as shares of its width and height. */
const Point = z.object({
  x: z.number().check(z.gte(0), z.lte(1)),
  y: z.number().check(z.gte(0), z.lte(1)),
});
export type Point = Readonly<z.infer<typeof Point>>;

/** What is around an image that doesn't fill its size, besides a color. */
export const PADS = ['transparent', 'mirror', 'blur'] as const;
const HexColor = z.string().check(z.regex(/^#[0-9a-f]{6}$/i));

const Side = z.int().check(z.gte(1), z.lte(MAX_SIDE));

/** What an asset should be. Everything that is missing stays as in the image. */
export const Recipe = z.object({
  /** In px. One side alone keeps the ratio. */
  width: z.optional(Side),
  height: z.optional(Side),
  /** `cover` by default, and `contain` with `pad`. */
  fit: z.optional(z.enum(FITS)),
  /** What `cover` keeps: the part around a point, or the one with the most detail. The middle by default. */
  focus: z.optional(z.union([Point, z.literal('content')])),
  /** What `contain` puts around the image: a color such as `#ffffff`, which is also behind it, its mirror image, or a blurred copy. */
  pad: z.optional(z.union([z.enum(PADS), HexColor])),
  /** `transparent` removes a plain background. */
  background: z.optional(z.literal('transparent')),
  format: z.optional(z.enum(WRITTEN_TYPES)),
  /** 1 to 100, for JPEG and WebP. With a limit, the highest that is tried. */
  quality: z.optional(z.int().check(z.gte(1), z.lte(100))),
  /** The most bytes that the file may have. The quality is as high as that allows. */
  mostBytes: z.optional(z.int().check(z.gte(1))),
});
export type Recipe = Readonly<z.infer<typeof Recipe>>;

/** Returns how an image gets into the size of a recipe. */
export function fitOf({ fit, pad }: Pick<Recipe, 'fit' | 'pad'>): Fit {
  return fit ?? (pad === undefined ? 'cover' : 'contain');
}

/** Returns a color as a recipe writes it; undefined for other texts. */
export function parseColor(text: string): `#${string}` | undefined {
  const [, color] = /^\s*#?([0-9a-f]{6}|[0-9a-f]{3})\s*$/i.exec(text) ?? [];
  if (color === undefined) return undefined;
  const long = color.length === 3 ? color.replaceAll(/./g, '$&$&') : color;
  return `#${long.toLowerCase()}`;
}

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

/** Reads a weight as users write it: `150 kB`, `1.5 MB`, `80000`; `150` alone means kB. In bytes; undefined for other texts. */
export function parseWeight(text: string): number | undefined {
  const match = /^\s*(\d{1,9}(?:[.,]\d{1,3})?)\s*(k|m)?(?:i?b)?(?:ytes)?\s*$/i.exec(text);
  if (match === null) return undefined;
  const [, number = '', unit = ''] = match;
  const value = Number(number.replace(',', '.'));
  // No image has so few bytes.
  const isShort = !/[a-z]/i.test(text) && value < 1000;
  const factor = { k: 1000, m: 1_000_000 }[unit.toLowerCase()] ?? (isShort ? 1000 : 1);
  const bytes = Math.floor(value * factor);
  return bytes >= 1 ? bytes : undefined;
}

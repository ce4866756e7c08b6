import { CheckError } from '../errors.ts';

/** The similarity (see `similarity.ts`) below which most people see that an image was compressed. */
export const MIN_SIMILARITY = 0.92;
/** Above it, files grow without a visible difference. */
export const BEST_QUALITY = 95;

export interface Weighed {
  readonly file: Uint8Array;
  /** 1 to 100. */
  readonly quality: number;
}

export interface WeightParts {
  /** Encodes the image. @param quality 1 to 100 */
  readonly encode: (quality: number) => Promise<Uint8Array>;
  /** Returns how much a file looks like the image, 0 to 1. */
  readonly similarityOf: (file: Uint8Array) => Promise<number>;
  /** The highest quality to try. */
  readonly best: number;
}

/**
 * Encodes an image with the highest quality whose file is light enough.
 *
 * @throws CheckError `too-heavy` if that would damage the image visibly. It names the lightest file that wouldn't.
 */
export async function encodeUnder(
  mostBytes: number,
  { encode, similarityOf, best }: WeightParts,
): Promise<Weighed> {
  const light = await highest(1, best, encode, async ({ length }) => length <= mostBytes);
  // Nothing better is asked for, whatever it looks like.
  if (light?.quality === best) return light;
  if (light && (await similarityOf(light.file)) >= MIN_SIMILARITY) return light;
  const from = light === undefined ? 1 : light.quality + 1;
  const damaged = await highest(
    from,
    best,
    encode,
    async (file) => (await similarityOf(file)) < MIN_SIMILARITY,
  );
  const least = await encode(Math.min(best, (damaged?.quality ?? from - 1) + 1));
  throw new CheckError({ kind: 'too-heavy', mostBytes, leastBytes: least.length });
}

/** Returns the highest quality that passes, as all lower ones do; undefined if none passes. */
async function highest(
  from: number,
  to: number,
  encode: WeightParts['encode'],
  passes: (file: Uint8Array) => Promise<boolean>,
): Promise<Weighed | undefined> {
  let [low, high] = [from, to];
  let best: Weighed | undefined;
  while (low <= high) {
    const quality = Math.ceil((low + high) / 2);
    const file = await encode(quality);
    if (await passes(file)) {
      best = { file, quality };
      low = quality + 1;
    } else high = quality - 1;
  }
  return best;
}

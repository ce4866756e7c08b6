/** The sides of a square image of each size, in px. Other ratios have about as many pixels. */
export const SIDES: Readonly<Record<string, number>> = {
  '512': 512,
  '1K': 1024,
  '2K': 2048,
  '4K': 4096,
};

/** Models have tables of sizes, not formulas: a side can be this much shorter than the ratio says. */
const TABLE_TOLERANCE = 0.98;

interface Size {
  /** In px. */
  readonly width: number;
  readonly height: number;
}

/** What a model offers. An empty list, or one with `auto` alone: it chooses by itself. */
interface Offered {
  readonly aspectRatios: readonly string[];
  readonly imageSizes: readonly string[];
}

/** What to request for an image of an exact size. Missing: the model chooses. */
export interface SizeRequest {
  readonly aspectRatio?: string;
  readonly imageSize?: string;
}

/**
 * Returns the offered ratio that is nearest to a size, and the smallest offered size that has all of its pixels; the largest one if none
 * has. What is left over is cropped.
 */
export function requestForSize(wanted: Size, { aspectRatios, imageSizes }: Offered): SizeRequest {
  const aspectRatio = nearestRatio(
    wanted,
    aspectRatios.filter((ratio) => ratio !== 'auto'),
  );
  const known = imageSizes
    .filter((size) => SIDES[size] !== undefined)
    .toSorted((a, b) => (SIDES[a] ?? 0) - (SIDES[b] ?? 0));
  const side = neededSide(wanted, aspectRatio);
  const imageSize = known.find((size) => (SIDES[size] ?? 0) >= side) ?? known.at(-1);
  return { ...(aspectRatio && { aspectRatio }), ...(imageSize && { imageSize }) };
}

/** Returns the ratio of a list that is nearest to a size in px; undefined for an empty list or an unknown size. */
export function nearestRatio(
  { width, height }: { readonly width: number; readonly height: number },
  ratios: readonly string[],
): string | undefined {
  if (!(width > 0 && height > 0)) return undefined;
  const distance = (ratio: string) => Math.abs(Math.log(width / height / ratioOf(ratio)));
  return ratios.toSorted((a, b) => distance(a) - distance(b))[0];
}

/** Returns the share of an image of a ratio that a crop to a size keeps, on the side that it shortens. 1: it keeps all. */
export function keptShare({ width, height }: Size, ratio: string): number {
  const change = width / height / ratioOf(ratio);
  return Math.min(change, 1 / change);
}

/** Returns the side of a square with as many pixels as the smallest image of a ratio that covers a size. */
function neededSide({ width, height }: Size, ratio: string | undefined): number {
  const shape = ratio === undefined ? width / height : ratioOf(ratio);
  const coveringWidth = Math.max(width, height * shape);
  return Math.sqrt(coveringWidth * (coveringWidth / shape)) * TABLE_TOLERANCE;
}

/** Returns width / height of a ratio such as `16:9`. */
export function ratioOf(ratio: string): number {
  const [width = 1, height = 1] = ratio.split(':').map(Number);
  return width / height;
}

/** How much longer a side is than at 1K. */
const SIDE_FACTORS: Readonly<Record<string, number>> = { '512': 0.5, '1K': 1, '2K': 2, '4K': 4 };
const BASE_SIDE = 1024;
const SIDE_STEP = 16;

/** Parses a ratio ("16:9") into width and height; returns `undefined` for other texts. */
export function parseRatio(ratio: string): readonly [number, number] | undefined {
  const match = /^(\d{1,2}):(\d{1,2})$/.exec(ratio);
  const [width, height] = [Number(match?.[1]), Number(match?.[2])];
  return width > 0 && height > 0 ? [width, height] : undefined;
}

/**
 * Returns the size of a new image in px: about one megapixel for "1K", with sides in steps of 16 px as in Google's tables
 * (16:9 is 1376 × 768). The sides are half as long for "512", twice for "2K", four times for "4K". Returns `undefined` for
 * other sizes and ratios.
 */
export function outputSize(
  ratio = '1:1',
  size = '1K',
): { readonly width: number; readonly height: number } | undefined {
  const parsed = parseRatio(ratio);
  const factor = SIDE_FACTORS[size];
  if (parsed === undefined || factor === undefined) return undefined;
  const root = Math.sqrt(parsed[0] / parsed[1]);
  const side = (length: number): number =>
    Math.ceil((BASE_SIDE * length) / SIDE_STEP - 1e-9) * SIDE_STEP * factor;
  return { width: side(root), height: side(1 / root) };
}

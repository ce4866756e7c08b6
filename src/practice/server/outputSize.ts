const SIDES: Readonly<Record<string, number>> = { '512': 0.5, '1K': 1, '2K': 2, '4K': 4 };

/** Width by height as numbers, or `undefined` for what is no ratio ("16:9"). */
export function parseRatio(ratio: string): readonly [number, number] | undefined {
  const match = /^(\d{1,2}):(\d{1,2})$/.exec(ratio);
  const [width, height] = [Number(match?.[1]), Number(match?.[2])];
  return width > 0 && height > 0 ? [width, height] : undefined;
}

/**
 * The size of a new picture in px. About one megapixel for "1K", sides in steps of 16 px as Google's
 * tables have them (16:9 is 1376 x 768), half the sides for "512", twice for "2K", four times for
 * "4K". `undefined` for a size or ratio that is none.
 */
export function pictureSize(
  ratio = '1:1',
  size = '1K',
): { readonly width: number; readonly height: number } | undefined {
  const parsed = parseRatio(ratio);
  const factor = SIDES[size];
  if (parsed === undefined || factor === undefined) return undefined;
  const root = Math.sqrt(parsed[0] / parsed[1]);
  const side = (length: number): number => Math.ceil((1024 * length) / 16 - 1e-9) * 16 * factor;
  return { width: side(root), height: side(1 / root) };
}

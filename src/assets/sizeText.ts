import { MAX_PIXELS, MAX_SIDE } from '../image/pixels/pixels.ts';

interface Sides {
  /** In px. */
  readonly width?: number;
  readonly height?: number;
}

/**
 * Reads a size as users write it: `1200x630`, `1200 × 630 px`, `1200` for a width, `x630` for a height. Undefined for other texts
 * for sides that no image can have, and for more pixels than Easel processes.
 */
export function parseSize(text: string): Sides | undefined {
  const match = /^\s*(\d{1,5})?\s*(?:[x×*]\s*(\d{1,5})?)?\s*(?:px)?\s*$/i.exec(text);
  const [width, height] = [match?.[1], match?.[2]].map((side) => Number(side ?? 0));
  if (!width && !height) return undefined;
  if (Math.max(width ?? 0, height ?? 0) > MAX_SIDE) return undefined;
  // Only digits that were typed count: `0x5` has no image.
  if (match?.[1] && !width) return undefined;
  if ((width ?? 0) * (height ?? 0) > MAX_PIXELS) return undefined;
  return { ...(width && { width }), ...(height && { height }) };
}

/** Reads a size with both sides. */
export function parseExactSize(text: string): Required<Sides> | undefined {
  const { width, height } = parseSize(text) ?? {};
  return width === undefined || height === undefined ? undefined : { width, height };
}

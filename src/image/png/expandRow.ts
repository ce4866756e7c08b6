import { PALETTE_TYPE, type PngLayout } from './layout.ts';

/** Receives pixels: RGBA with 8 or 16 bits per sample. */
export type Samples = Uint8Array | Uint16Array;

/**
 * Writes a row as RGBA.
 *
 * @param row packed samples, without a filter
 * @param count of pixels
 * @param at the index in `data` of the first red sample
 * @param step from one pixel to the next, in samples of `data`
 */
export type ExpandRow = (
  row: Uint8Array,
  count: number,
  data: Samples,
  at: number,
  step: number,
) => void;

const OPAQUE = 255;

/**
 * Returns the function for the rows of a file.
 *
 * @param palette the data of the PLTE chunk
 * @param transparency the data of the tRNS chunk
 */
export function rowExpander(
  layout: PngLayout,
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
): ExpandRow {
  const { depth, colorType, channels } = layout;
  if (colorType === PALETTE_TYPE) return indexExpander(depth, palette, transparency);
  if (depth === 8 && colorType === 6) return expandRgba;
  if (depth === 8 && colorType === 2 && transparency === undefined) return expandRgb;
  return sampleExpander(depth, channels, transparency);
}

const expandRgba: ExpandRow = (row, count, data, at, step) => {
  if (step === 4) {
    data.set(row, at);
    return;
  }
  for (let x = 0; x < count; x++) data.set(row.subarray(x * 4, x * 4 + 4), at + x * step);
};

/** All systems of VS Code have the low byte of a number first, but Node runs on others too. */
const IS_LOW_FIRST = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

const expandRgb: ExpandRow = (row, count, data, at, step) => {
  if (step === 4 && IS_LOW_FIRST && (data.byteOffset + at) % 4 === 0) {
    // One write for each pixel takes half as long as four.
    const pixels = new Uint32Array(data.buffer, data.byteOffset + at, count);
    for (let from = 0, to = 0; to < count; from += 3, to++) {
      const color = (row[from] ?? 0) | ((row[from + 1] ?? 0) << 8) | ((row[from + 2] ?? 0) << 16);
      pixels[to] = color | (OPAQUE << 24);
    }
    return;
  }
  for (let from = 0, to = at; from < count * 3; from += 3, to += step) {
    data[to] = row[from] ?? 0;
    data[to + 1] = row[from + 1] ?? 0;
    data[to + 2] = row[from + 2] ?? 0;
    data[to + 3] = OPAQUE;
  }
};

/** Indexes without a color are opaque black. A tRNS chunk has the alpha of the first colors (PNG 11.3.1.1). */
function indexExpander(
  depth: number,
  palette: Uint8Array | undefined,
  alphas: Uint8Array = new Uint8Array(),
): ExpandRow {
  if (palette === undefined) throw new RangeError('no palette');
  return (row, count, data, at, step) => {
    for (let x = 0, to = at; x < count; x++, to += step) {
      const index = sampleAt(row, x, depth);
      data[to] = palette[index * 3] ?? 0;
      data[to + 1] = palette[index * 3 + 1] ?? 0;
      data[to + 2] = palette[index * 3 + 2] ?? 0;
      data[to + 3] = alphas[index] ?? OPAQUE;
    }
  };
}

/** For gray and color of every depth. A tRNS chunk has the one gray or color that is transparent (PNG 11.3.1.1). */
function sampleExpander(
  depth: number,
  channels: number,
  transparency: Uint8Array | undefined,
): ExpandRow {
  const max = depth === 16 ? 65_535 : OPAQUE;
  // Samples of 1, 2, and 4 bits reach up to 1, 3, and 15, which all divide 255.
  const factor = depth < 8 ? OPAQUE / (2 ** depth - 1) : 1;
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  const alphaAt = channels === 2 ? 1 : channels === 4 ? 3 : undefined;
  // Of its 16 bits, only those of the depth count (PNG 11.3.1.1).
  const hidden =
    transparency && [0, green, blue].map((n) => sampleAt(transparency, n, 16) & (2 ** depth - 1));
  return (row, count, data, at, step) => {
    for (let x = 0, to = at; x < count; x++, to += step) {
      const from = x * channels;
      const r = sampleAt(row, from, depth);
      const g = sampleAt(row, from + green, depth);
      const b = sampleAt(row, from + blue, depth);
      const isHidden =
        hidden !== undefined && r === hidden[0] && g === hidden[1] && b === hidden[2];
      data[to] = r * factor;
      data[to + 1] = g * factor;
      data[to + 2] = b * factor;
      const alpha = alphaAt === undefined ? max : sampleAt(row, from + alphaAt, depth);
      data[to + 3] = isHidden ? 0 : alpha;
    }
  };
}

/** Reads a sample. Those of less than 8 bits share bytes, the first one in the high bits; those of 16 have the high byte first (PNG 7.1). */
function sampleAt(row: Uint8Array, index: number, depth: number): number {
  if (depth === 8) return row[index] ?? 0;
  if (depth === 16) return ((row[index * 2] ?? 0) << 8) | (row[index * 2 + 1] ?? 0);
  const bit = index * depth;
  return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
}

import type { PngChunk } from '../pixels/pngChunks.ts';

/** How a PNG file stores its pixels (PNG 11.2.1). */
export interface PngLayout {
  /** In px. */
  readonly width: number;
  readonly height: number;
  /** Bits per sample: 1, 2, 4, 8, or 16. */
  readonly depth: number;
  readonly colorType: number;
  /** Samples per pixel: 1 gray or an index, 2 gray and alpha, 3 RGB, 4 RGBA. */
  readonly channels: number;
  readonly passes: readonly Pass[];
}

/** A part of the image that is stored like an image of its own. An image that isn't interlaced has one (PNG 8.1). */
export interface Pass {
  /** The first pixel, and the distance to the next column and the next row, in px of the image. */
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
  /** In px of the pass; at least 1. */
  readonly width: number;
  readonly height: number;
}

/** The first pixels and the distances of the seven passes (PNG 8.2). */
const ADAM7 = [
  [0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2],
] as const; // prettier-ignore
const AT_ONCE = [[0, 0, 1, 1]] as const;

export const PALETTE_TYPE = 3;
/** Samples per pixel, and the depths that are allowed, by color type. */
const COLOR_TYPES: Readonly<
  Record<number, { readonly channels: number; readonly depths: readonly number[] }>
> = {
  0: { channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, depths: [8, 16] },
  [PALETTE_TYPE]: { channels: 1, depths: [1, 2, 4, 8] },
  4: { channels: 2, depths: [8, 16] },
  6: { channels: 4, depths: [8, 16] },
};

/** @throws RangeError for a chunk that isn't a header, and for values that no PNG has */
export function parsePngLayout(chunk: PngChunk | undefined): PngLayout {
  if (chunk?.type !== 'IHDR' || chunk.data.length !== 13) throw new RangeError('no header');
  const view = Buffer.from(chunk.data);
  const [width, height] = [view.readUInt32BE(0), view.readUInt32BE(4)];
  const [depth = 0, colorType = 0, compression, filters, interlacing] = view.subarray(8);
  const { channels, depths } = COLOR_TYPES[colorType] ?? { channels: 0, depths: [] };
  const isKnown = depths.includes(depth) && compression === 0 && filters === 0;
  if (!isKnown || (interlacing !== 0 && interlacing !== 1)) throw new RangeError('unknown header');
  const passes = (interlacing === 1 ? ADAM7 : AT_ONCE).map(([x, y, stepX, stepY]) => ({
    x,
    y,
    stepX,
    stepY,
    width: Math.ceil((width - x) / stepX),
    height: Math.ceil((height - y) / stepY),
  }));
  return {
    width,
    height,
    depth,
    colorType,
    channels,
    passes: passes.filter((pass) => pass.width > 0 && pass.height > 0),
  };
}

/** A row of a pass, and where its pixels go in RGBA samples of the whole image. */
export interface PassRow {
  /** In px. */
  readonly width: number;
  /** The first of its pass: no row is above it. */
  readonly isFirst: boolean;
  /** The index of the first red sample. */
  readonly from: number;
  /** From one pixel to the next, in samples. */
  readonly step: number;
}

/** Lists all rows in the order of the file. */
export function* rowsOf(layout: PngLayout): Generator<PassRow, void, undefined> {
  for (const { x, y, stepX, stepY, width, height } of layout.passes) {
    for (let row = 0; row < height; row++) {
      const from = ((y + row * stepY) * layout.width + x) * 4;
      yield { width, isFirst: row === 0, from, step: stepX * 4 };
    }
  }
}

/** Returns the bytes of a row of `width` px, without the number of its filter. */
export function rowBytes({ depth, channels }: PngLayout, width: number): number {
  return Math.ceil((width * depth * channels) / 8);
}

/** Returns the bytes of all rows, with the numbers of their filters. */
export function inflatedBytes(layout: PngLayout): number {
  return layout.passes.reduce(
    (sum, { width, height }) => sum + height * (1 + rowBytes(layout, width)),
    0,
  );
}

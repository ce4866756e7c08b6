import { isOpaque, type Pixels } from '../pixels/pixels.ts';
import { pngChunk } from '../pixels/pngChunks.ts';
import { headerChunk, INDEXED, RGB, RGBA } from './header.ts';
import type { IndexedPixels } from './palette.ts';

/** Pixels as a PNG stores them, before filters. */
export interface Packing {
  /** The chunks before the pixels. */
  readonly head: readonly Buffer[];
  /** The rows one after the other. */
  readonly rows: Uint8Array;
  readonly rowBytes: number;
  /** The distance to the pixel at the left that filters look at, in bytes. */
  readonly step: number;
}

/** Packs the samples of an image: RGB, or RGBA if it isn't opaque. */
export function packColors(image: Pixels): Packing {
  const { width, data } = image;
  const hasAlpha = !isOpaque(data);
  const head = [headerChunk(image, 8, hasAlpha ? RGBA : RGB)];
  if (hasAlpha) return { head, rows: data, rowBytes: width * 4, step: 4 };
  const rows = new Uint8Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    rows[to] = data[from] ?? 0;
    rows[to + 1] = data[from + 1] ?? 0;
    rows[to + 2] = data[from + 2] ?? 0;
  }
  return { head, rows, rowBytes: width * 3, step: 3 };
}

/** Packs the numbers of colors, with as few bits for each as the palette needs. */
export function packIndexes(
  size: { readonly width: number; readonly height: number },
  { palette, indexes }: IndexedPixels,
): Packing {
  const count = palette.length / 4;
  const depth = [1, 2, 4].find((bits) => count <= 2 ** bits) ?? 8;
  const alphas = palette.filter((_, index) => index % 4 === 3);
  // Colors after the last transparent one are opaque without an entry (PNG 11.3.1.1).
  const transparent = alphas.subarray(0, alphas.findLastIndex((alpha) => alpha < 255) + 1);
  const head = [
    headerChunk(size, depth, INDEXED),
    pngChunk(
      'PLTE',
      palette.filter((_, index) => index % 4 !== 3),
    ),
    ...(transparent.length > 0 ? [pngChunk('tRNS', transparent)] : []),
  ];
  const rowBytes = Math.ceil((size.width * depth) / 8);
  if (depth === 8) return { head, rows: indexes, rowBytes, step: 1 };
  const rows = new Uint8Array(rowBytes * size.height);
  for (let y = 0, at = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, at++) {
      // The first pixel is in the high bits (PNG 7.2).
      const bit = x * depth;
      const to = y * rowBytes + (bit >> 3);
      rows[to] = (rows[to] ?? 0) | ((indexes[at] ?? 0) << (8 - depth - (bit & 7)));
    }
  }
  return { head, rows, rowBytes, step: 1 };
}

import type { PngHeader } from './pngStream.ts';
import { unfilterRow } from '../png/unfilter.ts';

/** Shrinks the inflated rows of a PNG while they arrive. */
export interface Shrinker {
  /** Takes the next bytes: rows that each start with the number of their filter (PNG 9). */
  readonly push: (rows: Uint8Array) => void;
  /** Returns the small image; `undefined` until all rows have arrived. */
  readonly result: () => SmallImage | undefined;
}

/** Sizes in px; 8 bits per sample, row by row: `width * height * channels` bytes. */
export interface SmallImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

type Layout = Pick<PngHeader, 'width' | 'height' | 'channels'>;

/** @param factor how many px of a side become one, as a mean; crops the rest at the right and at the bottom */
export function createShrinker({ width, height, channels }: Layout, factor: number): Shrinker {
  const small = { width: Math.floor(width / factor), height: Math.floor(height / factor) };
  const smallRowBytes = small.width * channels;
  const data = new Uint8Array(small.height * smallRowBytes);
  // Sums of 16 × 16 px with color 255 and alpha 255 reach 17 million, far below 2^32.
  const sums = new Uint32Array(smallRowBytes);
  const rowBytes = 1 + width * channels;
  let [row, above] = [new Uint8Array(rowBytes), new Uint8Array(rowBytes)];
  let filledBytes = 0;
  let rows = 0;

  function finishRow(): void {
    const pixels = row.subarray(1);
    unfilterRow(row[0] ?? 0, pixels, above.subarray(1), channels);
    rows += 1;
    if (rows <= small.height * factor) {
      addRow(pixels, sums, channels, factor);
      if (rows % factor === 0) {
        const at = (rows / factor - 1) * smallRowBytes;
        writeMeans(sums, data.subarray(at, at + smallRowBytes), channels, factor);
        sums.fill(0);
      }
    }
    [row, above] = [above, row];
  }

  return {
    push: (bytes) => {
      for (let at = 0; at < bytes.length && rows < height;) {
        const part = bytes.subarray(at, at + rowBytes - filledBytes);
        row.set(part, filledBytes);
        filledBytes += part.length;
        at += part.length;
        if (filledBytes < rowBytes) continue;
        finishRow();
        filledBytes = 0;
      }
    },
    result: () => (rows === height ? { ...small, data } : undefined),
  };
}

/** Adds the pixels of a row to the sums of the small row. */
function addRow(row: Uint8Array, sums: Uint32Array, channels: 3 | 4, factor: number): void {
  if (channels === 4) addRgba(row, sums, factor);
  else addRgb(row, sums, factor);
}

function addRgb(row: Uint8Array, sums: Uint32Array, factor: number): void {
  for (let to = 0, from = 0; to < sums.length; to += 3) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (const end = from + factor * 3; from < end; from += 3) {
      red += row[from] ?? 0;
      green += row[from + 1] ?? 0;
      blue += row[from + 2] ?? 0;
    }
    sums[to] = (sums[to] ?? 0) + red;
    sums[to + 1] = (sums[to + 1] ?? 0) + green;
    sums[to + 2] = (sums[to + 2] ?? 0) + blue;
  }
}

/** Weights colors by their alpha, so that colors hidden under transparency do not bleed. */
function addRgba(row: Uint8Array, sums: Uint32Array, factor: number): void {
  for (let to = 0, from = 0; to < sums.length; to += 4) {
    for (const end = from + factor * 4; from < end; from += 4) {
      const alpha = row[from + 3] ?? 0;
      sums[to] = (sums[to] ?? 0) + (row[from] ?? 0) * alpha;
      sums[to + 1] = (sums[to + 1] ?? 0) + (row[from + 1] ?? 0) * alpha;
      sums[to + 2] = (sums[to + 2] ?? 0) + (row[from + 2] ?? 0) * alpha;
      sums[to + 3] = (sums[to + 3] ?? 0) + alpha;
    }
  }
}

function writeMeans(sums: Uint32Array, into: Uint8Array, channels: 3 | 4, factor: number): void {
  const area = factor * factor;
  for (let at = 0; at < sums.length; at += channels) {
    const weight = channels === 4 ? (sums[at + 3] ?? 0) : area;
    for (let color = at; color < at + 3; color++) {
      into[color] = weight === 0 ? 0 : Math.round((sums[color] ?? 0) / weight);
    }
    if (channels === 4) into[at + 3] = Math.round(weight / area);
  }
}

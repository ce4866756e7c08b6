import type { PngHeader } from './pngStream.ts';

/** Makes a small picture of the unpacked rows of a PNG while they come. */
export interface Shrinker {
  /** The next bytes: rows that begin with the number of their filter (PNG 9). */
  readonly take: (unpacked: Uint8Array) => void;
  /** `undefined` until all rows were here. */
  readonly result: () => SmallImage | undefined;
}

/** `width * height * channels` bytes, row by row. Sizes in px. */
export interface SmallImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

type Size = Pick<PngHeader, 'width' | 'height' | 'channels'>;

/** @param factor so many px of the side become one, as a mean; what is left over at the right and below is cut off */
export function createShrinker({ width, height, channels }: Size, factor: number): Shrinker {
  const small = { width: Math.floor(width / factor), height: Math.floor(height / factor) };
  const smallRow = small.width * channels;
  const data = new Uint8Array(small.height * smallRow);
  // 16 × 16 px of 255 with an alpha of 255 are 17 million: far from the end.
  const sums = new Uint32Array(smallRow);
  const rowBytes = 1 + width * channels;
  let [row, above] = [new Uint8Array(rowBytes), new Uint8Array(rowBytes)];
  let filled = 0;
  let rows = 0;

  function takeRow(): void {
    const pixels = row.subarray(1);
    unfilter(row[0] ?? 0, pixels, above.subarray(1), channels);
    rows += 1;
    if (rows <= small.height * factor) {
      add(pixels, sums, channels, factor);
      if (rows % factor === 0) {
        const at = (rows / factor - 1) * smallRow;
        mean(sums, data.subarray(at, at + smallRow), channels, factor);
        sums.fill(0);
      }
    }
    [row, above] = [above, row];
  }

  return {
    take: (unpacked) => {
      for (let at = 0; at < unpacked.length && rows < height;) {
        const part = unpacked.subarray(at, at + rowBytes - filled);
        row.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < rowBytes) continue;
        takeRow();
        filled = 0;
      }
    },
    result: () => (rows === height ? { ...small, data } : undefined),
  };
}

/** Undoes the filter of a row in place (PNG 9.2). @param above the row before, or zeros */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, step: number): void {
  if (filter === 1) sub(row, step);
  else if (filter === 2) up(row, above);
  else if (filter === 3) average(row, above, step);
  else if (filter === 4) paeth(row, above, step);
}

// One loop for each: this is where nearly all of the time goes. `?? 0` costs nothing; outside the array there is nothing.

function sub(row: Uint8Array, step: number): void {
  for (let at = step; at < row.length; at++) row[at] = (row[at] ?? 0) + (row[at - step] ?? 0);
}

function up(row: Uint8Array, above: Uint8Array): void {
  for (let at = 0; at < row.length; at++) row[at] = (row[at] ?? 0) + (above[at] ?? 0);
}

function average(row: Uint8Array, above: Uint8Array, step: number): void {
  for (let at = 0; at < row.length; at++) {
    const left = at < step ? 0 : (row[at - step] ?? 0);
    row[at] = (row[at] ?? 0) + ((left + (above[at] ?? 0)) >> 1);
  }
}

/**
 * Alan Paeth's predictor (PNG 9.4): whichever of left, above and above left is nearest to their plane. Chosen by bits: a
 * processor that has to guess the branches guesses wrong in a photograph, which takes twice as long.
 */
function paeth(row: Uint8Array, above: Uint8Array, step: number): void {
  for (let at = 0; at < step; at++) row[at] = (row[at] ?? 0) + (above[at] ?? 0);
  for (let at = step; at < row.length; at++) {
    const left = row[at - step] ?? 0;
    const over = above[at] ?? 0;
    const corner = above[at - step] ?? 0;
    const toLeft = magnitude(over - corner);
    const toOver = magnitude(left - corner);
    const toCorner = magnitude(left + over - 2 * corner);
    // All ones where left is not the nearest, and where above is further away than the corner.
    const notLeft = ((toOver - toLeft) | (toCorner - toLeft)) >> 31;
    const notOver = (toCorner - toOver) >> 31;
    const nearest = (left & ~notLeft) | (notLeft & ((over & ~notOver) | (corner & notOver)));
    row[at] = (row[at] ?? 0) + nearest;
  }
}

/** The number without its sign. */
function magnitude(number: number): number {
  const sign = number >> 31;
  return (number ^ sign) - sign;
}

/** Adds the pixels of a row to the sums of the small row's. */
function add(row: Uint8Array, sums: Uint32Array, channels: 3 | 4, factor: number): void {
  if (channels === 4) addWeighted(row, sums, factor);
  else addOpaque(row, sums, factor);
}

function addOpaque(row: Uint8Array, sums: Uint32Array, factor: number): void {
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

/** Colours weigh as much as they are opaque, so that what hides under transparency does not bleed. */
function addWeighted(row: Uint8Array, sums: Uint32Array, factor: number): void {
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

function mean(sums: Uint32Array, into: Uint8Array, channels: 3 | 4, factor: number): void {
  const area = factor * factor;
  for (let at = 0; at < sums.length; at += channels) {
    const weight = channels === 4 ? (sums[at + 3] ?? 0) : area;
    for (let color = at; color < at + 3; color++) {
      into[color] = weight === 0 ? 0 : Math.round((sums[color] ?? 0) / weight);
    }
    if (channels === 4) into[at + 3] = Math.round(weight / area);
  }
}

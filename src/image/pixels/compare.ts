import { boundingBox, luma, type Box, type Pixels } from './pixels.ts';
import { scaleImage } from './scale.ts';

export interface Comparison {
  /** Changed pixels as a share of all: 0 to 1. */
  readonly share: number;
  /** The box around all changed pixels; missing if none changed. */
  readonly box?: Box;
  /** The sizes differ, so the second image was scaled to the size of the first. */
  readonly isScaled: boolean;
  /** A drawing of the size of the first image: unchanged pixels in faint gray, changed ones in red, stronger for more change. */
  readonly drawing: Pixels;
}

/** How much of the gray of unchanged pixels remains: 0 is white, 1 is all of it. */
const FAINTNESS = 0.25;
const OPAQUE = 255;

/**
 * Compares two images pixel by pixel.
 *
 * @param threshold differences up to this do not count: 0 to 255, of the channel that differs most
 */
export function compareImages(before: Pixels, after: Pixels, threshold: number): Comparison {
  const { width, height } = before;
  const isScaled = after.width !== width || after.height !== height;
  const other = isScaled ? scaleImage(after, width, height) : after;
  const differences = new Uint8Array(width * height);
  let changed = 0;
  for (let at = 0; at < differences.length; at++) {
    const difference = differenceAt(before.data, other.data, at * 4);
    if (difference <= threshold) continue;
    differences[at] = difference;
    changed++;
  }
  const box = boundingBox(width, height, (at) => differences[at] !== 0);
  return {
    share: changed / differences.length,
    ...(box && { box }),
    isScaled,
    drawing: { width, height, data: drawDifferences(before, differences) },
  };
}

/** Compares two pixels as they look on black and on white: fully transparent pixels are equal, whatever color they hide. */
function differenceAt(a: Uint8Array, b: Uint8Array, at: number): number {
  const alphaA = a[at + 3] ?? 0;
  const alphaB = b[at + 3] ?? 0;
  if (alphaA === OPAQUE && alphaB === OPAQUE) return opaqueDifferenceAt(a, b, at);
  let largest = Math.abs(alphaA - alphaB);
  for (let channel = at; channel < at + 3; channel++) {
    const difference = ((a[channel] ?? 0) * alphaA - (b[channel] ?? 0) * alphaB) / 255;
    largest = Math.max(largest, Math.abs(difference));
  }
  return Math.round(largest);
}

/** Does the same for opaque pixels, which nearly all are, without fractions. */
function opaqueDifferenceAt(a: Uint8Array, b: Uint8Array, at: number): number {
  const red = Math.abs((a[at] ?? 0) - (b[at] ?? 0));
  const green = Math.abs((a[at + 1] ?? 0) - (b[at + 1] ?? 0));
  const blue = Math.abs((a[at + 2] ?? 0) - (b[at + 2] ?? 0));
  return Math.max(red, green, blue);
}

function drawDifferences({ data }: Pixels, differences: Uint8Array): Uint8Array {
  const drawing = new Uint8Array(data.length).fill(255);
  for (let at = 0, to = 0; at < differences.length; at++, to += 4) {
    const difference = differences[at] ?? 0;
    if (difference !== 0) {
      // Starts at half of the red, so that a small change is visible too.
      const paleness = Math.round(127 * (1 - difference / 255));
      drawing[to] = 255 - Math.round(difference / 8);
      drawing[to + 1] = paleness;
      drawing[to + 2] = paleness;
      continue;
    }
    const gray = luma(data[to] ?? 0, data[to + 1] ?? 0, data[to + 2] ?? 0);
    const alpha = (data[to + 3] ?? 0) / OPAQUE;
    const faint = 255 - Math.round(FAINTNESS * (255 - gray) * alpha);
    drawing[to] = faint;
    drawing[to + 1] = faint;
    drawing[to + 2] = faint;
  }
  return drawing;
}

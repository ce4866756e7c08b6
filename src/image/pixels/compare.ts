import { boundingBox, type Box, type Pixels } from './pixels.ts';
import { scaleImage } from './scale.ts';

export interface Comparison {
  /** Changed pixels of all: 0 to 1. */
  readonly share: number;
  /** What changed lies in it; missing when nothing did. */
  readonly box?: Box;
  /** The sizes differ, so the second image was scaled to the first one's. */
  readonly isScaled: boolean;
  /** Of the first image's size: what stayed in faint gray, what changed in red, the stronger the more. */
  readonly picture: Pixels;
}

/** How much of the gray of unchanged pixels is left, from white on. */
const FAINT = 0.25;

/** @param threshold differences up to this are none: 0 to 255, of the channel that differs most */
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
    picture: { width, height, data: drawn(before, differences) },
  };
}

/** As both look on black and on white: what is fully transparent is alike, whatever colour it hides. */
function differenceAt(a: Uint8Array, b: Uint8Array, at: number): number {
  const alphaA = a[at + 3] ?? 0;
  const alphaB = b[at + 3] ?? 0;
  let most = Math.abs(alphaA - alphaB);
  for (let channel = at; channel < at + 3; channel++) {
    const difference = ((a[channel] ?? 0) * alphaA - (b[channel] ?? 0) * alphaB) / 255;
    most = Math.max(most, Math.abs(difference));
  }
  return Math.round(most);
}

function drawn({ data }: Pixels, differences: Uint8Array): Uint8Array {
  const picture = new Uint8Array(data.length).fill(255);
  for (const [at, difference] of differences.entries()) {
    const to = at * 4;
    if (difference !== 0) {
      // Even a small change is seen: half of the red is there from the start.
      const paleness = Math.round(127 * (1 - difference / 255));
      picture[to] = 255 - Math.round(difference / 8);
      picture[to + 1] = paleness;
      picture[to + 2] = paleness;
      continue;
    }
    const gray =
      0.299 * (data[to] ?? 0) + 0.587 * (data[to + 1] ?? 0) + 0.114 * (data[to + 2] ?? 0);
    picture.fill(255 - Math.round(FAINT * (255 - gray) * ((data[to + 3] ?? 0) / 255)), to, to + 3);
  }
  return picture;
}

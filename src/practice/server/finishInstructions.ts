import type { Rgba } from '../draw/paint.ts';

/** The sentences of `src/run/finish/instructions.ts` and `src/run/pairs/`, which Practice follows without drawing their words. */

const KEY =
  /\s*Isolate the subject on a flat (green|magenta|blue) \(#[0-9A-F]{6}\) background\b[^]*?use no \1 in it\./u;
const CROP =
  /\s*The image will be cropped to \d+ × \d+ px afterwards\.[^]*?within the middle (\d+)% of the (height|width)\./u;

const PASS =
  /\s*Change only the background: it becomes pure (white|black) \(#(?:FFFFFF|000000)\),[^]*?the new background shows through\./u;
const THEME = /Adapt this image for a (light|dark) page, [^]*?hard to see on (?:white|black)\./u;
const KEEP = /\s*Keep the subject exactly as it is: [^]*?every detail\./u;

/** What models paint when they are asked for pure colors: "#00FF00" came as 8,162,24 (reported in aldegad/sprite-gen#33). */
const PAINTED: Readonly<Record<string, Rgba>> = {
  green: [8, 162, 24, 255],
  magenta: [214, 22, 190, 255],
  blue: [24, 38, 205, 255],
};

/** Shares of the image's sides that are cropped at both ends together, 0 to 1. */
export interface Cropped {
  readonly width: number;
  readonly height: number;
}

export interface FinishInstructions {
  /** The color to paint around the subject. */
  readonly key?: Rgba;
  /** The background to repaint, with everything else as it is. */
  readonly pass?: 'white' | 'black';
  readonly cropped: Cropped;
}

/** Separates a prompt from Easel's own sentences. */
export function parseFinishInstructions(
  prompt: string,
): FinishInstructions & { readonly prompt: string } {
  const key = PAINTED[KEY.exec(prompt)?.[1] ?? ''];
  const pass = PASS.exec(prompt)?.[1];
  const crop = CROP.exec(prompt);
  const lost = crop ? 1 - Number(crop[1]) / 100 : 0;
  const cropped = {
    width: crop?.[2] === 'width' ? lost : 0,
    height: crop?.[2] === 'height' ? lost : 0,
  };
  return {
    prompt: [KEY, CROP, PASS, KEEP]
      .reduce((text, words) => text.replace(words, ''), prompt)
      .replace(THEME, (_, page) => (page === 'light' ? 'darken' : 'brighten')),
    cropped,
    ...(key && { key }),
    ...((pass === 'white' || pass === 'black') && { pass }),
  };
}

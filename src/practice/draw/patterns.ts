import type { Pixels } from '../../image/pixels/pixels.ts';
import { WHITE } from './colorWords.ts';
import { eachPixel, eachRow, mix, type Rgba } from './paint.ts';
import type { Random } from './random.ts';

type Paint = (image: Pixels, first: Rgba, second: Rgba, prompt: string) => void;

const PATTERNS: readonly (readonly [RegExp, Paint])[] = [
  [/gradient|farbverlauf|verlauf|グラデーション|渐变/iu, gradient],
  [/strip(?:e[sd]?|ed)\b|streifen|gestreift|ストライプ|しま模様|条纹/iu, stripes],
  [/checker\w*|chess\s?board|schachbrett|チェック柄|市松|棋盘|格子/iu, checkers],
  [/polka[- ]?dots?|\bdots\b|dotted|gepunktet|punkte|水玉|圆点|波点/iu, dots],
];

/** Returns four colors that go together, with a random hue. */
export function randomPalette(random: Random): readonly Rgba[] {
  const hue = random() * 360;
  return [0, 38, 190, 222].map((turn, i) => hsl(hue + turn, 0.62, 0.46 + 0.07 * i));
}

/** Covers the image, in place, with the pattern that the prompt names. Returns whether it names one. */
export function paintPattern(image: Pixels, prompt: string, inks: readonly Rgba[]): boolean {
  const paint = PATTERNS.find(([words]) => words.test(prompt))?.[1];
  const first = inks[0] ?? WHITE;
  paint?.(image, first, inks[1] ?? mix(first, WHITE, 0.82), prompt);
  return paint !== undefined;
}

function gradient(image: Pixels, from: Rgba, to: Rgba, prompt: string): void {
  const isHorizontal = /horizontal|left to right|waagerecht|横|水平/iu.test(prompt);
  const colorAt = (place: number, length: number): Rgba =>
    mix(from, to, place / Math.max(1, length - 1));
  if (isHorizontal) eachPixel(image, (x) => colorAt(x, image.width));
  else eachRow(image, (y) => colorAt(y, image.height));
}

function stripes(image: Pixels, first: Rgba, second: Rgba, prompt: string): void {
  const step = Math.max(2, Math.round(Math.min(image.width, image.height) / 12));
  const isHorizontal = /horizontal|waagerecht|横|水平/iu.test(prompt);
  eachPixel(image, (x, y) =>
    Math.floor((isHorizontal ? y : x) / step) % 2 === 0 ? first : second,
  );
}

function checkers(image: Pixels, first: Rgba, second: Rgba): void {
  const step = Math.max(2, Math.round(Math.min(image.width, image.height) / 8));
  eachPixel(image, (x, y) =>
    (Math.floor(x / step) + Math.floor(y / step)) % 2 === 0 ? first : second,
  );
}

function dots(image: Pixels, ink: Rgba, ground: Rgba): void {
  const step = Math.max(4, Math.round(Math.min(image.width, image.height) / 9));
  eachPixel(image, (x, y) => {
    const oddRow = Math.floor(y / step) % 2;
    const dx = ((x + (oddRow * step) / 2) % step) - step / 2;
    const dy = (y % step) - step / 2;
    const coverage = step * 0.28 - Math.hypot(dx, dy) + 0.5;
    return mix(ground, ink, Math.min(1, Math.max(0, coverage)));
  });
}

/** Converts from HSL: hue in degrees, saturation and lightness from 0 to 1. */
export function hsl(hue: number, saturation: number, lightness: number): Rgba {
  const channel = (offset: number): number => {
    const k = (offset + hue / 30) % 12;
    const reach = saturation * Math.min(lightness, 1 - lightness);
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4), 255];
}

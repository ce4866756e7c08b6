/** Draws a new image from the words of a prompt: colors, shapes, patterns and quoted text. */
import type { Pixels } from '../../image/pixels/pixels.ts';
import { findBackgroundColor } from './backgroundColor.ts';
import { findColors, WHITE, type ColorWord } from './colorWords.ts';
import { drawText, textSize, toDrawable } from './font.ts';
import { isolate } from './isolate.ts';
import { paintLandscape } from './landscape.ts';
import { createImage, mix, type Rgba } from './paint.ts';
import { hsl, paintPattern, randomPalette } from './patterns.ts';
import { createRandom, type Random } from './random.ts';
import { shapeWords, type Shape } from './shapes.ts';

const COUNTS: readonly string[] = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
const MAX_SHAPES = 24;
const PAPER: Rgba = [246, 244, 238, 255];

export interface Drawing {
  readonly image: Pixels;
  /** The prompt names nothing that Practice can draw, so it drew a landscape. */
  readonly isLandscape: boolean;
}

/**
 * Draws a prompt at a size in px. The same prompt and size always give the same pixels.
 *
 * @param key the color around the subject. Missing: what the prompt says
 */
export function drawImage(prompt: string, width: number, height: number, key?: Rgba): Drawing {
  const random = createRandom(prompt);
  const colors = findColors(prompt);
  const shapes = findShapes(prompt, colors, randomPalette(random));
  const background = findBackgroundColor(prompt) ?? groundColor(prompt, colors);
  const inks = colors.filter(({ start }) => start !== background?.start).map(({ color }) => color);
  const image = createImage(width, height, key ?? background?.color ?? PAPER);
  const patternInks = inks.length > 0 ? inks : randomPalette(random);
  const hasPattern = paintPattern(image, prompt, patternInks);
  const words = quotedWords(prompt);
  if (shapes.length > 0) paintShapes(image, shapes);
  const isLandscape = shapes.length === 0 && !hasPattern && words === '';
  if (isLandscape) paintLandscape(image, key ? inksAwayFrom(key, inks, random) : inks, random);
  if (key !== undefined && (isLandscape || hasPattern)) isolate(image, key);
  if (words !== '') paintWords(image, words, shapes.length > 0 ? WHITE : inks[0]);
  return { image, isLandscape };
}

/** A subject must not have the color around it, so colors that the prompt leaves open are far from it. */
function inksAwayFrom(key: Rgba, inks: readonly Rgba[], random: Random): readonly Rgba[] {
  const [red, green, blue] = key;
  const keyHue = green > red && green > blue ? 120 : red > 128 ? 300 : 240;
  const away = (lightness: number) => hsl(keyHue + 110 + random() * 140, 0.6, lightness);
  return [inks[0] ?? away(0.42), inks[1] ?? away(0.72)];
}

interface ColoredShape {
  readonly shape: Shape;
  readonly color: Rgba;
}

/** Finds shapes with the color before them ("a red square"), repeated as often as a number before them says. */
function findShapes(
  prompt: string,
  colors: readonly ColorWord[],
  defaultColors: readonly Rgba[],
): readonly ColoredShape[] {
  const shapes: ColoredShape[] = [];
  let from = 0;
  for (const { shape, start } of shapeWords(prompt)) {
    const named = colors.findLast((word) => word.start >= from && word.end <= start);
    const color = named?.color ?? defaultColors[shapes.length % defaultColors.length] ?? WHITE;
    const before = prompt.slice(Math.max(from, start - 32), start);
    const count = COUNTS.findIndex((word) => new RegExp(`\\b${word}\\b`, 'i').test(before)) + 1;
    const digit = Number(/\b([2-7])\b/.exec(before)?.[1] ?? 0);
    for (let i = 0; i < Math.max(1, count, digit); i++) shapes.push({ shape, color });
    from = start;
  }
  return shapes.slice(0, MAX_SHAPES);
}

/** Finds a background that is not called one: "a red circle on black". */
function groundColor(prompt: string, colors: readonly ColorWord[]): ColorWord | undefined {
  return colors.find(({ start }) =>
    /\bon (?:an? )?(?:plain |solid )?$/i.test(prompt.slice(0, start)),
  );
}

/** Lays shapes out in a grid and centers its last row. */
function paintShapes(image: Pixels, shapes: readonly ColoredShape[]): void {
  const { width, height } = image;
  const columns = Math.min(
    shapes.length,
    Math.max(1, Math.round(Math.sqrt((shapes.length * width) / height))),
  );
  const rows = Math.ceil(shapes.length / columns);
  const radius = 0.36 * Math.min(width / columns, height / rows);
  shapes.forEach(({ shape, color }, i) => {
    const row = Math.floor(i / columns);
    const inRow = Math.min(columns, shapes.length - row * columns);
    const x = ((i % columns) + 0.5) * (width / inRow);
    shape(image, [x, ((row + 0.5) * height) / rows], radius, color);
  });
}

/** Finds the words that a prompt wants written: `with the text "Hello"`. Returns an empty text if it names no words. */
function quotedWords(prompt: string): string {
  const match =
    /(?:text|words?|title|headline|label\w*|say\w*|reading|schriftzug)[^"“„「]{0,20}["“„「]([^"”“」]{1,60})["”“」]/i;
  return toDrawable(match.exec(prompt)?.[1] ?? '');
}

/** Writes words in the middle of the image, as large as they fit. */
function paintWords(image: Pixels, words: string, ink: Rgba | undefined): void {
  const unscaledWidth = textSize(words, 1).width;
  const scale = Math.floor(Math.min((image.width * 0.8) / unscaledWidth, image.height / 4 / 7));
  if (scale < 1) return;
  const size = textSize(words, scale);
  const left = Math.round((image.width - size.width) / 2);
  const top = Math.round((image.height - size.height) / 2);
  drawText(image, words, { left, top, scale }, ink ?? mix(WHITE, [24, 26, 34, 255], 0.9));
}

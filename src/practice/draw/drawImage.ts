/** A new picture from words. No AI: it knows colours, shapes, patterns and quoted text. */
import { chanceFrom } from './random.ts';
import { backgroundWord, colorWords, WHITE, type ColorWord } from './colorWords.ts';
import { drawable, drawText, textSize } from './font.ts';
import { paintPattern, palette } from './patterns.ts';
import { mix, raster, type Raster, type Rgba } from './paint.ts';
import { paintScenery } from './landscape.ts';
import { shapeWords, type Shape } from './shapes.ts';

const COUNTS: readonly string[] = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
const PAPER: Rgba = [246, 244, 238, 255];

/** Sizes in px. The same prompt and size give the same pixels. `isScenery`: the prompt names nothing that is known. */
export function drawPicture(
  prompt: string,
  width: number,
  height: number,
): { readonly image: Raster; readonly isScenery: boolean } {
  const chance = chanceFrom(prompt);
  const colors = colorWords(prompt);
  const shapes = shapesOf(prompt, colors, palette(chance));
  const background = backgroundWord(prompt) ?? groundWord(prompt, colors);
  const inks = colors.filter(({ start }) => start !== background?.start).map(({ color }) => color);
  const image = raster(width, height, background?.color ?? PAPER);
  const pattern = paintPattern(image, prompt, inks.length > 0 ? inks : palette(chance));
  const words = quoted(prompt);
  if (shapes.length > 0) paintShapes(image, shapes);
  const isScenery = shapes.length === 0 && !pattern && words === '';
  if (isScenery) paintScenery(image, inks, chance);
  if (words !== '') paintWords(image, words, shapes.length > 0 ? WHITE : inks[0]);
  return { image, isScenery };
}

interface Wanted {
  readonly shape: Shape;
  readonly color: Rgba;
}

/** Each shape with the colour that stands before it ("a red square"), as often as a number says. */
function shapesOf(
  prompt: string,
  colors: readonly ColorWord[],
  spare: readonly Rgba[],
): readonly Wanted[] {
  const wanted: Wanted[] = [];
  let from = 0;
  for (const { shape, start } of shapeWords(prompt)) {
    const near = colors.findLast((word) => word.start >= from && word.end <= start);
    const color = near?.color ?? spare[wanted.length % spare.length] ?? WHITE;
    const before = prompt.slice(Math.max(from, start - 32), start);
    const count = COUNTS.findIndex((word) => new RegExp(`\\b${word}\\b`, 'i').test(before)) + 1;
    const digit = Number(/\b([2-7])\b/.exec(before)?.[1] ?? 0);
    for (let i = 0; i < Math.max(1, count, digit); i++) wanted.push({ shape, color });
    from = start;
  }
  return wanted.slice(0, 24);
}

/** "a red circle on black": a ground without the word for it. */
function groundWord(prompt: string, colors: readonly ColorWord[]): ColorWord | undefined {
  return colors.find(({ start }) =>
    /\bon (?:an? )?(?:plain |solid )?$/i.test(prompt.slice(0, start)),
  );
}

function paintShapes(image: Raster, shapes: readonly Wanted[]): void {
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

/** What a prompt wants written: `with the text "Hello"`. */
function quoted(prompt: string): string {
  const match =
    /(?:text|words?|title|headline|label\w*|say\w*|reading|schriftzug)[^"“„「]{0,20}["“„「]([^"”“」]{1,60})["”“」]/i;
  return drawable(match.exec(prompt)?.[1] ?? '');
}

function paintWords(image: Raster, words: string, ink: Rgba | undefined): void {
  const widest = textSize(words, 1).width;
  const scale = Math.floor(Math.min((image.width * 0.8) / widest, image.height / 4 / 7));
  if (scale < 1) return;
  const size = textSize(words, scale);
  const left = Math.round((image.width - size.width) / 2);
  const top = Math.round((image.height - size.height) / 2);
  drawText(image, words, { left, top, scale }, ink ?? mix(WHITE, [24, 26, 34, 255], 0.9));
}

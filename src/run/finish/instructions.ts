import { BLUE, GREEN, MAGENTA, type KeyColor } from '../../assets/keyColors.ts';
import type { Size } from '../../assets/layout.ts';
import { keptShare } from '../../catalog/exactSize.ts';

/** The sentences that follow the user's prompt. They are in English for every user, because models follow it best. */

/** Asks for a background that Easel can remove: models return no transparency. */
export function keyInstruction({ name, color }: KeyColor): string {
  const hex = color.map((value) => value.toString(16).padStart(2, '0')).join('');
  return [
    `Isolate the subject on a flat ${name} (#${hex.toUpperCase()}) background that fills the frame up to all four edges.`,
    'It has one color only: no gradient, texture, scenery, floor, border, glow, reflection or cast shadow.',
    `Show the whole subject with some space around it, with clean edges, and use no ${name} in it.`,
  ].join(' ');
}

/** A model's ratio is this close to the wanted one: nothing is lost that needs words. */
const WHOLE = 0.97;
/** Models don't measure, so they are asked for a little more space. */
const SPACE = 0.95;

/** Asks to keep what matters inside of what a crop to an exact size leaves; undefined if that is everything. @param ratio requested */
export function cropInstruction(size: Size, ratio: string | undefined): string | undefined {
  const kept = ratio === undefined ? 1 : keptShare(size, ratio);
  if (kept >= WHOLE) return undefined;
  const side = isWider(size, ratio) ? 'height' : 'width';
  const percent = Math.floor(kept * SPACE * 100);
  return [
    `The image will be cropped to ${size.width} × ${size.height} px afterwards.`,
    `Keep everything important, such as faces and text, within the middle ${percent}% of the ${side}.`,
  ].join(' ');
}

function isWider({ width, height }: Size, ratio = '1:1'): boolean {
  const [w = 1, h = 1] = ratio.split(':').map(Number);
  return width / height > w / h;
}

/** What is often green, and what is often magenta: words of a prompt, in the languages that Easel's users write. */
const GREENISH =
  /green|emerald|mint|lime|leaf|leaves|plant|tree|grass|forest|frog|cactus|clover|avocado|turtle|crocodile|dinosaur|grün|vert(?!i)|verde|緑|绿|綠|зел[её]н/iu;
const MAGENTAISH =
  /magenta|pink|purple|violet|fuchsia|rose|orchid|lavender|flamingo|unicorn|lila|rosa|morad|viola|紫|粉|ピンク|фиолет|розов/iu;

/** Returns the key color that is farthest from what a prompt describes. */
export function keyForPrompt(prompt: string): KeyColor {
  if (!GREENISH.test(prompt)) return GREEN;
  return MAGENTAISH.test(prompt) ? BLUE : MAGENTA;
}

import { BLUE, GREEN, MAGENTA, type KeyColor } from '../../assets/background/keyColors.ts';
import type { Size } from '../../assets/layout.ts';
import { keptShare, ratioOf } from '../../catalog/exactSize.ts';

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
  if (ratio === undefined) return undefined;
  const kept = keptShare(size, ratio);
  if (kept >= WHOLE) return undefined;
  const side = size.width / size.height > ratioOf(ratio) ? 'height' : 'width';
  const percent = Math.floor(kept * SPACE * 100);
  return [
    `The image will be cropped to ${size.width} × ${size.height} px afterwards.`,
    `Keep everything important, such as faces and text, within the middle ${percent}% of the ${side}.`,
  ].join(' ');
}

/**
 * What often has the hue of each key: words of a prompt, in the languages of many users. Latin words must stand alone, so that a
 * street isn't a tree; those of other scripts have no boundaries.
 */
const HUES: readonly (readonly [KeyColor, RegExp])[] = [
  [
    GREEN,
    words(
      'green(?:ish|ery)?|emerald|mint|lime|leaf|leaves|plants?|trees?|grass|forests?|frogs?|cactus|clover|avocados?|turtles?|crocodiles?|dinosaurs?|grüne?[nmrs]?|verte?s?|verdes?',
      '緑|绿|綠|зел[её]н',
    ),
  ],
  [
    MAGENTA,
    words(
      'magenta|pink|purple|violet|fuchsia|roses?|orchids?|lavender|flamingos?|unicorns?|lila|rosa|morad[oa]s?|viola',
      '紫|粉|ピンク|фиолет|розов',
    ),
  ],
  [
    BLUE,
    words('blue|navy|sky|ocean|sea|water|blaue?[nmrs]?|bleue?s?|azul(?:es)?|blu', '青|蓝|藍|син'),
  ],
];

function words(latin: string, others: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${latin})(?!\\p{L})|${others}`, 'iu');
}

/** Returns the first key color whose hue a prompt doesn't name. If it names all of them, the best one counts. */
export function keyForPrompt(prompt: string): KeyColor {
  return HUES.find(([, named]) => !named.test(prompt))?.[0] ?? GREEN;
}

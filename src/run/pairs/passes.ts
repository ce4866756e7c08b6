/** The two requests behind an exact transparent background. Their sentences are in English, because models follow it best. */

import { THEMES, themePrompt } from './themePair.ts';

export type Pass = 'white' | 'black';

const HEX: Readonly<Record<Pass, string>> = { white: '#FFFFFF', black: '#000000' };

/** Returns the prompt of a pass. Both ask for the same, so that only the background differs. */
export function passPrompt(pass: Pass): string {
  return [
    `Change only the background: it becomes pure ${pass} (${HEX[pass]}), without gradient, scenery, or border.`,
    'Keep everything else exactly as it is: framing, position, size, shape, colors, light, and every detail of the subject.',
    'Where the subject is see-through, such as glass, hair, smoke, or its own shadow, the new background shows through.',
  ].join(' ');
}

/** What a key color request says besides the sentences about the background. */
export const KEEP_PROMPT =
  'Keep the subject exactly as it is: position, size, shape, colors, light, and every detail.';

/** The prompts that no user wrote. */
export const OWN_PROMPTS: readonly string[] = [
  passPrompt('white'),
  passPrompt('black'),
  KEEP_PROMPT,
  ...THEMES.map(themePrompt),
];

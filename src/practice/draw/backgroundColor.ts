import { findColors, type ColorWord } from './colorWords.ts';
import type { Rgba } from './paint.ts';

const TRANSPARENT: Rgba = [0, 0, 0, 0];
const BACKGROUND =
  /background|backdrop|hintergrund|arrière-plan|(?<!\p{L})fond(?!\p{L}| of)|s?fondo|fundo|背景/iu;
const NO_BACKGROUND =
  /(?:remove|delete|cut out|erase)\s+(?:the\s+)?(?:background|backdrop)|(?:entfern|lösch)\w*\s+(?:de[nr]\s+)?hintergrund|hintergrund\s+(?:\S+\s+)?entfern|背景を?(?:削除|消)|(?:去掉|去除|移除|删除)背景/iu;
const AFTER_TO = /(?:\b(?:to|into|zu|auf|in)|に|成|为)\s*(?:an?\s+|solid\s+|plain\s+)*$/iu;
/** How many characters after the word "background" its color may stand. */
const REACH = 40;

/**
 * Finds the background color that a prompt names, with the place of all its words: "on a white background", "change the
 * background from gray to blue", "背景を青に". Returns transparent black if the prompt removes the background.
 */
export function findBackgroundColor(prompt: string): ColorWord | undefined {
  const removal = NO_BACKGROUND.exec(prompt);
  if (removal) {
    return { color: TRANSPARENT, start: removal.index, end: removal.index + removal[0].length };
  }
  const word = BACKGROUND.exec(prompt);
  if (word === null) return undefined;
  const end = word.index + word[0].length;
  const transparent = /transparent\w*|durchsichtig\w*|透明/iu.exec(prompt);
  if (transparent) {
    return { color: TRANSPARENT, start: Math.min(transparent.index, word.index), end };
  }
  const colors = findColors(prompt);
  const after = colors.filter(({ start }) => start >= end && start - end <= REACH);
  const color =
    colors.find(
      (before) =>
        before.end <= word.index && /^[\s-]*的?$/.test(prompt.slice(before.end, word.index)),
    ) ??
    after.find(({ start }) => AFTER_TO.test(prompt.slice(end, start))) ??
    after[0];
  if (color === undefined) return undefined;
  return { ...color, start: Math.min(color.start, word.index), end: Math.max(color.end, end) };
}

/** Finds colors in prompts: English, German, French, Spanish, Italian, Portuguese, Japanese, Chinese, and `#rrggbb`. */
import { mix, type Rgba } from './paint.ts';

export interface ColorWord {
  readonly color: Rgba;
  /** The position of the words in the prompt, as UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

export const WHITE: Rgba = [255, 255, 255, 255];
export const INK: Rgba = [24, 26, 34, 255];

/** The endings of German adjectives. */
const E = '(?:e[nmrs]?)?';
const NAMES: readonly (readonly [names: string, color: Rgba])[] = [
  [`red|rot${E}|rouges?|roj[oa]s?|ross[oa]|vermelh[oa]|赤|红色?|紅色?`, [220, 38, 38, 255]],
  [`oranges?|naranja|arancione|laranja|橙色?|オレンジ`, [249, 115, 22, 255]],
  [`yellow|gelb${E}|jaunes?|amarill[oa]s?|giall[oa]|amarel[oa]|黄色?`, [250, 204, 21, 255]],
  [`lime|limette`, [132, 204, 22, 255]],
  [`green|grün${E}|verte?s?|verdes?|緑|绿色?`, [22, 163, 74, 255]],
  [`teal|petrol|turquoise|türkis${E}`, [13, 148, 136, 255]],
  [`cyan|水色|青色`, [6, 182, 212, 255]],
  [`sky[ -]?blue|himmelblau${E}|空色|天蓝色?`, [86, 180, 240, 255]],
  [`navy(?: blue)?|marineblau${E}|紺色?|藏青色?`, [23, 37, 84, 255]],
  [`blue|blau${E}|bleue?s?|azul(?:es)?|blu|青|蓝色?|藍`, [37, 99, 235, 255]],
  [`indigo`, [79, 70, 229, 255]],
  [`purple|violet(?:te)?|lila|morad[oa]|viola|roxo|紫色?`, [147, 51, 234, 255]],
  [`magenta`, [217, 70, 239, 255]],
  [`pink|rosa|桃色|ピンク|粉色?|粉红色?`, [244, 114, 182, 255]],
  [`brown|braun${E}|marr[oó]n|marrone|marrom|茶色|棕色|褐色`, [133, 77, 14, 255]],
  [`beige|cream|米色`, [245, 235, 214, 255]],
  [`gold(?:en)?|金色`, [212, 160, 23, 255]],
  [`silver|silber(?:n${E})?|銀色|银色`, [192, 197, 206, 255]],
  [`gr[ae]y|grau${E}|grise?s?|grigi[oa]|cinza|灰色?`, [128, 132, 140, 255]],
  [`black|schwarz${E}|noire?s?|negr[oa]s?|ner[oa]|pret[oa]|黒|黑色?`, [17, 17, 20, 255]],
  [`white|wei(?:ß|ss)${E}|blanc(?:he)?s?|blanc[oa]s?|bianc[oa]|branc[oa]|白色?`, WHITE],
];

const SHADES: readonly (readonly [names: string, toward: Rgba, share: number])[] = [
  ['dark|deep|dunkel', [0, 0, 0, 255], 0.45],
  ['light|pale|pastel|hell', WHITE, 0.5],
];

/** Finds the colors of a prompt in its order, including their shades ("dark blue", "hellgrün"). */
export function findColors(prompt: string): readonly ColorWord[] {
  const found: ColorWord[] = [];
  for (const match of prompt.matchAll(PATTERN)) {
    const groups = match.groups ?? {};
    const color =
      groups['hex'] === undefined
        ? namedColor(groups['name'] ?? '', groups['shade'])
        : parseHex(groups['hex']);
    if (color === undefined) continue;
    found.push({ color, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

// Latin words must stand alone, so that "bored" has no "red". Japanese and Chinese words have no boundaries.
const PATTERN = new RegExp(
  `#(?<hex>[0-9a-f]{6})\\b|(?<![\\p{Script=Latin}])(?:(?<shade>${SHADES.map(([names]) => names).join('|')})[ -]?)?` +
    `(?<name>${NAMES.map(([names]) => names).join('|')})(?![\\p{Script=Latin}])`,
  'giu',
);

function namedColor(name: string, shade: string | undefined): Rgba | undefined {
  const color = NAMES.find(([names]) => wholeWord(names).test(name))?.[1];
  const tone =
    shade === undefined ? undefined : SHADES.find(([names]) => wholeWord(names).test(shade));
  return color === undefined || tone === undefined ? color : mix(color, tone[1], tone[2]);
}

function wholeWord(names: string): RegExp {
  return new RegExp(`^(?:${names})$`, 'iu');
}

function parseHex(digits: string): Rgba {
  const value = Number.parseInt(digits, 16);
  return [value >> 16, (value >> 8) & 255, value & 255, 255];
}

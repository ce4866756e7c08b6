/** Colours as prompts name them: English, German, French, Spanish, Italian, Portuguese, Japanese, Chinese, and `#rrggbb`. */
import { mix, type Rgba } from './paint.ts';

export interface ColorWord {
  readonly color: Rgba;
  /** Where the word stands in the text, as UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

export const WHITE: Rgba = [255, 255, 255, 255];
export const INK: Rgba = [24, 26, 34, 255];
const CLEAR: Rgba = [0, 0, 0, 0];

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

/** All colours of a text, in its order, each with its shade ("dark blue", "hellgrün"). */
export function colorWords(text: string): readonly ColorWord[] {
  const found: ColorWord[] = [];
  for (const match of text.matchAll(PATTERN)) {
    const groups = match.groups ?? {};
    const color =
      groups['hex'] === undefined
        ? named(groups['name'] ?? '', groups['shade'])
        : hex(groups['hex']);
    if (color === undefined) continue;
    found.push({ color, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

// Latin words stand alone ("red" is not in "bored"); Japanese and Chinese ones have no borders.
const PATTERN = new RegExp(
  `#(?<hex>[0-9a-f]{6})\\b|(?<![\\p{Script=Latin}])(?:(?<shade>${SHADES.map(([names]) => names).join('|')})[ -]?)?` +
    `(?<name>${NAMES.map(([names]) => names).join('|')})(?![\\p{Script=Latin}])`,
  'giu',
);

function named(name: string, shade: string | undefined): Rgba | undefined {
  const color = NAMES.find(([names]) => whole(names).test(name))?.[1];
  const tone = shade === undefined ? undefined : SHADES.find(([names]) => whole(names).test(shade));
  return color === undefined || tone === undefined ? color : mix(color, tone[1], tone[2]);
}

function whole(names: string): RegExp {
  return new RegExp(`^(?:${names})$`, 'iu');
}

function hex(digits: string): Rgba {
  const value = Number.parseInt(digits, 16);
  return [value >> 16, (value >> 8) & 255, value & 255, 255];
}

const BACKGROUND =
  /background|backdrop|hintergrund|arrière-plan|(?<!\p{L})fond(?!\p{L}| of)|s?fondo|fundo|背景/iu;
const NO_BACKGROUND =
  /(?:remove|delete|cut out|erase)\s+(?:the\s+)?(?:background|backdrop)|(?:entfern|lösch)\w*\s+(?:de[nr]\s+)?hintergrund|hintergrund\s+(?:\S+\s+)?entfern|背景を?(?:削除|消)|(?:去掉|去除|移除|删除)背景/iu;
const AFTER_TO = /(?:\b(?:to|into|zu|auf|in)|に|成|为)\s*(?:an?\s+|solid\s+|plain\s+)*$/iu;
const REACH = 40;

/**
 * The colour that a prompt wants behind the subject, with the place where it says so: "on a white
 * background", "change the background from grey to blue", "背景を青に". Transparent is a colour here.
 */
export function backgroundWord(text: string): ColorWord | undefined {
  const none = NO_BACKGROUND.exec(text);
  if (none) return { color: CLEAR, start: none.index, end: none.index + none[0].length };
  const place = BACKGROUND.exec(text);
  if (place === null) return undefined;
  const end = place.index + place[0].length;
  const clear = /transparent\w*|durchsichtig\w*|透明/iu.exec(text);
  if (clear) return { color: CLEAR, start: Math.min(clear.index, place.index), end };
  const colors = colorWords(text);
  const right = colors.filter(({ start }) => start >= end && start - end <= REACH);
  const wanted =
    colors.find(
      (word) => word.end <= place.index && /^[\s-]*的?$/.test(text.slice(word.end, place.index)),
    ) ??
    right.find(({ start }) => AFTER_TO.test(text.slice(end, start))) ??
    right[0];
  if (wanted === undefined) return undefined;
  return { ...wanted, start: Math.min(wanted.start, place.index), end: Math.max(wanted.end, end) };
}

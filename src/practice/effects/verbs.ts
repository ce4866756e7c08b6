/** What a prompt asks to be done with an image, in the prompt's order: English, some German, Japanese, Chinese. */
import { replaceBackground } from './background.ts';
import { backgroundWord, colorWords } from '../draw/colorWords.ts';
import {
  blur,
  contrast,
  grayscale,
  invert,
  lighten,
  pixelate,
  scaleChannels,
  sepia,
  tint,
} from './filters.ts';
import { flip, rotate } from './geometry.ts';
import type { Raster } from '../draw/paint.ts';

/** May change the given image or make a new one: use only what it returns. */
export type Edit = (image: Raster) => Raster;

export interface Wish {
  readonly name: string;
  readonly edit: Edit;
  /** Where the words for it stand in the prompt, as UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

interface Verb {
  readonly name: string;
  readonly words: RegExp;
  readonly edit: (context: Context) => Edit | undefined;
}

interface Context {
  /** The words that were taken for the verb. */
  readonly said: string;
  readonly before: string;
  /** What follows, to the end of the clause. */
  readonly rest: string;
  /** How many there are: several are side by side already. */
  readonly images: number;
}

const VERTICAL = /vertical|vertikal|senkrecht|上下|垂直|縦|upside/iu;
const LEFT = /counter[- ]?clockwise|anti[- ]?clockwise|\bleft\b|gegen den|links|反時計|逆时针|左/iu;

function inPlace(change: (image: Raster) => void): () => Edit {
  return () => (image) => {
    change(image);
    return image;
  };
}

const VERBS: readonly Verb[] = [
  {
    name: 'grayscale',
    words:
      /gr[ae]y[ -]?scale|black[ -]and[ -]white(?! background)|monochrom\w*|desaturat\w*|schwarz-?wei(?:ß|ss)|graustufen|白黒|モノクロ|グレースケール|黑白|灰度/giu,
    edit: inPlace(grayscale),
  },
  { name: 'sepia', words: /sepia|vintage|セピア|复古/giu, edit: inPlace(sepia) },
  {
    name: 'flip',
    words: /\b(?:flip|mirror|spieg[el]+)\w*|(?:左右|上下|水平|垂直)(?:に?反転|翻转)|镜像|鏡像/giu,
    edit: ({ said, rest }) => {
      if (/^\s*horizontal\w*\s+and\s+vertical/iu.test(rest)) return (image) => rotate(image, 2);
      const own = said + rest.replace(/\b(?:and|then|und|dann)\b.*/iu, '');
      return (image) => flip(image, VERTICAL.test(own) ? 'vertical' : 'horizontal');
    },
  },
  {
    name: 'invert',
    words: /\binvert\w*|\bnegative?\b|\bnegativ\w*|ネガ|(?:色を?)?反転|反色|反相|负片/giu,
    edit: inPlace(invert),
  },
  {
    name: 'rotate',
    words: /\brotat\w*|\bturn(?=[^.,;]{0,24}\d)|upside down|\bdreh\w*|回転|旋转|旋轉/giu,
    edit: ({ said, before, rest }) => {
      const ahead = /(\d{1,3})\s*[°度]?に?$/u.exec(before)?.[1];
      const usual = /upside/iu.test(said) ? 180 : 90;
      const quarters = Math.round(Number(/\d{1,3}/.exec(rest)?.[0] ?? ahead ?? usual) / 90);
      return (image) => rotate(image, LEFT.test(rest) ? -quarters : quarters);
    },
  },
  {
    name: 'blur',
    words: /\bblur\w*|weichzeichn\w*|unscharf|verschwommen|ぼか|模糊|虚化/giu,
    edit: inPlace(blur),
  },
  {
    name: 'pixelate',
    words: /pixel+ate\w*|pixel[ -]?art|\bmosaic\b|verpixel\w*|モザイク|ドット絵|像素|马赛克/giu,
    edit: inPlace(pixelate),
  },
  {
    name: 'warmer',
    words: /\bwarm(?:er)?\b|wärmer|暖/giu,
    edit: inPlace((image) => {
      scaleChannels(image, [1.16, 1.02, 0.8]);
    }),
  },
  {
    name: 'cooler',
    words: /\bcool(?:er)?\b|\bcolder\b|kühler|kälter|寒色|冷/giu,
    edit: inPlace((image) => {
      scaleChannels(image, [0.8, 0.98, 1.18]);
    }),
  },
  {
    name: 'brighten',
    words: /\bbright(?:er|en)\w*|\blight(?:er|en)\b|heller|aufhell\w*|明る|变亮|更亮|亮一/giu,
    edit: inPlace((image) => {
      lighten(image, 0.3);
    }),
  },
  {
    name: 'darken',
    words: /\bdark(?:er|en)\w*|dunkler|abdunk\w*|暗/giu,
    edit: inPlace((image) => {
      lighten(image, -0.35);
    }),
  },
  {
    name: 'contrast',
    words: /contrast|kontrast|コントラスト|对比度/giu,
    edit: inPlace((image) => {
      contrast(image, 1.5);
    }),
  },
  {
    name: 'side by side',
    words: /side[ -]by[ -]side|next to each other|nebeneinander|並べ|并排/giu,
    edit: ({ images }) => (images > 1 ? (image) => image : undefined),
  },
  {
    name: 'tint',
    words:
      /\btint\w*|\bcolou?ri[sz]e\w*|\brecolou?r\w*|\bpaint\b|\bdye\b|\b(?:make|turn)\b|färb\w*|\bmach\w*|染|色調|色调|(?=[赤青緑黄紫]く)|变成|改成|更(?=[红蓝绿黄紫])/giu,
    edit: ({ rest }) => {
      const color = colorWords(rest)[0]?.color;
      return (
        color &&
        inPlace((image) => {
          tint(image, color, 0.6);
        })()
      );
    },
  },
];

/** The verbs to tell of: crop comes from the asked ratio, the background from its own words. */
export const KNOWN_VERBS: readonly string[] = [
  'change the background to <colour>, remove the background',
  ...VERBS.map(({ name }) => name),
  'crop (by aspect ratio)',
];

/** The edits that a prompt names. Where two verbs claim the same words, the first and longer one has them. */
export function wishes(prompt: string, images: number): readonly Wish[] {
  const found = VERBS.flatMap((verb) => findVerb(verb, prompt, images));
  const ground = backgroundWord(prompt);
  if (ground !== undefined) {
    const { color, start, end } = ground;
    const edit: Edit = (image) => {
      replaceBackground(image, color);
      return image;
    };
    // "Make the background blue": the words of the ground are no tint.
    const others = found.filter((other) => other.name !== 'tint' || !near(other, start));
    return inOrder([...others, { name: 'background', edit, start, end }]);
  }
  return inOrder(found);
}

function near({ end }: Wish, start: number): boolean {
  return end <= start && start - end < 16;
}

function findVerb({ name, words, edit }: Verb, prompt: string, images: number): readonly Wish[] {
  return Array.from(prompt.matchAll(words)).flatMap((match): Wish[] => {
    const start = match.index;
    const end = start + match[0].length;
    const rest = /^[^.,;:!?、。，；]{0,60}/u.exec(prompt.slice(end))?.[0] ?? '';
    const made = edit({ said: match[0], before: prompt.slice(0, start), rest, images });
    return made === undefined ? [] : [{ name, edit: made, start, end }];
  });
}

function inOrder(found: readonly Wish[]): readonly Wish[] {
  const sorted = found.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: Wish[] = [];
  for (const wish of sorted) {
    if (wish.start >= (kept.at(-1)?.end ?? 0)) kept.push(wish);
  }
  return kept;
}

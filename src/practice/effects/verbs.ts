/** The verbs that Practice understands in prompts: English, some German, Japanese, Chinese. */
import type { Pixels } from '../../image/pixels/pixels.ts';
import { findColors } from '../draw/colorWords.ts';
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

/** Applies an edit. May change the given image or return a new one: use only what it returns. */
export type Edit = (image: Pixels) => Pixels;

export interface Verb {
  readonly name: string;
  /** The words that name it; a global expression. */
  readonly words: RegExp;
  /** Returns what to do; `undefined` if the words do not name this verb here. */
  readonly edit: (context: VerbContext) => Edit | undefined;
}

export interface VerbContext {
  /** The words that matched. */
  readonly words: string;
  /** The prompt before them. */
  readonly before: string;
  /** The prompt after them, up to the end of the clause. */
  readonly rest: string;
  /** How many images the request has. Several are side by side when the edit is applied. */
  readonly images: number;
}

const VERTICAL = /vertical|vertikal|senkrecht|上下|垂直|縦|upside/iu;
const LEFT = /counter[- ]?clockwise|anti[- ]?clockwise|\bleft\b|gegen den|links|反時計|逆时针|左/iu;

/** Makes an edit of an effect that works in place. */
function inPlace(change: (image: Pixels) => void): () => Edit {
  return () => (image) => {
    change(image);
    return image;
  };
}

export const VERBS: readonly Verb[] = [
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
    edit: ({ words, rest }) => {
      if (/^\s*horizontal\w*\s+and\s+vertical/iu.test(rest)) return (image) => rotate(image, 2);
      const clause = words + rest.replace(/\b(?:and|then|und|dann)\b.*/iu, '');
      return (image) => flip(image, VERTICAL.test(clause) ? 'vertical' : 'horizontal');
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
    edit: ({ words, before, rest }) => {
      const degreesBefore = /(\d{1,3})\s*[°度]?に?$/u.exec(before)?.[1];
      const defaultDegrees = /upside/iu.test(words) ? 180 : 90;
      const degrees = Number(/\d{1,3}/.exec(rest)?.[0] ?? degreesBefore ?? defaultDegrees);
      const quarters = Math.round(degrees / 90);
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
      const color = findColors(rest)[0]?.color;
      return (
        color &&
        inPlace((image) => {
          tint(image, color, 0.6);
        })()
      );
    },
  },
];

import { sizeText } from '../text/format.ts';
import type { Labeling } from '../image/provenance/derived.ts';
import type { Translate } from '../text/translate.ts';
import type { Size } from './layout.ts';
import { LOSSY_CHOICES, type FormatChoice, type WrittenType } from './formats.ts';
import type { Recipe } from './recipe.ts';

/** The image that the user is asked about. */
export interface AskedImage extends Size {
  /** Of the questions. */
  readonly title: string;
  readonly file: Uint8Array;
  /** What the label of the new file depends on. Missing: it gets no label. */
  readonly labeling?: Labeling | undefined;
}

/** A size that projects need. */
export interface SizeChoice {
  readonly label: string;
  readonly description: string;
  readonly size: Pick<Recipe, 'width' | 'height'>;
}

/** Returns the sizes to choose from. */
export function sizeChoices(image: Size, t: Translate): readonly SizeChoice[] {
  const exact = (width: number, height: number, description: string): SizeChoice => ({
    label: t('{0} × {1} px', width, height),
    description,
    size: { width, height },
  });
  const wide = (width: number): SizeChoice => ({
    label: t('{0} px Wide', width),
    description: t('Keeps the ratio'),
    size: { width },
  });
  return [
    {
      label: t('Keep the Size'),
      description: t('{0} × {1} px', image.width, image.height),
      size: {},
    },
    exact(1200, 630, t('Social card')),
    exact(1280, 640, t('Repository preview')),
    exact(512, 512, t('Icon')),
    exact(128, 128, t('Icon of a VS Code extension')),
    wide(1920),
    wide(1280),
    wide(640),
  ];
}

/** Tells whether an image has to be cropped or padded for a size. A difference that rounding makes doesn't count. */
export function needsFit(image: Size, { width, height }: Recipe): boolean {
  if (width === undefined || height === undefined) return false;
  return Math.abs((image.width * height) / image.height - width) >= 1;
}

/** How an image gets into a size of another ratio. */
export interface FitChoice {
  readonly label: string;
  readonly description: string;
  readonly recipe: Pick<Recipe, 'fit' | 'focus' | 'pad'>;
  /** The user is asked for the color around the image. */
  readonly asksColor?: true;
}

/** Returns what to do with an image of another ratio, the usual choice first. */
export function fitChoices(t: Translate): readonly FitChoice[] {
  return [
    {
      label: t('Crop'),
      description: t('Fills the size. The edges are cut off'),
      recipe: { fit: 'cover' },
    },
    {
      label: t('Crop Around the Content'),
      description: t('Fills the size. Keeps the part with the most detail'),
      recipe: { fit: 'cover', focus: 'content' },
    },
    {
      label: t('Pad'),
      description: t('Shows the whole image. The rest is transparent'),
      recipe: { fit: 'contain' },
    },
    {
      label: t('Pad with a Color…'),
      description: t('Shows the whole image on a color'),
      recipe: { fit: 'contain' },
      asksColor: true,
    },
    {
      label: t('Pad with a Blurred Copy'),
      description: t('Shows the whole image. Its blurred copy fills the rest'),
      recipe: { fit: 'contain', pad: 'blur' },
    },
    {
      label: t('Pad with a Mirror Image'),
      description: t('Shows the whole image. It continues at its edges'),
      recipe: { fit: 'contain', pad: 'mirror' },
    },
    {
      label: t('Shrink'),
      description: t('Shows the whole image. One side gets shorter'),
      recipe: { fit: 'inside' },
    },
  ];
}

/** The formats to choose from. */
export const FORMAT_CHOICES: readonly FormatChoice[] = [...LOSSY_CHOICES, { type: 'png' }];

/** Returns what a type does to an image; undefined if that goes without saying. */
export function typeNote(type: WrittenType, t: Translate): string | undefined {
  switch (type) {
    case 'png':
      return t('Lossless');
    case 'jpeg':
      return t('Any transparent parts become white');
    case 'webp':
      return undefined;
  }
}

/** The size of a choice in bytes, `unknown` until it is encoded, `none` if it can't be. */
export type ChoiceSize = number | 'unknown' | 'none';

/** Returns the size of a choice, and a note about it. */
export function choiceDescription(
  size: ChoiceSize,
  note: string | undefined,
  t: Translate,
): string {
  if (size === 'none') return t('Not available for this image');
  return [size === 'unknown' ? undefined : sizeText(size), note]
    .filter((part) => part !== undefined)
    .join(' · ');
}

import { sizeText } from '../text/format.ts';
import type { Translate } from '../text/translate.ts';
import type { Size } from './layout.ts';
import type { AssetFormat, Recipe } from './recipe.ts';

/** The image that the user is asked about. */
export interface AskedImage extends Size {
  /** Of the questions. */
  readonly title: string;
  readonly file: Uint8Array;
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

/** A format with its quality. */
export interface FormatChoice {
  readonly format: AssetFormat;
  readonly quality?: number;
}

export const FORMAT_LABELS: Readonly<Record<AssetFormat, string>> = {
  png: 'PNG',
  jpeg: 'JPEG',
  webp: 'WebP',
};

export const FORMAT_CHOICES: readonly FormatChoice[] = [
  { format: 'webp', quality: 90 },
  { format: 'webp', quality: 80 },
  { format: 'jpeg', quality: 90 },
  { format: 'jpeg', quality: 80 },
  { format: 'png' },
];

/** Names a choice: `WebP 80`. */
export function formatLabel({ format, quality }: FormatChoice): string {
  const label = FORMAT_LABELS[format];
  return quality === undefined ? label : `${label} ${quality}`;
}

/** @param bytes of the file; undefined until it is made */
export function formatDescription(
  { format }: FormatChoice,
  bytes: number | undefined,
  t: Translate,
): string {
  const notes = {
    webp: [],
    jpeg: [t('Any transparent parts become white')],
    png: [t('Lossless')],
  }[format];
  return [...(bytes === undefined ? [] : [sizeText(bytes)]), ...notes].join(' · ');
}

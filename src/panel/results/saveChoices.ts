import { sizeText } from '../../text/format.ts';
import type { Translate } from '../../text/translate.ts';
import { SAVED_TYPES, type SavedType } from './protocol.ts';

/** What an image is saved as. */
export interface SaveChoice {
  readonly type: SavedType;
  /** 1 to 100. Missing for PNG, which loses nothing, and for a file that stays as it is. */
  readonly quality?: number;
}

export const TYPE_LABELS: Readonly<Record<SavedType, string>> = {
  png: 'PNG',
  jpeg: 'JPEG',
  webp: 'WebP',
};

/** The types that have a quality, the one with the smaller files first. */
export const LOSSY_TYPES = ['webp', 'jpeg'] as const satisfies readonly SavedType[];
const QUALITIES = [90, 80] as const;

/** Returns the choices for an image, its own type first: that one keeps the file byte for byte. */
export function saveChoices(mimeType: string): readonly SaveChoice[] {
  const own = SAVED_TYPES.find((type) => mimeType === `image/${type}`);
  const lossy = LOSSY_TYPES.flatMap((type) => QUALITIES.map((quality) => ({ type, quality })));
  return [
    ...(own === undefined ? [] : [{ type: own }]),
    ...lossy,
    ...(own === 'png' ? [] : [{ type: 'png' as const }]),
  ];
}

/** Names a choice: `WebP 80`. */
export function choiceLabel({ type, quality }: SaveChoice): string {
  return quality === undefined ? TYPE_LABELS[type] : `${TYPE_LABELS[type]} ${quality}`;
}

/** The size of a choice in bytes, `unknown` until it is encoded, `none` if it can't be. */
export type ChoiceSize = number | 'unknown' | 'none';

/** Returns the size of a choice and what it does to the image, in one line. */
export function choiceDescription(
  choice: SaveChoice,
  size: ChoiceSize,
  mimeType: string,
  t: Translate,
): string {
  if (size === 'none') return t('Not available for this image');
  const notes = [...(size === 'unknown' ? [] : [sizeText(size)]), ...noteOf(choice, mimeType, t)];
  return notes.join(' · ');
}

function noteOf({ type, quality }: SaveChoice, mimeType: string, t: Translate): readonly string[] {
  if (quality === undefined && mimeType === `image/${type}`) return [t('Unchanged, byte for byte')];
  if (type === 'png') return [t('Lossless')];
  return type === 'jpeg' && mimeType !== 'image/jpeg'
    ? [t('Any transparent parts become white')]
    : [];
}

/** Reads a quality as the user enters it; undefined unless it is a whole number from 1 to 100. */
export function qualityOf(text: string): number | undefined {
  return /^\s*([1-9]\d?|100)\s*$/.test(text) ? Number(text) : undefined;
}

/** Returns what to encode for a name whose extension may override the type: the quality stays. */
export function choiceFor(type: SavedType, chosen: SaveChoice): SaveChoice {
  if (type === chosen.type) return chosen;
  return type === 'png' || chosen.quality === undefined
    ? { type }
    : { type, quality: chosen.quality };
}

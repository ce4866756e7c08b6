import { choiceDescription, typeNote, type ChoiceSize } from '../../../assets/choices.ts';
import {
  LOSSY_CHOICES,
  WRITTEN_TYPES,
  type FormatChoice,
  type WrittenType,
} from '../../../assets/formats.ts';
import type { Translate } from '../../../text/translate.ts';

/** Returns the choices for an image, its own type first: that one keeps the file byte for byte. */
export function saveChoices(mimeType: string): readonly FormatChoice[] {
  const own = WRITTEN_TYPES.find((type) => mimeType === `image/${type}`);
  return [
    ...(own === undefined ? [] : [{ type: own }]),
    ...LOSSY_CHOICES,
    ...(own === 'png' ? [] : [{ type: 'png' as const }]),
  ];
}

/** Returns the size of a choice and what it does to the image, in one line. */
export function describeChoice(
  choice: FormatChoice,
  size: ChoiceSize,
  mimeType: string,
  t: Translate,
): string {
  return choiceDescription(size, noteOf(choice, mimeType, t), t);
}

function noteOf({ type, quality }: FormatChoice, mimeType: string, t: Translate) {
  const isOwn = mimeType === `image/${type}`;
  if (isOwn && quality === undefined) return t('Unchanged, byte for byte');
  // A JPEG has no transparent parts.
  return isOwn && type === 'jpeg' ? undefined : typeNote(type, t);
}

/** Reads a quality as the user enters it; undefined unless it is a whole number from 1 to 100. */
export function qualityOf(text: string): number | undefined {
  return /^\s*([1-9]\d?|100)\s*$/.test(text) ? Number(text) : undefined;
}

/** Returns what to encode for a name whose extension may override the type: the quality stays. */
export function choiceFor(type: WrittenType, chosen: FormatChoice): FormatChoice {
  if (type === chosen.type) return chosen;
  return type === 'png' || chosen.quality === undefined
    ? { type }
    : { type, quality: chosen.quality };
}

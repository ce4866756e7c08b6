import {
  choosePreparation,
  MAX_PNG_BYTES,
  uprightSize,
  type PhotoFacts,
  type Sendable,
} from './preparation.ts';

/** An opaque image has 3 bytes per pixel, or 6 with 16 bits per sample. PNG adds a little where pixels don't compress. */
const MAX_BYTES_PER_PIXEL = 6.1;

/** What will be sent of a file that is not sent as it is. */
export interface Prediction {
  readonly kind: 'strip' | 'encode';
  /** `PNG`; undefined if the pixels decide: PNG if it is small or transparent, and JPEG otherwise. */
  readonly type?: string;
  /** The longest side in px. */
  readonly side: number;
}

/** Says what will be sent of a file, before its pixels are read; undefined for a file that is sent as it is. */
export function predictSent(facts: PhotoFacts, sendable: Sendable): Prediction | undefined {
  const preparation = choosePreparation(facts, sendable);
  if (preparation.kind === 'none') return undefined;
  const { width, height } = uprightSize(facts);
  const longest = Math.max(width, height);
  if (preparation.kind === 'strip') {
    return { kind: 'strip', type: facts.type.toUpperCase(), side: longest };
  }
  const side = Math.min(longest, preparation.side);
  const pixels = width * height * Math.min(1, side / longest) ** 2;
  const isSmall = pixels * MAX_BYTES_PER_PIXEL <= MAX_PNG_BYTES;
  const type = facts.type === 'jpeg' ? 'JPEG' : isSmall ? 'PNG' : undefined;
  return { kind: 'encode', ...(type && { type }), side };
}

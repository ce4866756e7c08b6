import {
  choosePreparation,
  fittedSize,
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
  /** In px, upright. */
  readonly width: number;
  readonly height: number;
  /** The number of frames or pages, of which the first is sent; missing for one, or if it isn't known yet. */
  readonly frames?: number;
  /** Place and camera, which the file states or may state, are removed. */
  readonly removesPrivate?: boolean;
}

/** Says what will be sent of a file, before its pixels are read; undefined for a file that is sent as it is. */
export function predictSent(facts: PhotoFacts, sendable: Sendable): Prediction | undefined {
  const preparation = choosePreparation(facts, sendable);
  if (preparation.kind === 'none') return undefined;
  const upright = uprightSize(facts);
  if (preparation.kind === 'strip') {
    return { kind: 'strip', type: facts.type.toUpperCase(), ...upright, removesPrivate: true };
  }
  const { width, height } = fittedSize(upright, preparation.side);
  const isSmall = width * height * MAX_BYTES_PER_PIXEL <= MAX_PNG_BYTES;
  const type = facts.type === 'jpeg' ? 'JPEG' : isSmall ? 'PNG' : undefined;
  const { frames } = facts;
  return {
    kind: 'encode',
    ...(type && { type }),
    width,
    height,
    ...(frames !== undefined && { frames }),
    removesPrivate: sendable.isPrivate && facts.hasPrivateData,
  };
}

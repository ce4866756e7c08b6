/** Decides what has to change about an image before it is sent. Pure: the facts of its bytes, what may be sent, and the settings. */
import { isDecodable } from '../decode/decodable.ts';
import type { ImageFacts } from '../formats/inspect.ts';
import type { SourceFacts } from '../formats/sourceFacts.ts';

/** The facts that decide what has to change. */
export type PhotoFacts = Omit<SourceFacts, 'extension' | 'isWhole' | 'mayHaveAlpha'>;

export interface Sendable {
  /** The MIME types that the model takes; undefined if that isn't documented. */
  readonly types: readonly string[] | undefined;
  /** The longest side in px. Undefined: any. */
  readonly maxSide?: number | undefined;
  /** Place and camera must not be sent. */
  readonly isPrivate: boolean;
}

export type Preparation =
  /** The bytes are sent untouched. */
  | { readonly kind: 'none' }
  /** Private data is removed, and the pixels stay as they are. */
  | { readonly kind: 'strip' }
  /** The pixels are encoded again, upright. `side`: the longest one, at most. */
  | { readonly kind: 'encode'; readonly side: number };

/** No model returns more px on a side. What is encoded again doesn't need more, and 48 megapixels would take seconds. */
export const MAX_ENCODED_SIDE = 4096;

/** From here on, an opaque image isn't even tried as a PNG, which takes seconds and is several times as large as a JPEG. */
export const MAX_PNG_PIXELS = 4_000_000;

/** A PNG of a photo is several times as large as a JPEG. Up to this size it doesn't matter. */
export const MAX_PNG_BYTES = 4_000_000;

/** Returns the size in px that an image has when it is upright. */
export function uprightSize({
  width,
  height,
  orientation,
}: Pick<SourceFacts, 'width' | 'height' | 'orientation'>): Pick<ImageFacts, 'width' | 'height'> {
  // Orientations from 5 on swap width and height (Exif 2.3, 4.6.4).
  const isSwapped = orientation >= 5 && orientation <= 8;
  return isSwapped ? { width: height, height: width } : { width, height };
}

/** Returns the size in px of an image whose longest side may be `side` px at most. */
export function fittedSize(
  { width, height }: Pick<ImageFacts, 'width' | 'height'>,
  side: number,
): Pick<ImageFacts, 'width' | 'height'> {
  const factor = Math.min(1, side / Math.max(width, height));
  const scaled = (length: number) => Math.max(1, Math.round(length * factor));
  return { width: scaled(width), height: scaled(height) };
}

/** Decides what has to change about an image before it is sent. */
export function choosePreparation(facts: PhotoFacts, sendable: Sendable): Preparation {
  const { types, maxSide = Infinity, isPrivate } = sendable;
  const isTaken = types?.includes(facts.mimeType) ?? COMMONLY_TAKEN.has(facts.type);
  const isTurned = facts.orientation >= 2 && facts.orientation <= 8;
  const isTooLarge = Math.max(facts.width, facts.height) > maxSide;
  const canEncode = isDecodable(facts.type);
  if (canEncode && (!isTaken || isTurned || isTooLarge)) {
    return { kind: 'encode', side: Math.min(maxSide, MAX_ENCODED_SIDE) };
  }
  return isPrivate && facts.hasPrivateData ? { kind: 'strip' } : { kind: 'none' };
}

/** For a model whose types aren't documented. */
const COMMONLY_TAKEN: ReadonlySet<ImageFacts['type']> = new Set([
  'png',
  'jpeg',
  'webp',
  'heic',
  'heif',
]);

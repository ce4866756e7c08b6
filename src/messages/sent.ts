import type { Reference } from '../request/reference.ts';
import type { Translate } from '../text/translate.ts';

/** What is sent of a file, in the words of {@link sentLine}. */
export interface SentFacts {
  readonly kind: 'strip' | 'encode';
  /** `PNG`. */
  readonly type: string;
  /** The longest side in px. */
  readonly side: number;
  /** The number of frames or pages in the file. */
  readonly frames: number;
}

/** Returns one line per image that isn't sent as it is in its file: `Sent as PNG, 2048 px`. Equal lines are one. */
export function describeSent(images: readonly Reference[], t: Translate): readonly string[] {
  const lines = images.flatMap(({ facts, prepared }) => {
    if (prepared === undefined) return [];
    const { kind, frames } = prepared;
    const side = Math.max(facts.width, facts.height);
    return [sentLine({ kind, frames, type: facts.type.toUpperCase(), side }, t)];
  });
  return [...new Set(lines)];
}

/** Says what is sent of a file. */
export function sentLine({ kind, type, side, frames }: SentFacts, t: Translate): string {
  if (kind === 'strip') return t('Sent without location and camera data');
  return frames > 1
    ? t('Sent as {0}, {1} px, first of {2} frames', type, side, frames)
    : t('Sent as {0}, {1} px', type, side);
}

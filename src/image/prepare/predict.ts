import type { SourceFacts } from './preparation.ts';
import { choosePreparation, MAX_PNG_PIXELS, uprightSize, type Sendable } from './preparation.ts';

/** What will be sent of a file that is not sent as it is. */
export interface Prediction {
  readonly kind: 'strip' | 'encode';
  /** `PNG`. */
  readonly type: string;
  /** The longest side in px. */
  readonly side: number;
}

/** Says what will be sent of a file, before its pixels are read; undefined for a file that is sent as it is. */
export function predictSent(
  facts: Omit<SourceFacts, 'extension' | 'isWhole'>,
  sendable: Sendable,
): Prediction | undefined {
  const preparation = choosePreparation(facts, sendable);
  if (preparation.kind === 'none') return undefined;
  const { width, height } = uprightSize(facts);
  const longest = Math.max(width, height);
  if (preparation.kind === 'strip') {
    return { kind: 'strip', type: facts.type.toUpperCase(), side: longest };
  }
  const side = Math.min(longest, preparation.side);
  const pixels = width * height * Math.min(1, side / longest) ** 2;
  const isPhoto = facts.type === 'jpeg' || pixels > MAX_PNG_PIXELS;
  return { kind: 'encode', type: isPhoto ? 'JPEG' : 'PNG', side };
}

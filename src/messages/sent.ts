import { predictSent, type Prediction } from '../image/prepare/predict.ts';
import type { Sendable, SourceFacts } from '../image/prepare/preparation.ts';
import type { Reference } from '../request/reference.ts';
import type { Translate } from '../text/translate.ts';

/** Returns one line for each image that isn't sent as it is in its file: `Sent as PNG, 2048 px`. Equal lines are one. */
export function describeSent(images: readonly Reference[], t: Translate): readonly string[] {
  const lines = images.flatMap(({ facts, prepared }) => {
    if (prepared === undefined) return [];
    const { kind, frames } = prepared;
    const side = Math.max(facts.width, facts.height);
    return [sentLine({ kind, type: facts.type.toUpperCase(), side }, t, frames)];
  });
  return [...new Set(lines)];
}

/** Returns the same lines before any pixels are read. */
export function describeSending(
  files: readonly SourceFacts[],
  sendable: Sendable,
  t: Translate,
): readonly string[] {
  const lines = files.flatMap((facts) => {
    const prediction = predictSent(facts, sendable);
    return prediction === undefined ? [] : [sentLine(prediction, t)];
  });
  return [...new Set(lines)];
}

/** Says what is sent of a file. @param frames how many frames or pages the file has, where that is known */
export function sentLine({ kind, type, side }: Prediction, t: Translate, frames = 1): string {
  if (kind === 'strip') return t('Sent without location and camera data');
  return frames > 1
    ? t('Sent as {0}, {1} px, first of {2} frames', type, side, frames)
    : t('Sent as {0}, {1} px', type, side);
}

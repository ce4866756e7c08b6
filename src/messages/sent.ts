import { predictSent, type Prediction } from '../image/prepare/predict.ts';
import type { PhotoFacts, Sendable } from '../image/prepare/preparation.ts';
import type { Reference } from '../request/reference.ts';
import type { Translate } from '../text/translate.ts';

/** Says what was made of the images that aren't sent as they are in their files, in a few lines: `Sent as PNG, 1200×1600 px`. */
export function describeSent(images: readonly Reference[], t: Translate): readonly string[] {
  return describeAll(
    images.flatMap(({ facts, prepared }) => {
      if (prepared === undefined) return [];
      const { type, width, height } = facts;
      // Short, because it is the title of a progress notice, and was said before.
      const { kind, frames } = prepared;
      return [{ kind, type: type.toUpperCase(), width, height, frames }];
    }),
    t,
  );
}

/**
 * Says what will be sent of the images that aren't sent as they are, before any pixels are read: also that only a first frame is,
 * and that place and camera aren't. Returns one line for each type: a batch of many sizes would fill the prompt's box.
 */
export function describeSending(
  files: readonly PhotoFacts[],
  sendable: Sendable,
  t: Translate,
): readonly string[] {
  return describeAll(
    files.flatMap((facts) => predictSent(facts, sendable) ?? []),
    t,
  );
}

function describeAll(all: readonly Prediction[], t: Translate): readonly string[] {
  const groups = new Map<string, Prediction[]>();
  for (const sent of all) {
    const name = sent.kind === 'strip' ? sent.kind : (sent.type ?? t('PNG or JPEG'));
    groups.set(name, [...(groups.get(name) ?? []), sent]);
  }
  return [...groups].map(([name, group]) => {
    const [line = '', ...others] = new Set(group.map((sent) => sentLine(sent, t)));
    return others.length === 0 ? line : commonLine(name, group, t);
  });
}

/** Says what images of one type have in common. The sizes differ, or only some of them are animations or have private data. */
function commonLine(type: string, group: readonly Prediction[], t: Translate): string {
  return [
    t('Sent as {0}', type),
    ...(group.some(({ frames = 1 }) => frames > 1) ? [t('first frame only')] : []),
    ...(group.some(({ removesPrivate }) => removesPrivate) ? [withoutPrivate(t)] : []),
  ].join(', ');
}

/** Says what is sent of a file. */
export function sentLine(sent: Prediction, t: Translate): string {
  const { kind, type = t('PNG or JPEG'), width, height, frames = 1, removesPrivate } = sent;
  if (kind === 'strip') return t('Sent without location and camera data');
  return [
    t('Sent as {0}, {1}×{2} px', type, width, height),
    ...(frames > 1 ? [t('first of {0} frames', frames)] : []),
    ...(removesPrivate ? [withoutPrivate(t)] : []),
  ].join(', ');
}

function withoutPrivate(t: Translate): string {
  return t('without location and camera data');
}

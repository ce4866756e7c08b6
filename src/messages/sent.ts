import { predictSent, type Prediction } from '../image/prepare/predict.ts';
import type { PhotoFacts, Sendable } from '../image/prepare/preparation.ts';
import type { Reference } from '../request/reference.ts';
import type { Translate } from '../text/translate.ts';

/**
 * Says what is sent of the images that aren't sent as they are in their files: `Sent as PNG, 2048 px`. Returns one line for each
 * type: a batch of many sizes would fill the prompt's box.
 */
export function describeSent(images: readonly Reference[], t: Translate): readonly string[] {
  return describeAll(
    images.flatMap(({ facts, prepared }) => {
      if (prepared === undefined) return [];
      const { kind, frames } = prepared;
      const side = Math.max(facts.width, facts.height);
      return [{ kind, type: facts.type.toUpperCase(), side, frames }];
    }),
    t,
  );
}

/** Returns the same lines before any pixels are read. */
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

/** What is sent of a file, with the number of its frames or pages where that is known. */
type Sent = Prediction & { readonly frames?: number };

function describeAll(all: readonly Sent[], t: Translate): readonly string[] {
  const groups = new Map<string, Set<string>>();
  for (const sent of all) {
    const name = sent.kind === 'strip' ? sent.kind : (sent.type ?? t('PNG or JPEG'));
    groups.set(name, (groups.get(name) ?? new Set()).add(sentLine(sent, t)));
  }
  return [...groups].flatMap(([name, lines]) =>
    lines.size === 1 ? [...lines] : [t('Sent as {0}', name)],
  );
}

/** Says what is sent of a file. */
export function sentLine(sent: Sent, t: Translate): string {
  const { kind, type = t('PNG or JPEG'), side, frames = 1 } = sent;
  if (kind === 'strip') return t('Sent without location and camera data');
  return frames > 1
    ? t('Sent as {0}, {1} px, first of {2} frames', type, side, frames)
    : t('Sent as {0}, {1} px', type, side);
}

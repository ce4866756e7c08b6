import type { Usage } from '../../reply/types.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';

/** What a result says of its run. */
export interface RunFacts {
  /** As the user named it. */
  readonly model: string;
  /** Its label. */
  readonly gateway: string;
  /** Unknown while there is no end. */
  readonly tookMs?: number;
  /** A marked region of the source was to change, and nothing else. */
  readonly isRegion?: boolean;
  /** What it probably cost, in words. */
  readonly cost?: string | undefined;
  /** What was written down and read again may hold undefined counts. */
  readonly usage?: { readonly [Count in keyof Usage]: Usage[Count] | undefined };
}

/** One line: model, gateway, time, tokens by modality, cost, as far as they are known. */
export function factsLine(facts: RunFacts, t: Translate): string {
  const { model, gateway, tookMs, usage, cost, isRegion = false } = facts;
  return [
    ...(isRegion ? [t('region')] : []),
    sanitize(model, 80),
    sanitize(gateway, 60),
    ...(tookMs === undefined ? [] : [t('{0} s', (tookMs / 1000).toFixed(1))]),
    ...tokens(usage, t),
    ...(cost === undefined ? [] : [cost]),
  ].join(' · ');
}

function tokens(usage: RunFacts['usage'], t: Translate): readonly string[] {
  const { outputByModality = {}, outputTokens, promptTokens, thoughtsTokens } = usage ?? {};
  const modalities = Object.entries(outputByModality).map(([modality, count]) =>
    t('{0} {1} tokens', count, sanitize(modality.toLowerCase(), 20)),
  );
  const all = outputTokens === undefined ? [] : [t('{0} tokens out', outputTokens)];
  return [
    ...(promptTokens === undefined ? [] : [t('{0} tokens in', promptTokens)]),
    ...(thoughtsTokens ? [t('{0} thinking tokens', thoughtsTokens)] : []),
    ...(modalities.length > 0 ? modalities : all),
  ];
}

import type { Usage } from '../../reply/types.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';

/** The facts of a run that the panel shows with its result. */
export interface RunFacts {
  /** As the user spelled it. */
  readonly model: string;
  /** The label of the gateway. */
  readonly gateway: string;
  /** Absent for a run without a recorded end. */
  readonly tookMs?: number;
  /** The run edited a region only. */
  readonly isRegion?: boolean;
  /** The probable cost as text. */
  readonly cost?: string | undefined;
  /** Counts can be undefined in entries from the history. */
  readonly usage?: { readonly [Count in keyof Usage]: Usage[Count] | undefined };
}

/** Returns the known facts in one line: model, gateway, time, tokens by modality, cost. */
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
  const all = outputTokens === undefined ? [] : [t('{0} output tokens', outputTokens)];
  return [
    ...(promptTokens === undefined ? [] : [t('{0} input tokens', promptTokens)]),
    ...(thoughtsTokens ? [t('{0} thinking tokens', thoughtsTokens)] : []),
    ...(modalities.length > 0 ? modalities : all),
  ];
}

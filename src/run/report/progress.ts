import { sizeText } from '../../text/format.ts';
import type { Translate } from '../../text/translate.ts';
import type { RunProgress } from '../runParts.ts';

/** Describes a request's progress in one line: the phase, the amount, and the time so far. */
export function progressLine(
  progress: RunProgress | undefined,
  gateway: string,
  elapsedMs: number,
  t: Translate,
): string {
  const time = t('{0} s', Math.floor(elapsedMs / 1000));
  switch (progress?.phase) {
    case undefined:
    case 'connecting':
      return t('connecting to {0} · {1}', gateway, time);
    case 'sending':
      return t(
        'sending {0} of {1} · {2}',
        sizeText(progress.sentBytes),
        sizeText(progress.totalBytes),
        time,
      );
    case 'waiting':
      return t('waiting for {0} · {1}', gateway, time);
    case 'receiving':
      // Some gateways send the headers at once and the reply when the model is done.
      if (progress.receivedBytes === 0) return t('waiting for {0} · {1}', gateway, time);
      return t('received {0} · {1}', sizeText(progress.receivedBytes), time);
    case 'saving':
      return t('saving · {0}', time);
  }
}

/** How far one of an action's requests has come; `started` before its first progress, `done` if it ended without a failure. */
export type RequestProgress = RunProgress | { readonly phase: 'started' | 'done' | 'failed' };

/** An action whose progress is shown. */
export interface ShownAction {
  readonly title: string;
  /** The gateway's display name. */
  readonly gateway: string;
  /** The number of requests. */
  readonly count: number;
}

/** Shows progress while `work` is running, in the surface's own place, and passes `work` the signal of its Cancel button. */
export type ShowProgress = <T>(
  action: ShownAction,
  work: (
    signal: AbortSignal,
    /** @param request counts from 0 */
    onProgress: (progress: RequestProgress, request: number) => void,
  ) => Promise<T>,
) => Promise<T>;

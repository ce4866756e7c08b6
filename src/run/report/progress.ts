import { sizeText } from '../../text/format.ts';
import type { Translate } from '../../text/translate.ts';
import type { RunProgress } from '../runParts.ts';

/** One line for the progress notice: what is going on, how much, and how long already. */
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
      return t('received {0} · {1}', sizeText(progress.receivedBytes), time);
    case 'saving':
      return t('saving · {0}', time);
  }
}

/** Shows, in its own way and place, that `work` goes on, and hands it the signal of its Cancel button. */
export type ShowProgress = <T>(
  title: string,
  /** Its name for eyes. */
  gateway: string,
  work: (signal: AbortSignal, onProgress: (progress: RunProgress) => void) => Promise<T>,
) => Promise<T>;

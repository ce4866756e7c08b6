import * as vscode from 'vscode';
import { foreign } from '../run/foreign.ts';
import { sizeText } from '../run/message.ts';
import type { RunProgress } from '../run/run.ts';

/** One line for the progress notice: what is going on, how much, and how long already. */
export function progressLine(
  progress: RunProgress | undefined,
  gateway: string,
  elapsedMs: number,
): string {
  const t = vscode.l10n.t;
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

/** Shows a cancellable notice with a running clock while `work` goes on. */
export const withProgress: ShowProgress = async (title, gateway, work) => {
  const location = vscode.ProgressLocation.Notification;
  return await vscode.window.withProgress(
    { location, title, cancellable: true },
    async (notice, token) => {
      const stop = new AbortController();
      const started = Date.now();
      let latest: RunProgress | undefined;
      const show = () => {
        // A notice makes links of Markdown, and the name may be a label of the settings.
        const message = foreign(progressLine(latest, gateway, Date.now() - started));
        notice.report({ message });
      };
      const clock = setInterval(show, 1000);
      const cancelled = token.onCancellationRequested(() => {
        stop.abort();
      });
      show();
      try {
        return await work(stop.signal, (progress) => {
          latest = progress;
        });
      } finally {
        clearInterval(clock);
        cancelled.dispose();
      }
    },
  );
};

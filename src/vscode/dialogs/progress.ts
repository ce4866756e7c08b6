import { progressLine, type ShowProgress } from '../../run/report/progress.ts';
import * as vscode from 'vscode';
import { sanitize } from '../../text/sanitize.ts';
import type { RunProgress } from '../../run/runParts.ts';

/** Shows a notice with the time so far and a Cancel button while `work` is running. */
export const withProgress: ShowProgress = (title, gateway, work) =>
  withProgressOfParts(title, gateway, ({ signal, onProgress }) => work(signal, onProgress));

/** What work with a progress notice can use. */
export interface ProgressNotice {
  /** Aborts when the user clicks Cancel. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
  /** Starts the next of several parts: its name leads the line, and the bar moves by its share of all. */
  readonly onPart: (name: string, share: number) => void;
}

/** Shows one notice for several parts. Its line names the one in progress: `3 of 12, cat.png · waiting for Practice · 4 s`. */
export async function withProgressOfParts<T>(
  title: string,
  gateway: string,
  work: (notice: ProgressNotice) => Promise<T>,
): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  return await vscode.window.withProgress(
    { location, title, cancellable: true },
    async (notice, token) => {
      const stop = new AbortController();
      let started = Date.now();
      let part: readonly string[] = [];
      let latest: RunProgress | undefined;
      const show = (increment?: number) => {
        const line = progressLine(latest, gateway, Date.now() - started, vscode.l10n.t);
        // A notice makes links of Markdown, and the name may be a label of the settings.
        const message = sanitize([...part, line].join(' · '));
        notice.report({ message, ...(increment !== undefined && { increment }) });
      };
      const clock = setInterval(show, 1000);
      const cancelled = token.onCancellationRequested(() => {
        stop.abort();
      });
      show();
      try {
        return await work({
          signal: stop.signal,
          onProgress: (progress) => {
            latest = progress;
          },
          onPart: (name, share) => {
            [part, latest, started] = [[name], undefined, Date.now()];
            show(share * 100);
          },
        });
      } finally {
        clearInterval(clock);
        cancelled.dispose();
      }
    },
  );
}

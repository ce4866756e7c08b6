import * as vscode from 'vscode';
import { ActionProgress } from '../../run/report/actionProgress.ts';
import type { RequestProgress, ShowProgress, ShownAction } from '../../run/report/progress.ts';
import { sanitize } from '../../text/sanitize.ts';

/** Shows a notice with the time so far and a Cancel button while `work` is running. */
export const withProgress: ShowProgress = (action, work) =>
  withProgressOfParts(action, ({ signal, onProgress }) => work(signal, onProgress));

/** What work with a progress notice can use. */
export interface ProgressNotice {
  /** Aborts when the user clicks Cancel. */
  readonly signal: AbortSignal;
  /** @param request counts from 0 */
  readonly onProgress: (progress: RequestProgress, request: number) => void;
  /** Starts the next of several parts: its name leads the line, and the bar moves by its share of all. */
  readonly onPart: (name: string, share: number) => void;
}

/** Shows one notice for several parts. Its line names the one in progress: `3 of 12, cat.png · waiting for Practice · 4 s`. */
export async function withProgressOfParts<T>(
  action: ShownAction,
  work: (notice: ProgressNotice) => Promise<T>,
): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  const newPart = () => new ActionProgress(action, Date.now(), vscode.l10n.t);
  return await vscode.window.withProgress(
    { location, title: action.title, cancellable: true },
    async (notice, token) => {
      const stop = new AbortController();
      let part: readonly string[] = [];
      let progress = newPart();
      const show = (increment?: number) => {
        // A notice makes links of Markdown, and the name may be a label of the settings.
        const message = sanitize([...part, progress.state(Date.now()).line].join(' · '));
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
          onProgress: (update, request) => {
            progress.update(update, request, Date.now());
          },
          onPart: (name, share) => {
            [part, progress] = [[name], newPart()];
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

import * as vscode from 'vscode';
import { ActionProgress } from '../../run/report/actionProgress.ts';
import type { ShowProgress } from '../../run/report/progress.ts';
import { sanitize } from '../../text/sanitize.ts';

/** Shows a notice with the time so far and a Cancel button while `work` is running. */
export const withProgress: ShowProgress = async (action, work) => {
  const location = vscode.ProgressLocation.Notification;
  return await vscode.window.withProgress(
    { location, title: action.title, cancellable: true },
    async (notice, token) => {
      const stop = new AbortController();
      const progress = new ActionProgress(action, Date.now(), vscode.l10n.t);
      const show = () => {
        // A notice makes links of Markdown, and the name may be a label of the settings.
        notice.report({ message: sanitize(progress.state(Date.now()).line) });
      };
      const clock = setInterval(show, 1000);
      const cancelled = token.onCancellationRequested(() => {
        stop.abort();
      });
      show();
      try {
        return await work(stop.signal, (update, request) => {
          progress.update(update, request, Date.now());
        });
      } finally {
        clearInterval(clock);
        cancelled.dispose();
      }
    },
  );
};

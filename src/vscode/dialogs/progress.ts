import { progressLine, type ShowProgress } from '../../run/report/progress.ts';
import * as vscode from 'vscode';
import { sanitize } from '../../text/sanitize.ts';
import type { RunProgress } from '../../run/runParts.ts';

/** Shows a notice with the time so far and a Cancel button while `work` is running. */
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
        const message = sanitize(
          progressLine(latest, gateway, Date.now() - started, vscode.l10n.t),
        );
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

import * as vscode from 'vscode';
import type { PanelEvent, PanelState } from '../../../panel/state.ts';
import { sanitize } from '../../../text/sanitize.ts';

const t = vscode.l10n.t;

/** Shows the end of a run in a notification if the panel is closed, because the run may have been charged. */
export async function notifyRunEnd(
  { results }: PanelState,
  { failure }: Extract<PanelEvent, { kind: 'run-ended' }>,
): Promise<void> {
  const openPanel = t('Open Panel');
  const [result] = results;
  const chosen =
    failure === undefined && result !== undefined
      ? await vscode.window.showInformationMessage(
          t('Saved {0}.', sanitize(result.name)),
          openPanel,
        )
      : failure?.cancelled
        ? await vscode.window.showInformationMessage(failure.text, openPanel)
        : await vscode.window.showWarningMessage(failure?.text ?? t('Failed'), openPanel);
  if (chosen === openPanel) await vscode.commands.executeCommand('easel.openPanel');
}

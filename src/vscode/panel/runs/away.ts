import * as vscode from 'vscode';
import { sanitize } from '../../../text/sanitize.ts';
import type { PanelEvent, PanelImage } from '../../../panel/state.ts';

const t = vscode.l10n.t;

/** A run outlives its panel: closed meanwhile, its end is told in a notice, for it may have cost something. */
export async function tellAway(
  first: PanelImage | undefined,
  { failure }: Extract<PanelEvent, { kind: 'run-ended' }>,
): Promise<void> {
  const openPanel = t('Open Panel');
  const chosen =
    failure === undefined && first !== undefined
      ? await vscode.window.showInformationMessage(
          t('{0} is saved.', sanitize(first.name)),
          openPanel,
        )
      : failure?.cancelled
        ? await vscode.window.showInformationMessage(failure.text, openPanel)
        : await vscode.window.showWarningMessage(failure?.text ?? t('Failed'), openPanel);
  if (chosen === openPanel) await vscode.commands.executeCommand('easel.openPanel');
}

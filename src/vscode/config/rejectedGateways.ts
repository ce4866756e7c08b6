import * as vscode from 'vscode';
import { listGateways } from '../../catalog/configuredGateways.ts';
import { describeRejected } from '../../messages/gatewayEntries.ts';
import { openSettings, readSettings } from './settings.ts';

const t = vscode.l10n.t;

/** Why entries of `easel.gateways` are not used, one sentence each. */
export function rejectedGateways(): readonly string[] {
  const { problems } = listGateways(readSettings().gateways);
  return problems.map(({ problem }) => describeRejected(problem, t));
}

/** Tells of them as soon as they are read, and again only when they have changed. */
export function reportRejectedGateways(): vscode.Disposable {
  let told = '';

  async function look(): Promise<void> {
    const sentences = rejectedGateways();
    const text = sentences.join(' ');
    if (text === told) return;
    told = text;
    if (sentences.length === 0) return;
    const open = t('Open Settings');
    const answer = await vscode.window.showWarningMessage(text, open);
    if (answer === open) await openSettings('easel.gateways');
  }

  void look();
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('easel.gateways')) void look();
  });
}

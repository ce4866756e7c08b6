import * as vscode from 'vscode';
import { listGateways } from '../../catalog/configuredGateways.ts';
import { describeRejected } from '../../messages/gatewayEntries.ts';
import { openSettings, readSettings } from './settings.ts';

const t = vscode.l10n.t;

/** Describes the invalid entries of `easel.gateways`, one sentence each. */
export function rejectedGateways(): readonly string[] {
  const { problems } = listGateways(readSettings().gateways);
  return problems.map(({ problem }) => describeRejected(problem, t));
}

/** Reports invalid entries when they are first read, and again only when the report changes. */
export function reportRejectedGateways(): vscode.Disposable {
  let reported = '';

  async function report(): Promise<void> {
    const sentences = rejectedGateways();
    const text = sentences.join(' ');
    if (text === reported) return;
    reported = text;
    if (sentences.length === 0) return;
    const open = t('Open Settings');
    const answer = await vscode.window.showWarningMessage(text, open);
    if (answer === open) await openSettings('easel.gateways');
  }

  void report();
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('easel.gateways')) void report();
  });
}

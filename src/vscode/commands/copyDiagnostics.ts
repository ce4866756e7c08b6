import * as vscode from 'vscode';
import { diagnostics, type RunTrace } from '../../run/report/diagnostics.ts';
import { SETTING_NAMES } from '../../run/plan/settings.ts';

const t = vscode.l10n.t;

/** Runs `easel.copyDiagnostics`: puts what an issue report needs on the clipboard. Returns the same text. */
export async function copyDiagnostics(
  { packageJSON }: vscode.Extension<unknown>,
  runs: readonly RunTrace[],
  keys: readonly string[],
): Promise<string> {
  const { version } = packageJSON as { readonly version: string };
  const versions = {
    Easel: version,
    'VS Code': `${vscode.version} (${vscode.env.appHost})`,
    Node: process.version,
    system: `${process.platform} ${process.arch}`,
    remote: vscode.env.remoteName ?? 'no',
  };
  const text = diagnostics(versions, changedSettings(), runs, keys);
  await vscode.env.clipboard.writeText(text);
  void vscode.window.showInformationMessage(
    t('Diagnostics copied. They contain no keys, prompts, or images.'),
  );
  return text;
}

function changedSettings(): Readonly<Record<string, unknown>> {
  const config = vscode.workspace.getConfiguration('easel');
  const changed = SETTING_NAMES.map((name): readonly [string, unknown] => {
    const value = config.get<unknown>(name);
    const usual = config.inspect<unknown>(name)?.defaultValue;
    return [name, JSON.stringify(value) === JSON.stringify(usual) ? undefined : value];
  });
  return Object.fromEntries(changed.filter(([, value]) => value !== undefined));
}

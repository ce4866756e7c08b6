import * as vscode from 'vscode';
import type { Keys } from '../config/keys.ts';

const t = vscode.l10n.t;

/**
 * Stores a key; where VS Code's secret storage refuses (a locked or missing keyring), offers to use it until the window
 * closes. True: a run has a key now.
 *
 * @throws CheckError `bad-key`
 */
export async function storeKey(keys: Keys, origin: string, key: string): Promise<boolean> {
  if (await keys.set(origin, key)) return true;
  const { host } = new URL(origin);
  const use = t('Use for This Session');
  const chosen = await vscode.window.showWarningMessage(
    t('VS Code’s secret storage did not take the key for {0}, so it is kept nowhere.', host),
    use,
  );
  if (chosen !== use) return false;
  keys.setForSession(origin, key);
  return true;
}

/** True: there is no key now. */
export async function removeKey(keys: Keys, origin: string): Promise<boolean> {
  if (await keys.remove(origin)) return true;
  const { host } = new URL(origin);
  void vscode.window.showErrorMessage(
    t('VS Code’s secret storage did not remove the key for {0}.', host),
  );
  return false;
}

import * as vscode from 'vscode';
import type { KeyOwner } from '../../catalog/credentials.ts';
import { describeCredential } from '../../messages/credentials.ts';
import type { Keys } from '../config/keys.ts';

const t = vscode.l10n.t;

/**
 * Stores a key. Where VS Code's secret storage refuses, because a keyring is locked or missing, offers to use the key until the
 * window closes.
 *
 * @returns whether runs have a key now
 *
 * @throws CheckError `bad-key`
 */
export async function storeKey(keys: Keys, owner: KeyOwner, key: string): Promise<boolean> {
  if (await keys.set(owner, key)) return true;
  const { host } = new URL(owner.origin);
  const use = t('Use for This Session');
  const chosen = await vscode.window.showWarningMessage(
    describeCredential('not-stored', owner, host, t),
    use,
  );
  if (chosen !== use) return false;
  keys.setForSession(owner, key);
  return true;
}

/** Removes a gateway's key. Shows an error where the storage refuses. @returns whether the key is gone */
export async function removeKey(keys: Keys, owner: KeyOwner): Promise<boolean> {
  if (await keys.remove(owner)) return true;
  const { host } = new URL(owner.origin);
  void vscode.window.showErrorMessage(describeCredential('not-removed', owner, host, t));
  return false;
}

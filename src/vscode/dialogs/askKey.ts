import * as vscode from 'vscode';
import { credentialsOf, type KeyOwner } from '../../catalog/credentials.ts';
import type { Gateway } from '../../catalog/gateways.ts';
import { CheckError } from '../../errors.ts';
import { describeCredential } from '../../messages/credentials.ts';
import { describeError } from '../../messages/messages.ts';
import { checkHeaderSecret, checkKey } from '../../request/key.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Keys } from '../config/keys.ts';
import { storeKey } from './storeKey.ts';

const t = vscode.l10n.t;

/** Asks for everything secret that a gateway needs and that isn't stored. @returns whether runs have all of it now */
export async function askMissing(gateway: Gateway, keys: Keys): Promise<boolean> {
  for (const owner of credentialsOf(gateway)) {
    if ((await keys.get(owner)) !== undefined) continue;
    if (!(await askCredential(gateway, owner, keys))) return false;
  }
  return true;
}

/**
 * Asks for a new key, and for the secrets of headers that aren't stored. Without a key, asks for the secrets of all headers.
 *
 * @returns whether runs have everything now, or need nothing
 */
export async function askCredentials(gateway: Gateway, keys: Keys): Promise<boolean> {
  const owners = credentialsOf(gateway);
  const hasKey = owners.some(({ header }) => header === undefined);
  for (const owner of owners) {
    const isAsked = owner.header === undefined || !hasKey;
    if (!isAsked && (await keys.get(owner)) !== undefined) continue;
    if (!(await askCredential(gateway, owner, keys))) return false;
  }
  return true;
}

/** Asks for one key or secret and stores it. @returns false if the user dismissed the question */
export async function askCredential(
  gateway: Gateway,
  owner: KeyOwner,
  keys: Keys,
): Promise<boolean> {
  const { host } = new URL(owner.origin);
  const label = sanitize(gateway.label, 60);
  const isKey = owner.header === undefined;
  const entered = await vscode.window.showInputBox({
    title: isKey ? t('Set API Key') : t('Set Header Value'),
    prompt: isKey
      ? t(
          "Enter the API key for {0}. It's stored in VS Code's secret storage and sent only to {1}.",
          label,
          host,
        )
      : t(
          "Enter the value of the header {0} for {1}. It's stored in VS Code's secret storage and sent only to {2}.",
          sanitize(owner.header ?? '', 60),
          label,
          host,
        ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      keyProblem(text, isKey ? checkKey : checkHeaderSecret) ??
      (text.trim() === '' ? describeCredential('empty', owner, label, t) : undefined),
  });
  if (entered === undefined || entered.trim() === '') return false;
  return await storeKey(keys, owner, entered);
}

/** Describes what is wrong with a key while it is typed; undefined if it is fine. @param check throws CheckError */
export function keyProblem(text: string, check: (text: string) => string): string | undefined {
  if (text.trim() === '') return undefined;
  try {
    check(text);
    return undefined;
  } catch (error) {
    if (error instanceof CheckError) return describeError(error, t).text;
    throw error;
  }
}

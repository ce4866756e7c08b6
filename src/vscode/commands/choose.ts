import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { credentialsOf, type KeyOwner } from '../../catalog/credentials.ts';
import type { Gateway } from '../../catalog/gateways.ts';
import { findGateway, listGateways } from '../../catalog/configuredGateways.ts';
import { CheckError } from '../../errors.ts';
import { describeCredential } from '../../messages/credentials.ts';
import { sanitize } from '../../text/sanitize.ts';
import { configuredGatewayName } from '../../text/gatewayName.ts';
import type { Keys } from '../config/keys.ts';
import { askCredential, askMissing } from '../dialogs/askKey.ts';
import { showFailure } from '../dialogs/notices.ts';
import { pickGateway, pickModel } from '../dialogs/pickers.ts';
import type { Routes } from '../routes/routes.ts';
import { currentGateway, readSettings, writeSetting } from '../config/settings.ts';
import { removeKey, storeKey } from '../dialogs/storeKey.ts';

const t = vscode.l10n.t;

const KeyArguments = z.object({
  gateway: z.string(),
  key: z.optional(z.string()),
  /** The name of a header: the key is its secret value. */
  header: z.optional(z.string()),
});

/** Runs `easel.selectGateway`. Asks for the gateway if the caller passes no id. Returns the id of the selected gateway. */
export async function selectGateway(
  keys: Keys,
  routes: Routes,
  id: unknown,
): Promise<string | undefined> {
  return await showRefusal(keys, async () => {
    const gateway = typeof id === 'string' ? gatewayOf(id) : await pickGateway(routes, keys);
    if (gateway === undefined) return undefined;
    await writeSetting('gateway', gateway.id);
    if (typeof id !== 'string') await askMissing(gateway, keys);
    return gateway.id;
  });
}

/**
 * Runs `easel.selectModel`. Asks for the model if the caller passes no id. Accepts any id, because gateways have models that
 * the catalog doesn't know.
 */
export async function selectModel(routes: Routes, id: unknown): Promise<string | undefined> {
  const model =
    typeof id === 'string' && id.trim() !== ''
      ? id.trim()
      : await pickModel(currentGateway(), routes);
  if (model !== undefined) await writeSetting('model', model);
  return model;
}

/** A key or secret of a gateway, for a picker. */
interface Credential {
  readonly gateway: Gateway;
  readonly owner: KeyOwner;
}

/** Runs `easel.setApiKey`. Asks for each of `{gateway, key}` that the caller leaves out. Returns whether a key is stored now. */
export async function setApiKey(keys: Keys, value: unknown): Promise<boolean> {
  const stored = await showRefusal(keys, async () => {
    const given = KeyArguments.safeParse(value);
    const credential = given.success
      ? credentialOf(given.data)
      : await pickCredential(t('Select a gateway to set its API key'), allCredentials());
    if (credential === undefined) return false;
    const { gateway, owner } = credential;
    if (!given.success || given.data.key === undefined) {
      const isSet = await askCredential(gateway, owner, keys);
      if (isSet) confirm(describeCredential('saved', owner, configuredGatewayName(gateway), t));
      return isSet;
    }
    return await storeKey(keys, owner, given.data.key);
  });
  return stored ?? false;
}

/** Runs `easel.removeApiKey`. Asks for the gateway if the caller leaves it out. Returns whether its key is gone. */
export async function removeApiKey(keys: Keys, value: unknown): Promise<boolean> {
  const removed = await showRefusal(keys, async () => {
    const given = KeyArguments.safeParse(value);
    const stored = given.success ? [] : await storedCredentials(keys);
    if (!given.success && stored.length === 0) {
      confirm(t('No API keys are saved.'));
      return true;
    }
    const credential = given.success
      ? credentialOf(given.data)
      : await pickCredential(t('Select a gateway to remove its API key'), stored);
    if (credential === undefined) return false;
    const isGone = await removeKey(keys, credential.owner);
    if (isGone && !given.success) {
      const { gateway, owner } = credential;
      confirm(describeCredential('removed', owner, configuredGatewayName(gateway), t));
    }
    return isGone;
  });
  return removed ?? false;
}

/** @throws CheckError `unknown-gateway` */
function gatewayOf(id: string): Gateway {
  return findGateway(id, listGateways(readSettings().gateways));
}

/** @throws CheckError `unknown-gateway` */
function credentialOf(given: z.infer<typeof KeyArguments>): Credential | undefined {
  const gateway = gatewayOf(given.gateway);
  const header = given.header?.toLowerCase();
  const owner = credentialsOf(gateway).find((one) => one.header === header);
  return owner && { gateway, owner };
}

function allCredentials(): readonly Credential[] {
  const { gateways } = listGateways(readSettings().gateways);
  return gateways.flatMap((gateway) => credentialsOf(gateway).map((owner) => ({ gateway, owner })));
}

async function storedCredentials(keys: Keys): Promise<readonly Credential[]> {
  const all = allCredentials();
  const values = await Promise.all(all.map(({ owner }) => keys.get(owner)));
  return all.filter((_, index) => values[index] !== undefined);
}

/** Confirms an action that the user took in a dialog. A caller with arguments gets the result instead. */
function confirm(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}

async function pickCredential(
  placeHolder: string,
  credentials: readonly Credential[],
): Promise<Credential | undefined> {
  const items = credentials.map(({ gateway, owner }) => ({
    label: sanitize(gateway.label),
    description: [
      gateway.baseUrl ?? '',
      ...(owner.header === undefined ? [] : [t('header {0}', sanitize(owner.header, 60))]),
    ].join(' · '),
    credential: { gateway, owner },
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.credential;
}

/** Shows a CheckError and returns undefined. */
async function showRefusal<T>(keys: Keys, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CheckError)) throw error;
    void showFailure(error, keys.inUse());
    return undefined;
  }
}

import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { keyOrigin, type Gateway } from '../../catalog/gateways.ts';
import { findGateway, listGateways } from '../../catalog/configuredGateways.ts';
import { CheckError } from '../../errors.ts';
import { sanitize } from '../../text/sanitize.ts';
import { configuredGatewayName } from '../../text/gatewayName.ts';
import { gatewaysWithKey, type Keys } from '../config/keys.ts';
import { showFailure } from '../dialogs/notices.ts';
import { askKey, pickGateway, pickModel } from '../dialogs/pickers.ts';
import type { Routes } from '../routes/routes.ts';
import { currentGateway, readSettings, writeSetting } from '../config/settings.ts';
import { removeKey, storeKey } from '../dialogs/storeKey.ts';

const t = vscode.l10n.t;

const KeyArguments = z.object({ gateway: z.string(), key: z.optional(z.string()) });

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
    const origin = keyOrigin(gateway);
    const isInteractive = typeof id !== 'string';
    if (isInteractive && origin !== undefined && (await keys.get(origin)) === undefined) {
      await askKey(gateway, keys);
    }
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

/** Runs `easel.setApiKey`. Asks for each of `{gateway, key}` that the caller leaves out. Returns whether a key is stored now. */
export async function setApiKey(keys: Keys, value: unknown): Promise<boolean> {
  const stored = await showRefusal(keys, async () => {
    const given = KeyArguments.safeParse(value);
    const gateway = given.success
      ? gatewayOf(given.data.gateway)
      : await pickKeyed(t('Select a gateway to set its API key'), gatewaysTakingKeys());
    if (gateway === undefined) return false;
    if (!given.success || given.data.key === undefined) {
      const isSet = await askKey(gateway, keys);
      if (isSet) confirm(t('Saved the API key for {0}.', configuredGatewayName(gateway)));
      return isSet;
    }
    const origin = keyOrigin(gateway);
    if (origin === undefined) return false;
    return await storeKey(keys, origin, given.data.key);
  });
  return stored ?? false;
}

/** Runs `easel.removeApiKey`. Asks for the gateway if the caller leaves it out. Returns whether its key is gone. */
export async function removeApiKey(keys: Keys, value: unknown): Promise<boolean> {
  const removed = await showRefusal(keys, async () => {
    const given = KeyArguments.safeParse(value);
    const keyed = given.success ? [] : await gatewaysWithKey(gatewaysTakingKeys(), keys);
    if (!given.success && keyed.length === 0) {
      confirm(t('No API keys are saved.'));
      return true;
    }
    const gateway = given.success
      ? gatewayOf(given.data.gateway)
      : await pickKeyed(t('Select a gateway to remove its API key'), keyed);
    const origin = gateway && keyOrigin(gateway);
    if (gateway === undefined || origin === undefined) return false;
    const isGone = await removeKey(keys, origin);
    if (isGone && !given.success)
      confirm(t('Removed the API key for {0}.', configuredGatewayName(gateway)));
    return isGone;
  });
  return removed ?? false;
}

/** @throws CheckError `unknown-gateway` */
function gatewayOf(id: string): Gateway {
  return findGateway(id, listGateways(readSettings().gateways));
}

function gatewaysTakingKeys(): readonly Gateway[] {
  const { gateways } = listGateways(readSettings().gateways);
  return gateways.filter((gateway) => keyOrigin(gateway) !== undefined);
}

/** Confirms an action that the user took in a dialog. A caller with arguments gets the result instead. */
function confirm(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}

async function pickKeyed(
  placeHolder: string,
  gateways: readonly Gateway[],
): Promise<Gateway | undefined> {
  const items = gateways.map((gateway) => ({
    label: sanitize(gateway.label),
    description: gateway.baseUrl ?? '',
    gateway,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.gateway;
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

import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { findGateway, keyOrigin, listGateways, type Gateway } from '../../catalog/gateways.ts';
import { CheckError } from '../../errors.ts';
import { sanitize } from '../../text/sanitize.ts';
import { configuredGatewayName } from '../../text/gatewayName.ts';
import { currentGateway } from './actions.ts';
import { gatewaysWithKey, type Keys } from '../config/keys.ts';
import { showFailure } from '../dialogs/notices.ts';
import { askKey, pickGateway, pickModel } from '../dialogs/pickers.ts';
import type { Routes } from '../routes/routes.ts';
import { readSettings, writeSetting } from '../config/settings.ts';
import { dropKey, storeKey } from '../dialogs/storeKey.ts';

const t = vscode.l10n.t;

const KeyArguments = z.object({ gateway: z.string(), key: z.optional(z.string()) });

/** `easel.selectGateway`, with an id or asking. Returns the id that is chosen now. */
export async function selectGateway(
  keys: Keys,
  routes: Routes,
  id: unknown,
): Promise<string | undefined> {
  return await refusing(keys, async () => {
    const gateway = typeof id === 'string' ? named(id) : await pickGateway(routes, keys);
    if (gateway === undefined) return undefined;
    await writeSetting('gateway', gateway.id);
    const origin = keyOrigin(gateway);
    const asked = typeof id !== 'string';
    if (asked && origin !== undefined && (await keys.get(origin)) === undefined) {
      await askKey(gateway, keys);
    }
    return gateway.id;
  });
}

/** `easel.selectModel`, with an id or asking. Any id is taken: gateways know more than the catalogue. */
export async function selectModel(routes: Routes, id: unknown): Promise<string | undefined> {
  const model =
    typeof id === 'string' && id.trim() !== ''
      ? id.trim()
      : await pickModel(currentGateway(undefined), routes);
  if (model !== undefined) await writeSetting('model', model);
  return model;
}

/** `easel.setApiKey`, with `{gateway, key}` or asking. True: a key is stored now. */
export async function setApiKey(keys: Keys, value: unknown): Promise<boolean> {
  const stored = await refusing(keys, async () => {
    const given = KeyArguments.safeParse(value);
    const gateway = given.success
      ? named(given.data.gateway)
      : await pickKeyed(t('Set a key for which gateway?'), takingKeys());
    if (gateway === undefined) return false;
    if (!given.success || given.data.key === undefined) {
      const isSet = await askKey(gateway, keys);
      if (isSet) tell(t('The key for {0} is kept from now on.', configuredGatewayName(gateway)));
      return isSet;
    }
    const origin = keyOrigin(gateway);
    if (origin === undefined) return false;
    return await storeKey(keys, origin, given.data.key);
  });
  return stored ?? false;
}

/** `easel.removeApiKey`, with `{gateway}` or asking. True: there is no key now. */
export async function removeApiKey(keys: Keys, value: unknown): Promise<boolean> {
  const removed = await refusing(keys, async () => {
    const given = KeyArguments.safeParse(value);
    const keyed = given.success ? [] : await gatewaysWithKey(takingKeys(), keys);
    if (!given.success && keyed.length === 0) {
      tell(t('No key is kept for any gateway.'));
      return true;
    }
    const gateway = given.success
      ? named(given.data.gateway)
      : await pickKeyed(t('Remove the key of which gateway?'), keyed);
    const origin = gateway && keyOrigin(gateway);
    if (gateway === undefined || origin === undefined) return false;
    const isGone = await dropKey(keys, origin);
    if (isGone && !given.success)
      tell(t('The key for {0} is removed.', configuredGatewayName(gateway)));
    return isGone;
  });
  return removed ?? false;
}

function named(id: string): Gateway {
  return findGateway(id, listGateways(readSettings().gateways));
}

function takingKeys(): readonly Gateway[] {
  const { gateways } = listGateways(readSettings().gateways);
  return gateways.filter((gateway) => keyOrigin(gateway) !== undefined);
}

/** Whoever answered questions is told what came of it; a script has the result. */
function tell(sentence: string): void {
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

async function refusing<T>(keys: Keys, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CheckError)) throw error;
    void showFailure(error, () => false, keys.seen());
    return undefined;
  }
}

import * as vscode from 'vscode';
import type { Gateway } from '../../catalog/gateways.ts';
import { listGateways } from '../../catalog/configuredGateways.ts';
import {
  capabilitiesAt,
  findModel,
  modelAt,
  modelIdAt,
  modelLabel,
  retiredAt,
} from '../../catalog/modelLookup.ts';
import { MODELS } from '../../catalog/models.ts';
import { acceptedItem } from '../../dialogs/acceptedItem.ts';
import { sanitize } from '../../text/sanitize.ts';
import { usableGateways, type Keys } from '../config/keys.ts';
import { rejectedGateways } from '../config/rejectedGateways.ts';
import { shortStatus, type Routes } from '../routes/routes.ts';
import { currentGateway, currentModel, openSettings, readSettings } from '../config/settings.ts';

const t = vscode.l10n.t;

/** Asks for a gateway: a built-in one, Practice included, or one of the user's own. Undefined: the user dismissed the picker. */
export async function pickGateway(routes: Routes, keys: Keys): Promise<Gateway | undefined> {
  const settings = readSettings();
  const { gateways } = listGateways(settings.gateways);
  const keyed = await usableGateways(gateways, keys);
  const items = inOrder(gateways, keyed).map((gateway) => ({
    label: sanitize(gateway.label),
    description: [
      gateway.baseUrl === undefined ? t('on this machine') : hostOf(gateway.baseUrl),
      shortStatus(gateway, modelAt(gateway, settings.model), routes),
    ].join(' · '),
    detail: gatewayDetail(gateway),
    gateway,
  }));
  const rejected = rejectedGateways().map((sentence) => ({
    label: t('$(warning) An entry in easel.gateways is ignored'),
    description: t('open settings'),
    detail: sentence,
    gateway: undefined,
  }));
  const add = {
    label: t('$(add) Add a Gateway…'),
    description: t('with its address and your API key'),
    gateway: 'add' as const,
  };
  const chosen = await pickFrom<GatewayItem>(
    [...items, ...rejected, add],
    items.find(({ gateway }) => gateway.id === settings.gateway),
    t('Select Gateway'),
    t('Select the gateway that creates your images. You can change it at any time.'),
  );
  if (chosen === undefined) return undefined;
  if (chosen.gateway === 'add') {
    const id = await vscode.commands.executeCommand<string | undefined>('easel.addGateway');
    // The user may have added it without selecting it.
    return id === undefined || id !== readSettings().gateway ? undefined : currentGateway(id);
  }
  if (chosen.gateway === undefined) await openSettings('easel.gateways');
  return chosen.gateway;
}

interface GatewayItem extends vscode.QuickPickItem {
  /** `add` leads to a new one; undefined for an entry that is rejected. */
  readonly gateway: Gateway | 'add' | undefined;
}

/** Asks for an item. Enter accepts the active one: `showQuickPick` can't say which one that is. */
async function pickFrom<T extends vscode.QuickPickItem>(
  items: readonly T[],
  active: T | undefined,
  title: string,
  placeholder: string,
): Promise<T | undefined> {
  const pick = vscode.window.createQuickPick<T>();
  Object.assign(pick, { title, placeholder, matchOnDescription: true, ignoreFocusOut: true });
  pick.items = items;
  if (active !== undefined) pick.activeItems = [active];
  return await new Promise((resolve) => {
    pick.onDidAccept(() => {
      const chosen = acceptedItem(pick);
      if (chosen === undefined) return;
      resolve(chosen);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function gatewayDetail({ free, auth }: Gateway): string {
  if (free) {
    return t(
      'Free and offline. Draws and edits simple images so that you can try Easel. No API key, no AI.',
    );
  }
  return auth === 'none'
    ? t('Needs no API key.')
    : t('Uses your own API key, which is sent only to this host.');
}

/** Puts the gateways that need no key first, unless the user has a key already. */
function inOrder(gateways: readonly Gateway[], keyed: readonly Gateway[]): readonly Gateway[] {
  if (keyed.length > 0) return gateways;
  return gateways.toSorted((one, other) => Number(other.free ?? false) - Number(one.free ?? false));
}

interface ModelItem extends vscode.QuickPickItem {
  readonly id: string;
}

/**
 * Asks for a model: one of the catalog's, or any ID that the user enters. Undefined: the user dismissed the picker.
 *
 * @param used the model that another one is wanted for, which comes last; undefined to begin with the current one
 */
export async function pickModel(
  gateway: Gateway | undefined,
  routes: Routes,
  used?: string,
): Promise<string | undefined> {
  const current = currentModel(gateway);
  const usedId = used === undefined ? undefined : findModel(used)?.id;
  const others = MODELS.filter(({ id }) => id !== usedId);
  const last = MODELS.filter(({ id }) => id === usedId);
  const known: readonly ModelItem[] = [...others, ...last].map((model) => ({
    id: model.id,
    label: modelLabel(model.id),
    description: model.aliases.join(' · '),
    detail: [
      ...(gateway === undefined ? [] : [shortStatus(gateway, model.id, routes)]),
      modelDetail(model.id, gateway),
    ].join(' · '),
  }));
  const pick = vscode.window.createQuickPick<ModelItem>();
  pick.title = t('Select Model');
  pick.placeholder = t('Select a model, or enter any model ID that your gateway supports');
  pick.matchOnDescription = true;
  pick.items = known;
  if (used === undefined) {
    pick.activeItems = known.filter(({ id }) => id === findModel(current)?.id);
  }
  return await new Promise((resolve) => {
    pick.onDidChangeValue((value) => {
      const typed = value.trim();
      const own = { id: typed, label: typed, description: t('use this ID') };
      pick.items = typed === '' || findModel(typed) ? known : [...known, own];
    });
    pick.onDidAccept(() => {
      // Enter can come before the item for an ID that was just typed.
      const id = pick.activeItems[0]?.id ?? pick.value.trim();
      if (id === '') return;
      resolve(id);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function modelDetail(id: string, gateway: Gateway | undefined): string {
  const model = findModel(id);
  if (model === undefined) return '';
  const can = gateway ? capabilitiesAt(gateway, model) : model.capabilities;
  const facts = can
    ? [
        t('{0} aspect ratios', can.aspectRatios.length),
        can.imageSizes.length > 0 ? can.imageSizes.join(', ') : t('one size'),
      ]
    : [t('limits not documented')];
  const gone = gateway && retiredAt(gateway, model, id, Date.now());
  if (gone) {
    facts.push(
      modelIdAt(gateway, id, Date.now()) === id
        ? t('shut down at {0} on {1}', gateway.label, gone.date)
        : t('available at {0} as {1}', gateway.label, modelIdAt(gateway, id, Date.now())),
    );
  }
  return facts.join(' · ');
}

function hostOf(url: string): string {
  return new URL(url).host;
}

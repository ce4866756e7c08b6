import * as vscode from 'vscode';
import { listGateways } from '../../../catalog/configuredGateways.ts';
import { keyOwner } from '../../../catalog/credentials.ts';
import type { Gateway } from '../../../catalog/gateways.ts';
import { entryFor, gatewayFor, withEntry } from '../../../catalog/newGateway.ts';
import { actionLabel } from '../../../messages/actions.ts';
import { describeBroken } from '../../../messages/newGateway.ts';
import { sanitize } from '../../../text/sanitize.ts';
import type { GatewayNotes } from '../../config/gatewayNotes.ts';
import type { Keys } from '../../config/keys.ts';
import {
  openSettings,
  currentModel,
  readSettings,
  userSetting,
  writeSetting,
  writeUserSetting,
} from '../../config/settings.ts';
import { storeKey } from '../../dialogs/storeKey.ts';
import { modelFor, newGateway } from './finish.ts';
import type { Draft, Finish } from './questions.ts';

const t = vscode.l10n.t;

export interface StoreParts {
  readonly keys: Keys;
  readonly notes: GatewayNotes;
}

/** Stores the key, then the entry. An entry that can't be written leaves no key behind. */
export async function storeGateway(
  draft: Draft,
  finish: Finish,
  { keys, notes }: StoreParts,
): Promise<string | undefined> {
  const entry = entryFor(newGateway(draft), readSettings().gateways);
  const gateway = gatewayFor(entry);
  const owner = keyOwner(gateway);
  await takeOverEarlyKeys(gateway, keys);
  if (owner !== undefined && !(await storeKey(keys, owner, draft.key))) return undefined;
  await notes.markShown(listGateways([entry]).notes);
  const setting = withEntry(userSetting('gateways'), entry);
  const isWritten = setting !== undefined && (await writeUserSetting('gateways', setting));
  if (!isWritten) {
    if (owner !== undefined) await keys.remove(owner);
    void showNotWritten();
    return undefined;
  }
  const model = modelFor(draft, gateway);
  if (finish !== 'add') {
    await writeSetting('gateway', entry.id);
    if (model !== currentModel(gateway)) await writeSetting('model', model);
  }
  void confirm(draft, finish);
  if (finish === 'test') {
    const test = { gateway: entry.id, model, operation: 'generate' };
    void vscode.commands.executeCommand('easel.retestRoute', test);
  }
  return entry.id;
}

async function showNotWritten(): Promise<void> {
  const open = actionLabel('open-settings', {}, t);
  const text = t(
    "VS Code couldn't change easel.gateways in your user settings, so the gateway and its key aren't saved. Check the settings for errors.",
  );
  const chosen = await vscode.window.showErrorMessage(text, open);
  if (chosen === open) await openSettings('easel.gateways');
}

/** Otherwise a second entry at an origin would make the key of an early version ambiguous. */
async function takeOverEarlyKeys(added: Gateway, keys: Keys): Promise<void> {
  const origin = keyOwner(added)?.origin;
  for (const gateway of listGateways(readSettings().gateways).gateways) {
    const owner = keyOwner(gateway);
    if (owner?.origin === origin && owner !== undefined) await keys.get(owner);
  }
}

async function confirm(draft: Draft, finish: Finish): Promise<void> {
  const name = sanitize(draft.label, 60);
  const broken = describeBroken(name, draft.detection?.kind, draft.auth ?? 'none', t);
  if (broken !== undefined) {
    void vscode.window.showWarningMessage(broken);
    return;
  }
  if (finish !== 'select') {
    void vscode.window.showInformationMessage(t('Added the gateway {0}.', name));
    return;
  }
  const generate = t('Generate Image…');
  const chosen = await vscode.window.showInformationMessage(
    t('Added and selected {0}. To edit an image, right-click it in the Explorer.', name),
    generate,
  );
  if (chosen === generate) await vscode.commands.executeCommand('easel.generateImage');
}

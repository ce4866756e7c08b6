import * as vscode from 'vscode';
import { inputTypesAt, modelAt } from '../../../catalog/modelLookup.ts';
import { CheckError } from '../../../errors.ts';
import { sanitize } from '../../../text/sanitize.ts';
import { describeUnusable } from '../../../messages/gatewayEntries.ts';
import { chosenGateway } from '../../../run/plan/chosenGateway.ts';
import { missingCredential, type Keys } from '../../config/keys.ts';
import { modelViews } from '../../../panel/ask/models.ts';
import { withPrices } from '../../../panel/ask/prices.ts';
import { withStatus } from './modelStatus.ts';
import type { PanelEnvironment } from '../../../panel/ask/state.ts';
import type { ObservationStore } from '../../routes/observationStore.ts';
import { localization, type Routes } from '../../routes/routes.ts';
import { currentGateway, readSettings } from '../../config/settings.ts';

const t = vscode.l10n.t;

/** Reads settings, workspace trust, and folders. */
export function readEnvironment(routes: Routes): PanelEnvironment {
  const chosen = chosenGateway(readSettings());
  const gateway = chosen instanceof CheckError ? undefined : chosen;
  const { model: chosenModel, aspectRatio, imageSize, stripLocation } = readSettings();
  const model = modelAt(gateway, chosenModel);
  const { models, anyModel } = modelViews(gateway, model, { aspectRatio, imageSize });
  return {
    trusted: vscode.workspace.isTrusted,
    hasFolder: (vscode.workspace.workspaceFolders ?? []).length > 0,
    ...(gateway === undefined ? {} : { gateway: sanitize(gateway.label) }),
    ...(chosen instanceof CheckError && { unusable: describeUnusable(chosen.problem, t) }),
    ...(gateway && {
      sendable: { types: inputTypesAt(gateway, model), isPrivate: stripLocation },
    }),
    ...(gateway?.free && { free: gateway.free }),
    anyModel,
    models:
      gateway === undefined
        ? models
        : withPrices(withStatus(models, gateway, routes), gateway, localization()),
    defaults: { model, aspectRatio, imageSize },
  };
}

/** Returns whether the selected gateway needs a key, or a header's secret, that isn't stored. */
export async function needsKey(keys: Keys): Promise<boolean> {
  const gateway = currentGateway();
  return gateway !== undefined && (await missingCredential(gateway, keys)) !== undefined;
}

/** What the environment depends on besides VS Code's own settings. */
export interface EnvironmentSources {
  readonly keys: Pick<Keys, 'onDidChange'>;
  readonly observations: Pick<ObservationStore, 'onDidChange'>;
}

/** Calls `changed` whenever the environment may have changed. */
export function onEnvironmentChange(
  { keys, observations }: EnvironmentSources,
  changed: () => void,
): vscode.Disposable {
  return vscode.Disposable.from(
    keys.onDidChange(changed),
    observations.onDidChange(changed),
    // Observations of other windows come without an event.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) changed();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('easel')) changed();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(changed),
    vscode.workspace.onDidChangeWorkspaceFolders(changed),
  );
}

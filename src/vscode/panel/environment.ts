import * as vscode from 'vscode';
import { keyOrigin } from '../catalog/gateways.ts';
import { CheckError } from '../errors.ts';
import { foreign } from '../run/foreign.ts';
import { describeUnusable } from '../run/messagesGateway.ts';
import { currentGateway } from './actions.ts';
import { chosenGateway } from './chosenGateway.ts';
import type { Keys } from './keys.ts';
import { modelViews } from './panelModels.ts';
import { withPrices } from './panelPrices.ts';
import { withStatus } from './panelRoutes.ts';
import type { PanelEnvironment } from './panelState.ts';
import { voice, type Routes } from './routeStatusNow.ts';
import { readSettings } from './settings.ts';

const t = vscode.l10n.t;

/** Reads anew what the panel shows of settings, trust and folders. */
export function readEnvironment(routes: Routes): PanelEnvironment {
  const { model, aspectRatio, imageSize } = readSettings();
  const chosen = chosenGateway();
  const gateway = chosen instanceof CheckError ? undefined : chosen;
  const { models, anyModel } = modelViews(gateway, model, { aspectRatio, imageSize });
  return {
    trusted: vscode.workspace.isTrusted,
    hasFolder: (vscode.workspace.workspaceFolders ?? []).length > 0,
    ...(gateway === undefined ? {} : { gateway: foreign(gateway.label) }),
    ...(chosen instanceof CheckError && { unusable: describeUnusable(chosen.problem, t) }),
    ...(gateway?.free && { free: gateway.free }),
    anyModel,
    models:
      gateway === undefined
        ? models
        : withPrices(withStatus(models, gateway, routes), gateway, voice()),
    defaults: { model, aspectRatio, imageSize },
  };
}

/** Whether the chosen gateway takes a key and has none. */
export async function needsKey(keys: Keys): Promise<boolean> {
  const gateway = currentGateway(undefined);
  const origin = gateway && keyOrigin(gateway);
  return origin !== undefined && (await keys.get(origin)) === undefined;
}

/** Calls `changed` whenever one of those may be another. */
export function onEnvironmentChange(changed: () => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('easel')) changed();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(changed),
    vscode.workspace.onDidChangeWorkspaceFolders(changed),
  );
}

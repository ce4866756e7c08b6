import * as vscode from 'vscode';
import { foreign } from '../run/foreign.ts';
import { currentGateway } from './actions.ts';
import { modelViews } from './panelModels.ts';
import type { PanelEnvironment } from './panelState.ts';
import { readSettings } from './settings.ts';

/** Reads anew what the panel shows of settings, trust and folders. */
export function readEnvironment(): PanelEnvironment {
  const { model, aspectRatio, imageSize } = readSettings();
  const gateway = currentGateway(undefined);
  return {
    trusted: vscode.workspace.isTrusted,
    hasFolder: (vscode.workspace.workspaceFolders ?? []).length > 0,
    ...(gateway === undefined ? {} : { gateway: foreign(gateway.label) }),
    ...modelViews(gateway, model),
    defaults: { model, aspectRatio, imageSize },
  };
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

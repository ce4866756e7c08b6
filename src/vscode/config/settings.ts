import * as vscode from 'vscode';
import { type Gateway } from '../../catalog/gateways.ts';
import { findGateway, listGateways } from '../../catalog/configuredGateways.ts';
import { parseSettings, SETTING_NAMES, type Settings } from '../../run/plan/settings.ts';

/** Settings that decide where a key goes, what leaves the machine, and how long money is at stake. A workspace can't set them, even if VS Code's scope check fails. */
const USER_ONLY = new Set<string>(['gateways', 'requestTimeout', 'photos.stripLocation']);

/** Reads Easel's settings. No other function reads the configuration. @param scope the file or folder they apply to */
export function readSettings(scope?: vscode.Uri): Settings {
  const config = vscode.workspace.getConfiguration('easel', scope);
  return parseSettings(
    Object.fromEntries(
      SETTING_NAMES.map((name) => {
        if (!USER_ONLY.has(name)) return [name, config.get<unknown>(name)];
        const found = config.inspect<unknown>(name);
        return [name, found?.globalValue ?? found?.defaultValue];
      }),
    ),
  );
}

/** Returns the gateway with this id, or the one in the settings; undefined if there is none, or it can't be used. */
export function currentGateway(id?: string): Gateway | undefined {
  const settings = readSettings();
  try {
    return findGateway(id ?? settings.gateway, listGateways(settings.gateways));
  } catch {
    return undefined;
  }
}

/** Opens a setting in the settings that its value comes from, or all of Easel's settings. @param name with `easel.` */
export async function openSettings(name?: string): Promise<void> {
  const own = name === undefined ? undefined : vscode.workspace.getConfiguration().inspect(name);
  const place = own?.workspaceValue === undefined ? 'openSettings' : 'openWorkspaceSettings';
  await vscode.commands.executeCommand(
    `workbench.action.${place}`,
    name ?? '@ext:easel-vscode.easel',
  );
}

/** Stores a choice in the workspace's settings if they have the setting, otherwise in the user's. */
export async function writeSetting(name: 'gateway' | 'model', value: string): Promise<void> {
  const config = vscode.workspace.getConfiguration('easel');
  const inWorkspace = config.inspect(name)?.workspaceValue !== undefined;
  await config.update(
    name,
    value,
    inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}

import * as vscode from 'vscode';
import { keyOwner } from '../../catalog/credentials.ts';
import { type Gateway } from '../../catalog/gateways.ts';
import { findGateway, listGateways } from '../../catalog/configuredGateways.ts';
import { modelAt } from '../../catalog/modelLookup.ts';
import { parseSettings, SETTING_NAMES, type Settings } from '../../run/plan/settings.ts';

/**
 * Settings that decide where a key goes, what leaves the machine, and how long money is at stake. A workspace can't set them, even
 * if VS Code's scope check fails.
 */
const USER_ONLY = new Set<string>(['gateways', 'requestTimeout', 'photos.stripLocation']);

/** Settings whose default depends on other settings: unless the user sets them, they count as missing. */
const WITHOUT_DEFAULT = new Set<string>(['model']);

/** Reads Easel's settings. No other function reads the configuration. @param scope the file or folder they apply to */
export function readSettings(scope?: vscode.Uri): Settings {
  const config = vscode.workspace.getConfiguration('easel', scope);
  return parseSettings(
    Object.fromEntries(
      SETTING_NAMES.map((name) => {
        const found = config.inspect<unknown>(name);
        if (USER_ONLY.has(name)) return [name, found?.globalValue ?? found?.defaultValue];
        const isMissing = WITHOUT_DEFAULT.has(name) && !isSet(found);
        return [name, isMissing ? undefined : config.get<unknown>(name)];
      }),
    ),
  );
}

function isSet(found: ReturnType<vscode.WorkspaceConfiguration['inspect']>): boolean {
  const { globalValue, workspaceValue, workspaceFolderValue } = found ?? {};
  return [globalValue, workspaceValue, workspaceFolderValue].some((value) => value !== undefined);
}

/** Returns the model that the settings mean at a gateway, as the user would write it. */
export function currentModel(gateway: Gateway | undefined = currentGateway()): string {
  return modelAt(gateway, readSettings().model);
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

/** Returns the ids of the gateways whose keys go to an origin. */
export function gatewaysAt(origin: string): readonly string[] {
  const { gateways } = listGateways(readSettings().gateways);
  return gateways.filter((one) => keyOwner(one)?.origin === origin).map(({ id }) => id);
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

/** Returns the user's own value of a setting as it is, without the workspace's; undefined if the user has none. */
export function userSetting(name: 'gateways'): unknown {
  return vscode.workspace.getConfiguration('easel').inspect<unknown>(name)?.globalValue;
}

/** Writes a setting of the user. @returns false if VS Code refuses, for example because the file has errors */
export async function writeUserSetting(name: 'gateways', value: unknown): Promise<boolean> {
  const config = vscode.workspace.getConfiguration('easel');
  try {
    await config.update(name, value, vscode.ConfigurationTarget.Global);
    return true;
  } catch {
    return false;
  }
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

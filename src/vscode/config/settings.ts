import * as vscode from 'vscode';
import { type Gateway } from '../../catalog/gateways.ts';
import { findGateway, listGateways } from '../../catalog/configuredGateways.ts';
import { parseSettings, SETTING_NAMES, type Settings } from '../../run/plan/settings.ts';

/** Decide where a key goes and how long money is at stake: a workspace has no say in them, whatever VS Code's scope check does. */
const USER_ONLY = new Set<string>(['gateways', 'requestTimeout']);

/** The only place that reads the configuration. */
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

/** Opens the settings editor: at one of them, where its value stands, or at all of Easel's. @param name with `easel.` */
export async function openSettings(name?: string): Promise<void> {
  const own = name === undefined ? undefined : vscode.workspace.getConfiguration().inspect(name);
  const place = own?.workspaceValue === undefined ? 'openSettings' : 'openWorkspaceSettings';
  await vscode.commands.executeCommand(
    `workbench.action.${place}`,
    name ?? '@ext:easel-vscode.easel',
  );
}

/** Remembers a choice where it already stands: a workspace that has its own keeps it. */
export async function writeSetting(name: 'gateway' | 'model', value: string): Promise<void> {
  const config = vscode.workspace.getConfiguration('easel');
  const inWorkspace = config.inspect(name)?.workspaceValue !== undefined;
  await config.update(
    name,
    value,
    inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}

import * as vscode from 'vscode';
import { PANEL_TYPE } from '../../panel/panelType.ts';

/** VS Code has commands for its first eight groups of editors. */
const GROUPS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth'];

/**
 * After a reload VS Code brings a page back only when it is looked at: until then the panel is a tab and nothing more. It is
 * looked at now, since a second panel would not have what was entered in the first.
 *
 * @returns whether there is such a tab
 */
export async function showPanelTab(): Promise<boolean> {
  const group = vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(isPanel));
  const name = group && GROUPS[group.viewColumn - 1];
  if (name === undefined) return false;
  await vscode.commands.executeCommand(`workbench.action.focus${name}EditorGroup`);
  const place = group?.tabs.findIndex(isPanel);
  await vscode.commands.executeCommand('workbench.action.openEditorAtIndex', place);
  return true;
}

/** The workbench puts a word of its own before the type. */
function isPanel({ input }: vscode.Tab): boolean {
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith(`-${PANEL_TYPE}`);
}

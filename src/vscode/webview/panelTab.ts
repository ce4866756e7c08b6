import * as vscode from 'vscode';
import { PANEL_TYPE } from '../../panel/panelType.ts';

/** VS Code has focus commands for eight editor groups. */
const GROUPS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth'];

/**
 * Shows the tab of a panel from before a reload. VS Code restores its page when the tab is shown; a second panel would lack
 * the draft of the first.
 *
 * @returns whether there is such a tab
 */
export async function showPanelTab(): Promise<boolean> {
  const group = vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(isPanel));
  const name = group && GROUPS[group.viewColumn - 1];
  if (name === undefined) return false;
  await vscode.commands.executeCommand(`workbench.action.focus${name}EditorGroup`);
  const index = group?.tabs.findIndex(isPanel);
  await vscode.commands.executeCommand('workbench.action.openEditorAtIndex', index);
  return true;
}

/** The workbench adds a prefix to the type. */
function isPanel({ input }: vscode.Tab): boolean {
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith(`-${PANEL_TYPE}`);
}

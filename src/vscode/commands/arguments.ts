import * as vscode from 'vscode';
import { RUN_OPTION_NAMES } from '../../run/plan/options.ts';

/** The arguments that a menu, a keybinding, or another extension passes to a command. */
export interface CommandArguments {
  /** The images or folders that were clicked or selected. */
  readonly uris: readonly vscode.Uri[];
  /** The options object, not yet parsed; undefined if the command should ask. */
  readonly options: unknown;
}

/**
 * Reads a command's arguments. A menu passes `uri, uris`, with the explorer's selection in the second; a caller can add options; a
 * keybinding can pass only one object, so options may come first.
 *
 * @param names of the command's options; those of runs by default
 */
export function commandArguments(
  args: readonly unknown[],
  names: readonly string[] = RUN_OPTION_NAMES,
): CommandArguments {
  const [first, second, third] = args;
  const many = Array.isArray(second) ? second.filter(isUri) : [];
  const uris = many.length > 0 ? many : isUri(first) ? [first] : [];
  const rest = [third, second, first].find((value) => isOptions(value, names));
  return { uris, options: rest };
}

function isUri(value: unknown): value is vscode.Uri {
  return value instanceof vscode.Uri;
}

/** Menus of the editor's title pass an object of their own, `{ groupId }`, which isn't meant for us. */
function isOptions(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null || isUri(value)) return false;
  return names.some((name) => name in value);
}

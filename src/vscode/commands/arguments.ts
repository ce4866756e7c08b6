import * as vscode from 'vscode';
import { RUN_OPTION_NAMES } from '../../run/plan/options.ts';

/** What a menu, a keybinding or another extension hands to a command. */
export interface CommandArguments {
  /** The images or folders that were clicked or selected. */
  readonly uris: readonly vscode.Uri[];
  /** The options object, unparsed; undefined: the user is asked. */
  readonly options: unknown;
}

/**
 * A menu passes `uri, uris`, an explorer selection included; a caller may add options; a keybinding can hand over one object
 * alone, so a lone options object counts too.
 */
export function commandArguments(args: readonly unknown[]): CommandArguments {
  const [first, second, third] = args;
  const many = Array.isArray(second) ? second.filter(isUri) : [];
  const uris = many.length > 0 ? many : isUri(first) ? [first] : [];
  const rest = [third, second, first].find((value) => isOptions(value));
  return { uris, options: rest };
}

function isUri(value: unknown): value is vscode.Uri {
  return value instanceof vscode.Uri;
}

/** Menus of the editor's title pass an object of their own (`{ groupId }`): that is none of ours. */
function isOptions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || isUri(value)) return false;
  return RUN_OPTION_NAMES.some((name) => name in value);
}

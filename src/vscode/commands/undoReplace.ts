import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Replacements } from '../../replace/replacements.ts';
import { undoAndTell } from '../dialogs/undoReplace.ts';

const UndoArguments = z.object({
  /** The URI of the file that was replaced. */
  original: z.string().check(z.minLength(1)),
  /** The URI of the image that replaced it. */
  result: z.optional(z.string()),
});

/**
 * Runs `easel.undoReplace`. Undoes the latest replacement, or with `{original, result?}` the latest one of that file, without
 * asking: the version that it replaces is kept too. Returns the URI of the restored file.
 */
export async function undoReplace(
  replacements: Replacements,
  value: unknown,
): Promise<string | undefined> {
  const { data } = UndoArguments.safeParse(value);
  const found = await replacements.latest(data && queryOf(data));
  if (found === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no replacement to undo.'));
    return undefined;
  }
  return await undoAndTell(replacements, found, data && (() => Promise.resolve(true)));
}

function queryOf({ original, result }: z.infer<typeof UndoArguments>): {
  readonly uri: string;
  readonly result?: string;
} {
  // A caller may spell a URI in another way than VS Code does.
  const spelled = (uri: string): string => vscode.Uri.parse(uri).toString();
  return { uri: spelled(original), ...(result === undefined ? {} : { result: spelled(result) }) };
}

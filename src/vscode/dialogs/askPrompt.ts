import * as vscode from 'vscode';
import { sanitize } from '../../text/sanitize.ts';

const t = vscode.l10n.t;

/**
 * Asks what is wanted; the box stays open until that is said, or the user goes away. VS Code makes links of Markdown in
 * what an input box says, commands included, and names of models and folders come with a workspace: all of it is shown
 * as text.
 *
 * @param about what the prompt is for: the source's name, or where a new image goes
 */
export async function askPrompt(
  title: string,
  about: string,
  placeholder: string,
  value = '',
): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { title: sanitize(title), prompt: sanitize(about), placeholder, value });
  box.ignoreFocusOut = true;
  return await new Promise((resolve) => {
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidAccept(() => {
      if (box.value.trim() === '') {
        box.validationMessage = `${t('The prompt is empty.')} ${placeholder}`;
        return;
      }
      resolve(box.value);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

import * as vscode from 'vscode';
import { sanitize } from '../../text/sanitize.ts';

const t = vscode.l10n.t;

/**
 * Asks for a prompt. The box stays open until the user enters one or dismisses it. VS Code turns Markdown in an input box into
 * links, commands included, and names of models and folders come from the workspace. So everything is sanitized.
 *
 * @param about what the prompt is for: the source's name, or the folder of a new image
 * @returns undefined when the user dismissed the box
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

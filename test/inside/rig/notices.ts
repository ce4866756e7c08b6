import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** What VS Code makes a link of in a notice or an input box: a label, and a target that opens or runs something. */
export const LINK = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]*/i;

const KINDS = ['showErrorMessage', 'showWarningMessage', 'showInformationMessage'] as const;
type Answer = (text: string, buttons: readonly string[]) => Promise<string | undefined>;

/**
 * Stands between Easel and VS Code's notices while `work` goes on: tests of the extension share the `vscode` module with it.
 *
 * @param answer what the user does; nothing, unless said
 * @returns the texts, in order
 */
export async function withNotices(
  work: (texts: readonly string[]) => Promise<void>,
  answer: Answer = () => Promise.resolve(undefined),
): Promise<void> {
  const texts: string[] = [];
  const before = KINDS.map((kind) => vscode.window[kind]);
  for (const kind of KINDS) {
    Object.assign(vscode.window, {
      [kind]: (text: string, ...rest: readonly unknown[]) => {
        texts.push(text);
        return answer(
          text,
          rest.filter((item) => typeof item === 'string'),
        );
      },
    });
  }
  try {
    await work(texts);
  } finally {
    for (const [index, kind] of KINDS.entries()) {
      Object.assign(vscode.window, { [kind]: before[index] });
    }
  }
}

export async function until(holds: () => boolean, otherwise: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!holds()) {
    assert.ok(Date.now() < deadline, otherwise);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

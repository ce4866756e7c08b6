import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A link that VS Code would render in a notice or an input box: a label, and a target that opens or runs something. */
export const LINK = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]*/i;

const KINDS = ['showErrorMessage', 'showWarningMessage', 'showInformationMessage'] as const;
type Answer = (text: string, buttons: readonly string[]) => Promise<string | undefined>;

/**
 * Replaces VS Code's notices while `work` runs. That works because tests share the `vscode` module with the extension.
 *
 * @param work gets the texts of the notices, in order, each with its detail
 * @param answer returns the button that the user clicks; by default, the user dismisses every notice
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
        texts.push([text, ...rest.flatMap(detailOf)].join(' '));
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

/** Returns the detail of a modal dialog, which VS Code shows below its text. */
function detailOf(item: unknown): readonly string[] {
  if (typeof item !== 'object' || item === null || !('detail' in item)) return [];
  return typeof item.detail === 'string' ? [item.detail] : [];
}

/** Clicks a button, if the notice has it. */
export function click(button: string): Answer {
  return async (_, buttons) => buttons.find((each) => each === button);
}

/** Waits up to 60 s until a condition holds. */
export async function until(holds: () => boolean, otherwise: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!holds()) {
    assert.ok(Date.now() < deadline, otherwise);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

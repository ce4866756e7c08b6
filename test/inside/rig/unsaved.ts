import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { click, until, withNotices } from './notices.ts';

const NOTHING_UNSAVED = 'There are no unsaved results.';

/** Runs Show Unsaved Results and answers its two lists: the image, then the action. */
export async function showUnsaved(name: string, action: string): Promise<void> {
  const before = vscode.window.showQuickPick;
  const answers = [name, action];
  Object.assign(vscode.window, {
    showQuickPick: async (items: readonly (string | vscode.QuickPickItem)[]) => {
      const wanted = answers.shift();
      const found = items.find((item) => (typeof item === 'string' ? item : item.label) === wanted);
      assert.ok(found !== undefined, `${wanted ?? 'nothing'} among ${JSON.stringify(items)}`);
      return found;
    },
  });
  try {
    await vscode.commands.executeCommand('easel.showUnsaved');
  } finally {
    Object.assign(vscode.window, { showQuickPick: before });
  }
  assert.deepEqual(answers, [], 'both lists were shown');
}

/** Answers the save dialog with a file while `work` runs. */
export async function withSaveDialog(file: vscode.Uri, work: () => Promise<void>): Promise<void> {
  const before = vscode.window.showSaveDialog;
  let shown = 0;
  Object.assign(vscode.window, {
    showSaveDialog: async () => {
      shown += 1;
      return file;
    },
  });
  try {
    await work();
  } finally {
    Object.assign(vscode.window, { showSaveDialog: before });
  }
  assert.equal(shown, 1, 'the save dialog was shown once');
}

/** Discards all unsaved results, so that later tests start without any. Returns how many there were. */
export async function discardUnsaved(): Promise<number> {
  const before = vscode.window.showQuickPick;
  let discarded = 0;
  Object.assign(vscode.window, {
    showQuickPick: async (items: readonly (string | vscode.QuickPickItem)[]) => {
      const label = (item: string | vscode.QuickPickItem) =>
        typeof item === 'string' ? item : item.label;
      return items.find((item) => label(item) === 'Discard') ?? items[0];
    },
  });
  try {
    await withNotices(async (texts) => {
      while (!texts.includes(NOTHING_UNSAVED)) {
        const shown = texts.length;
        await vscode.commands.executeCommand('easel.showUnsaved');
        await until(() => texts.length > shown, 'no notice');
        discarded = texts.length - 1;
      }
    }, click('Discard'));
  } finally {
    Object.assign(vscode.window, { showQuickPick: before });
  }
  return discarded;
}

export async function assertNothingUnsaved(): Promise<void> {
  await withNotices(async (texts) => {
    await vscode.commands.executeCommand('easel.showUnsaved');
    await until(() => texts.length > 0, 'no notice');
    assert.deepEqual(texts, [NOTHING_UNSAVED]);
  });
}

import * as vscode from 'vscode';
import type { Preview } from '../../../panel/results/state.ts';

export async function deletePreview({ uri }: Preview): Promise<void> {
  await deleteIfPresent(vscode.Uri.parse(uri));
}

/** Deletes the previews of earlier windows, which no longer use them. */
export async function deletePreviews(folder: vscode.Uri): Promise<void> {
  await deleteIfPresent(folder);
}

async function deleteIfPresent(uri: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.delete(uri, { recursive: true }).then(undefined, () => undefined);
}

import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { PixelClient } from '../../../image/jobs/pixelClient.ts';
import type { Previews } from '../../../panel/results/previews.ts';
import type { Preview } from '../../../panel/results/state.ts';

export interface PreviewParts {
  /** Easel's own folder for previews. */
  readonly folder: vscode.Uri;
  /** Decodes sources for their previews. Its jobs are never in the way of those that a run can't end without. */
  readonly pixels: PixelClient;
  /** Creates the previews of one request. */
  readonly start: () => Previews;
}

export async function deletePreview({ uri }: Preview): Promise<void> {
  await deleteIfPresent(vscode.Uri.parse(uri));
}

/** Deletes the previews of earlier windows, which no longer use them. */
export async function deletePreviews(folder: vscode.Uri): Promise<void> {
  await deleteIfPresent(folder);
}

/**
 * Writes the image that is shown instead of a source. It has a folder of its own, because the previews of results make room for
 * each other.
 */
export async function writeStandIn(
  folder: vscode.Uri,
  file: Uint8Array,
  extension: string,
): Promise<string> {
  const uri = vscode.Uri.joinPath(folder, 'sources', `${randomUUID()}.${extension}`);
  await vscode.workspace.fs.writeFile(uri, file);
  return uri.toString();
}

async function deleteIfPresent(uri: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.delete(uri, { recursive: true }).then(undefined, () => undefined);
}

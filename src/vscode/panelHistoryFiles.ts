import * as vscode from 'vscode';
import type { History, HistoryResult } from '../run/history.ts';
import { canPreview } from './panelPreview.ts';

/** The files that are there, by their URIs: their sizes in bytes. */
export type Files = ReadonlyMap<string, number>;

export async function filesOf(entries: History): Promise<Files> {
  const uris = entries.flatMap(({ images, results }) => [
    ...images,
    ...results.map(({ uri }) => uri),
  ]);
  const found = await Promise.all(
    [...new Set(uris)].map(async (uri) => {
      const size = await sizeOf(uri);
      return size === undefined ? [] : [[uri, size] as const];
    }),
  );
  return new Map(found.flat());
}

async function sizeOf(uri: string): Promise<number | undefined> {
  try {
    return (await vscode.workspace.fs.stat(vscode.Uri.parse(uri))).size;
  } catch {
    return undefined;
  }
}

/** A file that is another one by now may be of any size in px, and nobody has looked. */
export function isDrawn({ uri, size, width, height, type }: HistoryResult, files: Files): boolean {
  if (type === undefined || width === undefined || height === undefined) return false;
  return files.get(uri) === size && canPreview({ type, width, height });
}

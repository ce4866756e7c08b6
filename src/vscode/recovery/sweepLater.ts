import * as vscode from 'vscode';
import type { Replacements } from '../../replace/replacements.ts';

/** In ms. Keeps it out of VS Code's startup. */
const DELAY_MS = 20_000;

/** Removes the old bytes of files that were replaced long ago, a moment after the start. */
export function sweepLater(replacements: Replacements): vscode.Disposable {
  const timer = setTimeout(() => void replacements.sweep(), DELAY_MS);
  return new vscode.Disposable(() => {
    clearTimeout(timer);
  });
}

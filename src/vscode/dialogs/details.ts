import * as vscode from 'vscode';
import { wrapText } from '../../messages/notices/wrap.ts';

const SCHEME = 'easel-details';
const ADDRESS = vscode.Uri.from({ scheme: SCHEME, path: '/Details.txt' });

const changed = new vscode.EventEmitter<vscode.Uri>();
let text = '';
let registration: vscode.Disposable | undefined;

/**
 * Shows the text that a notice leaves out, as a document that users can read at length, search, and copy.
 *
 * @param lines without keys
 */
export async function showDetails(lines: readonly string[]): Promise<void> {
  text = `${lines.flatMap((line) => wrapText(line)).join('\n')}\n`;
  registration ??= vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => text,
  });
  changed.fire(ADDRESS);
  const document = await vscode.workspace.openTextDocument(ADDRESS);
  await vscode.window.showTextDocument(document, { preview: true });
}

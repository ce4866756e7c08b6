import * as vscode from 'vscode';
import type { LogChannel } from '../../run/report/log.ts';

/** The scheme of the document that shows the lines. */
const SCHEME = 'easel-log';
const ADDRESS = vscode.Uri.from({ scheme: SCHEME, path: '/Easel.log' });
const MAX_LINES = 1000;

/**
 * Opens Easel's output channel, and keeps its lines for hosts that can't write the channel's file. VS Code's log channels show a
 * file that a native module writes. Where that module was not built, as in servers that are installed without scripts, the channel
 * silently stays empty. There the same lines are shown as a document.
 *
 * @param folder `ExtensionContext.logUri`, where VS Code keeps the channel's file
 */
export function openLogChannel(folder: vscode.Uri): LogChannel & { readonly dispose: () => void } {
  const channel = vscode.window.createOutputChannel('Easel', { log: true });
  const lines: string[] = [];
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const documents = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => lines.join('\n'),
  });

  function keep(level: string, line: string): void {
    lines.push(`${new Date().toISOString()} [${level}] ${line}`);
    if (lines.length > MAX_LINES) lines.shift();
    changed.fire(ADDRESS);
  }

  async function isWritten(): Promise<boolean> {
    const file = vscode.Uri.joinPath(folder, `${channel.name}.log`);
    return await vscode.workspace.fs.stat(file).then(
      ({ size }) => size > 0,
      () => false,
    );
  }

  return {
    info: (line) => {
      channel.info(line);
      keep('info', line);
    },
    error: (line) => {
      channel.error(line);
      keep('error', line);
    },
    show: async () => {
      if (lines.length === 0 || (await isWritten())) {
        channel.show();
        return;
      }
      const document = await vscode.workspace.openTextDocument(ADDRESS);
      // The newest lines are the ones that users look for, as in VS Code's own output.
      const end = document.lineAt(document.lineCount - 1).range.end;
      await vscode.window.showTextDocument(document, {
        preview: true,
        selection: new vscode.Range(end, end),
      });
    },
    dispose: () => {
      channel.dispose();
      documents.dispose();
      changed.dispose();
    },
  };
}

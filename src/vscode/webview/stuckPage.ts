import type * as vscode from 'vscode';

/** Several times as long as a page takes on a slow machine. */
const MAX_START_MS = 5000;

/**
 * Detects a webview that waits for its service worker forever. When the first two webviews of a profile start at the same
 * moment, the worker can take over before VS Code waits for it (`webview/browser/pre/index.html`). Such a webview receives
 * no messages; a new one works.
 *
 * @param renew called once if the page is visible and has sent no message in time
 */
export function onStuck(panel: vscode.WebviewPanel, renew: () => void): void {
  const timer = setTimeout(() => {
    listener.dispose();
    if (panel.visible) renew();
  }, MAX_START_MS);
  const listener = panel.webview.onDidReceiveMessage(() => {
    clearTimeout(timer);
    listener.dispose();
  });
  panel.onDidDispose(() => {
    clearTimeout(timer);
  });
}

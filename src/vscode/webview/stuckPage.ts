import type * as vscode from 'vscode';

/** Several times as long as a page needs on a slow machine. */
const LONGEST_START_MS = 5000;

/**
 * VS Code's webview can wait for its service worker for ever: when it starts at the same moment as another one, the first time
 * that a profile has any, the worker may have taken over before it is waited for (`webview/browser/pre/index.html`). Nothing
 * that is sent to it arrives then; a new one works.
 *
 * @param renew called once, where the page has said nothing by then although it is to be seen
 */
export function unlessItSpeaks(panel: vscode.WebviewPanel, renew: () => void): void {
  const clock = setTimeout(() => {
    heard.dispose();
    if (panel.visible) renew();
  }, LONGEST_START_MS);
  const heard = panel.webview.onDidReceiveMessage(() => {
    clearTimeout(clock);
    heard.dispose();
  });
  panel.onDidDispose(() => {
    clearTimeout(clock);
  });
}

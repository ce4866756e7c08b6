import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { pageHtml } from '../../page/html.ts';

/** Lets a page load its own bundle, and images from the folders. */
export function pageOptions(
  extensionUri: vscode.Uri,
  folders: readonly vscode.Uri[] = [],
): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [dist(extensionUri), ...folders] };
}

/**
 * Loads one of Easel's pages into a webview. Listen to the webview before this call, because the page sends the first message.
 *
 * @param script file in the bundle
 */
export function loadPage(
  webview: vscode.Webview,
  script: 'panel.js' | 'routeStatus.js' | 'iconSet.js',
  extensionUri: vscode.Uri,
  folders: readonly vscode.Uri[] = [],
): void {
  const address = (file: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(dist(extensionUri), file)).toString();
  webview.options = pageOptions(extensionUri, folders);
  webview.html = pageHtml({
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    script: address(script),
    codicons: address('codicon.css'),
    language: vscode.env.language,
  });
}

/** Returns the icon of Easel's tabs. */
export function pageIcon(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
}

function dist(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist');
}

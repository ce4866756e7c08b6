import * as vscode from 'vscode';
import { hasImageExtension } from '../../image/formats/fileExtensions.ts';
import { PANEL_TYPE } from '../../panel/panelType.ts';
import { parseFromPanel } from '../../panel/protocol.ts';
import { insideWorkspace } from '../../panel/sources/drop.ts';
import type { PanelState } from '../../panel/state.ts';
import { toView } from '../../panel/view.ts';
import type { Log } from '../../run/report/log.ts';
import { commandArguments } from '../commands/arguments.ts';
import { showUnexpectedError } from '../dialogs/notices.ts';
import { parentOf } from '../files/files.ts';
import { showPanelTab } from '../webview/panelTab.ts';
import { onStuck } from '../webview/stuckPage.ts';
import { loadPage, pageOptions } from '../webview/webviewPage.ts';
import { notifyRunEnd } from './runs/runEnd.ts';
import { createPanelSession, type PanelPage, type SessionParts } from './session.ts';
import { openedImage } from './sources/images.ts';

export interface PanelParts extends SessionParts {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
}

/** The panel in the editor area: one at a time, restored after a reload. */
export interface EaselPanel extends vscode.WebviewPanelSerializer {
  /** Runs `easel.openPanel`. @param args of the command: its images become the images of the panel */
  readonly open: (args: readonly unknown[]) => Promise<void>;
  readonly dispose: () => void;
}

export function createPanel(parts: PanelParts): EaselPanel {
  const { extensionUri } = parts;
  let shown: vscode.WebviewPanel | undefined;
  let restored: Promise<void> | undefined;

  const page: PanelPage = {
    post: (message) => {
      void shown?.webview.postMessage(message);
    },
    show,
    changed: (state, event) => {
      if (event.kind === 'run-progressed') page.post({ type: 'progress', run: event.run });
      else show(state);
      if (event.kind === 'run-ended' && shown === undefined) void notifyRunEnd(state, event);
    },
    address: (uri) => loadable(shown?.webview, uri),
  };
  const session = createPanelSession(parts, page);

  const roots = (state: PanelState) => [parts.pasted, parts.previews.folder, ...foldersOf(state)];

  /** Other roots make VS Code load the page again, which loses the focus, so they only change when they have to. */
  function show(state: PanelState): void {
    if (shown === undefined) return;
    const { webview } = shown;
    const options = pageOptions(extensionUri, roots(state));
    if (String(webview.options.localResourceRoots) !== String(options.localResourceRoots)) {
      webview.options = options;
    }
    const address = (uri: string) => webview.asWebviewUri(vscode.Uri.parse(uri)).toString();
    page.post({ type: 'view', view: toView(state, address, vscode.l10n.t) });
  }

  function receive(value: unknown): void {
    const message = parseFromPanel(value);
    if (message === undefined) {
      parts.log.event('panel', { dropped: typeof value });
      return;
    }
    session.handle(message).catch((error: unknown) => {
      parts.log.error('panel', error);
      void showUnexpectedError(error, parts.keys.seen());
    });
  }

  function restore(): Promise<void> {
    restored ??= session.restore();
    return restored;
  }

  async function adopt(panel: vscode.WebviewPanel): Promise<void> {
    shown = panel;
    panel.onDidDispose(() => {
      if (shown !== panel) return;
      shown = undefined;
      session.closed();
    });
    panel.webview.onDidReceiveMessage(receive);
    await restore();
    // The user may have closed the panel meanwhile.
    if (shown !== panel) return;
    loadPage(panel, 'panel.js', extensionUri, roots(session.state()));
  }

  function create(
    viewColumn = vscode.ViewColumn.Active,
    preserveFocus = false,
  ): vscode.WebviewPanel {
    return vscode.window.createWebviewPanel(PANEL_TYPE, 'Easel', { viewColumn, preserveFocus });
  }

  /** Replaces a stuck panel. A panel that a reload restores is not replaced: it has a draft, and is not the first webview. */
  async function start(): Promise<void> {
    const panel = create();
    await adopt(panel);
    if (shown !== panel) return;
    onStuck(panel, () => {
      const { viewColumn, active } = panel;
      panel.dispose();
      parts.log.event('panel', { renewed: true });
      void adopt(create(viewColumn, !active));
    });
  }

  async function open(args: readonly unknown[]): Promise<void> {
    const given = commandArguments(args).uris.filter(({ path }) => hasImageExtension(path));
    const opened = openedImage();
    if (shown !== undefined) shown.reveal();
    else if (!(await showPanelTab())) await start();
    // New images are added to the restored ones, so those have to be there first.
    await restore();
    // The image in the active editor only fills an empty panel.
    const isFree = opened !== undefined && session.state().images.length === 0;
    if (given.length > 0) await session.useImages(given);
    else if (isFree) await session.useImages([opened]);
  }

  return {
    open,
    // The host restores the panel from its own storage; the state of the webview is the draft of the page.
    deserializeWebviewPanel: adopt,
    // The editor stays open: otherwise VS Code would have nothing to restore in the next window.
    dispose: session.dispose,
  };
}

/** Returns the workspace, and the folders of images from elsewhere. Only folders can be roots of a webview. */
function foldersOf({ images, results }: PanelState): readonly vscode.Uri[] {
  const workspace = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const shown = [...images, ...results, ...results.flatMap(({ source }) => source ?? [])];
  const outside = shown
    .map(({ uri }) => vscode.Uri.parse(uri))
    .filter((uri) => vscode.workspace.getWorkspaceFolder(uri) === undefined)
    .map((uri) => parentOf(uri).toString());
  const others = [...new Set(outside)].sort().map((folder) => vscode.Uri.parse(folder));
  return [...workspace, ...others];
}

/** Returns where the webview loads a file from; undefined outside of its roots, which don't change for the history. */
function loadable(webview: vscode.Webview | undefined, text: string): string | undefined {
  if (webview === undefined) return undefined;
  const folders = (webview.options.localResourceRoots ?? []).map(String);
  if (insideWorkspace([text], folders).length === 0) return undefined;
  return webview.asWebviewUri(vscode.Uri.parse(text)).toString();
}

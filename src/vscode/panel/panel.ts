import * as vscode from 'vscode';
import { hasImageExtension } from '../../image/formats/fileExtensions.ts';
import { commandArguments } from '../commands/arguments.ts';
import { parentOf } from '../files/files.ts';
import type { HistoryStore } from '../files/historyStore.ts';
import type { Log } from '../../run/report/log.ts';
import { tellAway } from './runs/away.ts';
import { insideWorkspace } from '../../panel/sources/drop.ts';
import { onEnvironmentChange } from './ask/environment.ts';
import { showBroken } from '../dialogs/notices.ts';
import { createPanelHistory } from './history/handlers.ts';
import { isOfHistory } from '../../panel/history/protocol.ts';
import { openedImage } from './sources/images.ts';
import { parseFromPanel, type ToPanel } from '../../panel/protocol.ts';
import { createPanelSession, type SessionParts, type Told } from './session.ts';
import type { PanelState } from '../../panel/state.ts';
import { panelStrings, starters } from '../../panel/strings.ts';
import { showPanelTab } from '../webview/panelTab.ts';
import { PANEL_TYPE } from '../../panel/panelType.ts';
import { toView } from '../../panel/view.ts';
import { unlessItSpeaks } from '../webview/stuckPage.ts';
import { loadPage, pageOptions } from '../webview/webviewPage.ts';

export interface PanelParts extends SessionParts {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  readonly history: HistoryStore;
}

/** The panel's life in the editor area: one at a time, brought back after a reload. */
export interface EaselPanel extends vscode.WebviewPanelSerializer {
  /** `easel.openPanel`. @param args of the command: images among them become the panel's */
  readonly open: (args: readonly unknown[]) => Promise<void>;
  readonly dispose: () => void;
}

export function createPanel(parts: PanelParts): EaselPanel {
  const { extensionUri } = parts;
  let shown: vscode.WebviewPanel | undefined;
  let restored: Promise<void> | undefined;

  const post = (message: ToPanel): void => {
    void shown?.webview.postMessage(message);
  };
  const told: Told = (state, event) => {
    if (event.kind === 'run-progressed') post({ type: 'progress', run: event.run });
    else show(state);
    if (event.kind === 'run-ended' && shown === undefined) void tellAway(state.results[0], event);
  };
  const session = createPanelSession(parts, told, post);
  const history = createPanelHistory({
    store: parts.history,
    show: (view) => {
      post({ type: 'history', history: view });
    },
    address: (uri) => loadable(shown?.webview, uri),
    reuse: session.reuse,
    useAsSource: (uri) => session.useImages([uri]),
  });
  const watching = vscode.Disposable.from(
    onEnvironmentChange(session.refresh),
    parts.history.onDidChange(history.refresh),
    vscode.window.onDidChangeWindowState(history.refresh),
  );

  const roots = (state: PanelState) => [parts.pasted, parts.previews.folder, ...foldersOf(state)];

  /** Other roots make VS Code load the document again, which costs the focus: they change only when they must. */
  function show(state: PanelState): void {
    if (shown === undefined) return;
    const { webview } = shown;
    const options = pageOptions(extensionUri, roots(state));
    if (String(webview.options.localResourceRoots) !== String(options.localResourceRoots)) {
      webview.options = options;
    }
    const address = (uri: string) => webview.asWebviewUri(vscode.Uri.parse(uri)).toString();
    post({ type: 'view', view: toView(state, address, vscode.l10n.t) });
  }

  function receive(value: unknown): void {
    const message = parseFromPanel(value);
    if (message === undefined) {
      parts.log.event('panel', { dropped: typeof value });
      return;
    }
    if (message.type === 'ready') {
      post({
        type: 'strings',
        strings: panelStrings(vscode.l10n.t),
        starters: starters(vscode.l10n.t),
      });
      show(session.state());
      session.refresh();
      return;
    }
    const done = isOfHistory(message) ? history.handle(message) : session.handle(message);
    done.catch((error: unknown) => {
      parts.log.error('panel', error);
      void showBroken(error, parts.keys.seen());
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
      history.close();
    });
    panel.webview.onDidReceiveMessage(receive);
    await restore();
    // Closed meanwhile, it takes nothing anymore.
    if (shown !== panel) return;
    loadPage(panel, 'panel.js', extensionUri, roots(session.state()));
  }

  function create(
    viewColumn = vscode.ViewColumn.Active,
    preserveFocus = false,
  ): vscode.WebviewPanel {
    return vscode.window.createWebviewPanel(PANEL_TYPE, 'Easel', { viewColumn, preserveFocus });
  }

  /** One that comes back after a reload is left alone: it has a draft, and its profile has had webviews before. */
  async function start(): Promise<void> {
    const panel = create();
    await adopt(panel);
    if (shown !== panel) return;
    unlessItSpeaks(panel, () => {
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
    // What is given comes to what was shown before, which may still be read; otherwise that would take its place.
    await restore();
    // The image that happens to be open takes nobody's place.
    const isFree = opened !== undefined && session.state().images.length === 0;
    if (given.length > 0) await session.useImages(given);
    else if (isFree) await session.useImages([opened]);
  }

  return {
    open,
    // What the webview kept is its own draft and goes back to it; the host trusts its own memory only.
    deserializeWebviewPanel: adopt,
    // The editor stays when the window closes: otherwise VS Code would have nothing to bring back.
    dispose: () => {
      watching.dispose();
    },
  };
}

/** The workspace, and the folders of images that are shown from elsewhere: VS Code takes no file for a root, only what lies below one. */
function foldersOf({ images, results }: PanelState): readonly vscode.Uri[] {
  const workspace = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const shown = [...images, ...results, ...results.flatMap(({ source }) => source ?? [])];
  const elsewhere = shown
    .map(({ uri }) => vscode.Uri.parse(uri))
    .filter((uri) => vscode.workspace.getWorkspaceFolder(uri) === undefined)
    .map((uri) => parentOf(uri).toString());
  const others = [...new Set(elsewhere)].sort().map((folder) => vscode.Uri.parse(folder));
  return [...workspace, ...others];
}

/** Where the webview loads a file from; undefined where its roots do not reach: they are not changed for the history. */
function loadable(webview: vscode.Webview | undefined, text: string): string | undefined {
  if (webview === undefined) return undefined;
  const folders = (webview.options.localResourceRoots ?? []).map(String);
  if (insideWorkspace([text], folders).length === 0) return undefined;
  return webview.asWebviewUri(vscode.Uri.parse(text)).toString();
}

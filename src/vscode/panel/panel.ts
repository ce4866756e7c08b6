import * as vscode from 'vscode';
import { hasImageExtension } from '../../image/formats/fileExtensions.ts';
import { PANEL_TYPE } from '../../panel/panelType.ts';
import { parseFromPanel, type FromPanel, type ToPanel } from '../../panel/protocol.ts';
import type { MenuChoice } from '../../panel/results/protocol.ts';
import type { PanelState } from '../../panel/state.ts';
import { toView } from '../../panel/view.ts';
import type { Log } from '../../run/report/log.ts';
import { commandArguments } from '../commands/arguments.ts';
import { showUnexpectedError } from '../dialogs/notices.ts';
import { showPanelTab } from '../webview/panelTab.ts';
import { onStuck } from '../webview/stuckPage.ts';
import { loadPage, pageIcon, pageOptions } from '../webview/webviewPage.ts';
import { notifyRunEnd } from './runs/runEnd.ts';
import {
  createPanelSession,
  type PageSession,
  type PanelPage,
  type PanelSession,
  type SessionParts,
} from './session.ts';
import { foldersOf, loadable } from './roots.ts';
import { openedImage } from './sources/images.ts';

export interface PanelParts extends SessionParts {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
}

/** What a page sends without a user, so it doesn't say which page is in use. */
const SENT_BY_ITSELF: ReadonlySet<FromPanel['type']> = new Set<FromPanel['type']>([
  'find-destination',
  'keep-draft',
  'measure',
  'read-origin',
  'encoded',
  'not-encoded',
  'close-export',
]);

/**
 * The panel: as a tab in the editor area, one at a time and restored after a reload, and as a view in the side bar. Both show the
 * same session. Each page keeps its own draft.
 */
export class EaselPanel implements vscode.WebviewPanelSerializer, vscode.WebviewViewProvider {
  readonly #parts: PanelParts;
  readonly #session: PanelSession;
  #tab: vscode.WebviewPanel | undefined;
  #view: vscode.WebviewView | undefined;
  /** The page that the user used last. */
  #inUse: vscode.Webview | undefined;
  #restored: Promise<void> | undefined;

  constructor(parts: PanelParts) {
    this.#parts = parts;
    this.#session = createPanelSession(parts, this.#page());
  }

  /** Runs `easel.openPanel`. @param args of the command: its images become the images of the panel */
  async open(args: readonly unknown[]): Promise<void> {
    const given = commandArguments(args).uris.filter(({ path }) => hasImageExtension(path));
    const opened = openedImage();
    if (this.#tab !== undefined) {
      this.#tab.reveal();
      send(this.#tab.webview, { type: 'focus-prompt' });
    } else if (!(await showPanelTab())) await this.#start();
    // New images are added to the restored ones, so those have to be there first.
    await this.#restore();
    // The image in the active editor only fills an empty panel.
    const isFree = opened !== undefined && this.#session.state().images.length === 0;
    if (given.length > 0) await this.#session.useImages(given);
    else if (isFree) await this.#session.useImages([opened]);
  }

  /** Restores the panel from the storage of the host. The state of the webview is the draft of the page. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    await this.#adopt(panel);
  }

  /** Fills the view in the side bar when VS Code first shows it. After it was hidden, its page starts again and asks for everything. */
  async resolveWebviewView(view: vscode.WebviewView): Promise<void> {
    this.#view = view;
    const page = this.#openPage(view.webview);
    view.onDidDispose(() => {
      page.close();
      if (this.#view !== view) return;
      this.#view = undefined;
      this.#closeIfUnseen();
    });
    await this.#restore();
    const { extensionUri } = this.#parts;
    if (this.#view === view) {
      loadPage(view.webview, 'panel.js', extensionUri, this.#roots(this.#session.state()));
    }
  }

  /** Passes a choice in the context menu of a picture on to its page. */
  readonly chooseInMenu = (choice: MenuChoice): void => {
    this.#tell(choice);
  };

  /** Leaves the editor open: otherwise VS Code would have nothing to restore in the next window. */
  dispose(): void {
    this.#session.dispose();
  }

  #page(): PanelPage {
    return {
      post: this.#post,
      tell: this.#tell,
      show: (state) => {
        this.#show(state);
      },
      changed: (state, event) => {
        if (event.kind === 'run-progressed') {
          this.#tell({ type: 'progress', run: event.run });
        } else this.#show(state);
        if (event.kind === 'run-ended' && this.#tab === undefined && !this.#view?.visible) {
          void notifyRunEnd(state, event);
        }
      },
      // An address is the same for all webviews.
      address: (uri) => loadable(this.#pages()[0], uri),
    };
  }

  #pages(): readonly vscode.Webview[] {
    return [this.#tab, this.#view].flatMap((shown) => shown?.webview ?? []);
  }

  #closeIfUnseen(): void {
    if (this.#pages().length === 0) this.#session.closed();
  }

  /** Answers the page in use: another one has a draft and a search of its own. What both show goes to both. */
  readonly #post = (message: ToPanel): void => {
    const pages = this.#pages();
    const page = pages.find((one) => one === this.#inUse) ?? pages[0];
    if (page !== undefined) send(page, message);
  };

  readonly #tell = (message: ToPanel): void => {
    for (const page of this.#pages()) send(page, message);
  };

  #show(state: PanelState): void {
    for (const webview of this.#pages()) {
      // Other roots make VS Code load the page again, which loses the focus, so they only change when they have to.
      const options = pageOptions(this.#parts.extensionUri, this.#roots(state));
      if (String(webview.options.localResourceRoots) !== String(options.localResourceRoots)) {
        webview.options = options;
      }
      const address = (uri: string) => webview.asWebviewUri(vscode.Uri.parse(uri)).toString();
      send(webview, { type: 'view', view: toView(state, address, vscode.l10n.t) });
    }
    const { length: value } = state.runs;
    const tooltip = vscode.l10n.t('Runs in progress: {0}', value);
    if (this.#view) this.#view.badge = value === 0 ? undefined : { value, tooltip };
  }

  #roots(state: PanelState): readonly vscode.Uri[] {
    const { pasted, previews } = this.#parts;
    return [pasted, previews.folder, ...foldersOf(state)];
  }

  #openPage(webview: vscode.Webview): PageSession {
    const page = this.#session.openPage((message) => {
      send(webview, message);
    });
    webview.onDidReceiveMessage(this.#receiveFrom(webview, page));
    return page;
  }

  readonly #receiveFrom =
    (page: vscode.Webview, { handle }: PageSession) =>
    (value: unknown) => {
      const { log, keys } = this.#parts;
      const message = parseFromPanel(value);
      if (message === undefined) {
        log.event('Panel', { dropped: typeof value });
        return;
      }
      if (!SENT_BY_ITSELF.has(message.type)) this.#inUse = page;
      handle(message).catch((error: unknown) => {
        log.error('Panel', error);
        void showUnexpectedError(error, keys.inUse());
      });
    };

  #restore(): Promise<void> {
    this.#restored ??= this.#session.restore();
    return this.#restored;
  }

  async #adopt(panel: vscode.WebviewPanel): Promise<void> {
    this.#tab = panel;
    const page = this.#openPage(panel.webview);
    panel.onDidDispose(() => {
      page.close();
      if (this.#tab !== panel) return;
      this.#tab = undefined;
      this.#closeIfUnseen();
    });
    await this.#restore();
    // The user may have closed the panel meanwhile.
    if (this.#tab !== panel) return;
    const { extensionUri } = this.#parts;
    panel.iconPath = pageIcon(extensionUri);
    loadPage(panel.webview, 'panel.js', extensionUri, this.#roots(this.#session.state()));
  }

  /** Replaces a stuck panel. A panel that a reload restores is not replaced: it has a draft, and is not the first webview. */
  async #start(): Promise<void> {
    const panel = createWebview();
    await this.#adopt(panel);
    if (this.#tab !== panel) return;
    onStuck(panel, () => {
      const { viewColumn, active } = panel;
      panel.dispose();
      this.#parts.log.event('Panel', { renewed: true });
      void this.#adopt(createWebview(viewColumn, !active));
    });
  }
}

function send(page: vscode.Webview, message: ToPanel): void {
  void page.postMessage(message);
}

function createWebview(
  viewColumn = vscode.ViewColumn.Active,
  preserveFocus = false,
): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(PANEL_TYPE, 'Easel', { viewColumn, preserveFocus });
}

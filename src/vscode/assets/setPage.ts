import * as vscode from 'vscode';
import type { Snippet } from '../../assets/sets/set.ts';
import { snippetOf, type MadeSet, type WrittenSet } from '../../assets/sets/writeSet.ts';
import { CancelledError, SaveError } from '../../errors.ts';
import { setLabel } from '../../messages/notices/iconSet.ts';
import { describeUnprepared } from '../../messages/notices/prepared.ts';
import { parseFromSetPage, type FromSetPage, type ToSetPage } from '../../setPage/protocol.ts';
import { toSetView } from '../../setPage/view.ts';
import { onStuck } from '../webview/stuckPage.ts';
import { loadPage, pageIcon } from '../webview/webviewPage.ts';
import { placeOf } from './setPlace.ts';

const t = vscode.l10n.t;

const SET_PAGE = 'easel.iconSet';

/** Where a set goes. */
export interface SetFolder {
  /** URI of the folder that gets the set's new folder. */
  readonly parent: string;
  /** The name of the new folder. */
  readonly name: string;
}

export interface SetPageParts extends SetFolder {
  readonly made: MadeSet;
  /** The name of the image. */
  readonly image: string;
  readonly extensionUri: vscode.Uri;
  /** @throws SaveError, CancelledError */
  readonly write: (folder: SetFolder) => Promise<WrittenSet>;
}

/**
 * Shows each file of a set at its real size, and writes them when the user says so. If that fails, the page stays.
 *
 * @returns undefined if the user closed the page
 */
export async function previewSet(parts: SetPageParts): Promise<WrittenSet | undefined> {
  for (;;) {
    const result = await showPage(parts);
    if (result !== 'stuck') return result;
  }
}

async function showPage(parts: SetPageParts): Promise<WrittenSet | 'stuck' | undefined> {
  const title = setLabel(parts.made.set, t);
  const panel = vscode.window.createWebviewPanel(SET_PAGE, title, vscode.ViewColumn.Active);
  panel.iconPath = pageIcon(parts.extensionUri);
  try {
    return await new Promise((resolve, reject) => {
      panel.onDidDispose(() => {
        resolve(undefined);
      });
      onStuck(panel, () => {
        resolve('stuck');
      });
      const page = new SetPage(parts, panel.webview, resolve);
      panel.webview.onDidReceiveMessage((value: unknown) => {
        const message = parseFromSetPage(value);
        if (message !== undefined) page.handle(message).catch(reject);
      });
      loadPage(panel.webview, 'iconSet.js', parts.extensionUri);
    });
  } finally {
    panel.dispose();
  }
}

/** The host's side of the page. */
class SetPage {
  readonly #parts: SetPageParts;
  readonly #webview: vscode.Webview;
  readonly #done: (written: WrittenSet) => void;
  #parent: string;
  #isWriting = false;

  constructor(parts: SetPageParts, webview: vscode.Webview, done: (written: WrittenSet) => void) {
    this.#parts = parts;
    this.#webview = webview;
    this.#done = done;
    this.#parent = parts.parent;
  }

  async handle({ type }: FromSetPage): Promise<void> {
    switch (type) {
      case 'ready':
        await this.#show();
        await this.#showPictures();
        return;
      case 'write':
        await this.#write();
        return;
      case 'choose-folder':
        await this.#chooseFolder();
        return;
      case 'copy-snippet': {
        const text = this.#snippet()?.text;
        if (text !== undefined) await vscode.env.clipboard.writeText(text);
        return;
      }
      case 'show-snippet': {
        const snippet = this.#snippet();
        if (snippet !== undefined) await showSnippet(snippet);
      }
    }
  }

  async #write(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    const { image, write, name } = this.#parts;
    try {
      this.#done(await write({ parent: this.#parent, name }));
    } catch (error) {
      if (error instanceof CancelledError) return;
      if (!(error instanceof SaveError)) throw error;
      void vscode.window.showErrorMessage(describeUnprepared({ name: image, error }, t));
    } finally {
      this.#isWriting = false;
    }
  }

  async #chooseFolder(): Promise<void> {
    const chosen = await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: vscode.Uri.parse(this.#parent),
      openLabel: t('Select Folder'),
      title: t('Select the Folder for {0}', this.#parts.name),
    });
    const [folder] = chosen ?? [];
    if (folder === undefined) return;
    this.#parent = folder.toString();
    await this.#show();
  }

  #folder(): vscode.Uri {
    return vscode.Uri.joinPath(vscode.Uri.parse(this.#parent), this.#parts.name);
  }

  #snippet(): Snippet | undefined {
    const { made } = this.#parts;
    return snippetOf(made, placeOf(made.stem)(this.#folder().toString()));
  }

  async #show(): Promise<void> {
    const { made, image } = this.#parts;
    const uri = this.#folder();
    const folder = vscode.workspace.asRelativePath(uri);
    const place = placeOf(made.stem)(uri.toString());
    await this.#post({ type: 'view', view: toSetView({ made, image, folder, place }, t) });
  }

  /** Sends one picture at a time, because sending copies it. */
  async #showPictures(): Promise<void> {
    const { files, bytes } = this.#parts.made;
    for (const { path, start, end } of files) {
      // A view would be sent with everything around it.
      const copy = new Uint8Array(bytes.subarray(start, end));
      await this.#post({ type: 'picture', path, bytes: copy });
    }
  }

  async #post(message: ToSetPage): Promise<void> {
    await this.#webview.postMessage(message);
  }
}

async function showSnippet({ language, text }: Snippet): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language, content: text });
  await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
}

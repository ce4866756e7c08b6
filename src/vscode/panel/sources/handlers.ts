import * as vscode from 'vscode';
import { CheckError } from '../../../errors.ts';
import { hasImageExtension } from '../../../image/formats/fileExtensions.ts';
import type { Handlers } from '../../../panel/handlers.ts';
import type { KnownImage, KnownImages } from '../../../panel/memory/memory.ts';
import { insideWorkspace, onRemoteMachine } from '../../../panel/sources/drop.ts';
import {
  MAX_PASTED_BYTES,
  type Role,
  type SourcesFromPanel,
} from '../../../panel/sources/protocol.ts';
import type { PanelImage, SourcesEvent } from '../../../panel/sources/state.ts';
import { sizeText } from '../../../text/format.ts';
import { sanitize } from '../../../text/sanitize.ts';
import type { Keys } from '../../config/keys.ts';
import { showFailure } from '../../dialogs/notices.ts';
import { knownImage, pickImages, readImage } from './images.ts';
import { keepDropped, keepPasted } from './paste.ts';

const t = vscode.l10n.t;

type DropFiles = Extract<SourcesFromPanel, { readonly type: 'drop-files' }>;

export interface SourcesParts {
  readonly keys: Keys;
  /** Easel's own folder for pasted images. */
  readonly pasted: vscode.Uri;
  readonly dispatch: (event: SourcesEvent) => void;
}

/** Adds images to the panel: from pickers, drops, the clipboard, and commands. */
export class PanelSources {
  readonly #parts: SourcesParts;

  constructor(parts: SourcesParts) {
    this.#parts = parts;
  }

  readonly handlers: Handlers<SourcesFromPanel> = {
    'choose-images': ({ role }) => this.#pick(role),
    'remove-image': ({ image }) => {
      this.#parts.dispatch({ kind: 'image-removed', id: image });
    },
    'move-image': ({ image, to }) => {
      this.#parts.dispatch({ kind: 'image-moved', id: image, to });
    },
    'drop-images': ({ addresses }) => this.#drop(addresses),
    'drop-files': (message) => this.#dropFiles(message),
    'paste-image': ({ bytes }) =>
      this.#orShowFailure(async () => {
        await this.choose('reference', [await keepPasted(this.#parts.pasted, bytes)]);
      }),
  };

  /** Returns the images that exist. @param known facts of images; a file that still has its size is not read again */
  readonly find = async (
    uris: readonly string[],
    known: KnownImages = {},
  ): Promise<readonly PanelImage[]> =>
    loaded(
      await Promise.allSettled(uris.map((uri) => this.#load(vscode.Uri.parse(uri), known[uri]))),
    );

  /** Adds the files that are images, and tells the user about the first one that is not. */
  readonly choose = async (role: Role, uris: readonly vscode.Uri[]): Promise<void> => {
    await this.#orShowFailure(async () => {
      const loads = await Promise.allSettled(uris.map((uri) => this.#load(uri)));
      this.#parts.dispatch({ kind: 'images-chosen', role, images: loaded(loads) });
      for (const one of loads) if (one.status === 'rejected') throw one.reason;
    });
  };

  /** Replaces a marked source whose file has changed, without its region. @returns whether it did */
  readonly replaceChanged = async (source: PanelImage | undefined): Promise<boolean> => {
    if (source?.region === undefined) return false;
    const uri = vscode.Uri.parse(source.uri);
    if ((await knownImage(uri, source)) !== undefined) return false;
    await this.choose('source', [uri]);
    return true;
  };

  async #load(uri: vscode.Uri, known?: KnownImage): Promise<PanelImage> {
    const image = (await knownImage(uri, known)) ?? (await readImage(uri));
    const isPasted = image.uri.startsWith(`${this.#parts.pasted.toString()}/`);
    return isPasted ? { ...image, pasted: true } : image;
  }

  async #pick(role: Role): Promise<void> {
    const isSource = role === 'source';
    const title = isSource ? t('Select Source Image') : t('Select Reference Images');
    await this.choose(role, await pickImages(title, !isSource));
  }

  async #drop(addresses: readonly string[]): Promise<void> {
    const images = this.#inWorkspace(addresses);
    // A reference becomes the source if there is none yet.
    if (images.length > 0) await this.choose('reference', images);
    else {
      void vscode.window.showInformationMessage(
        t('You can only drop images from this workspace here.'),
      );
    }
  }

  /** Adds files of the desktop. Those of the workspace are used where they are, the others are copied like pasted images. */
  async #dropFiles({ files, tooLarge, addresses }: DropFiles): Promise<void> {
    const here = this.#inWorkspace(addresses);
    if (here.length > 0 && here.length >= files.length + tooLarge.length) {
      await this.choose('reference', here);
      return;
    }
    const [large] = tooLarge;
    if (large !== undefined) {
      void vscode.window.showWarningMessage(
        t(
          '{0} is larger than {1}. Open it with Select Image… instead.',
          sanitize(large, 80),
          sizeText(MAX_PASTED_BYTES),
        ),
      );
    }
    await this.#orShowFailure(async () => {
      const keeps: PromiseSettledResult<vscode.Uri>[] = [];
      // One after the other, so that they keep their order.
      for (const file of files) {
        keeps.push(...(await Promise.allSettled([keepDropped(this.#parts.pasted, file)])));
      }
      const kept = keeps.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      if (kept.length > 0) await this.choose('reference', kept);
      for (const one of keeps) if (one.status === 'rejected') throw one.reason;
    });
  }

  /** Returns the images among addresses that are inside the workspace. */
  #inWorkspace(addresses: readonly string[]): readonly vscode.Uri[] {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
    const isRemote =
      vscode.env.remoteName !== undefined && folders.some((folder) => folder.startsWith('file:'));
    const here = isRemote ? addresses.map(onRemoteMachine) : addresses;
    const uris = insideWorkspace(here, folders).map((address) => vscode.Uri.parse(address));
    return uris.filter(({ path }) => hasImageExtension(path));
  }

  async #orShowFailure(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      await showFailure(error, this.#parts.keys.inUse());
    }
  }
}

function loaded(loads: readonly PromiseSettledResult<PanelImage>[]): readonly PanelImage[] {
  return loads.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

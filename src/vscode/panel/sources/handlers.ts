import * as vscode from 'vscode';
import { CheckError } from '../../../errors.ts';
import { hasImageExtension } from '../../../image/formats/fileExtensions.ts';
import type { Keys } from '../../config/keys.ts';
import { showFailure } from '../../dialogs/notices.ts';
import { asSeenOverThere, insideWorkspace } from '../../../panel/sources/drop.ts';
import { asKnown, lookAt, pickImages } from './images.ts';
import type { Look, Looks } from '../../../panel/memory/memory.ts';
import { keepPasted } from './paste.ts';
import type { PanelEvent, PanelImage } from '../../../panel/state.ts';

const t = vscode.l10n.t;

type Role = 'source' | 'reference';

export interface SourcesParts {
  readonly keys: Keys;
  /** Where pasted pictures are kept: a folder of Easel's own. */
  readonly pasted: vscode.Uri;
  readonly dispatch: (event: PanelEvent) => void;
}

/** The ways in which images come into the panel; what is no image is told, and stays out. */
export interface PanelSources {
  /** The images among these URIs that are still there. @param known of them: a file that still has its size is not read */
  readonly seen: (uris: readonly string[], known?: Looks) => Promise<readonly PanelImage[]>;
  readonly choose: (role: Role, uris: readonly vscode.Uri[]) => Promise<void>;
  /** Takes in anew, without its mark, a source that was marked and whose file is another one now. @returns whether it was so */
  readonly takenAnew: (source: PanelImage | undefined) => Promise<boolean>;
  readonly ask: (role: Role) => Promise<void>;
  /** Of these addresses those of images inside the workspace. */
  readonly drop: (addresses: readonly string[]) => Promise<void>;
  readonly paste: (bytes: Uint8Array) => Promise<void>;
}

export function createPanelSources({ keys, pasted, dispatch }: SourcesParts): PanelSources {
  async function look(uri: vscode.Uri, known?: Look): Promise<PanelImage> {
    const image = (await asKnown(uri, known)) ?? (await lookAt(uri));
    const isPasted = image.uri.startsWith(`${pasted.toString()}/`);
    return isPasted ? { ...image, pasted: true } : image;
  }

  async function seen(uris: readonly string[], looks: Looks = {}): Promise<readonly PanelImage[]> {
    const looked = uris.map((uri) => look(vscode.Uri.parse(uri), looks[uri]));
    return found(await Promise.allSettled(looked));
  }

  /** One that is no image does not keep the others out. */
  async function choose(role: Role, uris: readonly vscode.Uri[]): Promise<void> {
    await orTell(async () => {
      const looked = await Promise.allSettled(uris.map((uri) => look(uri)));
      dispatch({ kind: 'images-chosen', role, images: found(looked) });
      for (const one of looked) if (one.status === 'rejected') throw one.reason;
    });
  }

  async function takenAnew(source: PanelImage | undefined): Promise<boolean> {
    if (source?.region === undefined) return false;
    const uri = vscode.Uri.parse(source.uri);
    if ((await asKnown(uri, source)) !== undefined) return false;
    await choose('source', [uri]);
    return true;
  }

  /** What comes by hand goes along with the source; where there is none yet, it is the source. */
  async function bringIn(uris: readonly vscode.Uri[]): Promise<void> {
    await choose('reference', uris);
  }

  async function orTell(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      await showFailure(error, () => false, keys.seen());
    }
  }

  async function drop(addresses: readonly string[]): Promise<void> {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
    const isOverThere =
      vscode.env.remoteName !== undefined && folders.some((folder) => folder.startsWith('file:'));
    const here = isOverThere ? addresses.map(asSeenOverThere) : addresses;
    const uris = insideWorkspace(here, folders).map((address) => vscode.Uri.parse(address));
    const images = uris.filter(({ path }) => hasImageExtension(path));
    if (images.length > 0) await bringIn(images);
    else {
      const sentence = t('Only images of this workspace can be dropped here.');
      void vscode.window.showInformationMessage(sentence);
    }
  }

  async function ask(role: Role): Promise<void> {
    const isSource = role === 'source';
    const title = isSource ? t('Choose the Source Image') : t('Choose Reference Images');
    await choose(role, await pickImages(title, !isSource));
  }

  return {
    seen,
    choose,
    takenAnew,
    ask,
    drop,
    paste: (bytes) =>
      orTell(async () => {
        await bringIn([await keepPasted(pasted, bytes)]);
      }),
  };
}

function found(looked: readonly PromiseSettledResult<PanelImage>[]): readonly PanelImage[] {
  return looked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

import * as vscode from 'vscode';
import type { PreparedImage } from '../../../assets/prepareImages.ts';
import { describePrepared } from '../../../messages/notices/prepared.ts';
import type { Bin } from '../../../panel/deletion/bin.ts';
import { Exporter, type ExporterParts } from '../../../panel/export/exporter.ts';
import { findImage } from '../../../panel/results/state.ts';
import type { PanelState } from '../../../panel/state.ts';
import { offerUndo, undoCreated } from '../../assets/undoCreated.ts';
import { openImage, reveal, revealLabel } from '../../dialogs/show.ts';
import { files } from '../../files/files.ts';
import { publish } from '../../files/publish.ts';

const t = vscode.l10n.t;

export interface ExportsParts extends Pick<ExporterParts, 'assets' | 'labelingOf'> {
  readonly state: () => PanelState;
  readonly bin: Bin;
  /** Reads an image; of a drawing, what the page draws of it. */
  readonly read: (uri: string) => Promise<Uint8Array>;
}

/** Returns a function that creates the host side of a page's export form. @param post sends to that page */
export function createExports({ state, bin, read, ...parts }: ExportsParts) {
  return (post: ExporterParts['post']): Exporter =>
    new Exporter({
      ...parts,
      ...{ post, t },
      find: (id) => findImage(state(), id),
      files: { ...files, read, publish },
      tell: (written) => void tellExported(written, bin),
    });
}

async function tellExported(written: PreparedImage, bin: Bin): Promise<void> {
  const uri = vscode.Uri.parse(written.uri);
  const sentence = describePrepared({ made: [written], failed: [] }, t);
  const [undo, open, show] = [t('Undo'), t('Open'), revealLabel(uri)];
  const chosen = await vscode.window.showInformationMessage(sentence, undo, open, show);
  if (chosen === undo) await offerUndo(await undoCreated([written], bin), bin);
  if (chosen === open) await openImage(uri);
  if (chosen === show) await reveal(uri);
}

import * as vscode from 'vscode';
import type { PreparedImage } from '../../../assets/prepareImages.ts';
import { describePrepared } from '../../../messages/notices/prepared.ts';
import type { Bin } from '../../../panel/deletion/bin.ts';
import { Exporter, type ExporterParts } from '../../../panel/export/exporter.ts';
import { findImage } from '../../../panel/results/state.ts';
import type { PanelState } from '../../../panel/state.ts';
import { tellWritten } from '../../assets/tellWritten.ts';
import { openImage } from '../../dialogs/show.ts';
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
  const sentence = describePrepared({ made: [written], failed: [] }, t);
  const open = async () => {
    await openImage(vscode.Uri.parse(written.uri));
  };
  const extra = { label: t('Open'), run: open };
  await tellWritten([written.uri], { sentence, warnings: [], bin, extra });
}

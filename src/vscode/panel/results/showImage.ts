import * as vscode from 'vscode';
import type { ImageAction } from '../../../panel/results/protocol.ts';
import type { PanelResult } from '../../../panel/results/state.ts';
import type { PanelImage } from '../../../panel/sources/state.ts';
import { compare, openImage, reveal } from '../../dialogs/show.ts';

/** Shows an image outside of the panel, or copies it or its path. */
export async function showImage(
  image: PanelImage | PanelResult,
  action: Extract<ImageAction, 'open' | 'reveal' | 'compare' | 'copy-image' | 'copy-path'>,
): Promise<void> {
  const uri = vscode.Uri.parse(image.uri);
  switch (action) {
    case 'open':
      await openImage(uri);
      return;
    case 'reveal':
      await reveal(uri);
      return;
    case 'compare':
      if ('source' in image) await compare(vscode.Uri.parse(image.source.uri), uri);
      return;
    case 'copy-path':
      await copyPath(uri);
      return;
    case 'copy-image': {
      // The page copies images itself, and asks only where the browser doesn't let it.
      await copyPath(uri);
      const sentence = vscode.l10n.t("Couldn't copy the image. Its path was copied instead.");
      void vscode.window.showInformationMessage(sentence);
      return;
    }
  }
}

async function copyPath(uri: vscode.Uri): Promise<void> {
  await vscode.env.clipboard.writeText(uri.scheme === 'file' ? uri.fsPath : uri.toString());
}

import * as vscode from 'vscode';
import type { RunReport } from '../run/run.ts';
import type { Previews } from '../run/previews.ts';
import { imageOf } from './panelImages.ts';
import type { PanelImage, PanelResult } from './panelState.ts';

/**
 * The images that runs have saved, by what their bytes said while they came: to read a large file again would keep it from
 * sight. One that is another file than what came, because something was done to it, is looked at.
 *
 * @param look at images by their URIs; those that are gone are left out
 */
export async function arrived(
  reports: readonly RunReport[],
  look: (uris: readonly string[]) => Promise<readonly PanelImage[]>,
  previews: Pick<Previews, 'of'>,
): Promise<readonly PanelResult[]> {
  const images = await Promise.all(
    reports.flatMap(({ saved, images }) => {
      // When one of them was not saved, nobody says whose file is whose.
      const isAll = saved.length === images.length;
      return saved.map(async (text, place) => {
        const image = isAll ? images[place] : undefined;
        const uri = vscode.Uri.parse(text);
        const isAsItCame = image !== undefined && (await sizeOf(uri)) === image.size;
        if (!isAsItCame) return await look([text]);
        const { facts, size, file } = image;
        const path = await previews.of(file);
        const preview = path !== undefined && {
          preview: { ...facts, uri: vscode.Uri.file(path).toString() },
        };
        return [{ ...imageOf(uri, facts, size), ...preview }];
      });
    }),
  );
  return images.flat();
}

async function sizeOf(uri: vscode.Uri): Promise<number | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).size;
  } catch {
    return undefined;
  }
}

import * as vscode from 'vscode';
import type { Previews } from '../../../panel/results/previews.ts';
import type { PanelResult } from '../../../panel/results/state.ts';
import type { RunReport } from '../../../run/runParts.ts';
import { imageOf } from '../sources/images.ts';

/**
 * Returns the images that runs have saved, with the facts of their bytes from the reply: reading a large file again would
 * delay showing it. Previews exist only for images that are saved as they arrived.
 */
export async function savedImages(
  reports: readonly Pick<RunReport, 'files'>[],
  previews: Pick<Previews, 'of'> | undefined,
): Promise<readonly PanelResult[]> {
  const saved = reports.flatMap(({ files }) => files);
  return await Promise.all(
    saved.map(async ({ uri, facts, size, file }) => {
      const image = imageOf(vscode.Uri.parse(uri), facts, size);
      const path = file && (await previews?.of(file));
      if (!path) return image;
      const { width, height } = facts;
      return { ...image, preview: { uri: vscode.Uri.file(path).toString(), width, height } };
    }),
  );
}

import * as vscode from 'vscode';
import type { RunReport } from '../../../run/run.ts';
import type { Previews } from '../../../panel/results/previews.ts';
import { imageOf } from '../sources/images.ts';
import type { PanelResult } from '../../../panel/state.ts';

/**
 * The images that runs have saved, by what their bytes said on their way: to read a large file again would keep it from sight.
 * A preview is of an image as it came, and of nothing that was made of it.
 */
export async function arrived(
  reports: readonly Pick<RunReport, 'files'>[],
  previews: Pick<Previews, 'of'>,
): Promise<readonly PanelResult[]> {
  const saved = reports.flatMap(({ files }) => files);
  return await Promise.all(
    saved.map(async ({ uri, facts, size, file }) => {
      const image = imageOf(vscode.Uri.parse(uri), facts, size);
      const path = file && (await previews.of(file));
      if (!path) return image;
      const { width, height } = facts;
      return { ...image, preview: { uri: vscode.Uri.file(path).toString(), width, height } };
    }),
  );
}

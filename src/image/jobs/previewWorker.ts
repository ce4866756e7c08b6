/** Entry of the preview worker: shrinks one PNG that arrives in pieces, writes the preview, responds, and ends. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { createPngPreview } from '../preview/pngPreview.ts';
import type { PreviewRequest, PreviewResponse } from './previewJob.ts';

/** More than a panel has results. A result whose preview is gone is shown in full. */
const MAX_PREVIEWS = 40;

// Only `previewClient.ts` starts this worker, with the types that both share.
const { path, factor } = workerData as PreviewRequest;
const pieces = new PassThrough();
parentPort?.on('message', (piece: Uint8Array | null) => {
  if (piece === null) pieces.end();
  else if (!pieces.destroyed) pieces.write(piece);
});

async function writePreview(): Promise<PreviewResponse> {
  const preview = await createPngPreview(pieces, factor);
  if (preview === undefined) return false;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, preview);
  return true;
}

/** Deletes the oldest previews. Names begin with the time, so their order is their age. */
async function deleteOldPreviews(): Promise<void> {
  const folder = dirname(path);
  const names = (await readdir(folder)).sort();
  for (const name of names.slice(0, -MAX_PREVIEWS)) await rm(join(folder, name), { force: true });
}

// A broken image has no preview. Saving it reports the problem.
void writePreview()
  .catch(() => false)
  .then((isWritten: PreviewResponse) => parentPort?.postMessage(isWritten))
  .then(deleteOldPreviews)
  .catch(() => undefined)
  .finally(() => parentPort?.close());

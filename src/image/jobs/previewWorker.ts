/** The preview worker's entry: a file in pieces in, a small picture on the disk, one answer out, and it ends. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { createPngPreview } from '../preview/pngPreview.ts';

/** What the worker is started with. */
export interface PreviewOrder {
  /** The path of the preview. In its folder there is nothing else but other previews. */
  readonly to: string;
  readonly factor: number;
}

/** Whether the preview is there. */
export type PreviewAnswer = boolean;

/** As many as a panel has results, and some more; an older one is only a picture that is loaded in full again. */
const MOST_KEPT = 40;

const { to, factor } = workerData as PreviewOrder;
const pieces = new PassThrough();
// Sent by `run/previews.ts` alone: a piece of the file, and null behind the last one.
parentPort?.on('message', (piece: Uint8Array | null) => {
  if (piece === null) pieces.end();
  else if (!pieces.destroyed) pieces.write(piece);
});

async function make(): Promise<PreviewAnswer> {
  const preview = await createPngPreview(pieces, factor);
  if (preview === undefined) return false;
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, preview);
  return true;
}

/** Their names begin with their time, so their order is their age. */
async function dropOld(): Promise<void> {
  const folder = dirname(to);
  const names = (await readdir(folder)).sort();
  for (const name of names.slice(0, -MOST_KEPT)) await rm(join(folder, name), { force: true });
}

// A broken picture has no preview; that it is broken is told by those who save it.
void make()
  .catch(() => false)
  .then((isMade: PreviewAnswer) => parentPort?.postMessage(isMade))
  .then(dropOld)
  .catch(() => undefined)
  .finally(() => parentPort?.close());

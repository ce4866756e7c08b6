import { join } from 'node:path';
import { createAssetClient, type AssetClient } from '../../../src/assets/assetClient.ts';
import type { AssetInput, AssetOutput } from '../../../src/assets/makeAsset.ts';
import type { PreparedImage } from '../../../src/assets/prepareImages.ts';
import type { Target } from '../../../src/disk/target.ts';
import { Exporter, type ExporterParts } from '../../../src/panel/export/exporter.ts';
import type { ExportFromPanel, ExportRecipe } from '../../../src/panel/export/protocol.ts';
import { handle } from '../../../src/panel/handlers.ts';
import type { ToPanel } from '../../../src/panel/protocol.ts';
import { RED, WHITE, png } from '../image/images.ts';
import { translate as t } from '../localization.ts';
import { panelImage } from './state.ts';

const worker = createAssetClient(join(import.meta.dirname, '../../../src/assets/assetWorker.ts'));
/** A red square on white, which Easel can make transparent. */
export const SQUARE = png(64, 48, (x, y) => (x > 20 && x < 44 && y > 12 && y < 36 ? RED : WHITE));
export const OUTPUT: AssetOutput = {
  ...{ file: new Uint8Array([1, 2, 3]), format: 'png', width: 4, height: 3, frames: 1 },
  ...{ isEnlarged: false, doubts: [], losesCredentials: false },
};

interface Written extends Target {
  readonly bytes: Uint8Array;
  readonly extension: string;
}

/** The host side of the form on one image, `a`. */
export function exportRig(file: Uint8Array, more: Partial<ExporterParts> = {}) {
  const posted: ToPanel[] = [];
  const written: Written[] = [];
  const told: PreparedImage[] = [];
  let reads = 0;
  const exporter = new Exporter({
    find: (id) => (id === 'a' ? panelImage('a') : undefined),
    files: {
      name: (uri) => uri.slice(uri.lastIndexOf('/') + 1),
      parent: (uri) => uri.slice(0, uri.lastIndexOf('/')),
      read: async () => {
        reads += 1;
        return file;
      },
      publish: async (bytes, target, extension) => {
        written.push({ bytes, ...target, extension });
        return `${target.folder}/${target.stem}.${extension}`;
      },
    },
    labelingOf: async () => ({}),
    assets: worker,
    post: (message) => void posted.push(message),
    tell: (one) => void told.push(one),
    waitMs: 0,
    t,
    ...more,
  });
  const send = (message: ExportFromPanel) => handle(exporter.handlers, message);
  const preview = (request: number, recipe: Partial<ExportRecipe> = {}, image = 'a') =>
    send({
      type: 'preview-export',
      ...{ image, request, recipe: { fit: 'cover', format: 'png', ...recipe } },
    });
  const write = (request: number) => send({ type: 'write-export', request });
  const made = () => posted.flatMap((message) => (message.type === 'export-made' ? [message] : []));
  /** What the page has of the file of a request. */
  const sent = (request: number) =>
    posted.flatMap((one) =>
      one.type === 'export-part' && one.request === request ? [one.bytes] : [],
    );
  return { exporter, send, preview, write, made, sent, posted, written, told, reads: () => reads };
}

/** A worker that answers when the test says so. */
export function slowWorker() {
  const jobs: { readonly input: AssetInput; readonly signal: AbortSignal; end: () => void }[] = [];
  const run = (_name: string, input: AssetInput, signal: AbortSignal) =>
    new Promise<AssetOutput>((resolve, reject) => {
      const { width = 4 } = input.recipe;
      const end = (): void => {
        resolve({ ...OUTPUT, width });
      };
      jobs.push({ input, signal, end });
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
  return { jobs, assets: { run } as unknown as Pick<AssetClient, 'run'> };
}

import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openSpool, type RunRecord } from '../../../src/spool/spool.ts';
import { publish } from '../../../src/vscode/files/publish.ts';
import { createDownloadAgain } from '../../../src/vscode/recovery/downloadAgain.ts';
import { newFolder } from './gateway.ts';
import { RESULT } from './images.ts';

/** The run of the crashed window. */
export const CRASHED_RUN = '00000000-0000-4000-8000-000000000000';

interface Crash {
  /** The image had arrived. */
  readonly hasImage?: boolean;
  /** The address that was being downloaded. */
  readonly url?: string;
  readonly asked?: RunRecord['asked'];
}

/** Writes the spool of a window that crashed. Returns it, and the folder of the run's source: absolute paths. */
export async function crashedWindow({ hasImage = false, url, asked }: Crash) {
  const root = mkdtempSync(path.join(tmpdir(), 'easel-spool-'));
  const folder = newFolder();
  const entry = await openSpool(root, {
    id: CRASHED_RUN,
    started: new Date().toISOString(),
    host: 'gw.example',
    ...(url === undefined ? {} : { origin: new URL(url).origin }),
    model: 'm',
    ...(asked && { asked }),
    target: { folder: pathToFileURL(folder).href, stem: 'cat-edited' },
  });
  await entry.record({ state: 'sent' });
  if (hasImage) {
    const sink = entry.create();
    await sink.write(RESULT);
    await sink.close();
  }
  if (url !== undefined) await entry.recordHosted([{ url, state: 'waiting' }]);
  await rm(path.join(entry.folder, 'alive'));
  return { root, folder };
}

/** Download Again for a spool, without waiting between attempts. */
export function downloadAgain(root: string) {
  const hosted = { delaysMs: [0] };
  const log = { event: () => undefined, error: () => undefined, show: async () => undefined };
  const saving = { keysAt: async () => [], publish, hosted, now: Date.now };
  const perform = async () => undefined;
  return createDownloadAgain({ roots: [root], saving, keys: () => [], log, perform });
}

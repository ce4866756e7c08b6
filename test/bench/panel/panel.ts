import { globSync } from 'node:fs';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '../../host/workbench.ts';
import type { HistoryEntry } from '../../../src/history/history.ts';
import { historyFile } from '../../../src/history/historyFile.ts';
import { runInHost } from '../../host/insideHost.ts';
import { out } from '../../host/paths.ts';
import * as workbench from '../../host/workbench.ts';
import { bundleTests } from '../../inside/bundle.ts';
import { entryOf } from '../../support/historyEntries.ts';
import { photoLikePng } from '../../support/image/images.ts';
import { inlineDataReply, startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { connectToHost, type SendCommand } from './hostCommands.ts';
import { generateInPanel, openHistory, showAllEntries, waitForFile } from './page.ts';
import { rendererMegabytes, retainedMegabytes } from './rendererMemory.ts';
import { KEY } from '../measure/task.ts';

/** What the panel costs in a real VS Code. Times in ms. */
export interface PanelReport {
  readonly entries: number;
  /** From the command until the visible entries of the history and their images are drawn. */
  readonly openMs: readonly number[];
  /** The longest stall of the extension host meanwhile. */
  readonly openStallMs: readonly number[];
  /** Memory of the renderer above that before opening, in MB: with the history open and caches cleared, and after showing all entries, with caches. */
  readonly retainedMb: number;
  readonly cachedMb: number;
  /** The large image: its file in bytes, and its side in px. */
  readonly image: { readonly bytes: number; readonly side: number };
  /** From the saved file until the panel has drawn it. */
  readonly drawnMs: readonly number[];
  readonly arriveStallMs: readonly number[];
}

const ENTRIES = 200;
const SIDE = 4096;
/** 50 MB/s, more than most connections have. Loopback alone would deliver the image before a thread has started on it. */
const CONNECTION = { chunkBytes: 1_000_000, chunkDelayMs: 20 };
const START_MS = 60_000;
const NAME = 'bench';

const home = path.join(out, 'bench', 'panel');
const workspace = path.join(home, 'workspace');

/** @throws Error if VS Code did not finish */
export async function measurePanel(runs: number): Promise<PanelReport> {
  await rm(home, { recursive: true, force: true });
  await mkdir(workspace, { recursive: true });
  const large = photoLikePng(SIDE, SIDE, 900);
  const script = { ...inlineDataReply(large), ...CONNECTION };
  const gateway = await startScriptedGateway({ script });
  const inHost = path.join(import.meta.dirname, 'panelInHost.ts');
  const tests = await bundleTests([inHost], path.join(home, 'index.cjs'));
  const counts = path.join(home, 'counts.json');
  const port = path.join(home, 'port');
  const env = { EASEL_TEST_COUNTS: counts, EASEL_BENCH_PORT: port, EASEL_TEST_TIMEOUT: '240000' };
  let report: PanelReport | undefined;
  try {
    await runInHost(NAME, { tests, counts, workspace, env }, async (page) => {
      const send = await connectToHost(port, START_MS);
      try {
        await prepare(page, send, gateway.origin);
        report = {
          ...(await measureOpening(page, send, runs)),
          ...(await measureArrival(page, send, runs)),
          image: { bytes: large.byteLength, side: SIDE },
        };
      } finally {
        // If the extension host has ended by itself, that is the error to report.
        await send({ do: 'end' }).catch(() => undefined);
      }
    });
  } finally {
    await gateway.close();
  }
  if (report === undefined) throw new Error('The panel was not measured.');
  return report;
}

async function prepare(page: Page, send: SendCommand, baseUrl: string): Promise<void> {
  // VS Code's own search for ports to forward blocks the thread for tens of ms.
  await send({ do: 'set', section: 'remote', name: 'autoForwardPorts', value: false });
  const gateways = [{ id: 'bench', baseUrl, auth: 'query' }];
  await send({ do: 'set', section: 'easel', name: 'gateways', value: gateways });
  await send({ do: 'set', section: 'easel', name: 'gateway', value: 'bench' });
  const run = (command: string, ...args: unknown[]) => send({ do: 'run', command, args });
  await run('easel.setApiKey', { gateway: 'bench', key: KEY });
  // The first run creates the history file.
  await run('easel.generateImage', { prompt: 'first' });
  await workbench.editorTab(page, 'first.png').waitFor();
  await run('workbench.action.closeAllEditors');
  await run('notifications.clearAll');
  const storages = path.join(out, 'host', NAME, 'data', 'data', 'User', 'workspaceStorage');
  const [history] = globSync('*/easel-vscode.easel/history', { cwd: storages });
  if (history === undefined) throw new Error('There is no history.');
  const entries = await entriesWithImages();
  await historyFile(path.join(storages, history)).change(() => entries);
}

/** Creates history entries, each with an image file of the size that most models return. */
async function entriesWithImages(): Promise<readonly HistoryEntry[]> {
  const image = photoLikePng(1024, 1024, 300);
  const folder = path.join(workspace, 'images');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'image.png'), image);
  return await Promise.all(
    Array.from({ length: ENTRIES }, async (_, index) => {
      const file = path.join(folder, `image-${index}.png`);
      await link(path.join(folder, 'image.png'), file);
      const facts = { size: image.byteLength, width: 1024, height: 1024, type: 'png' } as const;
      return entryOf(index, { results: [{ uri: pathToFileURL(file).href, ...facts }] });
    }),
  );
}

async function measureOpening(page: Page, send: SendCommand, runs: number) {
  const before = await retainedMegabytes(page);
  const openMs: number[] = [];
  const openStallMs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    if (run > 0) {
      await send({ do: 'run', command: 'workbench.action.closeAllEditors', args: [] });
      await workbench.editorTab(page, 'Easel').waitFor({ state: 'detached' });
    }
    await send({ do: 'watch' });
    const start = Date.now();
    await send({ do: 'run', command: 'easel.openPanel', args: [] });
    openMs.push((await openHistory(page)) - start);
    openStallMs.push((await send({ do: 'stall' })) as number);
  }
  const retainedMb = (await retainedMegabytes(page)) - before;
  await showAllEntries(page, ENTRIES);
  const cachedMb = (await rendererMegabytes(page)) - before;
  return { entries: ENTRIES, openMs, openStallMs, retainedMb, cachedMb };
}

async function measureArrival(page: Page, send: SendCommand, runs: number) {
  const drawnMs: number[] = [];
  const arriveStallMs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const prompt = `large ${run}`;
    const name = `large-${run}.png`;
    const saved = waitForFile(workspace, name);
    await send({ do: 'watch' });
    const drawn = await generateInPanel(page, prompt, name);
    arriveStallMs.push((await send({ do: 'stall' })) as number);
    drawnMs.push(drawn - (await saved));
  }
  return { drawnMs, arriveStallMs };
}

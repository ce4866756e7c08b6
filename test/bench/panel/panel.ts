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
import { orders, type GiveOrder } from './orders.ts';
import { askForPicture, openHistory, savedAt, seeAll } from './page.ts';
import { heldMegabytes, rendererMegabytes } from './rendererMemory.ts';
import { KEY } from '../measure/task.ts';

/** What the panel costs in a real VS Code. Times in ms. */
export interface PanelReport {
  readonly entries: number;
  /** From the command to the history in sight, with its pictures. */
  readonly openMs: readonly number[];
  /** The extension host's longest stall meanwhile. */
  readonly openStallMs: readonly number[];
  /** What the renderer holds more than before, in MB: with the history open and caches emptied; with caches, when all was in sight. */
  readonly heldMb: number;
  readonly cachedMb: number;
  /** Of the large picture: bytes, and px of its side. */
  readonly picture: { readonly bytes: number; readonly side: number };
  /** From its file to its sight in the panel. */
  readonly seenMs: readonly number[];
  readonly arriveStallMs: readonly number[];
}

const ENTRIES = 200;
const SIDE = 4096;
/** 50 MB/s, more than most lines have. In one go over loopback, the picture would be here before a thread has begun with it. */
const LINE = { chunkBytes: 1_000_000, chunkDelayMs: 20 };
const START_MS = 60_000;
const NAME = 'bench';

const home = path.join(out, 'bench', 'panel');
const workspace = path.join(home, 'workspace');

/** @throws Error where VS Code did not get to the end of it */
export async function measurePanel(runs: number): Promise<PanelReport> {
  await rm(home, { recursive: true, force: true });
  await mkdir(workspace, { recursive: true });
  const large = photoLikePng(SIDE, SIDE, 900);
  const script = { ...inlineDataReply(large), ...LINE };
  const gateway = await startScriptedGateway({ script });
  const inHost = path.join(import.meta.dirname, 'panelInHost.ts');
  const tests = await bundleTests([inHost], path.join(home, 'index.cjs'));
  const counts = path.join(home, 'counts.json');
  const port = path.join(home, 'port');
  const env = { EASEL_TEST_COUNTS: counts, EASEL_BENCH_PORT: port, EASEL_TEST_TIMEOUT: '240000' };
  let report: PanelReport | undefined;
  try {
    await runInHost(NAME, { tests, counts, workspace, env }, async (page) => {
      const order = await orders(port, START_MS);
      try {
        await prepare(page, order, gateway.origin);
        report = {
          ...(await measureOpening(page, order, runs)),
          ...(await measureArrival(page, order, runs)),
          picture: { bytes: large.byteLength, side: SIDE },
        };
      } finally {
        // Where the extension host has ended by itself, that is what is to be told.
        await order({ do: 'end' }).catch(() => undefined);
      }
    });
  } finally {
    await gateway.close();
  }
  if (report === undefined) throw new Error('The panel was not measured.');
  return report;
}

async function prepare(page: Page, order: GiveOrder, baseUrl: string): Promise<void> {
  // Looking for ports to forward, VS Code itself holds the thread for tens of ms.
  await order({ do: 'set', section: 'remote', name: 'autoForwardPorts', value: false });
  const gateways = [{ id: 'bench', baseUrl, auth: 'query' }];
  await order({ do: 'set', section: 'easel', name: 'gateways', value: gateways });
  await order({ do: 'set', section: 'easel', name: 'gateway', value: 'bench' });
  const run = (command: string, ...args: unknown[]) => order({ do: 'run', command, args });
  await run('easel.setApiKey', { gateway: 'bench', key: KEY });
  // The first run makes the history's file.
  await run('easel.generateImage', { prompt: 'first' });
  await workbench.editorTab(page, 'first.png').waitFor();
  await run('workbench.action.closeAllEditors');
  await run('notifications.clearAll');
  const storages = path.join(out, 'host', NAME, 'data', 'data', 'User', 'workspaceStorage');
  const [history] = globSync('*/easel-vscode.easel/history', { cwd: storages });
  if (history === undefined) throw new Error('There is no history.');
  const entries = await withPictures();
  await historyFile(path.join(storages, history)).change(() => entries);
}

/** Each with a file of its own in the workspace: the size that most models return. */
async function withPictures(): Promise<readonly HistoryEntry[]> {
  const picture = photoLikePng(1024, 1024, 300);
  const folder = path.join(workspace, 'pictures');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'picture.png'), picture);
  return await Promise.all(
    Array.from({ length: ENTRIES }, async (_, index) => {
      const file = path.join(folder, `picture-${index}.png`);
      await link(path.join(folder, 'picture.png'), file);
      const facts = { size: picture.byteLength, width: 1024, height: 1024, type: 'png' } as const;
      return entryOf(index, { results: [{ uri: pathToFileURL(file).href, ...facts }] });
    }),
  );
}

async function measureOpening(page: Page, order: GiveOrder, runs: number) {
  const before = await heldMegabytes(page);
  const openMs: number[] = [];
  const openStallMs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    if (run > 0) {
      await order({ do: 'run', command: 'workbench.action.closeAllEditors', args: [] });
      await workbench.editorTab(page, 'Easel').waitFor({ state: 'detached' });
    }
    await order({ do: 'watch' });
    const began = Date.now();
    await order({ do: 'run', command: 'easel.openPanel', args: [] });
    openMs.push((await openHistory(page)) - began);
    openStallMs.push((await order({ do: 'stall' })) as number);
  }
  const heldMb = (await heldMegabytes(page)) - before;
  await seeAll(page, ENTRIES);
  const cachedMb = (await rendererMegabytes(page)) - before;
  return { entries: ENTRIES, openMs, openStallMs, heldMb, cachedMb };
}

async function measureArrival(page: Page, order: GiveOrder, runs: number) {
  const seenMs: number[] = [];
  const arriveStallMs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const prompt = `large ${run}`;
    const name = `large-${run}.png`;
    const saved = savedAt(workspace, name);
    await order({ do: 'watch' });
    const seen = await askForPicture(page, prompt, name);
    arriveStallMs.push((await order({ do: 'stall' })) as number);
    seenMs.push(seen - (await saved));
  }
  return { seenMs, arriveStallMs };
}

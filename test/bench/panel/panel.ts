import { globSync } from 'node:fs';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '../../host/workbench.ts';
import type { HistoryEntry } from '../../../src/history/history.ts';
import { historyFile, type HistoryFile } from '../../../src/history/historyFile.ts';
import { runInHost } from '../../host/insideHost.ts';
import { out } from '../../host/paths.ts';
import * as workbench from '../../host/workbench.ts';
import { bundleTests } from '../../inside/bundle.ts';
import { entryOf } from '../../support/historyEntries.ts';
import { photoLikePng } from '../../support/image/images.ts';
import { inlineDataReply, startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { measureArrival, type Arrival } from './arrival.ts';
import { connectToHost, type SendCommand } from './hostCommands.ts';
import { openHistory, scrollHistory, scrollNothing, searchHistory } from './page.ts';
import { rendererMegabytes, retainedMegabytes } from './rendererMemory.ts';
import { KEY } from '../measure/task.ts';

/** What the panel costs in a real VS Code. Times in ms. */
export interface PanelReport extends Arrival {
  readonly entries: number;
  /** From the command until the visible entries of the history and their images are drawn. */
  readonly openMs: readonly number[];
  /** The longest stall of the extension host meanwhile. */
  readonly openStallMs: readonly number[];
  /** The same with a history of `FEW` entries. */
  readonly fewMs: readonly number[];
  /** From a key in the search field until the items that match are painted. */
  readonly searchMs: readonly number[];
  /** The longest frame while scrolling from the first item to the last, and the longest stall of the extension host meanwhile. */
  readonly frameMs: readonly number[];
  /** The longest frame while an empty element scrolls the same way. */
  readonly emptyFrameMs: readonly number[];
  readonly scrollStallMs: readonly number[];
  /** Memory of the renderer above that before opening, in MB: with the history open and caches cleared, and after scrolling through it, with caches. */
  readonly retainedMb: number;
  readonly cachedMb: number;
  /** The large image: its file in bytes, and its side in px. */
  readonly image: { readonly bytes: number; readonly side: number };
}

const ENTRIES = 10_000;
export const FEW = 10;
/** The entries share them. VS Code itself is slow in a workspace with many more. */
const IMAGES = 500;
/** Words, a file, a date, and nothing that is there. */
const SEARCHES = ['blue sky', 'image-77.png', 'nov 20', 'bnner 123', ''];
const SIDE = 4096;
/** 50 MB/s, more than most connections have. Loopback alone would deliver the image before a thread has started on it. */
const CONNECTION = { chunkBytes: 1_000_000, chunkDelayMs: 20 };
const IMAGE = photoLikePng(1024, 1024, 300);
/** In ms: a hundred entries a day. */
const MINUTES_APART = 15 * 60_000;
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
  const env = { EASEL_TEST_COUNTS: counts, EASEL_BENCH_PORT: port, EASEL_TEST_TIMEOUT: '480000' };
  let report: PanelReport | undefined;
  try {
    await runInHost(NAME, { tests, counts, workspace, env }, async (page) => {
      const send = await connectToHost(port, START_MS);
      try {
        const history = await prepare(page, send, gateway.origin);
        report = {
          ...(await measureHistory({ page, send, history }, runs)),
          ...(await measureArrival({ page, send, gateway, workspace }, runs)),
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

/** @returns the history of the workspace */
async function prepare(page: Page, send: SendCommand, baseUrl: string): Promise<HistoryFile> {
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
  await makeImages();
  return historyFile(path.join(storages, history));
}

/** Creates image files of the size that most models return. */
async function makeImages(): Promise<void> {
  await mkdir(path.dirname(imageFile(0)), { recursive: true });
  await writeFile(imageFile(0), IMAGE);
  for (let index = 1; index < IMAGES; index += 1) await link(imageFile(0), imageFile(index));
}

function imageFile(index: number): string {
  return path.join(workspace, 'images', `image-${index}.png`);
}

/** @param round makes every line another one, so that each opening reads the history as the first one of a window does */
function entriesWithImages(count: number, round: number): readonly HistoryEntry[] {
  const facts = { size: IMAGE.byteLength, width: 1024, height: 1024, type: 'png' } as const;
  const now = Date.now();
  return Array.from({ length: count }, (_, index) =>
    entryOf(index, {
      at: now - (count - index) * MINUTES_APART,
      prompt: `Make the sky of the banner blue, number ${index} of round ${round}`,
      results: [{ uri: pathToFileURL(imageFile(index % IMAGES)).href, ...facts }],
    }),
  );
}

interface Rig {
  readonly page: Page;
  readonly send: SendCommand;
  readonly history: HistoryFile;
}

async function measureHistory(rig: Rig, runs: number) {
  const { page, send } = rig;
  const before = await retainedMegabytes(page);
  const few: Opening[] = [];
  const many: Opening[] = [];
  // In turns: what slows the machine for a while affects both.
  for (let run = 0; run < runs; run += 1) {
    few.push(await measureOpening(rig, FEW, run));
    many.push(await measureOpening(rig, ENTRIES, run));
  }
  const retainedMb = (await retainedMegabytes(page)) - before;
  const searchMs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    for (const text of SEARCHES) {
      searchMs.push(await searchHistory(page, text));
    }
  }
  const frameMs: number[] = [];
  const scrollStallMs: number[] = [];
  const emptyFrameMs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await searchHistory(page, `round ${runs - 1} `.repeat(run + 1));
    await send({ do: 'watch' });
    frameMs.push(await scrollHistory(page));
    scrollStallMs.push((await send({ do: 'stall' })) as number);
    emptyFrameMs.push(await scrollNothing(page));
  }
  return {
    entries: ENTRIES,
    openMs: many.map(({ ms }) => ms),
    openStallMs: many.map(({ stallMs }) => stallMs),
    fewMs: few.map(({ ms }) => ms),
    ...{ searchMs, frameMs, emptyFrameMs, scrollStallMs, retainedMb },
    cachedMb: (await rendererMegabytes(page)) - before,
  };
}

interface Opening {
  readonly ms: number;
  readonly stallMs: number;
}

async function measureOpening(
  { page, send, history }: Rig,
  count: number,
  round: number,
): Promise<Opening> {
  await send({ do: 'run', command: 'workbench.action.closeAllEditors', args: [] });
  await workbench.editorTab(page, 'Easel').waitFor({ state: 'detached' });
  await history.change(() => entriesWithImages(count, round));
  await send({ do: 'watch' });
  const start = Date.now();
  await send({ do: 'run', command: 'easel.openPanel', args: [] });
  const ms = (await openHistory(page)) - start;
  return { ms, stallMs: (await send({ do: 'stall' })) as number };
}

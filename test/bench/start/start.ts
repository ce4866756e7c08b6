import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { out, root } from '../../host/paths.ts';
import type { Start } from './activate.ts';
import { runForMessage } from '../measure/processes.ts';
import type { Sizes } from '../report/results.ts';
import type { RouteTable } from './routeTable.ts';
import { median } from '../measure/stats.ts';

const BUNDLES = [
  'extension.cjs',
  'easel.cjs',
  'undici.cjs',
  'practice.cjs',
  'pixelWorker.cjs',
  'previewWorker.cjs',
  'panel.js',
  'routeStatus.js',
];

/** Starts the extension several times, each in a fresh process, and once more to record its calls. Returns medians. */
export async function measureStart(times: number): Promise<Start> {
  const starts: Start[] = [];
  for (let i = 0; i < times; i++)
    starts.push((await runForMessage('start/activate.ts', [])) as Start);
  const { io } = (await runForMessage('start/activate.ts', ['recorded'])) as Start;
  return {
    requireMs: median(starts.map(({ requireMs }) => requireMs)),
    activateMs: median(starts.map(({ activateMs }) => activateMs)),
    firstUseMs: median(starts.map(({ firstUseMs }) => firstUseMs)),
    io,
  };
}

/** Measures Route Status several times, each in a fresh process. Returns medians. */
export async function measureRouteTable(times: number): Promise<RouteTable> {
  const first = (await runForMessage('start/routeTable.ts', [])) as RouteTable;
  const all = [first];
  while (all.length < times)
    all.push((await runForMessage('start/routeTable.ts', [])) as RouteTable);
  return {
    ...first,
    readMs: median(all.map(({ readMs }) => readMs)),
    statusMs: median(all.map(({ statusMs }) => statusMs)),
  };
}

export async function measureSizes(): Promise<Sizes> {
  const bundles = await Promise.all(
    BUNDLES.map(async (name) => {
      const bytes = await readFile(path.join(root, 'dist', name));
      return { name, bytes: bytes.length, gzip: (await promisify(gzip)(bytes)).length };
    }),
  );
  return { bundles, vsix: (await stat(path.join(out, 'easel.vsix'))).size };
}

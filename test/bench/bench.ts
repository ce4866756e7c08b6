import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { out, root } from '../host/paths.ts';
import { judge } from './report/acceptance.ts';
import { CLIENTS, missingFor } from './clients.ts';
import { measureInHost } from './start/host.ts';
import { measurePanel } from './panel/panel.ts';
import { startGateway } from './measure/processes.ts';
import { report } from './report/report.ts';
import type { Results, Round } from './report/results.ts';
import { measureRound, pictureOf, writeSource } from './measure/rounds.ts';
import { FULL, HOST_MB, PANEL_RUNS, QUICK, SMALL_MB, SOURCE_MB, type Extent } from './settings.ts';
import { measureRouteTable, measureSizes, measureStart } from './start/start.ts';
import { modelFor } from './measure/task.ts';
import { versions } from './report/versions.ts';

const home = path.join(out, 'bench');
const scratch = path.join(home, 'scratch');

async function measureReplies(origin: string, extent: Extent): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (const megabytes of extent.sizes) {
    const expected = await pictureOf(origin, megabytes);
    for (const shape of extent.shapes) {
      const task = { origin, shape, model: modelFor(shape, megabytes) };
      const rows = await measureRound({ task, runs: extent.runs, isWarm: true, scratch, expected });
      tell(`${megabytes} MB, ${shape}`);
      rounds.push({ shape, megabytes, rows });
    }
  }
  return rounds;
}

async function measureRequest(origin: string, { runs }: Extent): Promise<Round> {
  const shape = 'inlineData';
  const expected = await pictureOf(origin, SMALL_MB);
  const files = await writeSource(path.join(home, 'source'), await pictureOf(origin, SOURCE_MB));
  const task = { origin, shape, model: modelFor(shape, SMALL_MB), ...files } as const;
  const rows = await measureRound({ task, runs, isWarm: true, scratch, expected });
  tell(`request with ${SOURCE_MB} MB`);
  return { shape, megabytes: SOURCE_MB, rows };
}

async function measureCold(origin: string, { runs }: Extent): Promise<Round> {
  const shape = 'inlineData';
  const expected = await pictureOf(origin, SMALL_MB);
  const task = { origin, shape, model: modelFor(shape, SMALL_MB) } as const;
  const rows = await measureRound({ task, runs, isWarm: false, scratch, expected });
  tell('first request of a process');
  return { shape, megabytes: SMALL_MB, rows };
}

async function measureAll(extent: Extent): Promise<Results> {
  const gateway = await startGateway();
  const { origin } = gateway;
  try {
    const start = await measureStart(extent.starts);
    tell('start');
    const routes = await measureRouteTable(extent.starts);
    tell('route status');
    const cold = await measureCold(origin, extent);
    const replies = await measureReplies(origin, extent);
    const request = await measureRequest(origin, extent);
    const task = { origin, shape: 'inlineData', model: modelFor('inlineData', HOST_MB) } as const;
    const isLinux = process.platform === 'linux';
    const host = isLinux ? await measureInHost(task, extent.runs) : undefined;
    const panel = isLinux ? await measurePanel(PANEL_RUNS) : undefined;
    tell('panel');
    const notes = CLIENTS.flatMap((one) => {
      const missing = missingFor(one);
      return missing.length === 0 ? [] : [`${one.title}: left out, without ${missing.join(', ')}.`];
    });
    const sizes = await measureSizes();
    return {
      replies,
      request,
      cold,
      start,
      routes,
      sizes,
      notes,
      ...(host && { host }),
      ...(panel && { panel }),
    };
  } finally {
    gateway.stop();
  }
}

function tell(done: string): void {
  console.log(`✓ ${done}`);
}

/** Measures, prints and writes bench/RESULTS.md. @returns whether every promised figure holds */
export async function bench(args: readonly string[]): Promise<boolean> {
  const extent = args.includes('--quick') ? QUICK : FULL;
  const results = await measureAll(extent);
  const figures = judge(results);
  const date = new Date().toISOString().slice(0, 10);
  const text = report(results, figures, { date, runs: extent.runs, versions: await versions() });
  await mkdir(path.join(root, 'bench'), { recursive: true });
  await writeFile(path.join(root, 'bench', 'RESULTS.md'), text);
  console.log(`\n${text}`);
  return figures.every(({ holds }) => holds);
}

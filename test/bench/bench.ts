import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { out, root } from '../host/paths.ts';
import { judge } from './report/acceptance.ts';
import { CLIENTS, missingPrograms } from './clients.ts';
import { measureInHost } from './start/host.ts';
import { measurePanel } from './panel/panel.ts';
import { startGateway } from './measure/processes.ts';
import { formatReport } from './report/report.ts';
import type { Results, Round } from './report/results.ts';
import { measureRound, downloadImage, writeSource } from './measure/rounds.ts';
import {
  FULL,
  HOST_MB,
  PANEL_RUNS,
  PIXEL_RUNS,
  QUICK,
  SOURCE_RUNS,
  SMALL_MB,
  SOURCE_MB,
  type BenchPlan,
} from './settings.ts';
import { measureMattes } from './mattes/mattes.ts';
import { measurePixels } from './pixels/pixels.ts';
import { measureSources } from './sources/sources.ts';
import { measureRouteTable, measureSizes, measureStart } from './start/start.ts';
import { modelFor } from './measure/task.ts';
import { versions } from './report/versions.ts';

const home = path.join(out, 'bench');
const scratch = path.join(home, 'scratch');

async function measureReplies(origin: string, plan: BenchPlan): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (const megabytes of plan.sizes) {
    const expected = await downloadImage(origin, megabytes);
    for (const shape of plan.shapes) {
      const task = { origin, shape, model: modelFor(shape, megabytes) };
      const rows = await measureRound({ task, runs: plan.runs, isWarm: true, scratch, expected });
      logDone(`${megabytes} MB, ${shape}`);
      rounds.push({ shape, megabytes, rows });
    }
  }
  return rounds;
}

async function measureRequest(origin: string, { runs }: BenchPlan): Promise<Round> {
  const shape = 'inlineData';
  const expected = await downloadImage(origin, SMALL_MB);
  const files = await writeSource(
    path.join(home, 'source'),
    await downloadImage(origin, SOURCE_MB),
  );
  const task = { origin, shape, model: modelFor(shape, SMALL_MB), ...files } as const;
  const rows = await measureRound({ task, runs, isWarm: true, scratch, expected });
  logDone(`request with ${SOURCE_MB} MB`);
  return { shape, megabytes: SOURCE_MB, rows };
}

async function measureCold(origin: string, { runs }: BenchPlan): Promise<Round> {
  const shape = 'inlineData';
  const expected = await downloadImage(origin, SMALL_MB);
  const task = { origin, shape, model: modelFor(shape, SMALL_MB) } as const;
  const rows = await measureRound({ task, runs, isWarm: false, scratch, expected });
  logDone('first request of a process');
  return { shape, megabytes: SMALL_MB, rows };
}

async function measureAll(plan: BenchPlan): Promise<Results> {
  const gateway = await startGateway();
  const { origin } = gateway;
  try {
    const start = await measureStart(plan.starts);
    logDone('start');
    const routes = await measureRouteTable(plan.starts);
    logDone('route status');
    const cold = await measureCold(origin, plan);
    const replies = await measureReplies(origin, plan);
    const request = await measureRequest(origin, plan);
    const pixels = await measurePixels(PIXEL_RUNS);
    logDone('pixels');
    const mattes = await measureMattes();
    logDone('mattes');
    const task = { origin, shape: 'inlineData', model: modelFor('inlineData', HOST_MB) } as const;
    const isLinux = process.platform === 'linux';
    const host = isLinux ? await measureInHost(task, plan.runs) : undefined;
    const sources = isLinux ? await measureSources(origin, SOURCE_RUNS) : undefined;
    if (isLinux) logDone('large files');
    const panel = isLinux ? await measurePanel(PANEL_RUNS) : undefined;
    logDone('panel');
    const notes = CLIENTS.flatMap((client) => {
      const missing = missingPrograms(client);
      return missing.length === 0
        ? []
        : [`${client.title}: skipped, because ${missing.join(', ')} is missing.`];
    });
    const sizes = await measureSizes();
    return {
      replies,
      request,
      cold,
      start,
      routes,
      sizes,
      pixels,
      mattes,
      notes,
      ...(host && { host }),
      ...(sources && { sources }),
      ...(panel && { panel }),
    };
  } finally {
    gateway.stop();
  }
}

function logDone(step: string): void {
  console.log(`✓ ${step}`);
}

/** Measures, prints the results, and writes bench/RESULTS.md. @returns whether all promised figures hold */
export async function bench(args: readonly string[]): Promise<boolean> {
  const plan = args.includes('--quick') ? QUICK : FULL;
  const results = await measureAll(plan);
  const figures = judge(results);
  const date = new Date().toISOString().slice(0, 10);
  const text = formatReport(results, figures, {
    date,
    runs: plan.runs,
    versions: await versions(),
  });
  await mkdir(path.join(root, 'bench'), { recursive: true });
  await writeFile(path.join(root, 'bench', 'RESULTS.md'), text);
  console.log(`\n${text}`);
  return figures.every(({ holds }) => holds);
}

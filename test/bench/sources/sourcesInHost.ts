/**
 * Runs inside VS Code's extension host: edits large files of a user, and measures what that costs the process that all extensions
 * share, from the command until the result is saved and checked.
 */
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import type { Tests } from '../../inside/suite.ts';
import { watchLoop } from '../measure/loop.ts';
import { watchPeak } from '../measure/measure.ts';
import { KEY, PROMPT } from '../measure/task.ts';

export interface SourceMeasurement {
  readonly wallMs: number;
  readonly stallMs: number;
  /** The peak of resident memory above the start, in MB, with the threads of the process. */
  readonly peakMb: number;
  /** What is left of that afterwards. */
  readonly leftMb: number;
}

/** By file name. */
export type SourcesReport = Readonly<Record<string, readonly SourceMeasurement[]>>;

const MB = 1_000_000;
/** In ms: the host frees memory of ended threads, and collects garbage, when it has nothing else to do. */
const SETTLE_MS = 1000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

async function settle(): Promise<void> {
  for (let time = 0; time < 3; time++) {
    collectGarbage();
    await sleep(SETTLE_MS / 3);
  }
}

async function measureEdit(file: string, model: string): Promise<SourceMeasurement> {
  await settle();
  const before = process.memoryUsage.rss();
  const readPeak = watchPeak();
  const stopWatching = watchLoop();
  await sleep(10);
  const start = performance.now();
  const images = [vscode.Uri.file(file).toString()];
  const options = { prompt: PROMPT, images, gateway: 'bench', model };
  const result = await vscode.commands.executeCommand<{ readonly outcome: string }>(
    'easel.editImage',
    options,
  );
  const wallMs = performance.now() - start;
  await sleep(5);
  const stallMs = stopWatching().longestMs;
  const peakMb = readPeak();
  assert.equal(result.outcome, 'saved', JSON.stringify(result));
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await settle();
  return { wallMs, stallMs, peakMb, leftMb: (process.memoryUsage.rss() - before) / MB };
}

export const tests: Tests = {
  'measures edits of large files inside the extension host': async () => {
    const { EASEL_BENCH_SOURCES = '' } = process.env;
    const { origin, model, runs, report } = JSON.parse(EASEL_BENCH_SOURCES) as SourcesJob;
    const settings = vscode.workspace.getConfiguration('easel');
    const entry = { id: 'bench', baseUrl: origin, auth: 'query', maxRequestBytes: 100 * MB };
    await settings.update('gateways', [entry], vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('easel.setApiKey', { gateway: 'bench', key: KEY });
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const names = readdirSync(folder).filter((name) => /\.(jpg|gif|png)$/.test(name));
    const measured: Record<string, SourceMeasurement[]> = {};
    for (const name of names) {
      const file = path.join(folder, name);
      // The first edit loads code and codecs, which stay.
      await measureEdit(file, model);
      const edits: SourceMeasurement[] = [];
      for (let run = 0; run < runs; run++) edits.push(await measureEdit(file, model));
      measured[name] = edits;
    }
    writeFileSync(report, JSON.stringify(measured));
  },
};

/** The task of this file, in an environment variable. */
export interface SourcesJob {
  readonly origin: string;
  readonly model: string;
  readonly runs: number;
  /** Absolute path of the report. */
  readonly report: string;
}

/**
 * Runs inside VS Code's extension host, on the thread that all extensions share. Measures the same reply through Easel's
 * command and through `fetch`.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Tests } from '../../inside/suite.ts';
import { fetchJson } from '../clients/fetchJson.ts';
import { watchLoop } from '../measure/loop.ts';
import { KEY, PROMPT, type Task } from '../measure/task.ts';

export interface HostMeasurement {
  readonly wallMs: number;
  readonly stallMs: number;
}

export interface HostReport {
  readonly version: string;
  readonly easel: readonly HostMeasurement[];
  readonly fetch: readonly HostMeasurement[];
  /** The host without work, for about as long as a run takes. */
  readonly idle: readonly HostMeasurement[];
}

const IDLE_MS = 500;

async function measure(work: () => Promise<void>): Promise<HostMeasurement> {
  await sleep(200);
  const stopWatching = watchLoop();
  await sleep(10);
  const start = performance.now();
  await work();
  const wallMs = performance.now() - start;
  await sleep(5);
  return { wallMs, stallMs: stopWatching().longestMs };
}

function newFolder(): string {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(workspace, 'a folder must be open');
  return mkdtempSync(path.join(workspace.uri.fsPath, 'bench-'));
}

async function generate(model: string): Promise<void> {
  const target = vscode.Uri.file(newFolder()).toString();
  const options = { prompt: PROMPT, gateway: 'bench', model, target };
  const result = await vscode.commands.executeCommand<{ readonly outcome: string }>(
    'easel.generateImage',
    options,
  );
  assert.equal(result.outcome, 'saved', JSON.stringify(result));
}

async function measureAll(task: Omit<Task, 'folder'>, runs: number): Promise<HostReport> {
  const idle: HostMeasurement[] = [];
  const easel: HostMeasurement[] = [];
  const fetch: HostMeasurement[] = [];
  for (let run = 0; run < runs; run++) idle.push(await measure(() => sleep(IDLE_MS)));
  for (let run = 0; run < runs; run++) {
    easel.push(await measure(() => generate(task.model)));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }
  // Runs last, not in turns: otherwise the others would pay for collecting its garbage.
  for (let run = 0; run < runs; run++) {
    const inFolder = { ...task, folder: newFolder() };
    const doTask = await fetchJson(inFolder);
    fetch.push(await measure(() => doTask(inFolder)));
  }
  return { version: vscode.version, easel, fetch, idle };
}

export const tests: Tests = {
  'measures a large reply inside the extension host': async () => {
    const { EASEL_BENCH_TASK = '', EASEL_BENCH_RUNS = '', EASEL_BENCH_REPORT = '' } = process.env;
    const task = JSON.parse(EASEL_BENCH_TASK) as Omit<Task, 'folder'>;
    const settings = vscode.workspace.getConfiguration('easel');
    const entry = { id: 'bench', baseUrl: task.origin, auth: 'query' };
    await settings.update('gateways', [entry], vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('easel.setApiKey', { gateway: 'bench', key: KEY });
    const report = await measureAll(task, Number(EASEL_BENCH_RUNS));
    writeFileSync(EASEL_BENCH_REPORT, JSON.stringify(report));
  },
};

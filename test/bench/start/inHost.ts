/**
 * Runs inside VS Code's extension host, on the thread that Easel shares with every other extension:
 * the same reply through Easel's command and the usual way.
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

export interface InHost {
  readonly wallMs: number;
  readonly stallMs: number;
}

export interface HostReport {
  readonly version: string;
  readonly easel: readonly InHost[];
  readonly fetch: readonly InHost[];
  /** The host with nothing to do, for as long as a run takes. */
  readonly idle: readonly InHost[];
}

const IDLE_MS = 500;

async function watched(work: () => Promise<void>): Promise<InHost> {
  await sleep(200);
  const end = watchLoop();
  await sleep(10);
  const began = performance.now();
  await work();
  const wallMs = performance.now() - began;
  await sleep(5);
  return { wallMs, stallMs: end().longestMs };
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
  const idle: InHost[] = [];
  const easel: InHost[] = [];
  const fetch: InHost[] = [];
  for (let run = 0; run < runs; run++) idle.push(await watched(() => sleep(IDLE_MS)));
  for (let run = 0; run < runs; run++) {
    easel.push(await watched(() => generate(task.model)));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }
  // Last and not in turns: its garbage would be collected at others' expense.
  for (let run = 0; run < runs; run++) {
    const inFolder = { ...task, folder: newFolder() };
    const usual = await fetchJson(inFolder);
    fetch.push(await watched(() => usual(inFolder)));
  }
  return { version: vscode.version, easel, fetch, idle };
}

export const tests: Tests = {
  'a large reply inside the extension host': async () => {
    const { EASEL_BENCH_TASK = '', EASEL_BENCH_RUNS = '', EASEL_BENCH_REPORT = '' } = process.env;
    const task = JSON.parse(EASEL_BENCH_TASK) as Omit<Task, 'folder'>;
    const settings = vscode.workspace.getConfiguration('easel');
    // Looking for ports to forward, VS Code itself holds the thread for tens of ms.
    const remote = vscode.workspace.getConfiguration('remote');
    await remote.update('autoForwardPorts', false, vscode.ConfigurationTarget.Global);
    const entry = { id: 'bench', baseUrl: task.origin, auth: 'query' };
    await settings.update('gateways', [entry], vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('easel.setApiKey', { gateway: 'bench', key: KEY });
    const report = await measureAll(task, Number(EASEL_BENCH_RUNS));
    writeFileSync(EASEL_BENCH_REPORT, JSON.stringify(report));
  },
};

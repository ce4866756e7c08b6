/** The runner with everything real below VS Code: gateways on loopback, files, history, breakers. No step is faked. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createAssetClient } from '../../src/assets/assetClient.ts';
import { listGateways } from '../../src/catalog/configuredGateways.ts';
import { findLinkEscape } from '../../src/disk/linkEscape.ts';
import { publishFile } from '../../src/disk/publish/publishFile.ts';
import type { History } from '../../src/history/history.ts';
import { historyFile } from '../../src/history/historyFile.ts';
import { RunEntries } from '../../src/history/runEntries.ts';
import { createPixelClient } from '../../src/image/jobs/pixelClient.ts';
import { breakerFile } from '../../src/route/breaker/breakerFile.ts';
import type { Observation } from '../../src/route/observations.ts';
import { BreakerGate } from '../../src/run/breakerGate.ts';
import type { Consent } from '../../src/run/consent/questions.ts';
import { createRouteKnowledge } from '../../src/run/consent/routeKnowledge.ts';
import { firstWarningToday } from '../../src/run/consent/warnedRoutes.ts';
import { parseSettings } from '../../src/run/plan/settings.ts';
import { createLog } from '../../src/run/report/log.ts';
import { Runner } from '../../src/run/runner.ts';
import type { RunnerParts } from '../../src/run/runnerParts.ts';
import { assertNoKey, assertNoKeyUnder, CANARY } from './canary.ts';
import { diskFiles } from './diskFiles.ts';
import {
  startScriptedGateway,
  type Script,
  type ScriptedGateway,
} from './gateway/scriptedGateway.ts';
import { translate } from './localization.ts';

const ASSET_WORKER = fileURLToPath(new URL('../../src/assets/assetWorker.ts', import.meta.url));
const PIXEL_WORKER = fileURLToPath(new URL('../../src/image/jobs/pixelWorker.ts', import.meta.url));

export interface RunnerRig {
  /** The workspace: an absolute path. */
  readonly project: string;
  /** URI of the workspace, where results go. */
  readonly target: string;
  readonly log: readonly string[];
  /** A test can add what an earlier run taught. */
  readonly observations: Observation[];
  readonly history: () => Promise<History>;
  /** Starts a gateway and adds it to the settings. The first one, `own`, is the one that is selected. */
  readonly gateway: (script: Script, id?: string) => Promise<ScriptedGateway>;
  readonly parts: RunnerParts;
  /** Creates the runner of a window. */
  readonly runner: (parts?: Partial<RunnerParts>) => Runner;
  /** Writes a file into the workspace and returns its URI. */
  readonly put: (name: string, bytes: Uint8Array) => Promise<string>;
  /** The names of all files in the workspace, sorted. */
  readonly files: () => Promise<readonly string[]>;
}

/** The model of the settings. */
export const MODEL = 'gemini-3.1-flash-image-preview';

/** Adds what an earlier window saw a minute ago: the route of the settings failed. */
export function breakRoute(
  { observations }: Pick<RunnerRig, 'observations'>,
  operation: 'generate' | 'edit' = 'generate',
): void {
  observations.push({
    at: Date.now() - 60_000,
    gateway: 'own',
    model: MODEL,
    operation,
    kind: 'run',
    outcome: 'route_unavailable',
    latencyMs: 5,
    status: 500,
    code: 'get_channel_failed',
  });
}

export const unasked = () => assert.fail('no one may be asked');

/** Fails the test if any question is asked. */
export const NO_QUESTIONS: Consent = {
  leaveWorkspace: unasked,
  useBrokenRoute: unasked,
  tryPausedRoute: unasked,
};

export async function withRunner(body: (rig: RunnerRig) => Promise<void>): Promise<void> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'easel-runner-')));
  const project = join(root, 'project');
  await mkdir(project);
  const storage = join(root, 'storage');
  const gateways = new Map<string, ScriptedGateway>();
  const observations: Observation[] = [];
  const log: string[] = [];
  const write = (line: string) => log.push(line);
  const file = historyFile(join(storage, 'history'));
  const settings = () =>
    parseSettings({
      gateway: 'own',
      gateways: [...gateways].map(([id, { origin }]) => ({ id, baseUrl: origin, auth: 'bearer' })),
      fallbackModels: [],
      requestTimeout: 30,
    });
  const localization = () => ({ t: translate, locale: 'en-US', now: Date.now() });
  const memory = new Map<string, unknown>();
  const routes = createRouteKnowledge({
    observations: () => observations,
    usableGateways: async () =>
      listGateways(settings().gateways).gateways.filter(({ id }) => gateways.has(id)),
    fallbackModels: () => [],
    localization,
    now: Date.now,
  });
  const entries = new RunEntries(file.change);
  const parts: RunnerParts = {
    runParts: {
      keyFor: async () => CANARY,
      practice: () => Promise.reject(new Error('No test uses the Practice gateway.')),
      spoolRoot: join(storage, 'spool'),
      temporary: join(storage, 'temporary'),
      publish: async (paid, { folder, stem, number }, extension, isCreatedThere) => {
        const wanted = { stem, extension, number };
        const options = { isCreatedThere };
        return pathToFileURL(await publishFile(paid, fileURLToPath(folder), wanted, options)).href;
      },
      now: Date.now,
    },
    isTrusted: () => true,
    settings,
    files: diskFiles,
    linkEscape: async (folder) => {
      const real = await findLinkEscape(fileURLToPath(folder), [project]);
      return real === undefined ? undefined : { folder: fileURLToPath(folder), real };
    },
    keys: () => [CANARY],
    localization,
    routes: {
      ...routes,
      isFirstWarningToday: firstWarningToday(
        {
          get: (key) => memory.get(key),
          update: async (key, value) => {
            memory.set(key, value);
          },
        },
        Date.now,
      ),
    },
    gate: new BreakerGate(breakerFile(join(storage, 'breakers.json')), Date.now),
    history: { add: (entry) => entries.add(entry) },
    observations: {
      add: async (observation) => {
        observations.push(observation);
      },
    },
    log: createLog({ info: write, error: write, show: () => undefined }, () => [CANARY]),
    pixels: createPixelClient(PIXEL_WORKER),
    checks: createPixelClient(PIXEL_WORKER),
    assets: createAssetClient(ASSET_WORKER),
  };
  try {
    await body({
      project,
      target: pathToFileURL(project).href,
      log,
      observations,
      history: file.read,
      gateway: async (script, id = 'own') => {
        const gateway = await startScriptedGateway({ script });
        gateways.set(id, gateway);
        return gateway;
      },
      parts,
      runner: (changes) => new Runner({ ...parts, ...changes }),
      put: async (name, bytes) => {
        await writeFile(join(project, name), bytes);
        return pathToFileURL(join(project, name)).href;
      },
      files: async () => (await readdir(project)).sort(),
    });
    assertNoKey(log.join('\n'), 'the log');
    await assertNoKeyUnder(root);
  } finally {
    await Promise.all([...gateways.values()].map((gateway) => gateway.close()));
    await rm(root, { recursive: true, force: true });
  }
}

/** Like {@link withRunner}, in a window that knows that the route worked a minute ago, so a count needs no trial. */
export async function withProvenRoute(work: (rig: RunnerRig) => Promise<void>): Promise<void> {
  await withRunner(async (rig) => {
    rig.observations.push({
      at: Date.now() - 60_000,
      gateway: 'own',
      model: MODEL,
      operation: 'generate',
      kind: 'run',
      outcome: 'saved',
      latencyMs: 5,
    });
    await work(rig);
  });
}

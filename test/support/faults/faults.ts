/**
 * One fault, the whole way below VS Code: what was asked for, planned, posted over real sockets, read, spooled and
 * published into a real folder, told and logged. After every test: the key is nowhere, and no action paid twice.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EaselError, type Charge, type Outcome } from '../../../src/errors.ts';
import type { RunTrigger, BreakerGate } from '../../../src/run/breakerGate.ts';
import type { Action } from '../../../src/messages/message.ts';
import { describeError } from '../../../src/messages/messages.ts';
import { whenText } from '../../../src/text/format.ts';
import { planRun, type RunPlan } from '../../../src/run/plan/plan.ts';
import { publishFile } from '../../../src/disk/publish/publishFile.ts';
import { toResult } from '../../../src/run/report/result.ts';
import { run } from '../../../src/run/run.ts';
import { type RunParts, type RunReport } from '../../../src/run/runParts.ts';
import { parseSettings } from '../../../src/run/plan/settings.ts';
import { createLog, runFacts } from '../../../src/run/report/log.ts';
import { assertNoKey, assertNoKeyUnder, assertNoKeyWithin, CANARY } from '../canary.ts';
import { diskFiles } from '../diskFiles.ts';
import { png } from '../image/images.ts';
import { translate as t } from '../localization.ts';
import { startRawGateway, type RawGateway, type RawOptions } from '../gateway/rawGateway.ts';
import {
  startScriptedGateway,
  type Script,
  type ScriptedGateway,
} from '../gateway/scriptedGateway.ts';

export { t };

export interface Asked {
  /** Of the gateway: its base URL. */
  readonly at: string;
  readonly auth?: 'query' | 'bearer' | 'x-goog-api-key';
  readonly prompt?: string;
  /** The source image; without it, an image is generated. */
  readonly source?: Uint8Array;
  readonly model?: string;
  /** Total deadline. */
  readonly timeoutMs?: number;
  readonly parts?: Partial<RunParts>;
  /** The breakers that the run has to pass. */
  readonly gate?: BreakerGate;
  readonly trigger?: RunTrigger;
}

/** How one action ended, as the user sees it and as it was recorded. */
export interface Ended {
  readonly outcome: Outcome;
  readonly charge: Charge | undefined;
  readonly text: string;
  readonly actions: readonly Action[];
  readonly warnings: readonly string[];
  readonly failure: EaselError | undefined;
  readonly report: RunReport | undefined;
  /** The bytes of the saved files by name. */
  readonly saved: ReadonlyMap<string, Buffer>;
  /** Images that wait in the spool. */
  readonly kept: number;
  readonly posts: number;
}

export interface Rig {
  readonly folder: string;
  readonly log: readonly string[];
  scripted(script: Script): Promise<ScriptedGateway>;
  raw(play: Parameters<typeof startRawGateway>[0], options?: RawOptions): Promise<RawGateway>;
  /** One action of the user. */
  ask(asked: Asked): Promise<Ended>;
}

/** Rows of the fault table are written out like this, so that they can be searched for. */
export type RowName = `fault-${string}`;

/** A test of a row of the fault table. */
export function fault(row: RowName, title: string, body: (rig: Rig) => Promise<void>): void {
  test(`${row} ${title}`, async () => {
    await withRig(body);
  });
}

export async function withRig(body: (rig: Rig) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'easel-fault-'));
  const gateways: { readonly posts: number; close(): Promise<void> }[] = [];
  const log: string[] = [];
  const posts = () => gateways.reduce((sum, gateway) => sum + gateway.posts, 0);
  let actions = 0;
  const opened = <T extends (typeof gateways)[number]>(gateway: T): T => {
    gateways.push(gateway);
    return gateway;
  };
  try {
    await body({
      folder,
      log,
      scripted: async (script) => opened(await startScriptedGateway({ script })),
      raw: async (play, options) => opened(await startRawGateway(play, options)),
      ask: async (asked) => {
        actions += 1;
        const before = posts();
        const ended = await act(asked, folder, log);
        return { ...ended, posts: posts() - before };
      },
    });
    assert.ok(posts() <= actions, `${posts()} POSTs for ${actions} actions`);
    assertNoKey(log.join('\n'), 'the log');
    await assertNoKeyUnder(folder);
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

async function act(asked: Asked, folder: string, log: string[]): Promise<Omit<Ended, 'posts'>> {
  const target = join(folder, 'project');
  const spoolRoot = join(folder, 'storage', 'spool');
  await mkdir(target, { recursive: true });
  const write = (line: string) => log.push(line);
  const channel = { info: write, error: write, show: () => undefined };
  const { event, error } = createLog(channel, () => [CANARY]);
  const parts: RunParts = {
    keyFor: async () => CANARY,
    practice: async () => assert.fail('the Practice gateway is not asked for'),
    spoolRoot,
    publish: async (file, { folder: uri, stem }, extension) =>
      pathToFileURL(await publishFile(file, fileURLToPath(uri), { stem, extension })).href,
    now: Date.now,
    ...asked.parts,
  };
  const before = new Set(await readdir(target));
  let plan: RunPlan | undefined;
  let report: RunReport | undefined;
  let failure: EaselError | undefined;
  try {
    plan = await planned(asked, target);
    const control = { signal: new AbortController().signal };
    report = asked.gate
      ? await asked.gate.run(plan, parts, control, asked.trigger ?? 'single')
      : await run(plan, parts, control);
    failure = report.failure;
    event('Run', runFacts(plan, report));
  } catch (problem) {
    if (!(problem instanceof EaselError)) throw problem;
    failure = problem;
  }
  if (failure) error('Run failed', failure);
  // A run's clock may be virtual, so its times are shown as those of one day.
  const clock = {
    now: parts.now,
    timeText: (ms: number) => whenText(ms, ms, { seconds: true }),
  };
  const { text, actions } = failure
    ? describeError(failure, t, { clock })
    : { text: '', actions: [] };
  const result = plan && report ? toResult([report], plan, t) : undefined;
  for (const [value, where] of [
    [text, 'the message'],
    [failure, 'the error'],
    [report, 'the report'],
    [result, 'the result'],
  ] as const) {
    assertNoKeyWithin(value, where);
  }
  if (failure) assertTellsMoney(failure, text, actions);
  return {
    outcome: result?.outcome ?? failure?.outcome ?? 'saved',
    charge: failure?.charge,
    text,
    actions,
    warnings: result?.warnings ?? [],
    failure,
    report,
    saved: await filesIn(target, before),
    kept: await imagesUnder(spoolRoot),
  };
}

async function planned(asked: Asked, folder: string): Promise<RunPlan> {
  const { at, auth = 'bearer', prompt = 'a red square', source, model } = asked;
  const settings = parseSettings({
    gateway: 'own',
    gateways: [{ id: 'own', baseUrl: at, auth }],
    ...(model === undefined ? {} : { model }),
  });
  const image = join(folder, 'source.png');
  if (source !== undefined) await writeFile(image, source);
  const images = source === undefined ? {} : { images: [pathToFileURL(image).href] };
  const options = { prompt, target: pathToFileURL(folder).href, ...images };
  const plan = await planRun(options, settings, diskFiles, Date.now());
  return { ...plan, timeoutMs: asked.timeoutMs ?? 30_000 };
}

/** Asserts the rules for every failure message. */
function assertTellsMoney(failure: EaselError, text: string, actions: readonly Action[]): void {
  assert.match(text, /charged|nothing (was|is) sent|paid|Paste it again/i);
  assert.ok(text.length <= 500, text);
  assert.doesNotMatch(
    text,
    /\]\(|[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|undefined/,
  );
  const repeats = actions[0] === 'send-again' || actions[0] === 'try-again';
  assert.ok(failure.charge === 'no' || !repeats, `${text} [${actions.join('] [')}]`);
}

async function filesIn(folder: string, before: ReadonlySet<string>): Promise<Map<string, Buffer>> {
  const names = (await readdir(folder)).filter(
    (name) => !before.has(name) && name !== 'source.png',
  );
  const read = names.map(async (name) => [name, await readFile(join(folder, name))] as const);
  return new Map(await Promise.all(read));
}

/** Counts the images that the records in the spool list as waiting, and asserts that each is there. */
async function imagesUnder(spool: string): Promise<number> {
  let images = 0;
  for (const name of await readdir(spool).catch(() => [])) {
    const text = await recordIn(join(spool, name));
    if (text === undefined) continue;
    const record = JSON.parse(text) as {
      readonly images: readonly { readonly file: string; readonly saved?: string }[];
    };
    const waiting = record.images.filter(({ saved }) => saved === undefined);
    for (const { file } of waiting) assert.ok((await stat(file)).size > 0);
    images += waiting.length;
  }
  return images;
}

/** Undefined when the folder is gone: another run in the same spool may begin or end at this moment. */
async function recordIn(folder: string): Promise<string | undefined> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await readFile(join(folder, 'run.json'), 'utf8');
    } catch (error) {
      if (!existsSync(folder)) return undefined;
      if (tries === 20) throw error;
    }
    await sleep(10);
  }
}

export const PICTURE = png();

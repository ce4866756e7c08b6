/** One paid image on its way into a folder, with everything around it that must stay as it is. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BUILT_IN_GATEWAYS } from '../../../src/catalog/gateways.ts';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { downloadAgain, type Again } from '../../../src/run/downloadAgain.ts';
import { listLeftovers, type Leftover } from '../../../src/spool/leftovers.ts';
import type { RunPlan } from '../../../src/run/plan/plan.ts';
import { checkFolder } from '../../../src/spool/preflight.ts';
import { publishFile } from '../../../src/disk/publishFile.ts';
import { run, type RunControl, type RunParts, type RunReport } from '../../../src/run/run.ts';
import type { UnwrittenImage } from '../../../src/spool/held.ts';
import { CANARY } from '../canary.ts';
import { bigPng } from '../image/images.ts';

/** The paid one: more than one write. */
export const IMAGE = bigPng(250_000);
const MINE = Buffer.from('a file of the user');

/** Where files cost nothing to flush, if there is such a place: hundreds of runs go through here. */
export const FAST = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export interface Place {
  readonly root: string;
  /** Holds `cat.png` and `cat-edited.png`, which are the user's. */
  readonly target: string;
  readonly spool: string;
  readonly temporary: string;
}

export async function newPlace(parent: string): Promise<Place> {
  return await furnish(await mkdtemp(join(parent, 'case-')));
}

export async function furnish(root: string): Promise<Place> {
  const target = join(root, 'project');
  await mkdir(target, { recursive: true });
  for (const name of ['cat.png', 'cat-edited.png']) await writeFile(join(target, name), MINE);
  return { root, target, spool: join(root, 'spool'), temporary: join(root, 'temporary') };
}

export interface Saved {
  readonly report: RunReport;
  readonly held: readonly UnwrittenImage[];
}

export interface How {
  readonly disk?: Disk;
  readonly parts?: Partial<RunParts>;
  readonly control?: Partial<RunControl>;
  readonly change?: (plan: RunPlan) => RunPlan;
}

/** The part of a run's world that its image passes through on the way to the folder, on one disk. */
function wayOut(place: Place, disk: Disk, held: UnwrittenImage[]) {
  return {
    temporary: place.temporary,
    disk,
    publish: async (
      paid: string | Uint8Array,
      { folder, stem }: RunPlan['target'],
      extension: string,
    ) => {
      const options = { disk, pausesMs: [0, 0, 0, 0] };
      const file = await publishFile(paid, fileURLToPath(folder), stem, extension, options);
      return pathToFileURL(file).href;
    },
    hold: (one: UnwrittenImage) => held.push(one),
    now: Date.now,
  };
}

/** Download Again for everything in the spool that waits elsewhere. */
export async function fetchLeft(
  place: Place,
  { disk = nodeDisk, parts, control }: How = {},
): Promise<readonly Again[]> {
  const ended: Again[] = [];
  const { signal = new AbortController().signal } = control ?? {};
  const all = { ...wayOut(place, disk, []), ...HASTY, keyFor: async () => CANARY, ...parts };
  for (const { folder, hosted } of await leftIn(place)) {
    if (hosted.length === 0) continue;
    const end = await downloadAgain(folder, all, signal);
    if (end !== undefined) ended.push(end);
  }
  return ended;
}

/** What waits in the spool. */
export async function leftIn({ spool, temporary }: Place): Promise<readonly Leftover[]> {
  return await listLeftovers([spool, temporary], Date.now());
}

/** Waits for hosted images that a test can stand. */
export const HASTY = { hosted: { delaysMs: [0, 10, 20, 40], idleMs: 400 } } as const;

/** One run against a gateway on loopback, with every file function of the way to the folder on one disk. */
export async function saveOne(
  origin: string,
  place: Place,
  { disk = nodeDisk, parts, control, change = (plan) => plan }: How = {},
): Promise<Saved> {
  const held: UnwrittenImage[] = [];
  const report = await run(
    change(planFor(origin, place)),
    {
      keyFor: async () => CANARY,
      practice: async () => assert.fail('the Practice gateway is not asked for'),
      spoolRoot: place.spool,
      checkTarget: ({ folder }) => checkFolder(fileURLToPath(folder), disk),
      ...wayOut(place, disk, held),
      ...HASTY,
      ...parts,
    },
    { signal: new AbortController().signal, ...control },
  );
  return { report, held };
}

export function planFor(origin: string, { target }: Place): RunPlan {
  const [builtIn] = BUILT_IN_GATEWAYS;
  assert.ok(builtIn);
  return {
    operation: 'generate',
    gateway: { ...builtIn, baseUrl: origin },
    model: 'gemini-3.1-flash-image-preview',
    modelId: 'gemini-3.1-flash-image-preview',
    prompt: 'a cat',
    body: {
      prompt: 'a cat',
      images: [],
      inlineSpelling: 'inlineData',
      aspectRatio: undefined,
      imageSize: undefined,
      includeText: false,
      systemInstruction: '',
      safetySettings: [],
    },
    images: [],
    target: { folder: pathToFileURL(target).href, stem: 'cat-edited' },
    timeoutMs: 60_000,
  };
}

/** Where the paid image is now, whole. */
export interface Found {
  readonly inTarget: readonly string[];
  readonly offered: boolean;
}

/**
 * Looks with a healthy disk: the user's files are as they were, nothing half has a final name, and where the image is.
 *
 * @param mayBeEmpty a name that a disk claimed and would neither fill nor give back
 */
export async function look(
  { target, spool, temporary }: Place,
  held: readonly UnwrittenImage[] = [],
  mayBeEmpty = false,
): Promise<Found> {
  const inTarget: string[] = [];
  for (const name of await readdir(target)) {
    const bytes = await readFile(join(target, name));
    if (name === 'cat.png' || name === 'cat-edited.png') {
      assert.ok(bytes.equals(MINE), `${name} is as it was`);
    } else if (!/^\.easel-.*\.part$/.test(name) && !(mayBeEmpty && bytes.length === 0)) {
      assert.ok(isPaid(bytes), `${name} is half a file (${bytes.length} bytes)`);
      inTarget.push(name);
    }
  }
  // Later than any heartbeat of a process that was killed, or could not take its own away.
  const leftovers = await listLeftovers([spool, temporary], Date.now() + 120_000);
  return { inTarget, offered: (await offersImage(leftovers)) || held.some(holdsImage) };
}

async function offersImage(leftovers: readonly Leftover[]): Promise<boolean> {
  for (const { images } of leftovers) {
    for (const { file } of images) if (isPaid(await readFile(file))) return true;
  }
  return false;
}

function holdsImage({ bytes }: UnwrittenImage): boolean {
  return isPaid(bytes);
}

export function isPaid(bytes: Uint8Array): boolean {
  return sha256(bytes) === sha256(IMAGE);
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function namesOf(report: RunReport): readonly string[] {
  return report.saved.map((uri) => basename(fileURLToPath(uri)));
}

/** Runs one paid image through spool and publication into a folder, and checks that the user's own files stay as they were. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BUILT_IN_GATEWAYS } from '../../../src/catalog/gateways.ts';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import {
  downloadAgain,
  type DownloadParts,
  type DownloadReport,
} from '../../../src/run/downloadAgain.ts';
import { listLeftovers, type Leftover } from '../../../src/spool/leftovers.ts';
import type { RunPlan } from '../../../src/run/plan/plan.ts';
import { checkFolder } from '../../../src/spool/preflight.ts';
import { publishFile } from '../../../src/disk/publish/publishFile.ts';
import { run } from '../../../src/run/run.ts';
import { type RunControl, type RunParts, type RunReport } from '../../../src/run/runParts.ts';
import type { UnwrittenImage } from '../../../src/spool/unwrittenImages.ts';
import { CANARY } from '../canary.ts';
import { bigPng } from '../image/images.ts';

/** The paid image. It is large enough to arrive in several writes. */
export const IMAGE = bigPng(250_000);
const MINE = Buffer.from('a file of the user');

export { FAST } from './fast.ts';

/** Returns a disk as it is for folders on two disks: no link leads from the target to a payload, or back. */
export function onTwoDisks(disk: Disk): Disk {
  const link: Disk['link'] = async (from, to) => {
    if (/payload-/.test(`${String(from)} ${String(to)}`)) {
      throw Object.assign(new Error('two disks'), { code: 'EXDEV' });
    }
    await disk.link(from, to);
  };
  return new Proxy(disk, {
    get: (target, property) =>
      property === 'link' ? link : (Reflect.get(target, property, target) as unknown),
  });
}

/** The folders of one case. */
export interface Place {
  readonly root: string;
  /** Has `cat.png` and `cat-edited.png`, which are the user's own. */
  readonly target: string;
  readonly spool: string;
  readonly temporary: string;
}

/** Creates the folders of a case in a new folder of `parent`. */
export async function newPlace(parent: string): Promise<Place> {
  return await preparePlace(await mkdtemp(join(parent, 'case-')));
}

export async function preparePlace(root: string): Promise<Place> {
  const target = join(root, 'project');
  await mkdir(target, { recursive: true });
  for (const name of ['cat.png', 'cat-edited.png']) await writeFile(join(target, name), MINE);
  return { root, target, spool: join(root, 'spool'), temporary: join(root, 'temporary') };
}

export interface RunResult {
  readonly report: RunReport;
  /** Images that no disk accepted. */
  readonly held: readonly UnwrittenImage[];
}

/** The changes that a test makes to a run. */
export interface RunOverrides {
  readonly disk?: Disk;
  readonly parts?: Partial<RunParts & DownloadParts>;
  readonly control?: Partial<RunControl>;
  readonly change?: (plan: RunPlan) => RunPlan;
}

/** Returns the parts of a run that its image passes through, all on one disk. */
function savingParts(place: Place, disk: Disk, held: UnwrittenImage[]) {
  return {
    temporary: place.temporary,
    disk,
    publish: async (
      content: string | Uint8Array,
      { folder, stem }: RunPlan['target'],
      extension: string,
      isCreatedThere: boolean,
    ) => {
      const options = { disk, pausesMs: [0, 0, 0, 0], isCreatedThere };
      const file = await publishFile(content, fileURLToPath(folder), { stem, extension }, options);
      return pathToFileURL(file).href;
    },
    hold: (image: UnwrittenImage) => held.push(image),
    now: Date.now,
  };
}

/** Downloads everything in the spool that is created but not downloaded. */
export async function downloadPending(
  place: Place,
  { disk = nodeDisk, parts, control }: RunOverrides = {},
): Promise<readonly DownloadReport[]> {
  const ended: DownloadReport[] = [];
  const { signal = new AbortController().signal } = control ?? {};
  const all = {
    ...savingParts(place, disk, []),
    ...SHORT_WAITS,
    keysAt: async () => [CANARY],
    ...parts,
  };
  for (const { folder, hosted } of await leftoversIn(place)) {
    if (hosted.length === 0) continue;
    const end = await downloadAgain(folder, all, signal);
    if (end !== undefined) ended.push(end);
  }
  return ended;
}

/** Lists what is left in the spool and among temporary files. */
export async function leftoversIn({ spool, temporary }: Place): Promise<readonly Leftover[]> {
  return await listLeftovers([spool, temporary], Date.now());
}

/** Short pauses between the tries of a download. */
export const SHORT_WAITS = { hosted: { delaysMs: [0, 10, 20, 40], idleMs: 400 } } as const;

/** Runs once against a gateway on loopback, with every file function on one disk. */
export async function runAndSave(
  origin: string,
  place: Place,
  { disk = nodeDisk, parts, control, change = (plan) => plan }: RunOverrides = {},
): Promise<RunResult> {
  const held: UnwrittenImage[] = [];
  const report = await run(
    change(planFor(origin, place)),
    {
      keyFor: async () => CANARY,
      practice: async () => assert.fail('the Practice gateway is not asked for'),
      spoolRoot: place.spool,
      checkTarget: ({ folder }) => checkFolder(fileURLToPath(folder), disk),
      ...savingParts(place, disk, held),
      ...SHORT_WAITS,
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

/** The places where the whole paid image can be. */
export interface ImageLocation {
  /** Names in the target folder. */
  readonly inTarget: readonly string[];
  /** It is kept, on disk or in memory, and offered to the user. */
  readonly offered: boolean;
}

/**
 * Finds the paid image with a healthy disk. Asserts that the user's files are as they were and that no half file has a final name.
 *
 * @param mayBeEmpty whether an empty file may remain: a disk can let a name be created and then neither filled nor removed
 */
export async function findPaidImage(
  { target, spool, temporary }: Place,
  held: readonly UnwrittenImage[] = [],
  mayBeEmpty = false,
): Promise<ImageLocation> {
  const inTarget: string[] = [];
  for (const name of await readdir(target)) {
    const bytes = await readFile(join(target, name));
    if (name === 'cat.png' || name === 'cat-edited.png') {
      assert.ok(bytes.equals(MINE), `${name} was changed`);
    } else if (!/^\.easel-.*\.part$/.test(name) && !(mayBeEmpty && bytes.length === 0)) {
      assert.ok(isPaid(bytes), `${name} is half a file (${bytes.length} bytes)`);
      inTarget.push(name);
    }
  }
  // Later than any heartbeat of a killed process.
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

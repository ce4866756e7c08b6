/** One run that edits a marked region, over a socket and with a real worker. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { sourceFacts } from '../../src/image/formats/sourceFacts.ts';
import { createPixelClient, type PixelClient } from '../../src/image/jobs/pixelClient.ts';
import { encodePngFile } from '../../src/image/png/encodePng.ts';
import type { Stroke } from '../../src/image/region/strokes.ts';
import { toReference } from '../../src/request/reference.ts';
import type { RunPlan } from '../../src/run/plan/plan.ts';
import { prepareRegion } from '../../src/run/plan/region.ts';
import { listLeftovers } from '../../src/spool/leftovers.ts';
import { namesOf, newPlace, runAndSave } from './disk/saving.ts';
import { inlineDataReply, startScriptedGateway } from './gateway/scriptedGateway.ts';
import { draw, scene } from './image/scene.ts';

export const pixels: PixelClient = createPixelClient(
  join(import.meta.dirname, '../../src/image/jobs/pixelWorker.ts'),
);

export const world = scene(5);
export const SOURCE = encodePngFile(draw(120, 90, (x, y) => world(x / 120, y / 90)));
/** An image that has nothing in common with the source. */
export const OTHER_SCENE = encodePngFile(draw(120, 90, (x, y) => scene(77)(x / 120, y / 90)));
export const MIDDLE = {
  kind: 'rectangle',
  x: 40,
  y: 30,
  width: 30,
  height: 24,
} as const satisfies Stroke;

/** Turns the plan of a generation into an edit of this source. */
export function editing(source: Uint8Array): (plan: RunPlan) => RunPlan {
  return (plan) => {
    const file = { name: 'cat.png', bytes: source };
    const images = [toReference(file, sourceFacts(source), 'm', undefined)];
    return { ...plan, operation: 'edit', images, body: { ...plan.body, images } };
  };
}

export interface EditOptions {
  readonly strokes?: readonly Stroke[];
  readonly by?: PixelClient;
  readonly mimeType?: string;
  /** The edited file says how it was made. */
  readonly isLabeled?: boolean;
  /** The gateway is the Practice gateway, as far as the plan knows. */
  readonly isFree?: boolean;
}

/** Opens a gateway and a folder for the tests of one file, and closes them after these. */
export async function openRegionEdits() {
  const root = await mkdtemp(join(tmpdir(), 'easel-region-'));
  const gateway = await startScriptedGateway();
  after(async () => {
    await gateway.close();
    await rm(root, { recursive: true, force: true });
  });

  /** Runs one edit. Returns what it left in its folder besides the user's own files, and in its spool. */
  async function editRegion(source: Uint8Array, result: Uint8Array, options: EditOptions = {}) {
    const { strokes = [MIDDLE], by = pixels, mimeType = 'image/png', isFree } = options;
    const place = await newPlace(root);
    gateway.respond(inlineDataReply(result, mimeType));
    const applyRegion = await prepareRegion(source, strokes, by, options.isLabeled);
    const change = (plan: RunPlan) => {
      const gateway = { ...plan.gateway, ...(isFree && { free: isFree }) };
      return { ...applyRegion({ ...editing(source)(plan), gateway }), gateway: plan.gateway };
    };
    const { report, held } = await runAndSave(gateway.origin, place, { change });
    assert.deepEqual(held, []);
    const names = namesOf(report);
    const files = await Promise.all(names.map((name) => readFile(join(place.target, name))));
    const left = await listLeftovers([place.spool, place.temporary], Date.now() + 120_000);
    return { place, report, names, files, left };
  }

  return { root, gateway, editRegion };
}

import assert from 'node:assert/strict';
import { utimes } from 'node:fs/promises';
import { listLeftovers, type Leftover } from '../../../src/spool/leftovers.ts';
import { crash, openRun, RUN_ID, SMALL, storePayload } from './spools.ts';

/** The beginning of the image. */
export const HALF = SMALL.subarray(0, 40);

export async function leftoversOf(spool: string): Promise<readonly Leftover[]> {
  return await listLeftovers([spool], Date.now());
}

/** @throws AssertionError unless there is exactly one */
export async function onlyLeftoverOf(spool: string): Promise<Leftover> {
  const [leftover, ...others] = await leftoversOf(spool);
  assert.ok(leftover !== undefined && others.length === 0);
  return leftover;
}

/** Leaves a run with one whole image, in a window that is gone. Returns the image's path. */
export async function leaveImage(spool: string, id = RUN_ID): Promise<string> {
  const entry = await openRun(spool, { id });
  const image = await storePayload(entry, SMALL);
  await entry.record({ state: 'received', images: [image] });
  await crash(entry);
  return image.file;
}

/** Makes a folder look as if nothing had changed in it for two minutes. */
export async function age(folder: string): Promise<void> {
  const then = new Date(Date.now() - 120_000);
  await utimes(folder, then, then);
}

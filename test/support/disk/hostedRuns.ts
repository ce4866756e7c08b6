/** Runs whose reply only links to its image, against a gateway that hosts the file itself. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ReplyError } from '../../../src/errors.ts';
import { describeError } from '../../../src/messages/messages.ts';
import type { RunReport } from '../../../src/run/runParts.ts';
import type { Leftover } from '../../../src/spool/leftovers.ts';
import { assertNoKeyUnder } from '../canary.ts';
import {
  hostedReply,
  startScriptedGateway,
  type ScriptedGateway,
  type ScriptedReply,
} from '../gateway/scriptedGateway.ts';
import { translate as t } from '../localization.ts';
import { downloadPending, IMAGE, isPaid, leftoversIn, newPlace, type Place } from './saving.ts';

/** The image as its host sends it: whole, stalling, or cut off every time. */
export const FILE: ScriptedReply = { headers: { 'content-type': 'image/png' }, body: IMAGE };
export const STALLED: ScriptedReply = { ...FILE, fault: { kind: 'stall', afterBytes: 100_000 } };
export const CUT: ScriptedReply = { ...FILE, body: IMAGE.subarray(0, 200_000) };
/** Part of the image's address. Nothing but its host may see it. */
export const SECRET = 'token=s3cr3t-signature';

const CHILD = join(import.meta.dirname, 'saveChild.ts');

/**
 * Works with a gateway whose one reply links to a file of its own. Asserts afterwards: one POST in all, downloads without
 * credentials at the signed address, and no key in any file.
 *
 * @param files what the host sends for each download
 */
export async function withHosted(
  root: string,
  files: readonly ScriptedReply[],
  work: (gateway: ScriptedGateway, place: Place) => Promise<void>,
): Promise<void> {
  const gateway = await startScriptedGateway();
  try {
    gateway.respond([hostedReply(`${gateway.host('/files/x.png', ...files)}?${SECRET}`)]);
    const place = await newPlace(root);
    await work(gateway, place);
    assert.equal(gateway.posts, 1, 'one POST in all');
    assert.ok(gateway.downloads.length > 0, 'the image was never requested');
    for (const { headers, url } of gateway.downloads) {
      assert.deepEqual([headers.authorization, headers['x-goog-api-key']], [undefined, undefined]);
      assert.ok(url.endsWith(SECRET));
    }
    await assertNoKeyUnder(place.root);
  } finally {
    await gateway.close();
  }
}

/** Works with a gateway of its own. */
export async function withGateway(
  work: (gateway: ScriptedGateway) => Promise<void>,
): Promise<void> {
  const gateway = await startScriptedGateway();
  try {
    await work(gateway);
  } finally {
    await gateway.close();
  }
}

/** Returns the only leftover, which has one image that isn't downloaded. */
export async function onlyLeftover(place: Place): Promise<Leftover> {
  const [leftover, ...others] = await leftoversIn(place);
  assert.ok(leftover !== undefined && others.length === 0);
  assert.equal(leftover.hosted.length, 1);
  assert.ok(leftover.hosted[0]?.url.endsWith(SECRET));
  return leftover;
}

/** Asserts that a run failed to download its paid image, kept the address, and says so without showing it. */
export function assertAddressKept({ failure, pendingDownloads }: RunReport, code: string): void {
  assert.ok(failure instanceof ReplyError, String(failure));
  assert.deepEqual([failure.problem.code, failure.charge, pendingDownloads], [code, 'yes', 1]);
  const { text, actions } = describeError(failure, t);
  assert.match(
    text,
    /^The image was created, but (?:.* )?127\.0\.0\.1:\d+.* You were charged\. The download link is kept\.$/,
  );
  assert.doesNotMatch(text, /s3cr3t|files/);
  assert.equal(actions[0], 'download-again');
}

/** Downloads the image. Asserts that it is saved where its run would have saved it, and that nothing of the run is left. */
export async function assertDownloads(place: Place): Promise<void> {
  const [report, ...others] = await downloadPending(place);
  assert.deepEqual(
    [report?.failure, report?.pendingDownloads, report?.keeps, others],
    [undefined, 0, false, []],
  );
  assert.ok(isPaid(await readFile(join(place.target, 'cat-edited-2.png'))));
  assert.deepEqual(await readdir(place.spool), []);
  assert.deepEqual(await downloadPending(place), [], 'nothing is left to download');
}

/**
 * Runs once in a process of its own.
 *
 * @param killAt the step at which it kills itself; -1 for never
 * @returns the process and its end: exit code and signal
 */
export function startChild({ origin }: ScriptedGateway, home: string, killAt: number) {
  const child = spawn(process.execPath, [CHILD, origin, home, String(killAt)]);
  const ended = once(child, 'close') as Promise<[number | null, string | null]>;
  return { child, ended };
}

/** Waits until a condition holds. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!holds()) {
    assert.ok(Date.now() < deadline, 'waited for 20 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Paid results that can't be put into their source: none is lost, and the user reads why. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { publishFile } from '../../../../src/disk/publish/publishFile.ts';
import { SaveError } from '../../../../src/errors.ts';
import { createPixelClient, type PixelClient } from '../../../../src/image/jobs/pixelClient.ts';
import { describeWarning } from '../../../../src/messages/messages.ts';
import type { RunPlan } from '../../../../src/run/plan/plan.ts';
import { prepareRegion } from '../../../../src/run/plan/region.ts';
import type { Publish } from '../../../../src/run/saveImages.ts';
import { listLeftovers } from '../../../../src/spool/leftovers.ts';
import {
  downloadPending,
  namesOf,
  newPlace,
  runAndSave,
  type Place,
} from '../../../support/disk/saving.ts';
import { hostedReply, inlineDataReply } from '../../../support/gateway/scriptedGateway.ts';
import { HEIC, png } from '../../../support/image/images.ts';
import { translate } from '../../../support/localization.ts';
import {
  editing,
  MIDDLE,
  openRegionEdits,
  OTHER_SCENE,
  pixels,
  SOURCE,
} from '../../../support/regionEdit.ts';

const { root, gateway, editRegion } = await openRegionEdits();
const RESULT = png(120, 90, [1, 2, 3]);

test("a result that can't be decoded is saved as it came, with a warning that says why", async () => {
  const { report, names, files, left } = await editRegion(SOURCE, HEIC, { mimeType: 'image/heic' });
  assert.deepEqual(names, ['cat-edited.heic']);
  assert.ok(files[0]!.equals(HEIC));
  const [warning] = report.warnings;
  assert.ok(warning?.kind === 'region-whole');
  const text = describeWarning(warning, 'M (G)', translate);
  assert.match(text, /image\/heic.*full image from M \(G\) is saved/);
  assert.deepEqual(left, []);
});

test('a result is saved as it came if the worker fails', async () => {
  const broken = createPixelClient(join(import.meta.dirname, 'noSuchWorker.ts'));
  const by: PixelClient = {
    run: (name, input) => (name === 'composite' ? broken : pixels).run(name, input),
  };
  const { report, files, names } = await editRegion(SOURCE, RESULT, { by });
  assert.deepEqual(names, ['cat-edited-2.png']);
  assert.ok(files[0]!.equals(RESULT));
  assert.deepEqual(report.warnings, [{ kind: 'region-whole' }]);
  assert.equal(report.failure, undefined);
});

test('a window that is killed while it works on a result leaves the paid image to the next one', async () => {
  const place = await newPlace(root);
  gateway.respond(inlineDataReply(RESULT));
  const child = fork(join(import.meta.dirname, '../../../support/image/regionChild.ts'), [
    gateway.origin,
    place.root,
    Buffer.from(SOURCE).toString('base64'),
  ]);
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  assert.deepEqual([code, signal], [null, 'SIGKILL']);
  assert.deepEqual(await newFiles(place), []);
  const [left, ...none] = await listLeftovers([place.spool], Date.now() + 120_000);
  assert.deepEqual(none, []);
  const [image, ...others] = left?.images ?? [];
  assert.ok(image && others.length === 0);
  assert.ok((await readFile(image.file)).equals(RESULT));
});

test("the paid image waits in the spool if its whole copy can't be saved beside the result", async () => {
  const place = await newPlace(root);
  gateway.respond(inlineDataReply(OTHER_SCENE));
  let published = 0;
  const publish: Publish = async (paid, { folder, stem }, extension) => {
    published += 1;
    if (published === 2) throw new SaveError('cat-edited-3.png', 'ENOSPC');
    return pathToFileURL(await publishFile(paid, fileURLToPath(folder), { stem, extension })).href;
  };
  const change = await regionPlan();
  const { report } = await runAndSave(gateway.origin, place, { change, parts: { publish } });
  assert.deepEqual(namesOf(report), ['cat-edited-2.png']);
  assert.equal(report.failure?.outcome, 'save_failed');
  assert.equal(report.keeps, true);
  await assertKept(place, OTHER_SCENE);
});

test('a result that is downloaded later is saved as it came, with a warning', async () => {
  const place = await newPlace(root);
  const file = { headers: { 'content-type': 'image/png' }, body: RESULT };
  gateway.respond([hostedReply(gateway.host('/late.png', { status: 410 }, file))]);
  const { report } = await runAndSave(gateway.origin, place, { change: await regionPlan() });
  assert.equal(report.pendingDownloads, 1);
  const [download] = await downloadPending(place);
  assert.deepEqual([download?.failure, download?.warnings], [undefined, [{ kind: 'region-late' }]]);
  assert.ok((await readFile(join(place.target, 'cat-edited-2.png'))).equals(RESULT));
});

test('the paid image waits in the spool if the folder is deleted during the run', async () => {
  const place = await newPlace(root);
  gateway.respond(inlineDataReply(RESULT));
  const by: PixelClient = {
    run: async (name, input) => {
      if (name === 'composite') await rm(place.target, { recursive: true });
      return await pixels.run(name, input);
    },
  };
  const { report } = await runAndSave(gateway.origin, place, { change: await regionPlan(by) });
  assert.equal(report.failure?.outcome, 'save_failed');
  assert.equal(report.keeps, true);
  await assertKept(place, RESULT);
});

async function regionPlan(by = pixels): Promise<(plan: RunPlan) => RunPlan> {
  const applyRegion = await prepareRegion(SOURCE, [MIDDLE], by);
  return (plan) => applyRegion(editing(SOURCE)(plan));
}

async function assertKept({ spool }: Place, bytes: Uint8Array): Promise<void> {
  const [left] = await listLeftovers([spool], Date.now() + 120_000);
  assert.ok((await readFile(left!.images[0]!.file)).equals(bytes));
}

/** Returns the names in a place's folder besides the user's own two files. */
async function newFiles({ target }: Place): Promise<readonly string[]> {
  const names = await readdir(target);
  return names.filter((name) => name !== 'cat.png' && name !== 'cat-edited.png');
}

/** A hosted image survives the death of the window that downloads it. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SaveError } from '../../../src/errors.ts';
import { claim } from '../../../src/disk/claim.ts';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { downloadAgain } from '../../../src/run/downloadAgain.ts';
import { faultyDisk } from '../../support/disk/faultyDisk.ts';
import {
  assertDownloads,
  FILE,
  onlyLeftover,
  STALLED,
  startChild,
  until,
  withGateway,
  withHosted,
} from '../../support/disk/hostedRuns.ts';
import {
  downloadPending,
  FAST,
  isPaid,
  leftoversIn,
  newPlace,
  onTwoDisks,
  runAndSave,
} from '../../support/disk/saving.ts';
import { hostedReply } from '../../support/gateway/scriptedGateway.ts';

const root = await mkdtemp(join(FAST, 'easel-download-crash-'));
after(() => rm(root, { recursive: true, force: true }));

test('fault-120 when a window is killed during the download, the next one downloads the image without a second POST', async () => {
  await withHosted(root, [STALLED, FILE], async (gateway, place) => {
    const { child, ended } = startChild(gateway, place.root, -1);
    await until(() => gateway.downloads.length > 0);
    const [name = ''] = await readdir(place.spool);
    const text = await readFile(join(place.spool, name, 'run.json'), 'utf8');
    assert.match(text, /"state":"waiting"/, 'the address is on disk before the first byte');
    child.kill('SIGKILL');
    assert.deepEqual(await ended, [null, 'SIGKILL']);

    const { folder, hosted } = await onlyLeftover(place);
    assert.equal(hosted[0]?.state, 'waiting');
    assert.equal(await claim(folder, Date.now()), true, 'no window has reported it yet');
    await assertDownloads(place);
    assert.equal(gateway.downloads.length, 2);
  });
});

test('fault-121 a window killed at any step leaves the image or its address, or has paid nothing', async () => {
  const { disk, steps } = faultyDisk();
  let paid = 0;
  await withGateway(async (gateway) => {
    const reply = hostedReply(gateway.host('/files/x.png', FILE));
    gateway.respond(() => {
      paid = steps.length;
      return reply;
    });
    await runAndSave(gateway.origin, await newPlace(root), { disk });
  });
  // The steps before the reply are those of every image, and crash.test.ts kills at each of them.
  const left = Array.from({ length: steps.length - paid }, (_, step) => paid + step);
  assert.ok(paid > 0 && left.length > 15, `${left.length} of ${steps.length} steps`);
  const ends: string[] = [];
  const killNext = async (): Promise<void> => {
    for (let step = left.shift(); step !== undefined; step = left.shift()) {
      ends.push(await killAt(step));
    }
  };
  await Promise.all([killNext(), killNext(), killNext()]);
  for (const end of ['unanswered', 'offered', 'saved']) assert.ok(ends.includes(end), end);
});

/** Kills a window at a step. Asserts that nothing paid is lost. @returns how far it had come */
async function killAt(step: number): Promise<'unanswered' | 'offered' | 'saved'> {
  const home = await mkdtemp(join(root, 'killed-'));
  let end: 'unanswered' | 'offered' | 'saved' = 'unanswered';
  await withGateway(async (gateway) => {
    gateway.respond([hostedReply(gateway.host('/files/x.png', FILE))]);
    const { child, ended } = startChild(gateway, home, step);
    let printed = '';
    child.stdout.on('data', (text) => (printed += String(text)));
    const [code, signal] = await ended;
    assert.ok(code === 0 || signal === 'SIGKILL');
    assert.equal(printed, '', `step ${step} was not reached`);
    const [target, spool] = [join(home, 'project'), join(home, 'spool')];
    const place = { root: home, target, spool, temporary: join(home, 'temporary') };
    const leftovers = await leftoversIn(place);
    const names: readonly string[] = await readdir(target).catch(() => []);
    const isSaved = names.includes('cat-edited-2.png');
    const isOffered = leftovers.some(({ images, hosted }) => images.length + hosted.length > 0);
    if (gateway.downloads.length > 0) assert.ok(isSaved || isOffered, `step ${step}: lost`);
    else if (gateway.posts > 0 && !isOffered) {
      assert.ok(
        leftovers.some(({ record }) => record.state === 'sent'),
        `step ${step}: silence`,
      );
    }
    if (isSaved) {
      end = 'saved';
      return;
    }
    await downloadPending(place);
    if (gateway.downloads.length === 0) return;
    end = 'offered';
    const [leftover] = await leftoversIn(place);
    const candidates = [
      join(target, 'cat-edited-2.png'),
      ...(leftover?.images ?? []).map(({ file }) => file),
    ];
    const found = await Promise.all(
      candidates.map((file) => readFile(file).catch(() => undefined)),
    );
    assert.ok(
      found.some((bytes) => bytes !== undefined && isPaid(bytes)),
      `step ${step}`,
    );
    assert.equal(gateway.posts, 1);
  });
  return end;
}

test('fault-124 when two windows download one image, the second leaves it to the first', async () => {
  await withHosted(root, [{ status: 410 }, { ...FILE, waitMs: 300 }], async (gateway, place) => {
    await runAndSave(gateway.origin, place);
    const { folder } = await onlyLeftover(place);
    const first = downloadPending(place);
    await until(() => gateway.downloads.length === 2);
    const publish = () => assert.fail('published twice');
    const parts = { publish, now: Date.now, keysAt: async () => [] };
    assert.equal(await downloadAgain(folder, parts, new AbortController().signal), undefined);
    const [report] = await first;
    assert.deepEqual([report?.failure, report?.saved.length], [undefined, 1]);
    assert.equal(gateway.downloads.length, 2);
  });
});

/** Accepts everything but payloads, so that images stay in memory. */
const withoutPayloads: Disk = {
  ...onTwoDisks(nodeDisk),
  open: (path, ...how) =>
    /payload-/.test(String(path))
      ? Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC' }))
      : nodeDisk.open(path, ...how),
};
const publishNothing = () => Promise.reject(new SaveError('cat.png', 'ENOSPC'));

test('fault-127 the address of an image in memory outlives the window', async () => {
  await withHosted(root, [FILE, FILE], async (gateway, place) => {
    const parts = { publish: publishNothing };
    const { report, held } = await runAndSave(gateway.origin, place, {
      disk: withoutPayloads,
      parts,
    });
    assert.deepEqual([report.keeps, report.pendingDownloads, held.length], [true, undefined, 1]);
    assert.deepEqual(await leftoversIn(place), [], 'the address is not offered beside the image');
    const [name = ''] = await readdir(place.spool);
    await rm(join(place.spool, name, 'alive'));
    await assertDownloads(place);
    assert.equal(gateway.downloads.length, 2);
  });
});

test('fault-127 the address of an image in memory goes when the image is saved or discarded', async () => {
  await withHosted(root, [FILE], async (gateway, place) => {
    const parts = { publish: publishNothing };
    const { held } = await runAndSave(gateway.origin, place, { disk: withoutPayloads, parts });
    assert.equal(held.length, 1);
    await held[0]?.discard();
    assert.deepEqual(await readdir(place.spool), []);
  });
});

/** Whatever happens to the disk between request and publication, the paid image is saved or kept. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { publishFile } from '../../../src/disk/publish/publishFile.ts';
import { SaveError } from '../../../src/errors.ts';
import { describeError } from '../../../src/messages/messages.ts';
import { listLeftovers } from '../../../src/spool/leftovers.ts';
import { assertKept, diskRuns } from '../../support/disk/diskRuns.ts';
import { faultyDisk } from '../../support/disk/faultyDisk.ts';
import {
  findPaidImage,
  IMAGE,
  isPaid,
  namesOf,
  onTwoDisks,
  runAndSave,
} from '../../support/disk/saving.ts';
import { inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import { translate as t } from '../../support/localization.ts';

const { gateway, newPlace, whileWaiting } = await diskRuns();

test('fault-136 when the target becomes a link to elsewhere, nothing is written there and the image is kept', async () => {
  const place = await newPlace();
  const elsewhere = join(place.root, 'elsewhere');
  await mkdir(elsewhere);
  whileWaiting(async () => {
    await rename(place.target, `${place.target}-moved`);
    await symlink(elsewhere, place.target);
  });
  const { report } = await runAndSave(gateway().origin, place);
  assert.deepEqual(await readdir(elsewhere), []);
  await assertKept(report, { ...place, target: `${place.target}-moved` }, 'EXDEV');
});

test('fault-137 when the target is deleted, it is not created again and the image is kept', async () => {
  const place = await newPlace();
  whileWaiting(() => rm(place.target, { recursive: true }));
  const { report } = await runAndSave(gateway().origin, place);
  await assert.rejects(readdir(place.target), { code: 'ENOENT' });
  await mkdir(place.target);
  await assertKept(report, place, 'ENOENT');
});

test('fault-138 when the source is deleted, the image is saved where it was planned', async () => {
  const place = await newPlace();
  whileWaiting(() => rm(join(place.target, 'cat.png')));
  const { report } = await runAndSave(gateway().origin, place);
  assert.deepEqual(namesOf(report), ['cat-edited-2.png']);
});

test("fault-145 when the target's host goes away, the image is kept, and saved after it came back", async () => {
  const place = await newPlace();
  const { report } = await runAndSave(gateway().origin, place, {
    parts: {
      publish: async () => {
        throw new SaveError('cat-edited.png', 'Unavailable');
      },
    },
  });
  await assertKept(report, place, 'Unavailable');
  const [leftover] = await listLeftovers([place.spool], Date.now());
  const [image] = leftover?.images ?? [];
  assert.ok(image);
  const file = await publishFile(image.file, place.target, {
    stem: 'cat-edited',
    extension: image.extension,
  });
  assert.ok(isPaid(await readFile(file)));
  assert.deepEqual(await listLeftovers([place.spool], Date.now()), []);
});

test('fault-127 when no disk takes anything more, the image is kept in memory and offered', async () => {
  const place = await newPlace();
  const { disk, steps } = faultyDisk();
  await runAndSave(gateway().origin, await newPlace(), { disk });
  const create = steps.indexOf('create', steps.indexOf('rename') + 4);
  const full = faultyDisk({ step: create, code: 'ENOSPC', lasting: true });
  const { report, held } = await runAndSave(gateway().origin, place, { disk: full.disk });
  assert.ok(report.failure instanceof SaveError, String(report.failure));
  assert.match(
    describeError(report.failure, t).text,
    /^Couldn't save .* because the disk is full\. The paid image is kept in memory only\. Save it before you close the window\.$/,
  );
  const [image, ...others] = held;
  assert.deepEqual(others, []);
  assert.ok(image !== undefined && isPaid(image.bytes));
  assert.ok(Math.abs(Date.parse(image.started) - Date.now()) < 600_000, image.started);
  const file = await publishFile(image.bytes, place.target, {
    stem: 'cat-edited',
    extension: 'png',
  });
  assert.ok(isPaid(await readFile(file)));
});

test('fault-131 an image counts as saved only after it and its record are flushed', async () => {
  const { disk, steps } = faultyDisk();
  await runAndSave(gateway().origin, await newPlace(), { disk });
  const way = steps.slice(steps.indexOf('link'), steps.lastIndexOf('link'));
  assertFlushed(way);
  const syncs = way.filter((step) => step === 'sync').length;
  assert.equal(syncs, 2, `${way.join()}: image and record`);
});

test('fault-131 between two disks, the copy is flushed too', async () => {
  const { disk, steps } = faultyDisk();
  await runAndSave(gateway().origin, await newPlace(), { disk: onTwoDisks(disk) });
  const published = steps.indexOf('link');
  const copied = steps.lastIndexOf('create', published);
  const recorded = steps.lastIndexOf('create', copied - 1) - 1;
  const created = steps.slice(0, recorded).lastIndexOf('create');
  const way = steps.slice(created, published);
  assertFlushed(way);
  const syncs = way.filter((step) => step === 'sync').length;
  assert.equal(syncs, 3, `${way.join()}: image, record, and copy`);
});

function assertFlushed(way: readonly string[]): void {
  assert.ok(way.indexOf('sync') > way.indexOf('write'), way.join());
  assert.ok(way.indexOf('stat') > way.indexOf('sync'), way.join());
}

const CUT = { kind: 'cut', how: 'fin', when: 'mid-body', afterBytes: 320_000 } as const;
const WITHOUT_END = Buffer.from(IMAGE.subarray(0, 240_000));
for (const [what, reply] of [
  ['is cut off', { ...inlineDataReply(IMAGE), fault: CUT }],
  ['has no end', inlineDataReply(WITHOUT_END)],
] as const) {
  test(`an image that ${what} is kept and offered on request, and never published`, async () => {
    const place = await newPlace();
    gateway().respond([reply]);
    const { report } = await runAndSave(gateway().origin, place);
    gateway().respond(() => inlineDataReply(IMAGE));
    assert.ok(report.failure && report.keeps, String(report.failure));
    assert.ok(describeError(report.failure, t).actions.includes('save-anyway'));
    assert.deepEqual(await findPaidImage(place), { inTarget: [], offered: false });
    const [leftover, ...others] = await listLeftovers([place.spool], Date.now());
    assert.deepEqual(others, []);
    assert.deepEqual(leftover?.images, []);
    const [piece] = leftover.incomplete;
    assert.ok(piece);
    const kept = await readFile(piece.file);
    assert.ok(kept.length > 190_000 && kept.equals(IMAGE.subarray(0, kept.length)));
  });
}

/** Disks that are really full or really read-only, where this machine lets the tests mount them. */
import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { publishFile } from '../../../src/disk/publish/publishFile.ts';
import { listLeftovers } from '../../../src/spool/leftovers.ts';
import { assertKept, diskRuns, withFree } from '../../support/disk/diskRuns.ts';
import {
  findPaidImage,
  isPaid,
  namesOf,
  runAndSave,
  type Place,
} from '../../support/disk/saving.ts';
import { mountTinyDisk, type TinyDisk } from '../../support/disk/tinyDisk.ts';

const MiB = 1024 * 1024;
const { gateway, newPlace, refusedRun, whileWaiting } = await diskRuns();

const mounted = mountTinyDisk(MiB);
mounted?.remove();
const options = { skip: mounted === undefined && 'only root on Linux can mount a disk' };

async function withTinyDisk(work: (tiny: TinyDisk, place: Place) => Promise<void>): Promise<void> {
  const tiny = mountTinyDisk(MiB);
  assert.ok(tiny);
  try {
    await work(tiny, await newPlace());
  } finally {
    tiny.remove();
  }
}

test(
  'fault-125 on a full target no half file remains, and the image is kept until there is room',
  options,
  async () => {
    await withTinyDisk(async ({ folder }, place) => {
      const filler = join(folder, 'filler');
      await writeFile(filler, Buffer.alloc(MiB - 100_000));
      const full = { ...place, target: folder };
      const { report } = await runAndSave(gateway().origin, full);
      assert.deepEqual(await readdir(folder), ['filler']);
      await rm(filler);
      await assertKept(report, full, 'ENOSPC');
      const [leftover] = await listLeftovers([place.spool], Date.now());
      const [image] = leftover?.images ?? [];
      assert.ok(image);
      const file = await publishFile(image.file, folder, { stem: 'cat-edited', extension: 'png' });
      assert.ok(isPaid(await readFile(file)));
    });
  },
);

test(
  'fault-125 fault-127 a spool that fills up during the image moves it to another disk, and it is saved',
  options,
  async () => {
    await withTinyDisk(async ({ folder }, place) => {
      // States enough room, as a disk does that fills up while the model works.
      const disk = withFree(1024 * MiB);
      whileWaiting(() => writeFile(join(folder, 'filler'), Buffer.alloc(MiB - 210_000)));
      const { report } = await runAndSave(gateway().origin, { ...place, spool: folder }, { disk });
      assert.deepEqual(namesOf(report), ['cat-edited-2.png']);
      assert.deepEqual((await findPaidImage(place)).inTarget, ['cat-edited-2.png']);
      assert.deepEqual(await readdir(folder), ['filler']);
      assert.deepEqual(await readdir(place.temporary), []);
    });
  },
);

test(
  'fault-126 with a spool on a disk too small for a result nothing is sent',
  options,
  async () => {
    await withTinyDisk(async ({ folder }, place) => {
      const problem = await refusedRun({ ...place, spool: join(folder, 'spool') });
      assert.ok(problem.kind === 'no-room' && problem.free <= MiB && problem.free > 0);
    });
  },
);

test('fault-128 for a read-only target nothing is sent', options, async () => {
  await withTinyDisk(async (tiny, place) => {
    tiny.makeReadOnly();
    const problem = await refusedRun({ ...place, target: tiny.folder });
    const { folder } = tiny;
    assert.deepEqual(problem, { kind: 'target-read-only', folder, code: 'EROFS' });
  });
});

test(
  'fault-128 when the target becomes read-only while the model works, the image is kept',
  options,
  async () => {
    await withTinyDisk(async (tiny, place) => {
      whileWaiting(async () => {
        tiny.makeReadOnly();
      });
      const changed = { ...place, target: tiny.folder };
      const { report } = await runAndSave(gateway().origin, changed);
      await assertKept(report, changed, 'EROFS');
    });
  },
);

import assert from 'node:assert/strict';
import { link, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk } from '../../../src/disk/disk.ts';
import { findLeftover, listLeftovers } from '../../../src/spool/leftovers.ts';
import { openSpool } from '../../../src/spool/spool.ts';
import { FAST } from '../../support/disk/fast.ts';
import {
  age,
  HALF,
  leaveImage,
  leftoversOf,
  onlyLeftoverOf,
} from '../../support/disk/leftoverRig.ts';
import { crash, openRun, RUN_ID, SMALL, START, storePayload } from '../../support/disk/spools.ts';

const root = await mkdtemp(join(FAST, 'easel-leftovers-'));
after(() => rm(root, { recursive: true, force: true }));
let spool = '';
beforeEach(async () => {
  spool = join(await mkdtemp(join(root, 'case-')), 'spool');
});

const OTHER_ID = '00000000-0000-4000-8000-000000000001';
describe('a run of a living window', () => {
  test('is left alone until its heartbeat ends', async () => {
    const entry = await openRun(spool);
    const image = await storePayload(entry, SMALL);
    await entry.record({ state: 'received', images: [image] });
    assert.deepEqual(await leftoversOf(spool), []);
    assert.equal(await findLeftover(entry.folder, Date.now()), undefined);
    await entry.release();
    const leftover = await onlyLeftoverOf(spool);
    assert.deepEqual(leftover.images, [image]);
    assert.equal(leftover.record.host, 'gw.example');
    assert.equal(leftover.folder, entry.folder);
  });

  test('fault-147 is found when its heartbeat is far away in time, in either direction', async () => {
    const entry = await openRun(spool);
    const image = await storePayload(entry, SMALL);
    await entry.record({ state: 'received', images: [image] });
    for (const hours of [-5, 5]) {
      const then = new Date(Date.now() + hours * 3_600_000);
      await utimes(join(entry.folder, 'alive'), then, then);
      assert.equal((await onlyLeftoverOf(spool)).images.length, 1, `${hours} h`);
    }
  });
});

describe('fault-120 a window that died', () => {
  test('before it sent anything leaves nothing', async () => {
    await crash(await openRun(spool));
    assert.deepEqual(await leftoversOf(spool), []);
    assert.deepEqual(await readdir(spool), []);
  });

  test('fault-123 while the gateway worked leaves the report that it may have been charged', async () => {
    const entry = await openRun(spool);
    await entry.record({ state: 'sent' });
    await crash(entry);
    const { record, images, incomplete, hosted } = await onlyLeftoverOf(spool);
    assert.equal(record.state, 'sent');
    assert.deepEqual([images, incomplete, hosted], [[], [], []]);
  });

  test('while it received an image leaves the part that arrived', async () => {
    const entry = await openRun(spool);
    await entry.record({ state: 'sent' });
    const sink = entry.create();
    await sink.write(HALF);
    await crash(entry);
    const { images, incomplete } = await onlyLeftoverOf(spool);
    assert.deepEqual(images, []);
    const file = join(entry.folder, 'payload-1');
    const [piece, ...others] = incomplete;
    assert.deepEqual([piece?.file, piece?.size, piece?.extension], [file, 40, 'png']);
    assert.deepEqual(others, []);
    await sink.discard();
  });

  test('after it received an image leaves that image, however late it is found', async () => {
    const file = await leaveImage(spool);
    assert.deepEqual(
      (await onlyLeftoverOf(spool)).images.map((image) => image.file),
      [file],
    );
    await age(join(spool, RUN_ID));
    assert.equal((await onlyLeftoverOf(spool)).images.length, 1);
  });

  test('fault-121 after it published an image leaves nothing, though it could not record that', async () => {
    const file = await leaveImage(spool);
    await link(file, join(spool, 'published.png'));
    assert.deepEqual(await leftoversOf(spool), []);
    assert.deepEqual(await readdir(spool), ['published.png']);
  });

  test('after it recorded that all is saved leaves nothing', async () => {
    const entry = await openRun(spool);
    const image = await storePayload(entry, SMALL);
    await entry.record({ state: 'saved', images: [{ ...image, saved: 'file:///x/cat.png' }] });
    await crash(entry);
    assert.deepEqual(await leftoversOf(spool), []);
    assert.deepEqual(await readdir(spool), []);
  });

  test('with one of two images saved leaves the other', async () => {
    const entry = await openRun(spool);
    const [one, two] = [await storePayload(entry, SMALL), await storePayload(entry, SMALL)];
    const images = [{ ...one, saved: 'file:///x/cat.png' }, two];
    await entry.record({ state: 'received', images });
    await crash(entry);
    assert.deepEqual((await onlyLeftoverOf(spool)).images, [two]);
  });
});

describe('a listing', () => {
  test('fault-148 leaves other files and folders alone, and they hide nothing', async () => {
    await leaveImage(spool);
    await writeFile(join(spool, '.DS_Store'), 'x');
    for (const name of ['somebody', `${RUN_ID}-2`, `x${RUN_ID}`]) {
      await mkdir(join(spool, name));
      await writeFile(join(spool, name, 'payload-1'), SMALL);
    }
    assert.equal((await leftoversOf(spool)).length, 1);
    const names = ['.DS_Store', RUN_ID, `${RUN_ID}-2`, 'somebody', `x${RUN_ID}`];
    assert.deepEqual(await readdir(spool), names);
  });

  test('shows the oldest run first, from every spool', async () => {
    const second = join(spool, '..', 'second');
    for (const [folder, id, started] of [
      [spool, RUN_ID, '2026-11-20T14:00:00.000Z'],
      [second, OTHER_ID, '2026-11-20T12:00:00.000Z'],
    ] as const) {
      const entry = await openSpool(folder, { ...START, id, started });
      await storePayload(entry, SMALL);
      await entry.record({ state: 'received' });
      await crash(entry);
    }
    const found = await listLeftovers([spool, second, join(spool, 'missing')], Date.now());
    assert.deepEqual(
      found.map(({ record }) => record.id),
      [OTHER_ID, RUN_ID],
    );
  });

  test('shows a run on two disks once: where its content is', async () => {
    const second = join(spool, '..', 'second');
    for (const [folder, withImage] of [
      [spool, false],
      [second, true],
    ] as const) {
      const entry = await openRun(folder);
      if (withImage) await storePayload(entry, SMALL);
      await entry.record({ state: 'sent' });
      await crash(entry);
    }
    for (const roots of [
      [spool, second],
      [second, spool],
    ]) {
      const found = await listLeftovers(roots, Date.now());
      assert.deepEqual(
        found.map(({ folder }) => folder),
        [join(second, RUN_ID)],
      );
    }
    assert.equal((await leftoversOf(spool)).length, 1, 'the other one is reported on its own');
  });

  test('skips a run that cannot be read', async () => {
    await leaveImage(spool);
    await leaveImage(spool, OTHER_ID);
    const stat = ((path: string) =>
      path === join(spool, RUN_ID)
        ? Promise.reject(new Error('not now'))
        : nodeDisk.stat(path)) as typeof nodeDisk.stat;
    const found = await listLeftovers([spool], Date.now(), { ...nodeDisk, stat });
    assert.deepEqual(
      found.map(({ folder }) => basename(folder)),
      [OTHER_ID],
    );
    await assert.rejects(findLeftover(join(spool, RUN_ID), Date.now(), { ...nodeDisk, stat }));
  });
});

/** What a leftover contains, with and without its record. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk } from '../../../src/disk/disk.ts';
import { listLeftovers } from '../../../src/spool/leftovers.ts';
import { FAST } from '../../support/disk/fast.ts';
import {
  age,
  HALF,
  leaveImage,
  leftoversOf,
  onlyLeftoverOf,
} from '../../support/disk/leftoverRig.ts';
import { crash, openRun, RUN_ID, SMALL, storePayload } from '../../support/disk/spools.ts';

const root = await mkdtemp(join(FAST, 'easel-leftovers-'));
after(() => rm(root, { recursive: true, force: true }));
let spool = '';
beforeEach(async () => {
  spool = join(await mkdtemp(join(root, 'case-')), 'spool');
});

describe('fault-121 what a payload is', () => {
  test('depends on its bytes: a record of more bytes than the disk kept does not count', async () => {
    const entry = await openRun(spool);
    const [half, whole] = [await storePayload(entry, HALF), await storePayload(entry, SMALL)];
    const recorded = { ...whole, file: half.file };
    await entry.record({ state: 'received', images: [recorded, whole] });
    await crash(entry);
    const { images, incomplete } = await onlyLeftoverOf(spool);
    assert.deepEqual(images, [whole]);
    assert.deepEqual(
      incomplete.map(({ file }) => file),
      [half.file],
    );
  });

  test('is whole when its hash is the recorded one, though Easel cannot parse it', async () => {
    const entry = await openRun(spool);
    const odd = await storePayload(entry, Buffer.from('an image of a later version'));
    await entry.record({ state: 'received', images: [{ ...odd, extension: 'jxl' }] });
    await crash(entry);
    const [image, ...others] = (await onlyLeftoverOf(spool)).images;
    assert.deepEqual([image?.extension, others], ['jxl', []]);
  });

  test('is incomplete without a record, with the extension of what it is', async () => {
    const entry = await openRun(spool);
    await storePayload(entry, Buffer.from('no image at all'));
    await storePayload(entry, HALF);
    await entry.record({ state: 'received' });
    await crash(entry);
    const { images, incomplete } = await onlyLeftoverOf(spool);
    assert.deepEqual(images, []);
    assert.deepEqual(
      incomplete.map(({ extension }) => extension),
      ['bin', 'png'],
    );
  });

  test('is nothing when it is empty', async () => {
    const entry = await openRun(spool);
    await storePayload(entry, Buffer.alloc(0));
    await entry.record({ state: 'received' });
    await crash(entry);
    assert.deepEqual(await leftoversOf(spool), []);
  });
});

describe('fault-148 a lost record', () => {
  for (const text of ['{"version":1,"id', '{"version":2}', '', 'null', undefined]) {
    test(`(${text ?? 'no file'}) hides no image, and nothing is known about it`, async () => {
      await leaveImage(spool);
      const folder = join(spool, RUN_ID);
      if (text === undefined) await rm(join(folder, 'run.json'));
      else await writeFile(join(folder, 'run.json'), text);
      const { images, record } = await onlyLeftoverOf(spool);
      const [image] = images;
      assert.ok(image && SMALL.equals(await readFile(image.file)));
      assert.equal(image.extension, 'png');
      assert.deepEqual(record, {
        version: 1,
        id: RUN_ID,
        started: record.started,
        pid: 0,
        state: 'received',
        host: '',
        model: '',
        target: { folder: '', stem: 'image' },
        images: [],
      });
      assert.ok(Math.abs(Date.parse(record.started) - Date.now()) < 60_000);
      assert.equal((await readdir(folder)).includes('run.json.bad'), text !== undefined);
    });
  }

  test('of a run without content removes the folder, but not of one that is just starting', async () => {
    const folder = join(spool, RUN_ID);
    await mkdir(folder, { recursive: true });
    assert.deepEqual(await leftoversOf(spool), []);
    assert.deepEqual(await readdir(spool), [RUN_ID]);
    await age(folder);
    assert.deepEqual(await leftoversOf(spool), []);
    assert.deepEqual(await readdir(spool), []);
  });

  test('that cannot be read now removes nothing, because it may have addresses', async () => {
    await crash(await openRun(spool));
    await age(join(spool, RUN_ID));
    const readFileFails = () => Promise.reject(Object.assign(new Error(), { code: 'EIO' }));
    const disk = { ...nodeDisk, readFile: readFileFails };
    assert.deepEqual(await listLeftovers([spool], Date.now(), disk), []);
    assert.deepEqual(await readdir(spool), [RUN_ID]);
  });
});

describe('fault-102 hosted images', () => {
  const url = 'https://files.example/x.png';

  test('are listed until they are here', async () => {
    const entry = await openRun(spool);
    const image = await storePayload(entry, SMALL);
    const here = { url, state: 'here' as const, file: image.file };
    const waiting = { url: `${url}?2`, state: 'waiting' as const };
    await entry.record({ state: 'received', images: [image], hosted: [here, waiting] });
    await crash(entry);
    const leftover = await onlyLeftoverOf(spool);
    assert.deepEqual([leftover.images, leftover.hosted], [[image], [waiting]]);
  });

  test('are listed when they are here and the disk did not keep them', async () => {
    const entry = await openRun(spool);
    const half = await storePayload(entry, HALF);
    const broken = { url, state: 'here' as const, file: half.file };
    const lost = { url: `${url}?2`, state: 'here' as const };
    await entry.record({ state: 'received', hosted: [broken, lost] });
    await crash(entry);
    assert.deepEqual((await onlyLeftoverOf(spool)).hosted, [broken, lost]);
  });

  test('are not listed when they are published', async () => {
    const entry = await openRun(spool);
    const image = await storePayload(entry, SMALL);
    const here = { url, state: 'here' as const, file: image.file };
    const saved = { ...image, saved: 'file:///x/cat.png' };
    await entry.record({ state: 'received', images: [saved], hosted: [here] });
    await crash(entry);
    assert.deepEqual(await leftoversOf(spool), []);
  });

  test('of a saved run are not listed', async () => {
    const entry = await openRun(spool);
    await entry.record({ state: 'saved', hosted: [{ url, state: 'failed' }] });
    await crash(entry);
    assert.deepEqual(await leftoversOf(spool), []);
  });
});

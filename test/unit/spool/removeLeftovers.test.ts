import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk } from '../../../src/disk/disk.ts';
import { listLeftovers, type Leftover } from '../../../src/spool/leftovers.ts';
import { readRecord, type HostedRecord, type SpooledImage } from '../../../src/spool/record.ts';
import {
  removeImage,
  removePendingDownload,
  removeRun,
} from '../../../src/spool/removeLeftovers.ts';
import { FAST } from '../../support/disk/fast.ts';
import { crash, openRun, SMALL, storePayload } from '../../support/disk/spools.ts';

const root = await mkdtemp(join(FAST, 'easel-remove-'));
after(() => rm(root, { recursive: true, force: true }));
let spool = '';
beforeEach(async () => {
  spool = join(await mkdtemp(join(root, 'case-')), 'spool');
});

const URL_A = 'https://files.example/a.png';
const URL_B = 'https://files.example/b.png';

/** A leftover with so many images and these addresses; `file: 'payload-1'` stands for the first image's path. */
async function leave(images: number, hosted: readonly HostedRecord[] = []): Promise<Leftover> {
  const entry = await openRun(spool);
  const stored: SpooledImage[] = [];
  for (let image = 0; image < images; image += 1) stored.push(await storePayload(entry, SMALL));
  await entry.record({
    state: 'received',
    images: stored,
    hosted: hosted.map((each) => (each.file ? { ...each, file: stored[0]?.file } : each)),
  });
  await crash(entry);
  const [leftover] = await listLeftovers([spool], Date.now());
  assert.ok(leftover);
  return leftover;
}

function fileAt(leftover: Leftover, index: number): string {
  const file = leftover.images[index]?.file;
  assert.ok(file !== undefined);
  return file;
}

describe('an image that is saved or discarded', () => {
  test('goes alone while there are others, and the last one takes the folder along', async () => {
    const leftover = await leave(2);
    await removeImage(leftover, fileAt(leftover, 0));
    const [left] = await listLeftovers([spool], Date.now());
    assert.deepEqual(left?.images, leftover.images.slice(1));
    await removeImage(leftover, fileAt(leftover, 1));
    assert.deepEqual(await readdir(spool), []);
  });

  test('takes its address along, so that it is not downloaded again, and no other one', async () => {
    const others: readonly HostedRecord[] = [{ url: URL_B, state: 'failed', why: 'gone' }];
    const hosted: readonly HostedRecord[] = [{ url: URL_A, state: 'here', file: 'x' }, ...others];
    const leftover = await leave(1, hosted);
    await removeImage(leftover, fileAt(leftover, 0));
    const [left] = await listLeftovers([spool], Date.now());
    assert.deepEqual([left?.images, left?.hosted], [[], others]);
  });

  test('leaves the address of its incomplete part', async () => {
    const failed = { url: URL_A, state: 'failed', file: 'x' } as const;
    const leftover = await leave(1, [failed]);
    await removeImage(leftover, fileAt(leftover, 0));
    const [left] = await listLeftovers([spool], Date.now());
    assert.equal(left?.hosted.length, 1);
  });

  test('loses its address before its file, because a crash in between must not offer it twice', async () => {
    const leftover = await leave(1, [{ url: URL_A, state: 'here', file: 'x' }]);
    const order: string[] = [];
    const disk: typeof nodeDisk = {
      ...nodeDisk,
      rename: async (from, to) => {
        order.push('record');
        await nodeDisk.rename(from, to);
      },
      rm: async (path, options) => {
        if (path === fileAt(leftover, 0)) order.push('file');
        await nodeDisk.rm(path, options);
      },
    };
    await removeImage(leftover, fileAt(leftover, 0), disk);
    assert.deepEqual(order, ['record', 'file']);
  });

  test('goes though its record cannot be changed', async () => {
    const leftover = await leave(1, [{ url: URL_A, state: 'here', file: 'x' }]);
    const disk = { ...nodeDisk, rename: () => Promise.reject(new Error('not now')) };
    await removeImage(leftover, fileAt(leftover, 0), disk);
    assert.ok(!(await readdir(leftover.folder)).includes('payload-1'));
  });

  test('goes without a record, and the folder with it', async () => {
    const leftover = await leave(1);
    await rm(join(leftover.folder, 'run.json'));
    await removeImage(leftover, fileAt(leftover, 0));
    assert.deepEqual(await readdir(spool), []);
  });

  test('may be gone already', async () => {
    const leftover = await leave(2);
    await rm(fileAt(leftover, 0));
    await removeImage(leftover, fileAt(leftover, 0));
    assert.equal((await listLeftovers([spool], Date.now())).length, 1);
  });

  test("rejects when the file can't be deleted", async () => {
    const leftover = await leave(1);
    const remove = () => Promise.reject(Object.assign(new Error(), { code: 'EACCES' }));
    const disk = { ...nodeDisk, rm: remove };
    await assert.rejects(removeImage(leftover, fileAt(leftover, 0), disk), { code: 'EACCES' });
  });

  test('does not rewrite a record without addresses', async () => {
    const leftover = await leave(2);
    let writes = 0;
    const open: typeof nodeDisk.open = async (...args) => {
      writes += 1;
      return await nodeDisk.open(...args);
    };
    await removeImage(leftover, fileAt(leftover, 0), { ...nodeDisk, open });
    assert.equal(writes, 0);
  });
});

describe('fault-129 a folder that cannot be looked at', () => {
  test('stays, because it may have another image', async () => {
    const leftover = await leave(1);
    const readdirFails = () => Promise.reject(Object.assign(new Error(), { code: 'EMFILE' }));
    const disk = { ...nodeDisk, readdir: readdirFails as typeof nodeDisk.readdir };
    await removeImage(leftover, fileAt(leftover, 0), disk);
    assert.ok((await readdir(spool)).length === 1);
  });

  test('stays while its record cannot be read, because it may have addresses', async () => {
    const leftover = await leave(1, [{ url: URL_B, state: 'failed' }]);
    const readFileFails = () => Promise.reject(Object.assign(new Error(), { code: 'EIO' }));
    const disk = { ...nodeDisk, readFile: readFileFails as typeof nodeDisk.readFile };
    await removeImage(leftover, fileAt(leftover, 0), disk);
    const [left] = await listLeftovers([spool], Date.now());
    assert.equal(left?.hosted.length, 1);
  });
});

describe('the address of a discarded image', () => {
  test('goes alone while there is anything else', async () => {
    const hosted: readonly HostedRecord[] = [URL_A, URL_B].map((url) => ({ url, state: 'failed' }));
    const leftover = await leave(1, hosted);
    const [address] = leftover.hosted;
    assert.ok(address);
    await removePendingDownload(leftover, address);
    const record = await readRecord(nodeDisk, leftover.folder);
    assert.deepEqual(record?.hosted, hosted.slice(1));
    assert.equal((await listLeftovers([spool], Date.now()))[0]?.images.length, 1);
  });

  test('takes the folder along when it was the last', async () => {
    const leftover = await leave(0, [{ url: URL_A, state: 'waiting' }]);
    const [address] = leftover.hosted;
    assert.ok(address);
    await removePendingDownload(leftover, address);
    assert.deepEqual(await readdir(spool), []);
  });
});

test('a run that was reported goes with its folder', async () => {
  const leftover = await leave(0, [{ url: URL_A, state: 'waiting' }]);
  await writeFile(join(leftover.folder, 'claim-1'), '');
  await removeRun(leftover);
  assert.deepEqual(await readdir(spool), []);
  await removeRun(leftover);
});

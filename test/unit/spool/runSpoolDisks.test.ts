/** Runs whose own disk refuses something, so that they are on two disks. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { hasHeartbeat } from '../../../src/disk/heartbeat.ts';
import { readRecord, type HostedRecord, type RunRecord } from '../../../src/spool/record.ts';
import { reopenSpool } from '../../../src/spool/spool.ts';
import { FAST } from '../../support/disk/fast.ts';
import { refusingFiles } from '../../support/disk/refusingFiles.ts';
import { openRun, RUN_ID, SMALL, START, storePayload } from '../../support/disk/spools.ts';

const root = await mkdtemp(join(FAST, 'easel-spool-'));
after(() => rm(root, { recursive: true, force: true }));
let spool = '';
let temporary = '';
beforeEach(async () => {
  const home = await mkdtemp(join(root, 'case-'));
  spool = join(home, 'spool');
  temporary = join(home, 'temporary');
});

const HOSTED: readonly HostedRecord[] = [{ url: 'https://files.example/x.png', state: 'waiting' }];

/** A disk on which every file below a folder is refused. */
function refusingBelow(folder: string): Disk {
  const refuse = (path: unknown) => {
    if (!String(path).startsWith(folder)) return;
    throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
  };
  return {
    ...nodeDisk,
    open: async (path, ...how) => {
      refuse(path);
      return await nodeDisk.open(path, ...how);
    },
  };
}

async function recordIn(folder: string): Promise<RunRecord> {
  const record = await readRecord(nodeDisk, folder);
  assert.ok(record, folder);
  return record;
}

describe('fault-127 a spool whose disk refuses payloads', () => {
  test("stores them in the run's folder among temporary files, with a heartbeat there", async () => {
    const disk = refusingFiles({ [join(spool, RUN_ID, 'payload-1')]: { open: 0 } });
    const entry = await openRun(spool, { disk, temporary });
    const { file } = await storePayload(entry, SMALL);
    assert.equal(file, join(temporary, RUN_ID, 'payload-1'));
    assert.equal(await hasHeartbeat(nodeDisk, join(temporary, RUN_ID), Date.now()), true);
    await entry.record({ state: 'received' });
    assert.equal((await recordIn(join(temporary, RUN_ID))).state, 'received');
    await entry.remove();
    assert.deepEqual([await readdir(spool), await readdir(temporary)], [[], []]);
  });

  test('starts one heartbeat there, however many payloads move', async () => {
    const open: Disk['open'] = async (path, ...how) => {
      if (
        String(path) === join(spool, RUN_ID, basename(String(path))) &&
        String(path).includes('payload-')
      ) {
        throw new Error('no room');
      }
      if (String(path) === join(temporary, RUN_ID, 'alive')) beats += 1;
      return await nodeDisk.open(path, ...how);
    };
    let beats = 0;
    const entry = await openRun(spool, { disk: { ...nodeDisk, open }, temporary });
    for (const number of [1, 2]) {
      const { file } = await storePayload(entry, SMALL);
      assert.equal(file, join(temporary, RUN_ID, `payload-${number}`));
    }
    assert.equal(beats, 1);
    await entry.release();
    assert.equal(await hasHeartbeat(nodeDisk, join(temporary, RUN_ID), Date.now()), false);
  });

  test('keeps them in memory where no disk accepts them', async () => {
    const open: Disk['open'] = async (path, ...how) => {
      if (String(path).includes('payload-')) throw new Error('no room');
      return await nodeDisk.open(path, ...how);
    };
    const entry = await openRun(spool, { disk: { ...nodeDisk, open }, temporary });
    const { file } = await storePayload(entry, SMALL);
    assert.equal(file, 'payload-1');
    assert.deepEqual(entry.keptPayloads(), ['payload-1']);
    assert.ok(SMALL.equals(Buffer.from(entry.contentOf('payload-1') as Uint8Array)));
    assert.equal(await entry.sizeOf('payload-1'), SMALL.length);
    await entry.remove();
    assert.ok(SMALL.equals(Buffer.from(entry.contentOf('payload-1') as Uint8Array)), 'it outlives');
    await entry.dropPayload('payload-1');
    assert.deepEqual(entry.keptPayloads(), []);
    assert.equal(entry.contentOf('payload-1'), 'payload-1');
  });
});

describe('the record', () => {
  test('keeps what it had when one part changes', async () => {
    const entry = await openRun(spool);
    await entry.record({ state: 'sent' });
    const image = { file: 'f', size: 1, sha256: 'a', extension: 'png' };
    await entry.record({ images: [image] });
    const { state, images, host } = await recordIn(entry.folder);
    assert.deepEqual([state, images, host], ['sent', [image], START.host]);
    await entry.remove();
  });

  test('fails to change only where no disk takes it', async () => {
    const disk = refusingFiles({ [join(spool, RUN_ID, 'payload-1')]: { open: 0 } });
    const entry = await openRun(spool, { disk, temporary });
    await storePayload(entry, SMALL);
    await rm(entry.folder, { recursive: true });
    await entry.record({ state: 'received' });
    assert.equal((await recordIn(join(temporary, RUN_ID))).state, 'received');
    await rm(join(temporary, RUN_ID), { recursive: true });
    await assert.rejects(entry.record({ state: 'saved' }), { code: 'ENOENT' });
  });
});

describe('hosted images', () => {
  test('are recorded as received, and read back from the spool', async () => {
    const entry = await openRun(spool);
    await entry.record({ state: 'sent' });
    await entry.recordHosted(HOSTED);
    assert.deepEqual(entry.hosted(), HOSTED);
    const { state, hosted } = await recordIn(entry.folder);
    assert.deepEqual([state, hosted], ['received', HOSTED]);
    await entry.remove();
  });

  test("fault-126 go to the temporary folder where the spool's disk refuses them", async () => {
    const healthy = await openRun(spool, { temporary });
    await healthy.release();
    const entry = await reopenSpool(healthy.folder, await recordIn(healthy.folder), [], {
      disk: refusingBelow(join(healthy.folder, 'run.json')),
      temporary,
    });
    await entry.recordHosted(HOSTED);
    assert.deepEqual(entry.hosted(), HOSTED);
    assert.deepEqual((await recordIn(join(temporary, RUN_ID))).hosted, HOSTED);
    assert.equal((await recordIn(healthy.folder)).hosted, undefined);
    await entry.remove();
  });

  test('fault-125 are as they were on disk where no disk takes them, without an error', async () => {
    const opened = await openRun(spool, { temporary });
    const entry = await reopenSpool(opened.folder, await recordIn(opened.folder), [], {
      disk: { ...nodeDisk, rename: () => Promise.reject(new Error('no room')) },
      temporary,
    });
    await entry.recordHosted(HOSTED);
    assert.deepEqual(entry.hosted(), []);
  });

  test('are in one record of a run on two disks, so that they are offered once', async () => {
    const disk = refusingFiles({ [join(spool, RUN_ID, 'payload-1')]: { open: 0 } });
    const entry = await openRun(spool, { disk, temporary });
    await storePayload(entry, SMALL);
    await entry.recordHosted(HOSTED);
    const [first, second] = [entry.folder, join(temporary, RUN_ID)];
    assert.deepEqual((await recordIn(first)).hosted, HOSTED);
    assert.equal((await recordIn(second)).hosted, undefined);
    assert.equal((await recordIn(second)).state, 'received');
    await entry.remove();
  });
});

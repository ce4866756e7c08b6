import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { claim } from '../../../src/disk/claim.ts';
import { nodeDisk } from '../../../src/disk/disk.ts';
import { hasHeartbeat } from '../../../src/disk/heartbeat.ts';
import { readRecord, type HostedRecord, type RunRecord } from '../../../src/spool/record.ts';
import { openSpool, reopenSpool } from '../../../src/spool/spool.ts';
import { FAST } from '../../support/disk/fast.ts';
import { faultyDisk } from '../../support/disk/faultyDisk.ts';
import { openRun, RUN_ID, SMALL, START, storePayload } from '../../support/disk/spools.ts';

const root = await mkdtemp(join(FAST, 'easel-spool-'));
after(() => rm(root, { recursive: true, force: true }));
let spool = '';
beforeEach(async () => {
  const home = await mkdtemp(join(root, 'case-'));
  spool = join(home, 'spool');
});

const HOSTED: readonly HostedRecord[] = [{ url: 'https://files.example/x.png', state: 'waiting' }];

async function recordIn(folder: string): Promise<RunRecord> {
  const record = await readRecord(nodeDisk, folder);
  assert.ok(record, folder);
  return record;
}

describe('opening', () => {
  test('creates a folder for this user alone, with a heartbeat and the record of an intent', async () => {
    const entry = await openRun(spool);
    assert.equal(entry.folder, join(spool, RUN_ID));
    assert.deepEqual((await readdir(entry.folder)).sort(), ['alive', 'run.json']);
    if (process.platform !== 'win32') assert.equal((await stat(entry.folder)).mode & 0o777, 0o700);
    const record = { ...START, version: 1, pid: process.pid, state: 'intent', images: [] };
    assert.deepEqual(await recordIn(entry.folder), record);
    assert.deepEqual([entry.hosted(), entry.keptPayloads()], [[], []]);
    await entry.remove();
  });

  test('fails where the disk refuses the folder, the heartbeat, or the record', async () => {
    const healthy = faultyDisk();
    await (await openRun(join(spool, 'healthy'), { disk: healthy.disk })).remove();
    const steps = healthy.steps.slice(0, healthy.steps.indexOf('rename') + 1);
    assert.ok(steps.length >= 8, steps.join());
    for (const step of steps.keys()) {
      const { disk } = faultyDisk({ step, code: 'ENOSPC', lasting: false });
      await assert.rejects(openRun(join(spool, String(step)), { disk }), { code: 'ENOSPC' });
    }
  });
});

describe('payloads', () => {
  test('are numbered files with the bytes that were written', async () => {
    const entry = await openRun(spool);
    const large = Buffer.alloc(300_000, 7);
    const sink = entry.create();
    await sink.write(Buffer.from('head '));
    await sink.write(large);
    assert.deepEqual(entry.keptPayloads(), [], 'none exists before it is closed');
    const { file } = await sink.close();
    assert.equal(file, join(entry.folder, 'payload-1'));
    assert.ok(Buffer.concat([Buffer.from('head '), large]).equals(await readFile(file)));
    assert.equal((await storePayload(entry, SMALL)).file, join(entry.folder, 'payload-2'));
    assert.deepEqual(
      entry.keptPayloads().map((each) => basename(each)),
      ['payload-1', 'payload-2'],
    );
    assert.equal(entry.contentOf(file), file);
    assert.equal(await entry.sizeOf(file), 300_005);
    await entry.remove();
  });

  test("have the mode of the user's own files, because publishing links them", async () => {
    const entry = await openRun(spool);
    const { file } = await storePayload(entry, SMALL);
    const usual = join(spool, 'usual');
    await writeFile(usual, '');
    assert.equal((await stat(file)).mode, (await stat(usual)).mode);
    await entry.remove();
  });

  test('are kept when they are set aside, and not when they are discarded', async () => {
    const entry = await openRun(spool);
    const half = entry.create();
    await half.write(SMALL);
    const aside = await half.setAside();
    assert.equal(aside, join(entry.folder, 'payload-1.bin'));
    const draft = entry.create();
    await draft.write(SMALL);
    await draft.close();
    await draft.discard();
    const empty = entry.create();
    assert.equal(await empty.setAside(), undefined);
    assert.deepEqual(entry.keptPayloads(), [aside]);
    assert.deepEqual((await readdir(entry.folder)).sort(), ['alive', 'payload-1.bin', 'run.json']);
    await entry.remove();
  });

  test('are deleted when a better one replaces them', async () => {
    const entry = await openRun(spool);
    const { file } = await storePayload(entry, SMALL);
    const { file: other } = await storePayload(entry, SMALL);
    await entry.dropPayload(file);
    assert.deepEqual(entry.keptPayloads(), [other]);
    await assert.rejects(stat(file), { code: 'ENOENT' });
    assert.equal(await entry.sizeOf(file), 0);
    await entry.dropPayload(file);
    await entry.remove();
  });

  test('a payload that cannot be deleted fails nothing', async () => {
    const disk = { ...nodeDisk, rm: () => Promise.reject(new Error('not now')) };
    const entry = await openRun(spool, { disk });
    const { file } = await storePayload(entry, SMALL);
    await entry.dropPayload(file);
    assert.deepEqual(entry.keptPayloads(), []);
  });
});

describe('the end of a run', () => {
  test('released: its content stays, without a heartbeat, and this window has claimed it', async () => {
    const entry = await openRun(spool);
    const { file } = await storePayload(entry, SMALL);
    await entry.release();
    assert.equal(await hasHeartbeat(nodeDisk, entry.folder, Date.now()), false);
    assert.equal(await claim(entry.folder, Date.now()), false, 'no other window reports it');
    assert.ok(SMALL.equals(await readFile(file)));
  });

  test('removed: its folder goes with everything in it', async () => {
    const entry = await openRun(spool);
    await storePayload(entry, SMALL);
    await entry.remove();
    assert.deepEqual(await readdir(spool), []);
  });
});

describe('reopening', () => {
  test('starts a heartbeat, keeps payloads and addresses, and continues the numbers', async () => {
    const first = await openRun(spool);
    const { file } = await storePayload(first, SMALL);
    const half = first.create();
    await half.write(SMALL);
    const aside = (await half.setAside()) ?? '';
    await first.recordHosted(HOSTED);
    await first.release();
    const record = await recordIn(first.folder);
    const again = await reopenSpool(first.folder, record, [file, aside]);
    assert.equal(await hasHeartbeat(nodeDisk, first.folder, Date.now()), true);
    assert.deepEqual(again.keptPayloads(), [file, aside]);
    assert.deepEqual(again.hosted(), HOSTED);
    assert.equal((await storePayload(again, SMALL)).file, join(first.folder, 'payload-3'));
    await again.dropPayload(file);
    assert.deepEqual((await readdir(first.folder)).includes('payload-1'), false);
    await again.remove();
  });

  test('ignores names that are not payloads when it continues the numbers', async () => {
    const first = await openRun(spool);
    for (const name of ['payload-x', 'not-payload-7', 'claim-9']) {
      await writeFile(join(first.folder, name), '');
    }
    const again = await reopenSpool(first.folder, await recordIn(first.folder), []);
    assert.equal((await storePayload(again, SMALL)).file, join(first.folder, 'payload-1'));
    await again.remove();
  });

  test('fails where the folder is gone, and does not create it again', async () => {
    const record = { ...START, version: 1, pid: 1, state: 'received', images: [] } as const;
    const gone = join(spool, RUN_ID);
    await assert.rejects(reopenSpool(gone, { ...record, images: [] }, []), { code: 'ENOENT' });
    await assert.rejects(readdir(gone), { code: 'ENOENT' });
  });
});

test('without options the real disk is used', async () => {
  await mkdir(spool, { recursive: true });
  const entry = await openSpool(spool, START);
  assert.deepEqual(await readdir(spool), [RUN_ID]);
  await entry.remove();
});

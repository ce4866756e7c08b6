import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { nodeDisk } from '../../../src/disk/disk.ts';
import { downloadTracker, pendingDownloads } from '../../../src/spool/downloadTracker.ts';
import { readRecord, type HostedRecord } from '../../../src/spool/record.ts';
import type { SpoolEntry } from '../../../src/spool/spool.ts';
import { assertNoKeyUnder, CANARY } from '../../support/canary.ts';
import { FAST } from '../../support/disk/fast.ts';
import { openRun } from '../../support/disk/spools.ts';

const root = await mkdtemp(join(FAST, 'easel-tracker-'));
after(() => rm(root, { recursive: true, force: true }));
let entry: SpoolEntry;
beforeEach(async () => {
  entry = await openRun(join(await mkdtemp(join(root, 'case-')), 'spool'));
});

const A = 'https://files.example/a.png';
const B = 'https://files.example/b.png';

async function recorded(): Promise<readonly HostedRecord[] | undefined> {
  return (await readRecord(nodeDisk, entry.folder))?.hosted;
}

/** Stores an incomplete image of so many bytes. @returns its path */
async function partial(bytes: number): Promise<string> {
  const sink = entry.create();
  await sink.write(Buffer.alloc(bytes));
  return (await sink.setAside()) ?? '';
}

async function payloads(): Promise<readonly string[]> {
  return (await readdir(entry.folder)).filter((name) => name.startsWith('payload-'));
}

test('expected addresses are on disk before a download starts, each of them once', async () => {
  const tracker = downloadTracker(entry, []);
  await tracker.expect([A]);
  await tracker.expect([A, B]);
  assert.deepEqual(await recorded(), [
    { url: A, state: 'waiting' },
    { url: B, state: 'waiting' },
  ]);
  assert.equal((await readRecord(nodeDisk, entry.folder))?.state, 'received');
});

test('no address changes nothing on disk', async () => {
  await downloadTracker(entry, []).expect([]);
  assert.equal(await recorded(), undefined);
  assert.equal((await readRecord(nodeDisk, entry.folder))?.state, 'intent');
});

test('threat-T23 an address with a key is not recorded, in any spelling', async () => {
  const tracker = downloadTracker(entry, ['another-key', CANARY]);
  await tracker.expect([`${A}?key=${encodeURIComponent(CANARY)}`, `${A}?k=${CANARY}`, B]);
  assert.deepEqual(await recorded(), [{ url: B, state: 'waiting' }]);
  await assertNoKeyUnder(entry.folder);
});

test('a failed download keeps its address and the reason', async () => {
  const tracker = downloadTracker(entry, []);
  await tracker.expect([A, B]);
  await tracker.failed(A, 'gone', undefined);
  assert.deepEqual(await recorded(), [
    { url: A, state: 'failed', why: 'gone' },
    { url: B, state: 'waiting' },
  ]);
});

test('of several tries the longest part is kept, and the others are deleted', async () => {
  const tracker = downloadTracker(entry, []);
  await tracker.expect([A]);
  const [short, long, middle] = [await partial(10), await partial(30), await partial(20)];
  await tracker.failed(A, 'broken-image', short);
  assert.deepEqual((await recorded())?.[0]?.file, short);
  await tracker.failed(A, 'broken-image', long);
  await tracker.failed(A, 'network', middle);
  assert.deepEqual(await recorded(), [{ url: A, state: 'failed', why: 'network', file: long }]);
  assert.deepEqual(await payloads(), ['payload-2.bin']);
  await tracker.failed(A, 'gone', undefined);
  assert.deepEqual((await recorded())?.[0]?.file, long, 'a try without a part keeps it');
});

test('an image that arrives takes the place of its part', async () => {
  const tracker = downloadTracker(entry, []);
  await tracker.expect([A, B]);
  await tracker.failed(A, 'broken-image', await partial(10));
  const file = await partial(40);
  await tracker.arrived(A, file);
  assert.deepEqual(await recorded(), [
    { url: A, state: 'here', file },
    { url: B, state: 'waiting' },
  ]);
  assert.deepEqual(await payloads(), ['payload-2.bin']);
});

test('an image with the same bytes as another one leaves no address', async () => {
  const tracker = downloadTracker(entry, []);
  await tracker.expect([A, B]);
  await tracker.arrived(A, undefined);
  assert.deepEqual(await recorded(), [{ url: B, state: 'waiting' }]);
});

test('continues with the addresses that the spool has', async () => {
  await entry.recordHosted([{ url: A, state: 'failed', why: 'gone' }]);
  const tracker = downloadTracker(entry, []);
  await tracker.expect([A, B]);
  assert.deepEqual(await recorded(), [
    { url: A, state: 'failed', why: 'gone' },
    { url: B, state: 'waiting' },
  ]);
});

test('everything that is not here can be downloaded', () => {
  const states = ['waiting', 'failed', 'here'] as const;
  const hosted = states.map((state) => ({ url: `${A}?${state}`, state }));
  assert.deepEqual(
    pendingDownloads(hosted).map(({ state }) => state),
    ['waiting', 'failed'],
  );
});

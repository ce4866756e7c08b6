import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import type { HostedRecord } from '../../../src/spool/record.ts';
import { openSpool } from '../../../src/spool/spool.ts';
import {
  areFree,
  listUnsavedResults,
  type UnsavedResults,
} from '../../../src/spool/unsavedResults.ts';
import type { UnwrittenImage } from '../../../src/spool/unwrittenImages.ts';
import { FAST } from '../../support/disk/fast.ts';
import { crash, SMALL, START, storePayload } from '../../support/disk/spools.ts';

const root = await mkdtemp(join(FAST, 'easel-unsaved-'));
after(() => rm(root, { recursive: true, force: true }));
let spool = '';
beforeEach(async () => {
  spool = join(await mkdtemp(join(root, 'case-')), 'spool');
});

const GATEWAY = { label: 'Mine' };
/** When the run of an image in memory started: days ago, in a window that stayed open. */
const EARLIER = '2026-11-01T10:00:00.000Z';
const HALF = SMALL.subarray(0, 40);

/** Leaves a run with a whole image, an incomplete one, and these addresses. */
async function leave(hosted: readonly HostedRecord[] = []): Promise<void> {
  const entry = await openSpool(spool, { ...START, gateway: GATEWAY });
  const image = await storePayload(entry, SMALL);
  await storePayload(entry, HALF);
  await entry.record({ state: 'received', images: [image], hosted: [...hosted] });
  await crash(entry);
}

/** This window's images in memory. */
function unwritten(...images: readonly UnwrittenImage[]) {
  const discarded: UnwrittenImage[] = [];
  const discard = async (image: UnwrittenImage) => {
    discarded.push(image);
  };
  return { hold: () => assert.fail(), list: () => images, discard, discarded };
}

function inMemory(bytes: Uint8Array): UnwrittenImage {
  const image = { file: 'payload-1', size: bytes.length, sha256: '', extension: 'png' };
  const { target, model, host } = START;
  const discard = async () => undefined;
  return { image, bytes, target, model, host, gateway: GATEWAY, started: EARLIER, discard };
}

/** Everything but the function. */
function facts<T extends { readonly discard: unknown }>(result: T): Omit<T, 'discard'> {
  const { discard, ...rest } = result;
  assert.equal(typeof discard, 'function');
  return rest;
}

async function list(held = unwritten()): Promise<UnsavedResults> {
  return await listUnsavedResults([spool], held);
}

test('images on disk come with what their record says, whole ones first', async () => {
  await leave();
  const { images, downloads } = await list();
  assert.deepEqual(downloads, []);
  const folder = join(spool, START.id);
  assert.deepEqual(
    images.map(facts),
    [SMALL, HALF].map((bytes, index) => ({
      content: join(folder, `payload-${index + 1}`),
      size: bytes.length,
      extension: 'png',
      isWhole: bytes === SMALL,
      target: START.target,
      model: 'm',
      host: 'gw.example',
      gateway: GATEWAY,
      started: START.started,
    })),
  );
});

test('discarding an image on disk deletes it, and the folder goes with the last one', async () => {
  await leave();
  const [whole, half] = (await list()).images;
  await whole?.discard();
  assert.deepEqual(
    (await list()).images.map(({ isWhole }) => isWhole),
    [false],
  );
  await half?.discard();
  assert.deepEqual(await readdir(spool), []);
});

test('images in memory come first, as bytes, with the start of their run', async () => {
  await leave();
  const [whole, half] = [inMemory(SMALL), inMemory(HALF)];
  const held = unwritten(whole, half);
  const { images } = await list(held);
  assert.equal(images.length, 4);
  assert.deepEqual(
    images.slice(0, 2).map(({ content, size, isWhole }) => [content, size, isWhole]),
    [
      [SMALL, SMALL.length, true],
      [HALF, HALF.length, false],
    ],
  );
  const { started, extension, gateway } = images[0] ?? {};
  assert.deepEqual([extension, gateway, started], ['png', GATEWAY, EARLIER]);
  await images[1]?.discard();
  assert.deepEqual(held.discarded, [half]);
});

test('images that are not downloaded come with their host, and without their address', async () => {
  const hosted = [
    { url: 'https://files.example:8443/x.png?token=s3cr3t', state: 'failed', why: 'gone' },
    { url: 'not an address', state: 'waiting' },
  ] as const;
  await leave(hosted);
  const { downloads } = await list();
  assert.deepEqual(
    downloads.map(facts),
    ['files.example:8443', ''].map((downloadHost) => ({
      folder: join(spool, START.id),
      downloadHost,
      target: START.target,
      model: 'm',
      host: 'gw.example',
      gateway: GATEWAY,
      started: START.started,
    })),
  );
  assert.doesNotMatch(JSON.stringify(downloads), /s3cr3t/);
  await downloads[0]?.discard();
  assert.deepEqual(
    (await list()).downloads.map(({ downloadHost }) => downloadHost),
    [''],
  );
});

test('results are free only when every gateway is known to charge nothing', () => {
  const free = { gateway: { label: 'Practice', free: true } } as const;
  assert.equal(areFree([free, free]), true);
  assert.equal(areFree([free, { gateway: GATEWAY }]), false);
  assert.equal(areFree([{ gateway: undefined }]), false);
});

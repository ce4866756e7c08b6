/** A crash in the middle of a run leaves its reply as it arrived, and what was decoded of it. They are one thing to the user. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { listUnsavedResults, type UnsavedImage } from '../../../src/spool/unsavedResults.ts';
import type { HostedRecord } from '../../../src/spool/record.ts';
import { FAST } from '../../support/disk/fast.ts';
import { HALF } from '../../support/disk/leftoverRig.ts';
import { crash, openRun, SMALL, storePayload } from '../../support/disk/spools.ts';

const root = await mkdtemp(join(FAST, 'easel-leftover-reply-'));
after(() => rm(root, { recursive: true, force: true }));

const REPLY = Buffer.from(
  '{"candidates": [{"content": {"parts": [{"inlineData": {"data": "iVBORw0',
);
const NO_IMAGE = Buffer.from('no image at all');
const unwritten = { hold: () => undefined, list: () => [], discard: async () => undefined };

/** Leaves a run that a crash stopped while it received, and returns how its results are listed. */
async function leave(
  payloads: readonly Uint8Array[],
  hosted: readonly HostedRecord[] = [],
  reply: Uint8Array = REPLY,
) {
  const spool = join(await mkdtemp(join(root, 'case-')), 'spool');
  const entry = await openRun(spool);
  await entry.record({ state: 'sent', ...(hosted.length > 0 && { hosted: [...hosted] }) });
  await entry.createRaw().write(reply);
  for (const bytes of payloads) await storePayload(entry, bytes);
  await crash(entry);
  const list = async () => await listUnsavedResults([spool], unwritten);
  const contents = async () => await Promise.all((await list()).images.map(contentOf));
  const discardFirst = async () => await (await list()).images[0]?.discard();
  return { list, contents, discardFirst, rest: () => readdir(spool) };
}

async function contentOf({ content }: UnsavedImage): Promise<Buffer> {
  return typeof content === 'string' ? await readFile(content) : Buffer.from(content);
}

test('report-A3 a whole image is offered without its reply, and takes it along', async () => {
  const run = await leave([SMALL]);
  assert.deepEqual(await run.contents(), [SMALL]);
  await run.discardFirst();
  assert.deepEqual(await run.contents(), []);
  assert.deepEqual(await run.rest(), []);
});

test('report-A3 a whole image that is a small part of its reply leaves the reply, which can contain the result', async () => {
  const large = Buffer.concat([REPLY, Buffer.alloc(SMALL.length * 4, 'A')]);
  const run = await leave([SMALL], [], large);
  assert.deepEqual(await run.contents(), [SMALL]);
  await run.discardFirst();
  assert.deepEqual(await run.contents(), [large]);
  await run.discardFirst();
  assert.deepEqual(await run.rest(), []);
});

test('report-A3 a whole image and a part are offered without their reply', async () => {
  const run = await leave([SMALL, HALF]);
  assert.deepEqual(await run.contents(), [SMALL, HALF]);
});

test('report-A3 a part of an image is offered first, and the reply after it: neither is lost', async () => {
  const run = await leave([HALF]);
  assert.deepEqual(await run.contents(), [HALF]);
  await run.discardFirst();
  assert.deepEqual(await run.contents(), [REPLY]);
  assert.equal((await run.list()).images[0]?.isReply, true);
  await run.discardFirst();
  assert.deepEqual(await run.rest(), []);
});

test('report-A3 a reply is offered first if what was decoded of it is no image', async () => {
  const run = await leave([NO_IMAGE]);
  assert.deepEqual(await run.contents(), [REPLY]);
  await run.discardFirst();
  assert.deepEqual(await run.contents(), [NO_IMAGE]);
});

test('report-A3 an image that can be downloaded is offered without its reply', async () => {
  const run = await leave([], [{ url: 'https://files.example/x.png', state: 'waiting' }]);
  const { images, downloads } = await run.list();
  assert.deepEqual([images.length, downloads.length], [0, 1]);
  await downloads[0]?.discard();
  assert.deepEqual(await run.contents(), [REPLY]);
});

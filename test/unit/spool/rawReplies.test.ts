import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { describeError } from '../../../src/messages/messages.ts';
import { listLeftovers } from '../../../src/spool/leftovers.ts';
import { openSpool } from '../../../src/spool/spool.ts';
import { listUnsavedResults } from '../../../src/spool/unsavedResults.ts';
import { startScriptedGateway, type ScriptedReply } from '../../support/gateway/scriptedGateway.ts';
import { translate as t } from '../../support/localization.ts';
import { newPlace, runAndSave, type RunOverrides } from '../../support/disk/saving.ts';

const root = await mkdtemp(join(tmpdir(), 'easel-raw-'));
after(() => rm(root, { recursive: true, force: true }));

const NOISE = Buffer.from(Array.from({ length: 3000 }, (_, i) => 0x80 | (i * 31)));
const unwritten = { hold: () => undefined, list: () => [], discard: async () => undefined };

async function ask(reply: ScriptedReply, how: RunOverrides = {}) {
  const gateway = await startScriptedGateway({ script: () => reply });
  try {
    const place = await newPlace(root);
    const { report, held } = await runAndSave(gateway.origin, place, how);
    const { images } = await listUnsavedResults([place.spool, place.temporary], unwritten);
    return { report, held, place, images };
  } finally {
    await gateway.close();
  }
}

for (const [name, body, extension] of [
  ['JSON', Buffer.from('{"status": "done", "file": "x"}'), 'json'],
  ['a list', Buffer.from('\uFEFF [{"a": 1'), 'json'],
  ['text', Buffer.from('data: OK\n\n'), 'txt'],
  ['other bytes', NOISE, 'bin'],
  ['large text', Buffer.from('so '.repeat(200_000)), 'txt'],
] as const) {
  test(`report-A3 a reply that Easel can't read waits as ${extension}: ${name}`, async () => {
    const { report, images, place } = await ask({ body });
    assert.equal(report.failure?.outcome, 'bad_reply');
    assert.equal(report.keeps, true);
    const [kept, ...others] = images;
    assert.ok(kept !== undefined && others.length === 0);
    assert.deepEqual(
      [kept.isReply, kept.isWhole, kept.extension, kept.size],
      [true, false, extension, body.length],
    );
    assert.ok(typeof kept.content === 'string');
    assert.deepEqual(await readFile(kept.content), body);
    await kept.discard();
    assert.deepEqual(await readdir(place.spool), []);
  });
}

test('report-A3 the message says that the reply is kept, and offers it', async () => {
  const { report } = await ask({ body: gzipSync(NOISE), headers: { 'content-encoding': 'x' } });
  assert.ok(report.failure);
  const clock = { now: Date.now, timeText: String };
  const { text, actions } = describeError(report.failure, t, { clock });
  assert.match(
    text,
    /Easel can't read the response.*may have been charged.*The response \(.*\) is kept/,
  );
  assert.equal(actions[0], 'show-unsaved');
});

test('report-A3 a reply that no disk takes is held in memory', async () => {
  const open = async (...args: Parameters<Disk['open']>) => {
    if (String(args[0]).endsWith('/reply')) throw Object.assign(new Error('x'), { code: 'ENOSPC' });
    return await nodeDisk.open(...args);
  };
  const { report, held, images } = await ask({ body: NOISE }, { disk: { ...nodeDisk, open } });
  assert.equal(report.keeps, true);
  assert.deepEqual(images, []);
  assert.deepEqual(
    held.map(({ bytes, image }) => [Buffer.from(bytes), image.extension]),
    [[NOISE, 'bin']],
  );
});

test('report-A3 a reply is found after a crash in the middle of it', async () => {
  const place = await newPlace(root);
  const entry = await openSpool(place.spool, {
    id: '00000000-0000-4000-8000-000000000001',
    started: new Date().toISOString(),
    host: 'gw.example',
    model: 'm',
    target: { folder: '', stem: 'cat-edited' },
  });
  await entry.record({ state: 'sent' });
  await entry.createRaw().write(NOISE);
  await rm(join(entry.folder, 'alive'));
  const [leftover] = await listLeftovers([place.spool], Date.now());
  assert.deepEqual(
    leftover?.incomplete.map(({ size, isReply }) => [size, isReply]),
    [[NOISE.length, true]],
  );
});

test('nothing of a reply with an image, a text, or an error waits', async () => {
  for (const body of [
    { candidates: [{ content: { parts: [{ text: 'No.' }] }, finishReason: 'STOP' }] },
    { promptFeedback: { blockReason: 'SAFETY' } },
    { error: { code: 503, status: 'UNAVAILABLE', message: 'x' } },
  ]) {
    const { report, images, place } = await ask({ body });
    assert.equal(report.keeps, undefined);
    assert.deepEqual(images, []);
    assert.deepEqual(await readdir(place.spool), []);
  }
});

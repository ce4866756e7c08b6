import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { decode } from 'fast-png';
import type { PayloadStore } from '../../../../src/reply/types.ts';
import { createPreviews } from '../../../../src/panel/results/previews.ts';
import { jpeg, photoLikePng, png } from '../../../support/image/images.ts';
import { memoryStore } from '../../../support/memoryStore.ts';

const WORKER = path.join(import.meta.dirname, '../../../../src/image/jobs/previewWorker.ts');
/** A busy machine takes longer than a user would wait, and the tests are about previews, not time. */
const PATIENCE_MS = 60_000;
const LARGE = photoLikePng(2048, 1024, 40);

let home: string;
before(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'easel-previews-'));
});
after(() => rm(home, { recursive: true, force: true }));

/** Stores bytes as a reply does, which reuses its buffer after each write. */
async function store(into: PayloadStore, bytes: Uint8Array, piece = 256 << 10): Promise<string> {
  const sink = into.create();
  const buffer = Buffer.alloc(piece);
  for (let at = 0; at < bytes.length; at += piece) {
    const part = bytes.subarray(at, at + piece);
    buffer.set(part);
    await sink.write(buffer.subarray(0, part.length));
  }
  buffer.fill(0);
  return (await sink.close()).file;
}

describe('previews of images on their way to the spool', () => {
  test('a large image gets a preview and is stored unchanged', async () => {
    const folder = path.join(home, 'large', 'previews');
    const [previews, memory] = [
      createPreviews({ workerFile: WORKER, folder, timeoutMs: PATIENCE_MS }),
      memoryStore(),
    ];
    const file = await store(previews.around(memory), LARGE, 9999);
    const preview = await previews.of(file);
    assert.ok(preview !== undefined);
    const { width, height } = decode(await readFile(preview));
    assert.deepEqual([width, height], [1024, 512]);
    assert.ok(memory.bytesOf(file).equals(LARGE));
    previews.end();
  });

  test('several images get their own previews', async () => {
    const folder = path.join(home, 'several');
    const [previews, memory] = [
      createPreviews({ workerFile: WORKER, folder, timeoutMs: PATIENCE_MS }),
      memoryStore(),
    ];
    const into = previews.around(memory);
    const files = await Promise.all([
      store(into, LARGE),
      store(into, png(8, 8)),
      store(into, photoLikePng(3000, 1000, 20)),
    ]);
    const found = await Promise.all(files.map(previews.of));
    const sizes = found.map(async (file) => file && decode(await readFile(file)).width);
    assert.deepEqual(await Promise.all(sizes), [1024, undefined, 1000]);
    previews.end();
  });

  test('small images and other types get no preview, no thread, and no file', async () => {
    const folder = path.join(home, 'none');
    // A thread would fail to start.
    const [previews, memory] = [
      createPreviews({ workerFile: path.join(home, 'no.cjs'), folder }),
      memoryStore(),
    ];
    for (const bytes of [png(640, 480), jpeg(2048, 16), Buffer.from('no image')]) {
      const file = await store(previews.around(memory), bytes);
      assert.equal(await previews.of(file), undefined);
      assert.ok(memory.bytesOf(file).equals(bytes));
    }
    await assert.rejects(readdir(folder), { code: 'ENOENT' });
  });

  test('a run starts at most 16 threads, even for a reply full of image headers', async () => {
    const previews = createPreviews({
      workerFile: WORKER,
      folder: path.join(home, 'many'),
      timeoutMs: PATIENCE_MS,
    });
    const into = previews.around(memoryStore());
    assert.ok(await previews.of(await store(into, LARGE)));
    for (let begun = 1; begun < 16; begun += 1) {
      await previews.of(await store(into, LARGE.subarray(0, 60)));
    }
    assert.equal(await previews.of(await store(into, LARGE)), undefined);
    previews.end();
  });

  test('keeps the newest 40 previews', async () => {
    const folder = path.join(home, 'old');
    await mkdir(folder);
    for (let day = 10; day < 60; day += 1) await writeFile(path.join(folder, `1${day}.png`), '');
    const previews = createPreviews({ workerFile: WORKER, folder, timeoutMs: PATIENCE_MS });
    const file = await store(previews.around(memoryStore()), LARGE);
    const preview = await previews.of(file);
    // The thread answers first and deletes old previews then.
    for (let left = 50; left > 0 && (await readdir(folder)).length > 40; left -= 1) await pause();
    const names = await readdir(folder);
    assert.equal(names.length, 40);
    assert.ok(preview !== undefined && names.includes(path.basename(preview)));
    assert.ok(names.includes('159.png') && !names.includes('110.png'));
  });
});

describe('the image is stored even if its preview fails', () => {
  const cases: Readonly<Record<string, { worker?: string; folder?: string; bytes?: Buffer }>> = {
    'if its worker is missing': { worker: path.resolve('no.cjs') },
    'if no thread can start': { worker: 'no-absolute-path.cjs' },
    'if its folder cannot be created': { folder: 'taken/previews' },
    'if the image is broken': { bytes: Buffer.concat([LARGE.subarray(0, 60), Buffer.alloc(5000)]) },
    'if the image is truncated': { bytes: LARGE.subarray(0, LARGE.length >> 1) },
  };
  for (const [name, { worker = WORKER, folder = 'failing', bytes = LARGE }] of Object.entries(
    cases,
  )) {
    test(name, async () => {
      await writeFile(path.join(home, 'taken'), '');
      const previews = createPreviews({ workerFile: worker, folder: path.join(home, folder) });
      const memory = memoryStore();
      const stored = await store(previews.around(memory), bytes);
      assert.equal(await previews.of(stored), undefined);
      assert.ok(memory.bytesOf(stored).equals(bytes));
    });
  }

  test('if its thread does not end', async () => {
    const worker = path.join(home, 'slow.mjs');
    await writeFile(worker, 'setInterval(() => undefined, 1000)');
    const [previews, memory] = [
      createPreviews({ workerFile: worker, folder: path.join(home, 'slow') }),
      memoryStore(),
    ];
    const file = await store(previews.around(memory), LARGE);
    assert.equal(await previews.of(file), undefined);
    assert.ok(memory.bytesOf(file).equals(LARGE));
  });

  test('if the run ends first', async () => {
    const [previews, memory] = [
      createPreviews({
        workerFile: WORKER,
        folder: path.join(home, 'over'),
        timeoutMs: PATIENCE_MS,
      }),
      memoryStore(),
    ];
    const sink = previews.around(memory).create();
    await sink.write(LARGE.subarray(0, 5000));
    previews.end();
    await sink.write(LARGE.subarray(5000));
    const { file } = await sink.close();
    assert.equal(await previews.of(file), undefined);
    assert.ok(memory.bytesOf(file).equals(LARGE));
  });

  test('if the image is discarded', async () => {
    const [previews, memory] = [
      createPreviews({
        workerFile: WORKER,
        folder: path.join(home, 'draft'),
        timeoutMs: PATIENCE_MS,
      }),
      memoryStore(),
    ];
    const sink = previews.around(memory).create();
    await sink.write(LARGE);
    await sink.discard();
    previews.end();
    assert.equal(memory.payloads[0]?.state, 'discarded');
  });
});

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

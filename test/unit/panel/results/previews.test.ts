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
/** A busy machine takes longer than users would wait; what is tested is the preview, not the time. */
const PATIENCE_MS = 60_000;
const LARGE = photoLikePng(2048, 1024, 40);

let home: string;
before(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'easel-previews-'));
});
after(() => rm(home, { recursive: true, force: true }));

/** As a reply does: the buffer is another one's after each write. */
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

describe('previews of what passes into the spool', () => {
  test('a large picture has one, and is stored as it came', async () => {
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

  test('each of several has its own', async () => {
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

  test('small pictures and those of other types have none, and nothing is started or written', async () => {
    const folder = path.join(home, 'none');
    // A thread that was started would fail.
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

  test('a run has so many at most: a reply full of beginnings does not start hundreds of threads', async () => {
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

  test('only the newest are kept', async () => {
    const folder = path.join(home, 'old');
    await mkdir(folder);
    for (let day = 10; day < 60; day += 1) await writeFile(path.join(folder, `1${day}.png`), '');
    const previews = createPreviews({ workerFile: WORKER, folder, timeoutMs: PATIENCE_MS });
    const file = await store(previews.around(memoryStore()), LARGE);
    const preview = await previews.of(file);
    // The thread tells first and tidies up then.
    for (let left = 50; left > 0 && (await readdir(folder)).length > 40; left -= 1) await pause();
    const names = await readdir(folder);
    assert.equal(names.length, 40);
    assert.ok(preview !== undefined && names.includes(path.basename(preview)));
    assert.ok(names.includes('159.png') && !names.includes('110.png'));
  });
});

describe('a preview that fails costs nothing but itself', () => {
  const cases: Readonly<Record<string, { worker?: string; folder?: string; bytes?: Buffer }>> = {
    'without its thread': { worker: path.resolve('no.cjs') },
    'where no thread can be had': { worker: 'no-absolute-path.cjs' },
    'in a folder that cannot be made': { folder: 'taken/previews' },
    'of a broken picture': { bytes: Buffer.concat([LARGE.subarray(0, 60), Buffer.alloc(5000)]) },
    'of a picture that is cut off': { bytes: LARGE.subarray(0, LARGE.length >> 1) },
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

  test('of one whose thread does not come to an end', async () => {
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

  test('of a run that is over before it', async () => {
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

  test('of what is discarded', async () => {
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

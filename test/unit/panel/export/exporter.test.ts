import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SaveError } from '../../../../src/errors.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { SQUARE, exportRig, slowWorker } from '../../../support/panel/exporter.ts';

test('only the newest request counts: the work for an older one ends, and no file of it arrives', async () => {
  const { jobs, assets } = slowWorker();
  const { preview, made, posted } = exportRig(SQUARE, { assets });
  const first = preview(1, { width: 10 });
  while (jobs.length < 1) await new Promise(setImmediate);
  const second = preview(2, { width: 20 });
  await first;
  assert.ok(jobs[0]?.signal.aborted);
  while (jobs.length < 2) await new Promise(setImmediate);
  jobs[1]?.end();
  while (made().length === 0) await new Promise(setImmediate);
  assert.deepEqual(
    posted.map((one) => 'request' in one && [one.type, one.request]),
    [
      ['export-part', 2],
      ['export-made', 2],
    ],
  );
  for (let job = 2; job < 4; job += 1) {
    while (jobs.length <= job) await new Promise(setImmediate);
    jobs[job]?.end();
  }
  await second;
});

test('requests that follow each other fast make one file', async () => {
  const { jobs, assets } = slowWorker();
  const { preview, exporter } = exportRig(SQUARE, { assets, waitMs: 20 });
  const typed = [1, 12, 120, 1200].map((width, index) => preview(index + 1, { width }));
  while (jobs.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(jobs[0]?.input.recipe.width, 1200);
  exporter.close();
  await Promise.all(typed);
  assert.equal(jobs.length, 1);
});

test('writes exactly the bytes that the page shows, once, beside the image', async () => {
  const { preview, write, made, sent, written, told, posted } = exportRig(SQUARE);
  await preview(1, { width: 32, format: 'webp', quality: 80 });
  const [shown] = made();
  const file = Buffer.concat(sent(1));
  assert.deepEqual([shown?.width, shown?.height, shown?.bytes], [32, 24, file.length]);
  const { type, width, height } = inspectImage(file) ?? {};
  assert.deepEqual([type, width, height], ['webp', 32, 24]);
  assert.deepEqual(written, []);
  await write(1);
  await write(1);
  assert.equal(written.length, 1);
  const [{ folder, stem, extension, bytes } = assert.fail()] = written;
  assert.deepEqual([folder, stem, extension], ['file:///w', 'a-32x24', 'webp']);
  assert.deepEqual(Buffer.from(bytes), file);
  assert.deepEqual(posted.at(-1), { type: 'export-written', request: 1 });
  assert.deepEqual(
    told.map(({ name, source, bytes: size }) => [name, source, size]),
    [['a-32x24.webp', 'a.png', file.length]],
  );
});

test('writes nothing that the page no longer shows', async () => {
  const { preview, write, written, exporter } = exportRig(SQUARE);
  await preview(1);
  const second = preview(2, { width: 8 });
  await write(1);
  await second;
  await write(1);
  exporter.close();
  await write(2);
  assert.deepEqual(written, []);
});

test('a file that could not be written can be written again', async () => {
  let isFull = true;
  const { preview, write, posted } = exportRig(SQUARE, {
    files: {
      name: () => 'a.png',
      parent: () => 'file:///w',
      read: async () => SQUARE,
      publish: async () => {
        if (isFull) throw new SaveError('a-8x6.png', 'ENOSPC');
        return 'file:///w/a-8x6.png';
      },
    },
  });
  await preview(1, { width: 8 });
  await write(1);
  const text = "Couldn't write a-8x6.png (ENOSPC).";
  assert.deepEqual(posted.at(-1), { type: 'export-unwritten', request: 1, text });
  isFull = false;
  await write(1);
  assert.deepEqual(posted.at(-1), { type: 'export-written', request: 1 });
});

test('an image that is gone leads to nothing', async () => {
  const { preview, posted } = exportRig(SQUARE);
  await preview(1, {}, 'gone');
  assert.deepEqual(posted, []);
});

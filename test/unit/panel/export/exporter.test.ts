import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createAssetClient, type AssetClient } from '../../../../src/assets/assetClient.ts';
import type { AssetInput, AssetOutput } from '../../../../src/assets/makeAsset.ts';
import type { PreparedImage } from '../../../../src/assets/prepareImages.ts';
import type { Target } from '../../../../src/disk/target.ts';
import { SaveError } from '../../../../src/errors.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { Exporter, type ExporterParts } from '../../../../src/panel/export/exporter.ts';
import {
  MAX_PREVIEW_BYTES,
  type ExportFromPanel,
  type ExportRecipe,
} from '../../../../src/panel/export/protocol.ts';
import { handle } from '../../../../src/panel/handlers.ts';
import type { ToPanel } from '../../../../src/panel/protocol.ts';
import { withCredentials } from '../../../support/image/credentials.ts';
import { RED, WHITE, photoLikePng, png } from '../../../support/image/images.ts';
import { translate as t } from '../../../support/localization.ts';
import { panelImage } from '../../../support/panel/state.ts';

const worker = createAssetClient(
  join(import.meta.dirname, '../../../../src/assets/assetWorker.ts'),
);
/** A red square on white, which Easel can make transparent. */
const SQUARE = png(64, 48, (x, y) => (x > 20 && x < 44 && y > 12 && y < 36 ? RED : WHITE));
const OUTPUT: AssetOutput = {
  ...{ file: new Uint8Array([1, 2, 3]), format: 'png', width: 4, height: 3, frames: 1 },
  ...{ isEnlarged: false, doubts: [], losesCredentials: false },
};

interface Written extends Target {
  readonly bytes: Uint8Array;
  readonly extension: string;
}

function rig(file: Uint8Array, more: Partial<ExporterParts> = {}) {
  const posted: ToPanel[] = [];
  const written: Written[] = [];
  const told: PreparedImage[] = [];
  let reads = 0;
  const exporter = new Exporter({
    find: (id) => (id === 'a' ? panelImage('a') : undefined),
    files: {
      name: (uri) => uri.slice(uri.lastIndexOf('/') + 1),
      parent: (uri) => uri.slice(0, uri.lastIndexOf('/')),
      read: async () => {
        reads += 1;
        return file;
      },
      publish: async (bytes, target, extension) => {
        written.push({ bytes, ...target, extension });
        return `${target.folder}/${target.stem}.${extension}`;
      },
    },
    labelingOf: async () => ({}),
    assets: worker,
    post: (message) => void posted.push(message),
    tell: (one) => void told.push(one),
    waitMs: 0,
    t,
    ...more,
  });
  const send = (message: ExportFromPanel) => handle(exporter.handlers, message);
  const preview = (request: number, recipe: Partial<ExportRecipe> = {}, image = 'a') =>
    send({
      type: 'preview-export',
      ...{ image, request, recipe: { fit: 'cover', format: 'png', ...recipe } },
    });
  const write = (request: number) => send({ type: 'write-export', request });
  const made = () => posted.flatMap((message) => (message.type === 'export-made' ? [message] : []));
  return { exporter, send, preview, write, made, posted, written, told, reads: () => reads };
}

/** A worker that answers when the test says so. */
function slowWorker() {
  const jobs: { readonly input: AssetInput; readonly signal: AbortSignal; end: () => void }[] = [];
  const run = (_name: string, input: AssetInput, signal: AbortSignal) =>
    new Promise<AssetOutput>((resolve, reject) => {
      const { width = 4 } = input.recipe;
      const end = (): void => {
        resolve({ ...OUTPUT, width });
      };
      jobs.push({ input, signal, end });
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
  return { jobs, assets: { run } as unknown as Pick<AssetClient, 'run'> };
}

test('only the newest request counts: the work for an older one ends, and no file of it arrives', async () => {
  const { jobs, assets } = slowWorker();
  const { preview, made, posted } = rig(SQUARE, { assets });
  const first = preview(1, { width: 10 });
  while (jobs.length < 1) await new Promise(setImmediate);
  const second = preview(2, { width: 20 });
  await first;
  assert.ok(jobs[0]?.signal.aborted);
  while (jobs.length < 2) await new Promise(setImmediate);
  jobs[1]?.end();
  while (made().length === 0) await new Promise(setImmediate);
  assert.deepEqual(
    posted.map((one) => 'request' in one && one.request),
    [2],
  );
  for (let job = 2; job < 4; job += 1) {
    while (jobs.length <= job) await new Promise(setImmediate);
    jobs[job]?.end();
  }
  await second;
});

test('requests that follow each other fast make one file', async () => {
  const { jobs, assets } = slowWorker();
  const { preview, exporter } = rig(SQUARE, { assets, waitMs: 20 });
  const typed = [1, 12, 120, 1200].map((width, index) => preview(index + 1, { width }));
  while (jobs.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(jobs[0]?.input.recipe.width, 1200);
  exporter.close();
  await Promise.all(typed);
  assert.equal(jobs.length, 1);
});

test('writes exactly the bytes that the page shows, once, beside the image', async () => {
  const { preview, write, made, written, told, posted } = rig(SQUARE);
  await preview(1, { width: 32, format: 'webp', quality: 80 });
  const [shown] = made();
  assert.ok(shown?.file);
  assert.deepEqual([shown.width, shown.height, shown.bytes], [32, 24, shown.file.length]);
  const { type, width, height } = inspectImage(shown.file) ?? {};
  assert.deepEqual([type, width, height], ['webp', 32, 24]);
  assert.deepEqual(written, []);
  await write(1);
  await write(1);
  assert.equal(written.length, 1);
  const [{ folder, stem, extension, bytes } = assert.fail()] = written;
  assert.deepEqual([folder, stem, extension], ['file:///w', 'a-32x24', 'webp']);
  assert.deepEqual(Buffer.from(bytes), Buffer.from(shown.file));
  assert.deepEqual(posted.at(-1), { type: 'export-written', request: 1 });
  assert.deepEqual(
    told.map(({ name, source, bytes: size }) => [name, source, size]),
    [['a-32x24.webp', 'a.png', shown.bytes]],
  );
});

test('writes nothing that the page no longer shows', async () => {
  const { preview, write, written, exporter } = rig(SQUARE);
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
  const { preview, write, posted } = rig(SQUARE, {
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

test('says why there is no file, in the sentences that commands use', async () => {
  const { preview, posted } = rig(photoLikePng(300, 200, 300));
  await preview(1, { format: 'jpeg', quality: 90, mostBytes: 2000 });
  const [refused] = posted;
  assert.ok(refused?.type === 'export-refused');
  assert.match(
    refused.text,
    /^The image can't be under 2 kB without visible damage\. The smallest/,
  );
  await preview(2, { background: 'transparent' });
  const last = posted.at(-1);
  assert.ok(last?.type === 'export-refused' && last.request === 2);
  assert.match(last.text, /^The background isn't a single color/);
});

test('says what the file lacks and that it is enlarged', async () => {
  const { preview, made } = rig(withCredentials(SQUARE));
  await preview(1, { width: 128 });
  assert.deepEqual(made()[0]?.notes, [
    "It is larger than the original, so it isn't sharper.",
    "The Content Credentials of a.png aren't in the new file, because they are for the original only.",
  ]);
  await preview(2, { width: 64, height: 48, fit: 'contain' });
  assert.equal(made()[1]?.notes.length, 1);
});

test('reads an image once, and looks once whether its background is plain', async () => {
  for (const [file, isPlain] of [
    [SQUARE, true],
    [photoLikePng(300, 200, 300), false],
  ] as const) {
    const { preview, posted, reads, send } = rig(file);
    await preview(1);
    await preview(2, { width: 16 });
    const looked = posted.filter(({ type }) => type === 'export-background');
    assert.deepEqual(looked, [{ type: 'export-background', image: 'a', isPlain }]);
    assert.equal(reads(), 1);
    await send({ type: 'close-export' });
    await preview(3);
    assert.equal(reads(), 2, 'the file may have changed while the form was closed');
  }
});

test('a very large file is not sent, but can be written', async () => {
  const file = new Uint8Array(MAX_PREVIEW_BYTES + 1);
  const run = async () => ({ ...OUTPUT, file });
  const { preview, made, write, written } = rig(SQUARE, {
    assets: { run } as unknown as Pick<AssetClient, 'run'>,
  });
  await preview(1);
  const [shown] = made();
  assert.deepEqual([shown?.file, shown?.bytes], [undefined, file.length]);
  await write(1);
  assert.equal(written[0]?.bytes.length, file.length);
});

test('an image that is gone leads to nothing', async () => {
  const { preview, posted } = rig(SQUARE);
  await preview(1, {}, 'gone');
  assert.deepEqual(posted, []);
});

/** What arrives at the form: the file, and what the user should know about it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AssetClient } from '../../../../src/assets/assetClient.ts';
import { CheckError } from '../../../../src/errors.ts';
import { readProvenance } from '../../../../src/image/provenance/readProvenance.ts';
import { MAX_PREVIEW_BYTES } from '../../../../src/panel/export/protocol.ts';
import { withCredentials } from '../../../support/image/credentials.ts';
import { BLUE, RED, bigPng, png } from '../../../support/image/images.ts';
import { OUTPUT, SQUARE, exportRig } from '../../../support/panel/exporter.ts';

/** Its edge has two colors. */
const HALVES = png(96, 64, (x) => (x < 48 ? RED : BLUE));

test('says why there is no file, in the sentences that commands use', async () => {
  const noise = exportRig(bigPng(100_000));
  await noise.preview(1, { format: 'jpeg', quality: 90, mostBytes: 2000 });
  const [refused] = noise.posted;
  assert.ok(refused?.type === 'export-refused');
  assert.match(
    refused.text,
    /^The image can't be under 2 kB without visible damage\. The smallest/,
  );
  const { preview, posted } = exportRig(HALVES);
  await preview(2, { background: 'transparent' });
  const [last] = posted;
  assert.ok(last?.type === 'export-refused' && last.request === 2);
  assert.match(last.text, /^The background isn't a single color/);
});

test('says what the file lacks and that it is enlarged', async () => {
  const { preview, made } = exportRig(withCredentials(SQUARE));
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
    [HALVES, false],
  ] as const) {
    const { preview, posted, reads, send } = exportRig(file);
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

test('a large file is sent in parts, and a very large one is not, but both can be written', async () => {
  for (const [size, parts] of [
    [5_000_000, 5],
    [MAX_PREVIEW_BYTES + 1, 0],
  ] as const) {
    // From a worker, it is in shared memory, which VS Code doesn't send.
    const file = new Uint8Array(new SharedArrayBuffer(size)).map((_, at) => at % 251);
    const run = async () => ({ ...OUTPUT, file });
    const { preview, made, sent, write, written } = exportRig(SQUARE, {
      assets: { run } as unknown as Pick<AssetClient, 'run'>,
    });
    await preview(1);
    assert.deepEqual([sent(1).length, made()[0]?.bytes], [parts, size]);
    assert.ok(sent(1).every(({ buffer, length }) => buffer.byteLength === length));
    if (parts > 0) assert.equal(Buffer.compare(Buffer.concat(sent(1)), file), 0);
    await write(1);
    assert.equal(written[0]?.bytes.length, size);
  }
});

test('an image that is gone from the disk is a refusal, and is read again', async () => {
  const unreadable = new CheckError({ kind: 'unreadable', file: 'a.png', code: 'ENOENT' });
  let isThere = false;
  const { preview, posted } = exportRig(SQUARE, {
    files: {
      name: () => 'a.png',
      parent: () => 'file:///w',
      read: async () => (isThere ? SQUARE : Promise.reject(unreadable)),
      publish: async () => assert.fail(),
    },
  });
  await preview(1);
  assert.deepEqual(
    posted.map(({ type }) => type),
    ['export-refused'],
  );
  isThere = true;
  await preview(2);
  assert.equal(posted.at(-1)?.type, 'export-background');
});

test('the file says how the image was made, as far as that is known', async () => {
  for (const labeling of [{ known: 'trainedAlgorithmicMedia' } as const, undefined]) {
    const { preview, sent } = exportRig(SQUARE, { labelingOf: async () => labeling });
    await preview(1, { width: 16 });
    const { sourceType } = readProvenance(Buffer.concat(sent(1)));
    assert.equal(sourceType, labeling?.known);
  }
});

test('a limit that is too low leaves the rest of the form in use', async () => {
  const { preview, posted } = exportRig(SQUARE);
  await preview(1, { mostBytes: 10 });
  assert.deepEqual(
    posted.map(({ type }) => type),
    ['export-refused', 'export-background'],
  );
});

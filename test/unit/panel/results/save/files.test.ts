import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspectImage } from '../../../../../src/image/formats/inspect.ts';
import { createPixelClient } from '../../../../../src/image/jobs/pixelClient.ts';
import { readProvenance } from '../../../../../src/image/provenance/readProvenance.ts';
import { saveFiles } from '../../../../../src/panel/results/save/files.ts';
import { png } from '../../../../support/image/images.ts';
import { fakePage } from '../../../../support/panel/page.ts';
import { panelImage } from '../../../../support/panel/state.ts';

const pixels = createPixelClient(
  join(import.meta.dirname, '../../../../../src/image/jobs/pixelWorker.ts'),
);

const UNLABELED = { labelingOf: async () => undefined };

test('encodes each choice once, with the quality of the choice', async () => {
  const { requests, encoder } = fakePage();
  let reads = 0;
  const read = async () => {
    reads += 1;
    return png(64, 64, (x, y) => [x * 4, y * 4, (x * y) % 256, 255]);
  };
  const files = saveFiles(panelImage('a'), { ...UNLABELED, read, pixels, encoder });
  const [fine, coarse] = [
    (await files.file({ type: 'jpeg', quality: 95 })).file,
    (await files.file({ type: 'jpeg', quality: 20 })).file,
  ];
  assert.equal(inspectImage(fine)?.type, 'jpeg');
  assert.ok(coarse.byteLength < fine.byteLength, `${coarse.byteLength} < ${fine.byteLength}`);
  const again = await files.file({ type: 'jpeg', quality: 95 });
  assert.equal(again.file, fine, 'the same file again');
  await files.file({ type: 'webp', quality: 80 });
  await files.file({ type: 'webp', quality: 80 });
  assert.deepEqual(
    requests.map(({ to, quality }) => [to, quality]),
    [['webp', 80]],
  );
  assert.equal(reads, 1);
});

test('a JPEG stays as it is, or is encoded again for a quality', async () => {
  const { encoder } = fakePage();
  const { file: original } = await saveFiles(panelImage('a'), {
    ...UNLABELED,
    read: async () => png(64, 64, (x, y) => [x * 4, y * 4, 0, 255]),
    pixels,
    encoder,
  }).file({ type: 'jpeg', quality: 95 });
  const files = saveFiles(panelImage('b'), {
    ...UNLABELED,
    read: async () => original,
    pixels,
    encoder,
  });
  assert.equal((await files.file({ type: 'jpeg' })).file, original);
  const { file: coarse } = await files.file({ type: 'jpeg', quality: 20 });
  assert.ok(coarse.byteLength < original.byteLength);
});

test('a file says what is known of its image, which is looked up once', async () => {
  const { encoder } = fakePage();
  const asked: string[] = [];
  const labelingOf = async (uri: string, file: Uint8Array) => {
    asked.push(`${uri} ${file.length}`);
    return { known: 'algorithmicMedia' } as const;
  };
  const image = panelImage('a');
  const files = saveFiles(image, { labelingOf, read: async () => png(), pixels, encoder });
  for (const type of ['jpeg', 'webp'] as const) {
    const { file } = await files.file({ type, quality: 80 });
    assert.equal(readProvenance(file).sourceType, 'algorithmicMedia');
  }
  assert.deepEqual(asked, [`${image.uri} ${png().length}`]);
});

test('a failure or an aborted size is forgotten, so that saving starts over', async () => {
  const { encoder } = fakePage();
  let fails = true;
  const read = async () => {
    if (fails) throw new Error('gone');
    return png();
  };
  const files = saveFiles(panelImage('a'), { ...UNLABELED, read, pixels, encoder });
  await assert.rejects(files.file({ type: 'jpeg', quality: 80 }), /gone/);
  fails = false;
  const stop = new AbortController();
  stop.abort(new Error('closed'));
  await assert.rejects(files.file({ type: 'jpeg', quality: 80 }, stop.signal), /closed/);
  const { file } = await files.file({ type: 'jpeg', quality: 80 });
  assert.equal(inspectImage(file)?.type, 'jpeg');
});

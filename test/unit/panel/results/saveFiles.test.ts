import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { createPixelClient } from '../../../../src/image/jobs/pixelClient.ts';
import { saveFiles } from '../../../../src/panel/results/saveFiles.ts';
import { png } from '../../../support/image/images.ts';
import { fakePage } from '../../../support/panel/page.ts';
import { panelImage } from '../../../support/panel/state.ts';

const pixels = createPixelClient(
  join(import.meta.dirname, '../../../../src/image/jobs/pixelWorker.ts'),
);

test('encodes each choice once, with the quality of the choice', async () => {
  const { requests, encoder } = fakePage();
  let reads = 0;
  const read = async () => {
    reads += 1;
    return png(64, 64, (x, y) => [x * 4, y * 4, (x * y) % 256, 255]);
  };
  const files = saveFiles(panelImage('a'), { read, pixels, encoder });
  const [fine, coarse] = [
    await files.file({ type: 'jpeg', quality: 95 }),
    await files.file({ type: 'jpeg', quality: 20 }),
  ];
  assert.equal(inspectImage(fine)?.type, 'jpeg');
  assert.ok(coarse.byteLength < fine.byteLength, `${coarse.byteLength} < ${fine.byteLength}`);
  assert.equal(await files.file({ type: 'jpeg', quality: 95 }), fine, 'the same file again');
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
  const original = await saveFiles(panelImage('a'), {
    read: async () => png(64, 64, (x, y) => [x * 4, y * 4, 0, 255]),
    pixels,
    encoder,
  }).file({ type: 'jpeg', quality: 95 });
  const files = saveFiles(panelImage('b'), { read: async () => original, pixels, encoder });
  assert.equal(await files.file({ type: 'jpeg' }), original);
  assert.ok((await files.file({ type: 'jpeg', quality: 20 })).byteLength < original.byteLength);
});

test('a failure or an aborted size is forgotten, so that saving starts over', async () => {
  const { encoder } = fakePage();
  let fails = true;
  const read = async () => {
    if (fails) throw new Error('gone');
    return png();
  };
  const files = saveFiles(panelImage('a'), { read, pixels, encoder });
  await assert.rejects(files.file({ type: 'jpeg', quality: 80 }), /gone/);
  fails = false;
  const stop = new AbortController();
  stop.abort(new Error('closed'));
  await assert.rejects(files.file({ type: 'jpeg', quality: 80 }, stop.signal), /closed/);
  const file = await files.file({ type: 'jpeg', quality: 80 });
  assert.equal(inspectImage(file)?.type, 'jpeg');
});

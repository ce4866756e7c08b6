/** A batch of assets on a real disk, in the real worker. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createAssetClient } from '../../../src/assets/assetClient.ts';
import { prepareImages, type PrepareFiles } from '../../../src/assets/prepareImages.ts';
import { publishFile } from '../../../src/disk/publish/publishFile.ts';
import { CheckError, SaveError } from '../../../src/errors.ts';
import type { Labeling } from '../../../src/image/provenance/derived.ts';
import {
  describePrepared,
  describeUnprepared,
  preparingText,
} from '../../../src/messages/notices/prepared.ts';
import { readProvenance } from '../../../src/image/provenance/readProvenance.ts';
import { diskFiles } from '../../support/diskFiles.ts';
import { withCredentials } from '../../support/image/credentials.ts';
import { png } from '../../support/image/images.ts';
import { translate as t } from '../../support/localization.ts';

const WORKER = fileURLToPath(new URL('../../../src/assets/assetWorker.ts', import.meta.url));
const assets = createAssetClient(WORKER);
const IMAGE = png(64, 48, [200, 30, 30]);
const SIGNED = withCredentials(IMAGE);

const files: PrepareFiles = {
  ...diskFiles,
  publish: async (bytes, { folder, stem }, extension) =>
    pathToFileURL(await publishFile(bytes, fileURLToPath(folder), { stem, extension })).href,
};

async function withImages(
  names: readonly string[],
  work: (images: readonly string[], folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'easel-assets-'));
  try {
    for (const name of names) await writeFile(join(folder, name), IMAGE);
    await work(
      names.map((name) => pathToFileURL(join(folder, name)).href),
      folder,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('a batch of assets', () => {
  test('is written beside each image, and its summary names the first file and its facts', async () => {
    await withImages(['a.png'], async (images, folder) => {
      const prepared = await prepareImages({ images, recipe: { width: 16 } }, { files, assets });
      assert.deepEqual(await readdir(folder), ['a-16x12.png', 'a.png']);
      assert.match(describePrepared(prepared, t), /^Saved a-16x12\.png \(16 × 12 px, \d+ B\)\.$/);
      assert.ok((await readFile(join(folder, 'a.png'))).equals(IMAGE));
    });
  });

  test('goes into one folder if the caller names one', async () => {
    await withImages(['a.png', 'b.png'], async (images, folder) => {
      const other = await mkdtemp(join(folder, 'out-'));
      const job = { images, recipe: { width: 8 }, folder: pathToFileURL(other).href };
      await prepareImages(job, { files, assets });
      assert.deepEqual(await readdir(other), ['a-8x6.png', 'b-8x6.png']);
    });
  });

  test('continues after an image that cannot be read, and after a file that cannot be written', async () => {
    await withImages(['a.png', 'b.png', 'c.png'], async (images, folder) => {
      await writeFile(join(folder, 'a.png'), IMAGE.subarray(0, 40));
      const full: PrepareFiles = {
        ...files,
        publish: (bytes, target, extension) =>
          target.stem.startsWith('b')
            ? Promise.reject(new SaveError('b-8x6.png', 'ENOSPC'))
            : files.publish(bytes, target, extension),
      };
      const started: string[] = [];
      const parts = {
        files: full,
        assets,
        onStart: (at: number, name: string) => started.push(`${at} ${name}`),
      };
      const prepared = await prepareImages({ images, recipe: { width: 8 } }, parts);
      assert.deepEqual(started, ['0 a.png', '1 b.png', '2 c.png']);
      assert.deepEqual(
        prepared.made.map(({ name }) => name),
        ['c-8x6.png'],
      );
      assert.deepEqual(
        prepared.failed.map(({ error }) => error.constructor),
        [CheckError, SaveError],
      );
      assert.match(
        describePrepared(prepared, t),
        /^Saved c-8x6\.png \(.*\)\. a\.png: .*\. 1 more failed\.$/,
      );
    });
  });

  test('stops when it is canceled, and keeps what is written', async () => {
    await withImages(['a.png', 'b.png', 'c.png'], async (images) => {
      const stop = new AbortController();
      const onStart = (at: number): void => {
        if (at === 1) stop.abort();
      };
      const parts = { files, assets, signal: stop.signal, onStart };
      const { made, failed } = await prepareImages({ images, recipe: { width: 8 } }, parts);
      assert.deepEqual([made.map(({ name }) => name), failed], [['a-8x6.png'], []]);
    });
  });

  test('says which files are larger than their images', async () => {
    await withImages(['a.png', 'b.png'], async (images) => {
      const parts = { files, assets };
      const one = await prepareImages({ images: images.slice(1), recipe: { width: 65 } }, parts);
      assert.match(
        describePrepared(one, t),
        /It is larger than the original, so it isn't sharper\.$/,
      );
      const both = await prepareImages({ images, recipe: { width: 66 } }, parts);
      assert.equal(
        describePrepared(both, t),
        'Saved 2 images. Larger than the original, and not sharper: a-66x50.png, b-66x50.png.',
      );
    });
  });
});

describe('an asset of an image with Content Credentials', () => {
  const prepare = async (labelingOf?: () => Promise<Labeling | undefined>) => {
    let result: { sentence: string; file: Buffer; source: Buffer } | undefined;
    await withImages(['a.png'], async (images, folder) => {
      await writeFile(join(folder, 'a.png'), SIGNED);
      const parts = { files, assets, ...(labelingOf && { labelingOf }) };
      const prepared = await prepareImages({ images, recipe: { width: 16 } }, parts);
      const sentence = describePrepared(prepared, t);
      const file = await readFile(join(folder, 'a-16x12.png'));
      result = { sentence, file, source: await readFile(join(folder, 'a.png')) };
    });
    assert.ok(result);
    return result;
  };

  test('says what it is, and the notice says what is lost', async () => {
    const { sentence, file, source } = await prepare(async () => ({}));
    const expected = { hasCredentials: false, sourceType: 'trainedAlgorithmicMedia' };
    assert.deepEqual(readProvenance(file), expected);
    const loss =
      "The Content Credentials of a.png aren't in the new file, because they are for the original only.";
    assert.ok(sentence.endsWith(loss), sentence);
    assert.ok(source.equals(SIGNED));
  });

  test('carries nothing when labels are off, and the notice still says what is lost', async () => {
    const { sentence, file } = await prepare(async () => undefined);
    assert.deepEqual(readProvenance(file), { hasCredentials: false });
    assert.match(sentence, /The Content Credentials of a\.png aren't/);
  });
});

describe('the names of files', () => {
  const EVIL = '[pay](command:evil) \u202egnp.png';

  test('threat-T19 are text in every sentence', () => {
    const texts = [
      preparingText(0, 1, EVIL, t),
      preparingText(1, 3, EVIL, t),
      describePrepared(
        {
          made: [
            {
              uri: 'file:///x',
              name: EVIL,
              source: EVIL,
              losesCredentials: true,
              doubts: [],
              bytes: 9,
              format: 'png',
              width: 2,
              height: 2,
              isEnlarged: true,
              frames: 3,
            },
          ],
          failed: [{ name: EVIL, error: new SaveError(EVIL, 'ENOSPC') }],
        },
        t,
      ),
    ];
    for (const text of texts) {
      assert.match(text, /pay/);
      assert.doesNotMatch(text, /\]\(|\u202e/);
    }
  });

  test('stand before a reason that does not name the file, and only there', () => {
    const noPixels = new CheckError({ kind: 'no-pixels', why: 'broken', what: '2 × 2' });
    assert.match(describeUnprepared({ name: 'a.png', error: noPixels }, t), /^a\.png: /);
    const unreadable = new CheckError({ kind: 'unreadable', file: 'a.png', code: 'EACCES' });
    const text = describeUnprepared({ name: 'a.png', error: unreadable }, t);
    assert.equal(text.split('a.png').length, 2, text);
  });
});

test('an animation says that it shows its first frame', () => {
  const one = {
    uri: 'file:///x',
    source: 'x.gif',
    losesCredentials: false,
    doubts: [],
    bytes: 9,
    format: 'png',
    width: 2,
    height: 2,
    isEnlarged: false,
  } as const;
  const animated = { ...one, name: 'a.png', frames: 12 };
  const still = { ...one, name: 'b.png', frames: 1 };
  assert.equal(
    describePrepared({ made: [animated], failed: [] }, t),
    'Saved a.png (2 × 2 px, 9 B). It shows the first of 12 frames.',
  );
  assert.equal(
    describePrepared({ made: [animated, still], failed: [] }, t),
    'Saved 2 images. Only the first frame is in: a.png.',
  );
});

/** A set on a real disk. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createAssetClient } from '../../../../src/assets/assetClient.ts';
import { webBase } from '../../../../src/assets/sets/markup.ts';
import { parseSetOptions } from '../../../../src/assets/sets/options.ts';
import { writeSet, type MadeSet, type SetFiles } from '../../../../src/assets/sets/writeSet.ts';
import { publishFile } from '../../../../src/disk/publish/publishFile.ts';
import { CheckError, SaveError } from '../../../../src/errors.ts';
import { describeSet, setNotes } from '../../../../src/messages/notices/iconSet.ts';
import { translate as t } from '../../../support/localization.ts';
import { disk } from './rig.ts';

const WORKER = fileURLToPath(new URL('../../../../src/assets/assetWorker.ts', import.meta.url));
const assets = createAssetClient(WORKER);

const files: SetFiles = {
  name: (uri) => basename(fileURLToPath(uri)),
  createFolder: async (parent, name) => {
    const folder = join(fileURLToPath(parent), name);
    await mkdir(folder);
    return pathToFileURL(folder).href;
  },
  publish: async (bytes, { folder, stem }, extension) =>
    pathToFileURL(await publishFile(bytes, fileURLToPath(folder), { stem, extension })).href,
  discard: async ({ folder }) => {
    await rm(fileURLToPath(folder), { recursive: true });
  },
};

const placeOf = (folder: string) => ({ base: `${basename(folder)}/`, name: 'Site' });

async function withFolder(work: (parent: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'easel-set-'));
  try {
    await work(pathToFileURL(folder).href, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function madeInWorker(set: MadeSet['set']): Promise<MadeSet> {
  const output = await assets.run('set', { file: disk(300), set, stem: 'hero' });
  return { ...output, set, stem: 'hero' };
}

describe('a set that is written', () => {
  test('has every file of the worker byte for byte, its texts, and folders for some of them', async () => {
    await withFolder(async (parent, folder) => {
      const made = await madeInWorker('android');
      const started: string[] = [];
      const written = await writeSet(
        made,
        { parent, name: 'android-icons' },
        { files, placeOf, onStart: (at, all, path) => started.push(`${at}/${all} ${path}`) },
      );
      for (const { path, start, end } of made.files) {
        const file = await readFile(join(folder, 'android-icons', path));
        assert.ok(file.equals(made.bytes.subarray(start, end)), path);
      }
      assert.equal(written.files.length, 13);
      assert.equal(started[12], '12/13 values/ic_launcher_background.xml');
      assert.equal(written.folders.length, 8);
      assert.equal(written.folders[0], written.folder);
      assert.equal(
        describeSet(made, written, 'android-icons', t),
        `Made 13 files in android-icons. ${setNotes(made, t).join(' ')}`,
      );
      assert.match(setNotes(made, t).join(), /^Enlarged, so not sharper: play-store-512\.png/);
    });
  });

  test('is removed if one of its files cannot be written, and if it is canceled', async () => {
    await withFolder(async (parent, folder) => {
      await writeFile(join(folder, 'keep.txt'), 'x');
      const made = await madeInWorker('favicon');
      const full: SetFiles = {
        ...files,
        publish: (bytes, target, extension) =>
          target.stem === 'icon-192'
            ? Promise.reject(new SaveError('icon-192.png', 'ENOSPC'))
            : files.publish(bytes, target, extension),
      };
      const place = { parent, name: 'icons' };
      await assert.rejects(writeSet(made, place, { files: full, placeOf }), SaveError);
      assert.deepEqual(await readdir(folder), ['keep.txt']);
      const stop = new AbortController();
      const onStart = (index: number) => {
        if (index === 3) stop.abort(new Error('stopped'));
      };
      const parts = { files, placeOf, signal: stop.signal, onStart };
      await assert.rejects(writeSet(made, place, parts), /stopped/);
      assert.deepEqual(await readdir(folder), ['keep.txt']);
    });
  });
});

test('addresses in HTML start at the root of a site if the folder is below one', () => {
  assert.equal(webBase('/public/brand/icons'), '/brand/icons/');
  assert.equal(webBase('apps/web/static/icons'), '/icons/');
  assert.equal(webBase('/assets/icons'), 'icons/');
  // The set's own folder is no root.
  assert.equal(webBase('/docs/public'), 'public/');
});

test('options need a set that exists, and a grid of two numbers', () => {
  assert.deepEqual(parseSetOptions({ set: 'sprites', grid: '4x2', more: 1 }), {
    set: 'sprites',
    grid: '4x2',
  });
  for (const options of [
    {},
    { set: 'stickers' },
    { set: 'sprites', grid: '4' },
    { set: 'social', image: '' },
  ]) {
    assert.throws(
      () => parseSetOptions(options),
      (error: unknown) => error instanceof CheckError && error.problem.kind === 'bad-options',
    );
  }
});

/** `easel.prepareImage` with arguments, as keybindings and other extensions call it. */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import type { RunResult } from '../../../src/run/plan/options.ts';
import { decodeEightBits } from '../../../src/image/decode/decodeImage.ts';
import { encodeJpeg } from '../../../src/image/jpeg/encodeJpeg.ts';
import { createScene, disk, paint } from '../../support/matte/canvas.ts';
import { paintOver } from '../../support/matte/painted.ts';
import { photoLikePng } from '../../support/image/images.ts';
import { withNotices } from '../rig/notices.ts';
import type { Tests } from '../suite.ts';

const REMOVE = 'easel.removeBackground';
const PHOTO = photoLikePng(320, 240, 40);

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'easel-prepare-'));
  try {
    await work(folder);
  } finally {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true });
  }
}

async function prepare(...args: readonly unknown[]): Promise<RunResult> {
  return await vscode.commands.executeCommand('easel.prepareImage', ...args);
}

export const tests: Tests = {
  'easel.prepareImage with options asks nothing, overwrites nothing, and resolves with the file':
    () =>
      withFolder(async (folder) => {
        const photo = path.join(folder, 'photo.png');
        await writeFile(photo, PHOTO);
        const options = { images: [photo], width: 64, height: 64, format: 'jpeg' };
        await withNotices(async (texts) => {
          const first = await prepare(options);
          const second = await prepare(vscode.Uri.file(photo), [], { width: 64, height: 64 });
          const third = await prepare(options);
          assert.deepEqual(
            [first, second, third].map(({ outcome, warnings, runs }) => [outcome, warnings, runs]),
            Array.from({ length: 3 }, () => ['saved', [], []]),
          );
          assert.deepEqual((await readdir(folder)).sort(), [
            'photo-64x64-2.jpg',
            'photo-64x64.jpg',
            'photo-64x64.png',
            'photo.png',
          ]);
          assert.deepEqual(
            first.saved.map((uri) => path.basename(uri)),
            ['photo-64x64.jpg'],
          );
          assert.match(texts[0] ?? '', /^Saved photo-64x64\.jpg \(64 × 64 px, /);
        });
        const { type, width, height } =
          inspectImage(await readFile(path.join(folder, 'photo-64x64.jpg'))) ?? {};
        assert.deepEqual([type, width, height], ['jpeg', 64, 64]);
        assert.ok((await readFile(photo)).equals(PHOTO), 'the source is unchanged');
      }),

  'easel.prepareImage continues after a broken image, and says which one it was': () =>
    withFolder(async (folder) => {
      const images = ['a.png', 'cut.png', 'b.png'].map((name) => path.join(folder, name));
      const contents = [PHOTO, PHOTO.subarray(0, 2000), PHOTO];
      for (const [index, file] of images.entries()) await writeFile(file, contents[index] ?? '');
      await withNotices(async (texts) => {
        const { outcome, saved, warnings } = await prepare({ images, width: 32 });
        assert.deepEqual(
          [outcome, saved.map((uri) => path.basename(uri))],
          ['saved', ['a-32x24.png', 'b-32x24.png']],
        );
        assert.match(warnings.join(), /^cut\.png: /);
        assert.match(texts.join(), /^Saved 2 images\. cut\.png: /);
      });
    }),

  'easel.prepareImage refuses what is no option, what is not there, and a weight that would damage':
    () =>
      withFolder(async (folder) => {
        const photo = path.join(folder, 'photo.png');
        await writeFile(photo, PHOTO);
        await withNotices(async (texts) => {
          const wrong = await prepare({ images: [photo], width: 0 });
          const missing = await prepare({ images: [path.join(folder, 'no.png')], width: 10 });
          const heavy = await prepare({ images: [photo], mostBytes: 300 });
          assert.deepEqual(
            [wrong, missing, heavy].map(({ outcome, saved }) => [outcome, saved]),
            [
              ['bad_request', []],
              ['bad_request', []],
              ['bad_request', []],
            ],
          );
          assert.match(heavy.message ?? '', /can't be under 300 B without visible damage/);
          const none = await prepare({ images: [], width: 10 });
          assert.deepEqual([none.outcome, none.saved], ['bad_request', []]);
          assert.equal(texts.length, 4);
        });
        assert.deepEqual(await readdir(folder), ['photo.png']);
      }),

  'easel.removeBackground makes a plain background transparent, and refuses one that is not': () =>
    withFolder(async (folder) => {
      const scene = createScene(96, 96);
      paint(scene, disk(48, 48, 24), [200, 60, 40]);
      const image = await paintOver(scene, { color: [8, 162, 24], seed: 1, drift: 4, grain: 1 });
      const cup = path.join(folder, 'cup.jpg');
      await writeFile(cup, await encodeJpeg(image, 92));
      const photo = path.join(folder, 'photo.png');
      await writeFile(photo, PHOTO);
      await withNotices(async (texts) => {
        const options = { images: [cup] };
        const done: RunResult = await vscode.commands.executeCommand(REMOVE, options);
        const refused: RunResult = await vscode.commands.executeCommand(REMOVE, {
          images: [photo],
        });
        assert.deepEqual([done.outcome, refused.outcome], ['saved', 'bad_request']);
        assert.deepEqual((await readdir(folder)).sort(), [
          'cup-transparent.png',
          'cup.jpg',
          'photo.png',
        ]);
        assert.match(texts[0] ?? '', /^Saved cup-transparent\.png \(96 × 96 px, /);
        assert.match(texts[1] ?? '', /The background isn't a single color/);
      });
      const { data } = await decodeEightBits(
        await readFile(path.join(folder, 'cup-transparent.png')),
      );
      const alphaAt = (x: number, y: number) => data[(y * 96 + x) * 4 + 3];
      assert.deepEqual([alphaAt(2, 2), alphaAt(48, 48)], [0, 255]);
    }),
};

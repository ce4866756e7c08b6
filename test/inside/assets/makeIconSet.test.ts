/** `easel.makeIconSet` with arguments, as keybindings and other extensions call it. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import type { RunResult } from '../../../src/run/plan/options.ts';
import { png } from '../../support/image/images.ts';
import { click, until, withNotices } from '../rig/notices.ts';
import type { Tests } from '../suite.ts';

const LOGO = png(600, 600, (x, y) =>
  Math.hypot(x - 300, y - 300) < 250 ? [20, 80, 200] : [0, 0, 0, 0],
);

async function withLogo(work: (folder: string, logo: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'easel-set-'));
  try {
    const logo = path.join(folder, 'logo.png');
    await writeFile(logo, LOGO);
    await work(folder, logo);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function makeSet(...args: readonly unknown[]): Promise<RunResult> {
  return await vscode.commands.executeCommand('easel.makeIconSet', ...args);
}

export const tests: Tests = {
  'easel.makeIconSet with options asks nothing, writes a new folder each time, and resolves with its files':
    () =>
      withLogo(async (folder, logo) => {
        await withNotices(async (texts) => {
          const first = await makeSet({ image: logo, set: 'favicon' });
          const second = await makeSet(vscode.Uri.file(logo), [], { set: 'favicon' });
          assert.deepEqual([first.outcome, second.outcome], ['saved', 'saved']);
          assert.deepEqual([first.warnings, first.runs], [[], []]);
          assert.deepEqual((await readdir(folder)).sort(), ['icons', 'icons-2', 'logo.png']);
          const written = await readdir(path.join(folder, 'icons'));
          assert.equal(written.length, 14);
          assert.deepEqual(first.saved.map((uri) => path.basename(uri)).sort(), written.toSorted());
          assert.equal(texts[0], 'Made 14 files in icons.');
        });
        const icon = await readFile(path.join(folder, 'icons-2', 'favicon.ico'));
        assert.equal(inspectImage(icon)?.isWhole, true);
        const html = await readFile(path.join(folder, 'icons-2', 'favicon.html'), 'utf8');
        assert.match(html, /href="icons-2\/favicon\.ico"/);
        assert.ok((await readFile(logo)).equals(LOGO), 'the source is unchanged');
      }),

  'easel.makeIconSet makes a missing target, and a folder inside of one that exists': () =>
    withLogo(async (folder, image) => {
      await mkdir(path.join(folder, 'public'));
      await withNotices(async () => {
        for (const target of ['public', 'public/brand', 'public/brand']) {
          const options = { image, set: 'android', target: path.join(folder, target) };
          assert.equal((await makeSet(options)).outcome, 'saved');
        }
      });
      assert.deepEqual((await readdir(path.join(folder, 'public'))).sort(), [
        'android-icons',
        'brand',
      ]);
      const brand = path.join(folder, 'public', 'brand');
      assert.ok((await readdir(brand)).includes('android-icons'));
      assert.deepEqual((await readdir(path.join(brand, 'mipmap-hdpi'))).sort(), [
        'ic_launcher.png',
        'ic_launcher_foreground.png',
      ]);
    }),

  'easel.makeIconSet removes everything with one Undo, and Restore brings it back': () =>
    withLogo(async (folder, image) => {
      const listing = async () => (await readdir(folder, { recursive: true })).sort();
      const before = await listing();
      let written: readonly string[] = [];
      const options = { image, set: 'android' };
      await withNotices(
        async (texts) => {
          const { saved } = await makeSet(options);
          await until(() => texts.length > 1, 'no notice about the undo');
          assert.match(texts[1] ?? '', /^Deleted /);
          assert.deepEqual(await listing(), before);
          assert.equal(saved.length, 13);
          written = saved.map((uri) => vscode.Uri.parse(uri).fsPath);
        },
        async (text, buttons) => {
          if (text.startsWith('Made')) return await click('Undo')(text, buttons);
          return undefined;
        },
      );
      await withNotices(
        async (texts) => {
          await makeSet(options);
          await until(() => texts.length > 1, 'no notice about the undo');
          const isBack = () => written.every((file) => existsSync(file));
          await until(isBack, 'not restored');
        },
        async (text, buttons) =>
          await click(text.startsWith('Made') ? 'Undo' : 'Restore')(text, buttons),
      );
    }),

  'easel.makeIconSet refuses an unknown set, a missing image, and one that is cut off': () =>
    withLogo(async (folder, logo) => {
      const cut = path.join(folder, 'cut.png');
      await writeFile(cut, LOGO.subarray(0, 700));
      await withNotices(async (texts) => {
        const results = [
          await makeSet({ image: logo, set: 'stickers' }),
          await makeSet({ image: path.join(folder, 'no.png'), set: 'favicon' }),
          await makeSet({ image: cut, set: 'favicon' }),
        ];
        assert.deepEqual(
          results.map(({ outcome, saved }) => [outcome, saved]),
          results.map(() => ['bad_request', []]),
        );
        assert.equal(texts.length, 3);
        assert.match(texts[2] ?? '', /^cut\.png: /);
      });
      assert.deepEqual((await readdir(folder)).sort(), ['cut.png', 'logo.png']);
    }),

  'easel.makeIconSet says which sizes it enlarged or left out': () =>
    withLogo(async (folder) => {
      const small = path.join(folder, 'small.png');
      await writeFile(small, png(64, 64, [20, 80, 200]));
      await withNotices(async () => {
        const { warnings } = await makeSet({ image: small, set: 'favicon' });
        assert.match(
          warnings.join(' '),
          /^Enlarged, so not sharper: .* The image is too small for: /,
        );
      });
    }),
};

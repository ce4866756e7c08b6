/** Save As and Undo Replace on file systems of VS Code, and deleting where there is no trash. */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { ReplaceError, SaveError } from '../../src/errors.ts';
import { keptFiles } from '../../src/replace/keptFiles.ts';
import { Replacements } from '../../src/replace/replacements.ts';
import { undoReplace } from '../../src/vscode/commands/undoReplace.ts';
import { saveTo, type SavePlace } from '../../src/vscode/files/saveTo.ts';
import { moveToTrash } from '../../src/vscode/files/trash.ts';
import { userFile } from '../../src/vscode/files/userFile.ts';
import { RESULT, SOURCE } from './rig/images.ts';
import { memoryFiles } from './rig/memoryFiles.ts';
import { click, withNotices } from './rig/notices.ts';
import type { Tests } from './suite.ts';

const RESULT_URI = 'file:///w/result.png';

async function withStorage(
  work: (replacements: Replacements, folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'easel-replaced-'));
  const kept = keptFiles(path.join(folder, 'replaced'));
  try {
    await work(new Replacements({ kept, open: userFile }), folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function place(folder: vscode.Uri, mayReplace: boolean): SavePlace {
  return { folder, stem: 'hero', extension: 'png', mayReplace };
}

export const tests: Tests = {
  'fault-144 in a virtual file system, Save As creates the folder and replaces only what was confirmed':
    () =>
      withStorage(async (replacements) => {
        const memory = memoryFiles('memfs-save');
        const folder = vscode.Uri.parse(memory.uri('/img'));
        const content = (file: string) => Buffer.from(memory.files.get(file) ?? []);
        try {
          const save = (bytes: Uint8Array, mayReplace: boolean) =>
            saveTo(place(folder, mayReplace), bytes, replacements, RESULT_URI);
          const first = await save(SOURCE, false);
          assert.equal(first.uri.path, '/img/hero.png');
          const second = await save(RESULT, false);
          assert.deepEqual([second.uri.path, second.replaced], ['/img/hero-2.png', undefined]);
          assert.ok(content('/img/hero.png').equals(SOURCE));
          const third = await save(RESULT, true);
          assert.ok(third.replaced && content('/img/hero.png').equals(RESULT));
          await withNotices(async (texts) => {
            const original = first.uri.toString();
            const restored = await undoReplace(replacements, { original, result: RESULT_URI });
            assert.equal(restored, original);
            assert.deepEqual([...texts], ['Restored hero.png.']);
          });
          assert.ok(content('/img/hero.png').equals(SOURCE));
          assert.deepEqual([...memory.files.keys()].sort(), ['/img/hero-2.png', '/img/hero.png']);
        } finally {
          memory.dispose();
        }
      }),

  'a virtual file system that stores half of the bytes replaces nothing': () =>
    withStorage(async (replacements) => {
      let isHalf = false;
      const half = (bytes: Uint8Array) => (isHalf ? bytes.subarray(0, bytes.length / 2) : bytes);
      const memory = memoryFiles('memfs-half', false, half);
      try {
        const uri = memory.put('/hero.png', SOURCE);
        isHalf = true;
        await assert.rejects(
          replacements.replace(uri, RESULT),
          (error) => error instanceof ReplaceError && error.step === 'write' && error.isIntact,
        );
        assert.deepEqual([...memory.files.keys()], ['/hero.png']);
        assert.ok(Buffer.from(memory.files.get('/hero.png') ?? []).equals(SOURCE));
      } finally {
        memory.dispose();
      }
    }),

  'a folder that cannot be created fails with its name': () =>
    withStorage(async (replacements, folder) => {
      await writeFile(path.join(folder, 'file'), '');
      const inFile = vscode.Uri.file(path.join(folder, 'file', 'img'));
      await assert.rejects(
        saveTo(place(inFile, false), RESULT, replacements, RESULT_URI),
        (error) => error instanceof SaveError && error.file === 'img',
      );
    }),

  'Undo Replace asks about a file that has changed, and restores it byte for byte': () =>
    withStorage(async (replacements, folder) => {
      const file = path.join(folder, 'hero.png');
      const uri = vscode.Uri.file(file).toString();
      await writeFile(file, SOURCE);
      await withNotices(async (texts) => {
        assert.equal(await undoReplace(replacements, undefined), undefined);
        assert.deepEqual([...texts], ['There is no replacement to undo.']);
      });
      await replacements.replace(uri, RESULT);
      await writeFile(file, 'mine');
      await withNotices(async (texts) => {
        assert.equal(await undoReplace(replacements, undefined), undefined);
        assert.match(texts[0] ?? '', /^hero\.png has changed .* current version for 30 days\.$/);
      });
      assert.equal(await readFile(file, 'utf8'), 'mine');
      await withNotices(async () => {
        assert.equal(await undoReplace(replacements, undefined), uri);
      }, click('Restore'));
      assert.ok((await readFile(file)).equals(SOURCE));
      await withNotices(async () => {
        assert.equal(await undoReplace(replacements, undefined), uri);
      });
      assert.equal(await readFile(file, 'utf8'), 'mine');
    }),

  'without a trash, a file is deleted only after a second question': async () => {
    const memory = memoryFiles('memfs-trash');
    try {
      const uri = vscode.Uri.parse(memory.put('/cat.png', SOURCE));
      const move = click('Move to Trash');
      await withNotices(async (texts) => {
        assert.equal(await moveToTrash(uri), false);
        assert.deepEqual(texts.slice(1), [
          'Failed to delete using the Trash. Do you want to permanently delete instead? This action is irreversible!',
        ]);
      }, move);
      assert.ok(memory.files.has('/cat.png'));
      const both = async (_: string, [button]: readonly string[]) => button;
      await withNotices(async () => {
        assert.equal(await moveToTrash(uri), true);
      }, both);
      assert.ok(!memory.files.has('/cat.png'));
    } finally {
      memory.dispose();
    }
  },
};

import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { createDeletions } from '../../../src/panel/deletion/handlers.ts';
import { emptyState, reduce } from '../../../src/panel/state.ts';
import { createBin } from '../../../src/vscode/files/bin.ts';
import { readImage } from '../../../src/vscode/panel/sources/images.ts';
import { ENVIRONMENT } from '../../support/panel/state.ts';
import { RESULT, SOURCE } from '../rig/images.ts';
import { memoryFiles } from '../rig/memoryFiles.ts';
import type { Tests } from '../suite.ts';

/** A panel that lists files as its results, with a bin of its own. */
async function openPanel(bin: string, uris: readonly string[]) {
  const find = (all: readonly string[]) =>
    Promise.all(all.map((uri) => readImage(vscode.Uri.parse(uri))));
  const results = await find(uris);
  let state = reduce(emptyState(ENVIRONMENT), { kind: 'run-arrived', results });
  const messages: string[] = [];
  const { handlers } = createDeletions({
    state: () => state,
    dispatch: (event) => {
      state = reduce(state, event);
    },
    bin: createBin(bin),
    findImages: find,
    history: { binned: async () => undefined, unbinned: async () => undefined },
    tell: (message) => messages.push(message),
    t: vscode.l10n.t,
  });
  const images = results.map(({ id }) => id);
  return {
    names: () => state.results.map(({ name }) => name),
    delete: () => handlers['delete-images']({ type: 'delete-images', images }),
    undo: async () => {
      const [newest] = state.deletions;
      assert.ok(newest);
      await handlers['undo-delete']({ type: 'undo-delete', deletion: newest.id });
    },
    messages,
  };
}

export const tests: Tests = {
  'deleted results leave the disk and a virtual file system, and come back byte for byte in their order':
    async () => {
      const root = mkdtempSync(path.join(tmpdir(), 'easel-delete-'));
      const memory = memoryFiles('memfs-delete');
      try {
        const [project, bin] = [path.join(root, 'project'), path.join(root, 'bin')];
        await vscode.workspace.fs.createDirectory(vscode.Uri.file(project));
        const [first, second] = ['cat-edited.png', 'cat-edited-2.png'].map((name) =>
          path.join(project, name),
        );
        assert.ok(first && second);
        await writeFile(first, RESULT);
        await writeFile(second, SOURCE);
        const virtual = memory.put('/dog-edited.png', RESULT);
        const uris = [
          vscode.Uri.file(second).toString(),
          virtual,
          vscode.Uri.file(first).toString(),
        ];
        const panel = await openPanel(bin, uris);
        await panel.delete();
        assert.deepEqual(panel.names(), []);
        assert.deepEqual(await readdir(project), []);
        assert.deepEqual([...memory.files.keys()], []);
        assert.equal((await readdir(bin)).length, 3);

        // Other files took two of the names meanwhile.
        await writeFile(first, 'mine');
        memory.put('/dog-edited.png', Buffer.from('mine'));
        await panel.undo();
        assert.deepEqual(panel.names(), [
          'cat-edited-2.png',
          'dog-edited-2.png',
          'cat-edited-3.png',
        ]);
        assert.ok((await readFile(second)).equals(Buffer.from(SOURCE)));
        assert.ok(
          (await readFile(path.join(project, 'cat-edited-3.png'))).equals(Buffer.from(RESULT)),
        );
        assert.ok(
          Buffer.from(memory.files.get('/dog-edited-2.png') ?? []).equals(Buffer.from(RESULT)),
        );
        assert.equal(await readFile(first, 'utf8'), 'mine');
        assert.deepEqual(await readdir(bin), []);
        assert.deepEqual(panel.messages, [
          'Restored dog-edited.png as dog-edited-2.png. Restored cat-edited.png as cat-edited-3.png. The old name was taken.',
        ]);
      } finally {
        memory.dispose();
        await rm(root, { recursive: true, force: true });
      }
    },
};

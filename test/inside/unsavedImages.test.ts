import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { listUnsavedResults } from '../../src/spool/unsavedResults.ts';
import { saveUnsavedImage } from '../../src/vscode/recovery/saveUnsaved.ts';
import { createUnwrittenImages } from '../../src/vscode/recovery/unwrittenImages.ts';
import { inlineDataReply } from '../support/gateway/scriptedGateway.ts';
import { newFolder, withGateway } from './rig/gateway.ts';
import { RESULT, SOURCE } from './rig/images.ts';
import { memoryFiles } from './rig/memoryFiles.ts';
import { click, until, withNotices } from './rig/notices.ts';
import { assertNothingUnsaved, showUnsaved, withSaveDialog } from './rig/unsaved.ts';
import type { Tests } from './suite.ts';

const STARTED = '2026-11-24T10:00:00.000Z';

export const tests: Tests = {
  'fault-137 an image whose folder was deleted is kept, and Show Unsaved Results saves it': () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.respond(async () => {
        await rm(rig.folder, { recursive: true });
        return inlineDataReply(RESULT);
      });
      const images = [await rig.put('cat.png', SOURCE)];
      const result = await rig.edit({ prompt: 'x', images });
      assert.equal(result.outcome, 'save_failed', result.message);
      assert.match(result.message ?? '', /The paid image is kept\./);
      await assert.rejects(readdir(rig.folder), { code: 'ENOENT' });
      await mkdir(rig.folder);
      await showUnsaved('cat-edited.png', `Save to ${path.basename(rig.folder)}`);
      assert.deepEqual(await readdir(rig.folder), ['cat-edited.png']);
      assert.ok(
        Buffer.from(RESULT).equals(await readFile(path.join(rig.folder, 'cat-edited.png'))),
      );
      await assertNothingUnsaved();
    }),

  'fault-146 an image that a virtual file system truncates is kept and can be saved elsewhere':
    () =>
      withGateway('crazyrouter', async (rig) => {
        const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2);
        const memory = memoryFiles('memfs-short', false, half);
        try {
          const images = [memory.put('/cat.png', SOURCE)];
          rig.gateway.respond(inlineDataReply(RESULT));
          const result = await rig.edit({ prompt: 'x', images });
          assert.equal(result.outcome, 'save_failed', result.message);
          assert.deepEqual([...memory.files.keys()], ['/cat.png']);
          const file = vscode.Uri.file(path.join(rig.folder, 'kept.png'));
          await withSaveDialog(file, () => showUnsaved('cat-edited.png', 'Save As…'));
          assert.ok(Buffer.from(RESULT).equals(await readFile(file.fsPath)));
          await assertNothingUnsaved();
        } finally {
          memory.dispose();
        }
      }),

  'fault-127 an image that fits on no disk stays in memory until Save… saves it': async () => {
    const folder = newFolder();
    const events: string[] = [];
    const unwritten = createUnwrittenImages(async () => {
      events.push('shown');
    });
    await withNotices(async (texts) => {
      unwritten.hold({
        image: { file: 'payload-1', size: RESULT.length, sha256: '', extension: 'png' },
        bytes: RESULT,
        target: { folder: pathToFileURL(folder).href, stem: 'cat-edited' },
        model: 'm',
        host: 'gw.example',
        gateway: { label: 'Own' },
        started: STARTED,
        discard: async () => {
          events.push('discarded');
        },
      });
      await until(() => events.length > 0, 'no notice');
      assert.match(
        texts[0] ?? '',
        /^Couldn't write cat-edited\.png to any disk\. You paid for this image, and it's only in memory\. Save it before/,
      );
    }, click('Save…'));
    const {
      images: [unsaved, ...others],
    } = await listUnsavedResults([], unwritten);
    assert.ok(unsaved !== undefined && others.length === 0);
    assert.equal(unsaved.started, STARTED);
    const saved = await saveUnsavedImage(unsaved);
    assert.ok(Buffer.from(RESULT).equals(await readFile(saved?.fsPath ?? '')));
    assert.ok(events.includes('discarded'), 'the copy in memory is discarded');
    assert.deepEqual(await readdir(folder), ['cat-edited.png']);
    assert.deepEqual((await listUnsavedResults([], unwritten)).images, []);
  },

  'an image counts as saved even if the spool cannot delete its copy': async () => {
    const folder = newFolder();
    const saved = await saveUnsavedImage({
      content: RESULT,
      size: RESULT.length,
      extension: 'png',
      isWhole: true,
      target: { folder: pathToFileURL(folder).href, stem: 'cat-edited' },
      model: 'm',
      host: '',
      gateway: undefined,
      started: new Date().toISOString(),
      discard: () => Promise.reject(Object.assign(new Error('rm'), { code: 'EROFS' })),
    });
    assert.ok(Buffer.from(RESULT).equals(await readFile(saved?.fsPath ?? '')));
  },
};

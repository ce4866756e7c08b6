import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { openSpool, type RunRecord } from '../../src/spool/spool.ts';
import { createDownloadAgain } from '../../src/vscode/recovery/downloadAgain.ts';
import { createUnwrittenImages } from '../../src/vscode/recovery/unwrittenImages.ts';
import { listUnsavedResults } from '../../src/spool/unsavedResults.ts';
import { publish } from '../../src/vscode/files/publish.ts';
import { recover } from '../../src/vscode/recovery/recovery.ts';
import { saveUnsavedImage } from '../../src/vscode/recovery/saveUnsaved.ts';
import { consentDialogs } from '../../src/vscode/dialogs/consent.ts';
import { linkEscape } from '../../src/vscode/files/linkEscape.ts';
import { BLUE, RED, png } from '../support/image/images.ts';
import {
  hostedReply,
  inlineDataReply,
  startScriptedGateway,
  type ScriptedReply,
} from '../support/gateway/scriptedGateway.ts';
import { memoryFiles } from './rig/memoryFiles.ts';
import { newFolder, savedNames, withGateway } from './rig/gateway.ts';
import type { Tests } from './suite.ts';
import { until, withNotices } from './rig/notices.ts';

const SOURCE = png(8, 6, RED);
const RESULT = png(8, 6, BLUE);
const FILE: ScriptedReply = { headers: { 'content-type': 'image/png' }, body: RESULT };
const ID = '00000000-0000-4000-8000-000000000000';

export const tests: Tests = {
  'fault-120 fault-124 what a crashed window left is told of once, and saved': async () => {
    const { root, folder } = await crashed(true);
    await withNotices(async (texts) => {
      await Promise.all([recover([root], again(root)), recover([root], again(root))]);
      assert.equal(texts.length, 1, texts.join());
      assert.match(texts[0] ?? '', /^A paid image from \d\d:\d\d wasn't saved before the window/);
      assert.deepEqual(await readdir(folder), ['cat-edited.png']);
      assert.ok(Buffer.from(RESULT).equals(await readFile(path.join(folder, 'cat-edited.png'))));
      await recover([root], again(root));
      assert.equal(texts.length, 1, texts.join());
    }, press('Save…'));
  },

  'fault-120 a window that closed while the gateway worked: it may have been charged': async () => {
    const { root } = await crashed(false);
    await withNotices(async (texts) => {
      await recover([root], again(root));
      assert.deepEqual(texts, [
        'The window closed before gw.example responded. You may have been charged.',
      ]);
      assert.deepEqual(await readdir(root), []);
    }, press('Dismiss'));
  },

  'fault-120 what the gateway worked at is told: the image, or the one that was to be made, and the prompt':
    async () => {
      for (const [asked, told] of [
        [
          { prompt: 'make it blue', source: 'cat [x](command:evil).png' },
          'The window closed before gw.example finished editing cat [x] (command:evil).png: “make it blue”. You may have been charged.',
        ],
        [
          { prompt: 'a lighthouse' },
          'The window closed before gw.example finished generating “a lighthouse”. You may have been charged.',
        ],
      ] as const) {
        const { root } = await crashed(false, undefined, asked);
        await withNotices(async (texts) => {
          await recover([root], again(root));
          assert.deepEqual(texts, [told]);
        }, press('Dismiss'));
      }
    },

  'fault-102 fault-116 Download Again of the notice: no second POST, saved beside the source, as often as it takes':
    () =>
      withGateway('crazyrouter', async (rig) => {
        const url = rig.gateway.host('/x.png', { status: 410 }, { status: 410 }, FILE);
        rig.gateway.respond([hostedReply(`${url}?token=s3cr3t`)]);
        const images = [await rig.put('cat.png', SOURCE)];
        await withNotices(async (texts) => {
          const result = await rig.edit({ prompt: 'x', images });
          assert.equal(result.outcome, 'download_failed', result.message);
          const saved = path.join(rig.folder, 'cat-edited.png');
          await until(
            () => texts.some((text) => text.startsWith('Saved cat-edited.png')),
            'not saved',
          );
          assert.ok(Buffer.from(RESULT).equals(await readFile(saved)));
          const failed = texts.filter((text) => text.startsWith('The image was created, but '));
          assert.equal(failed.length, 2, texts.join());
          assert.doesNotMatch(texts.join(), /s3cr3t|x\.png/);
        }, press('Download Again'));
        assert.equal(rig.gateway.posts, 1);
        for (const { headers } of rig.gateway.downloads) {
          assert.ok(!JSON.stringify(headers).includes(rig.key));
        }
        await assertNothingUnsaved();
      }),

  'fault-103 Show Unsaved Results fetches what lies elsewhere, or discards its address': () =>
    withGateway('crazyrouter', async (rig) => {
      const images = [await rig.put('cat.png', SOURCE)];
      for (const last of [FILE, { status: 410 }]) {
        rig.gateway.respond([hostedReply(rig.gateway.host('/x.png', { status: 410 }, last))]);
        await withNotices(async () => {
          assert.equal((await rig.edit({ prompt: 'x', images })).outcome, 'download_failed');
        });
        if (last === FILE) await showUnsaved('cat-edited', 'Download Again');
        else {
          await withNotices(async (texts) => {
            await showUnsaved('cat-edited', 'Discard');
            assert.match(
              texts[0] ?? '',
              /^Discard the download link for cat-edited at 127\.0\.0\.1:\d+\?/,
            );
          }, press('Discard'));
        }
        await assertNothingUnsaved();
      }
      assert.deepEqual((await readdir(rig.folder)).sort(), ['cat-edited.png', 'cat.png']);
      assert.equal(rig.gateway.posts, 2);
    }),

  'fault-120 a window that died while it downloaded: the next one tells of the image, and fetches it':
    async () => {
      const gateway = await startScriptedGateway();
      try {
        const { root, folder } = await crashed(false, gateway.host('/x.png', FILE));
        await withNotices(async (texts) => {
          await recover([root], again(root));
          assert.match(
            texts[0] ?? '',
            /^An image from \d\d:\d\d wasn't downloaded\. It's still available at 127\.0\.0\.1:\d+\. You were charged\./,
          );
          await until(() => texts.length > 1, 'not told of what is saved');
          assert.match(texts[1] ?? '', /^Saved cat-edited\.png \(8×6 px/);
        }, press('Download Again'));
        assert.deepEqual(await readdir(folder), ['cat-edited.png']);
        assert.deepEqual(await readdir(root), []);
        assert.equal(gateway.posts, 0);
      } finally {
        await gateway.close();
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      }
    },

  'fault-124 a notice that is not answered discards nothing; discarding asks once more':
    async () => {
      const { root } = await crashed(true);
      await withNotices(async () => {
        await recover([root], again(root));
      });
      assert.deepEqual(await readdir(root), [ID]);
      await rm(path.join(root, ID, 'claim-1'));
      await withNotices(async (texts) => {
        await recover([root], again(root));
        assert.match(texts[1] ?? '', /^Discard cat-edited\.png\? You paid for it/);
      }, press('Discard'));
      assert.deepEqual(await readdir(root), []);
    },

  'fault-137 the folder is gone when the image comes: it is kept, and saved by Show Unsaved Results':
    () =>
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
        await showUnsaved('cat-edited.png', 'Save Next to Source');
        assert.deepEqual(await readdir(rig.folder), ['cat-edited.png']);
        assert.ok(
          Buffer.from(RESULT).equals(await readFile(path.join(rig.folder, 'cat-edited.png'))),
        );
        await assertNothingUnsaved();
      }),

  'fault-144 a virtual file system as source and target: saved beside it, and nothing overwritten':
    () =>
      withGateway('crazyrouter', async (rig) => {
        const memory = memoryFiles('memfs');
        try {
          const images = [memory.put('/cat.png', SOURCE)];
          memory.put('/cat-edited.png', Buffer.from('mine'));
          rig.gateway.respond(inlineDataReply(RESULT));
          const result = await rig.edit({ prompt: 'x', images });
          assert.equal(result.outcome, 'saved', result.message);
          assert.deepEqual(savedNames(result), ['cat-edited-2.png']);
          assert.deepEqual([...memory.files.keys()].sort(), [
            '/cat-edited-2.png',
            '/cat-edited.png',
            '/cat.png',
          ]);
          assert.deepEqual(
            Buffer.from(memory.files.get('/cat-edited-2.png') ?? []),
            Buffer.from(RESULT),
          );
          assert.equal(Buffer.from(memory.files.get('/cat-edited.png') ?? []).toString(), 'mine');
        } finally {
          memory.dispose();
        }
      }),

  'fault-144 a virtual file system that is read-only: nothing is sent': () =>
    withGateway('crazyrouter', async (rig) => {
      const memory = memoryFiles('memfs-readonly', true);
      try {
        const images = [memory.put('/cat.png', SOURCE)];
        const result = await rig.edit({ prompt: 'x', images });
        assert.equal(result.outcome, 'config', result.message);
        assert.match(result.message ?? '', /^Can't write to .* \(NoPermissions\)/);
        assert.equal(rig.gateway.posts, 0);
      } finally {
        memory.dispose();
      }
    }),

  'fault-146 a virtual file system that keeps less than it says: the image is kept, and saved elsewhere':
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

  'fault-127 an image that no disk takes is asked for, and saved from memory': async () => {
    const folder = newFolder();
    const asked: string[] = [];
    const held = createUnwrittenImages(async () => {
      asked.push('shown');
    });
    await withNotices(async (texts) => {
      held.hold({
        image: { file: 'payload-1', size: RESULT.length, sha256: '', extension: 'png' },
        bytes: RESULT,
        target: { folder: pathToFileURL(folder).href, stem: 'cat-edited' },
        model: 'm',
        host: 'gw.example',
        gateway: { label: 'Own' },
        discard: async () => {
          asked.push('let go');
        },
      });
      await until(() => asked.length > 0, 'nothing is shown');
      assert.match(
        texts[0] ?? '',
        /^Couldn't write cat-edited\.png to any disk\. The paid image stays in memory/,
      );
    }, press('Save…'));
    const {
      images: [offer, ...others],
    } = await listUnsavedResults([], held);
    assert.ok(offer !== undefined && others.length === 0);
    const saved = await saveUnsavedImage(offer);
    assert.ok(Buffer.from(RESULT).equals(await readFile(saved?.fsPath ?? '')));
    assert.ok(asked.includes('let go'), 'what the run kept for it goes');
    assert.deepEqual(await readdir(folder), ['cat-edited.png']);
    assert.deepEqual((await listUnsavedResults([], held)).images, []);
  },

  'what is saved is saved, also where the spool does not let go of its copy': async () => {
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

  'fault-136 a link that leads out of the workspace: refused with arguments, asked about otherwise':
    () =>
      withGateway('crazyrouter', async (rig) => {
        const outside = mkdtempSync(path.join(tmpdir(), 'easel-outside-'));
        const link = path.join(rig.folder, 'assets');
        await symlink(outside, link);
        const target = vscode.Uri.file(link).toString();
        const result = await rig.generate({ prompt: 'x', target });
        assert.equal(result.outcome, 'config', result.message);
        assert.match(result.message ?? '', /outside the workspace/);
        assert.equal(rig.gateway.posts, 0);

        const escape = await linkEscape(target);
        assert.ok(escape);
        const { leaveWorkspace } = consentDialogs;
        await withNotices(async (texts) => {
          assert.equal(await leaveWorkspace?.(escape), false, 'dismissed');
          assert.equal(texts.length, 1);
        });
        await withNotices(async () => {
          assert.equal(await leaveWorkspace?.(escape), true);
        }, press('Save There'));
        assert.deepEqual(await readdir(outside), []);
        await rm(outside, { recursive: true });
      }),

  'fault-139 a source that was never saved, and a folder that is none: refused before money': () =>
    withGateway('crazyrouter', async (rig) => {
      const untitled = await rig.edit({ prompt: 'x', images: ['untitled:/cat.png'] });
      assert.equal(untitled.outcome, 'bad_request', untitled.message);
      const target = vscode.Uri.file(path.join(rig.folder, 'nowhere')).toString();
      const missing = await rig.generate({ prompt: 'x', target });
      assert.equal(missing.outcome, 'config', missing.message);
      assert.equal(rig.gateway.posts, 0);
    }),
};

/** The spool of a window that is gone, and the folder that its image belongs into. */
async function crashed(hasReceived: boolean, url?: string, asked?: RunRecord['asked']) {
  const root = mkdtempSync(path.join(tmpdir(), 'easel-spool-'));
  const folder = newFolder();
  const entry = await openSpool(root, {
    id: ID,
    started: new Date().toISOString(),
    host: 'gw.example',
    ...(url === undefined ? {} : { origin: new URL(url).origin }),
    model: 'm',
    ...(asked && { asked }),
    target: { folder: pathToFileURL(folder).href, stem: 'cat-edited' },
  });
  await entry.record({ state: 'sent' });
  if (hasReceived) {
    const sink = entry.create();
    await sink.write(RESULT);
    await sink.close();
  }
  if (url !== undefined) await entry.recordHosted([{ url, state: 'waiting' }]);
  await rm(path.join(entry.folder, 'alive'));
  return { root, folder };
}

/** Download Again, with the waits that a test can stand. */
function again(root: string) {
  const hosted = { delaysMs: [0] };
  const log = { event: () => undefined, error: () => undefined, show: async () => undefined };
  const saving = { keyFor: async () => undefined, publish, hosted, now: Date.now };
  const perform = async () => undefined;
  return createDownloadAgain({ roots: [root], saving, keys: () => [], log, perform });
}

function press(button: string) {
  return async (_: string, buttons: readonly string[]) => buttons.find((each) => each === button);
}

/** Goes through the two lists of the command: the image, then what to do with it. */
async function showUnsaved(name: string, action: string): Promise<void> {
  const before = vscode.window.showQuickPick;
  const answers = [name, action];
  Object.assign(vscode.window, {
    showQuickPick: async (items: readonly (string | vscode.QuickPickItem)[]) => {
      const wanted = answers.shift();
      const found = items.find((item) => (typeof item === 'string' ? item : item.label) === wanted);
      assert.ok(found !== undefined, `${wanted ?? 'nothing'} among ${JSON.stringify(items)}`);
      return found;
    },
  });
  try {
    await vscode.commands.executeCommand('easel.showUnsaved');
  } finally {
    Object.assign(vscode.window, { showQuickPick: before });
  }
}

async function withSaveDialog(file: vscode.Uri, work: () => Promise<void>): Promise<void> {
  const before = vscode.window.showSaveDialog;
  Object.assign(vscode.window, { showSaveDialog: async () => file });
  try {
    await work();
  } finally {
    Object.assign(vscode.window, { showSaveDialog: before });
  }
}

async function assertNothingUnsaved(): Promise<void> {
  await withNotices(async (texts) => {
    await vscode.commands.executeCommand('easel.showUnsaved');
    await until(() => texts.length > 0, 'no notice');
    assert.deepEqual(texts, ['There are no unsaved results.']);
  });
}

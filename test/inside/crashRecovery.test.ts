import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { recover } from '../../src/vscode/recovery/recovery.ts';
import { startScriptedGateway } from '../support/gateway/scriptedGateway.ts';
import { FILE, RESULT } from './rig/images.ts';
import { click, until, withNotices } from './rig/notices.ts';
import { CRASHED_RUN, crashedWindow, downloadAgain } from './rig/recovery.ts';
import type { Tests } from './suite.ts';

export const tests: Tests = {
  "fault-120 fault-124 two windows report a crashed window's image once, and Save saves it":
    async () => {
      const { root, folder } = await crashedWindow({ hasImage: true });
      await withNotices(async (texts) => {
        await Promise.all([
          recover([root], downloadAgain(root)),
          recover([root], downloadAgain(root)),
        ]);
        assert.equal(texts.length, 1, texts.join());
        assert.match(
          texts[0] ?? '',
          /^A paid image from \d{1,2}:\d\d(?:\s[AP]M)? wasn't saved before the window/,
        );
        assert.deepEqual(await readdir(folder), ['cat-edited.png']);
        assert.ok(Buffer.from(RESULT).equals(await readFile(path.join(folder, 'cat-edited.png'))));
        await recover([root], downloadAgain(root));
        assert.equal(texts.length, 1, texts.join());
      }, click('Save'));
    },

  'fault-120 a window that closed before a reply is reported as a possible charge': async () => {
    const { root } = await crashedWindow({});
    await withNotices(async (texts) => {
      await recover([root], downloadAgain(root));
      assert.deepEqual(texts, [
        'The window closed before gw.example responded. You may have been charged.',
      ]);
      assert.deepEqual(await readdir(root), []);
    }, click('Dismiss'));
  },

  'fault-120 the report names the image or the prompt of the interrupted run': async () => {
    for (const [asked, expected] of [
      [
        { prompt: 'make it blue', source: 'cat [x](command:evil).png' },
        'The window closed before gw.example finished editing cat [x] (command:evil).png: “make it blue”. You may have been charged.',
      ],
      [
        { prompt: 'a lighthouse' },
        'The window closed before gw.example finished generating “a lighthouse”. You may have been charged.',
      ],
    ] as const) {
      const { root } = await crashedWindow({ asked });
      await withNotices(async (texts) => {
        await recover([root], downloadAgain(root));
        assert.deepEqual(texts, [expected]);
      }, click('Dismiss'));
    }
  },

  'fault-120 the next window downloads the image of a window that crashed during its download':
    async () => {
      const gateway = await startScriptedGateway();
      try {
        const { root, folder } = await crashedWindow({ url: gateway.host('/x.png', FILE) });
        await withNotices(async (texts) => {
          await recover([root], downloadAgain(root));
          assert.match(
            texts[0] ?? '',
            /^An image from \d{1,2}:\d\d(?:\s[AP]M)? wasn't downloaded\. It's still available at 127\.0\.0\.1:\d+\. You were charged\./,
          );
          await until(() => texts.length > 1, 'no notice about the saved image');
          assert.match(texts[1] ?? '', /^Saved cat-edited\.png \(8×6 px/);
        }, click('Download Again'));
        assert.deepEqual(await readdir(folder), ['cat-edited.png']);
        assert.deepEqual(await readdir(root), []);
        assert.equal(gateway.posts, 0);
      } finally {
        await gateway.close();
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      }
    },

  'fault-124 a dismissed notice discards nothing, and Discard asks for confirmation': async () => {
    const { root } = await crashedWindow({ hasImage: true });
    await withNotices(async (texts) => {
      await recover([root], downloadAgain(root));
      assert.equal(texts.length, 1, texts.join());
    });
    assert.deepEqual(await readdir(root), [CRASHED_RUN]);
    await rm(path.join(root, CRASHED_RUN, 'claim-1'));
    await withNotices(async (texts) => {
      await recover([root], downloadAgain(root));
      assert.match(
        texts[1] ?? '',
        /^Discard cat-edited\.png\? You paid for this image, and it can't be restored\.$/,
      );
    }, click('Discard'));
    assert.deepEqual(await readdir(root), []);
  },
};

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import {
  blockedReply,
  cloudflarePage,
  dataUrlReply,
  hostedReply,
  inlineDataReply,
  newApiError,
  snakeReply,
} from '../support/gateway/scriptedGateway.ts';
import { BLUE, RED, WEBP, jpeg, png } from '../support/image/images.ts';
import { easel } from './rig/extension.ts';
import { openImages, savedNames, withGateway, type Rig, type RunResult } from './rig/gateway.ts';
import { FILE, RESULT, SOURCE } from './rig/images.ts';
import { until } from './rig/notices.ts';
import type { Tests } from './suite.ts';

const SHAPES = {
  inlineData: () => inlineDataReply(RESULT),
  inline_data: () => snakeReply(RESULT),
  'a data URL in Markdown': () => dataUrlReply(RESULT, 'image/png'),
  'a hosted image': ({ gateway }: Rig) => hostedReply(gateway.host('/files/x.png', FILE)),
} as const;

export const tests: Tests = {
  ...Object.fromEntries(
    Object.entries(SHAPES).map(([shape, reply]) => [
      `a reply with ${shape} is saved as the same file`,
      () =>
        withGateway('crazyrouter', async (rig) => {
          rig.gateway.respond(reply(rig));
          const images = [await rig.put('cat.png', SOURCE)];
          await checkSaved(rig, await rig.edit({ prompt: 'make it blue', images }), {
            'cat.png': SOURCE,
            'cat-edited.png': RESULT,
          });
          assert.equal(rig.gateway.posts, 1);
        }),
    ]),
  ),

  'the result is opened in the editor': () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.respond(inlineDataReply(RESULT));
      const images = [await rig.put('cat.png', SOURCE)];
      const [saved] = (await rig.edit({ prompt: 'make it blue', images })).saved;
      const file = vscode.Uri.parse(saved ?? '').fsPath;
      await until(() => openImages().includes(file), 'the result is not open');
    }),

  'sources may have capitals, spaces, # and other scripts in their names': () =>
    withGateway('crazyrouter', async (rig) => {
      const sources = { 'IMG.PNG': SOURCE, 'a b#1.webp': WEBP, '図.jpg': jpeg(16, 12, RED) };
      rig.gateway.respond(() => inlineDataReply(RESULT));
      for (const [name, bytes] of Object.entries(sources)) {
        const result = await rig.edit({ prompt: 'again', images: [await rig.put(name, bytes)] });
        assert.deepEqual(savedNames(result), [`${path.parse(name).name}-edited.png`]);
      }
      assert.equal(rig.gateway.posts, 3);
    }),

  'an image with a wrong extension is sent and saved with its real type': () =>
    withGateway('crazyrouter', async (rig) => {
      const photo = jpeg(16, 12, BLUE);
      rig.gateway.respond(inlineDataReply(photo, 'image/png'));
      const images = [await rig.put('lie.png', jpeg(16, 12, RED))];
      assert.deepEqual(savedNames(await rig.edit({ prompt: 'x', images })), ['lie-edited.jpg']);
      const sent = JSON.stringify(rig.gateway.requests[0]?.json());
      assert.match(sent, /"mimeType":"image\/jpeg"/);
    }),

  'a text file with the extension .png is rejected before anything is sent': () =>
    withGateway('crazyrouter', async (rig) => {
      const images = [await rig.put('notes.png', 'not an image')];
      const result = await rig.edit({ prompt: 'x', images });
      assert.equal(result.outcome, 'bad_request');
      assert.match(result.message ?? '', /notes\.png/);
      assert.equal(rig.gateway.requests.length, 0);
    }),

  'a ratio that the model does not support is rejected before anything is sent': () =>
    withGateway('crazyrouter', async (rig) => {
      const options = { prompt: 'x', model: 'gemini-2.5-flash-image', aspectRatio: '1:8' };
      const target = vscode.Uri.file(rig.folder).toString();
      const result = await rig.generate({ ...options, target });
      assert.equal(result.outcome, 'bad_request');
      assert.match(result.message ?? '', /1:8/);
      assert.equal(rig.gateway.requests.length, 0);
    }),

  'nothing is sent without a key': () =>
    withGateway('crazyrouter', async (rig) => {
      await vscode.commands.executeCommand('easel.removeApiKey', { gateway: 'crazyrouter' });
      const images = [await rig.put('cat.png', SOURCE)];
      assert.equal((await rig.edit({ prompt: 'x', images })).outcome, 'auth');
      assert.equal(rig.gateway.requests.length, 0);
    }),

  'no file is overwritten, even by two runs at once': () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.respond(() => ({ ...inlineDataReply(RESULT), waitMs: 100 }));
      const images = [await rig.put('cat.png', SOURCE)];
      await rig.put('cat-edited.png', 'mine');
      const results = await Promise.all([
        rig.edit({ prompt: 'one', images }),
        rig.edit({ prompt: 'two', images }),
      ]);
      assert.deepEqual(results.flatMap(savedNames).sort(), [
        'cat-edited-2.png',
        'cat-edited-3.png',
      ]);
      await checkFiles(rig.folder, {
        'cat.png': SOURCE,
        'cat-edited.png': Buffer.from('mine'),
        'cat-edited-2.png': RESULT,
        'cat-edited-3.png': RESULT,
      });
    }),

  'a failed run resolves with its outcome and sends no second request': () =>
    withGateway('crazyrouter', async (rig) => {
      const images = [await rig.put('cat.png', SOURCE)];
      const replies = {
        auth: newApiError(401, '', 'Invalid token'),
        quota: newApiError(403, 'insufficient_user_quota', 'no quota left'),
        route_unavailable: newApiError(500, 'get_channel_failed', 'temporarily unavailable'),
        blocked: blockedReply(),
        unknown: cloudflarePage(524),
      };
      for (const [outcome, reply] of Object.entries(replies)) {
        const before = rig.gateway.posts;
        rig.gateway.respond(reply);
        const result = await rig.edit({ prompt: 'x', images });
        assert.equal(result.outcome, outcome, result.message);
        assert.ok(result.message, `${outcome} has no message`);
        assert.ok(!JSON.stringify(result).includes(rig.key), `${outcome} shows the key`);
        assert.deepEqual(result.saved, []);
        assert.equal(rig.gateway.posts - before, 1, outcome);
      }
      await checkFiles(rig.folder, { 'cat.png': SOURCE });
    }),

  'the API for other extensions runs the same way': () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.respond(inlineDataReply(RESULT));
      const api = (await easel().activate()) as { run(options: object): Promise<RunResult> };
      const images = [await rig.put('cat.png', SOURCE)];
      const result = await api.run({ prompt: 'x', images, gateway: 'crazyrouter' });
      await checkSaved(rig, result, { 'cat.png': SOURCE, 'cat-edited.png': RESULT });
    }),

  'invalid arguments resolve with an outcome instead of throwing': async () => {
    for (const options of [
      {},
      { prompt: '' },
      { prompt: 'x', images: 7 },
      { prompt: 'x', count: -1 },
    ]) {
      const api = (await easel().activate()) as { run(options: object): Promise<RunResult> };
      assert.equal((await api.run(options)).outcome, 'bad_request', JSON.stringify(options));
    }
  },

  'Practice edits an image without a key or a request to a gateway': async () => {
    await withGateway('crazyrouter', async (rig) => {
      const images = [await rig.put('cat.png', png(64, 48, RED))];
      const options = { prompt: 'make it grayscale', images, gateway: 'practice' };
      const result = await rig.edit(options);
      assert.equal(result.outcome, 'saved', result.message);
      assert.deepEqual(savedNames(result), ['cat-edited.png']);
      assert.equal(rig.gateway.requests.length, 0);
    });
  },

  'Show Log shows the entries of a run': async () => {
    await withGateway('crazyrouter', async (rig) => {
      const options = { prompt: 'a red square', target: rig.folder, gateway: 'practice' };
      const { runs } = await rig.generate(options);
      await vscode.commands.executeCommand('easel.showLog');
      const shown = () =>
        vscode.window.visibleTextEditors
          .filter(({ document }) => ['output', 'easel-log'].includes(document.uri.scheme))
          .map(({ document }) => document.getText())
          .join('');
      await until(() => shown().includes(`run=${runs[0]}`), 'the run is not in the log');
    });
  },

  'a failure at Practice names Practice and says that nothing was charged': async () => {
    await withGateway('crazyrouter', async (rig) => {
      const images = [await rig.put('cat.png', png(64, 48, RED))];
      const options = { prompt: 'make it gray [fault: reset]', images, gateway: 'practice' };
      const { outcome, message } = await rig.edit(options);
      assert.equal(outcome, 'unknown');
      const expected =
        'The connection to Practice was lost after the request was sent. Nothing was charged.';
      assert.equal(message, expected);
    });
  },
};

async function checkSaved(
  { folder }: Rig,
  result: RunResult,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  assert.equal(result.outcome, 'saved', result.message);
  assert.deepEqual(savedNames(result), ['cat-edited.png']);
  assert.equal(result.runs.length, 1);
  await checkFiles(folder, files);
}

/** Checks that the folder contains exactly these files with these bytes. */
async function checkFiles(
  folder: string,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  assert.deepEqual((await readdir(folder)).sort(), Object.keys(files).sort());
  for (const [name, bytes] of Object.entries(files)) {
    assert.ok(Buffer.from(bytes).equals(await readFile(path.join(folder, name))), name);
  }
}

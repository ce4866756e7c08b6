import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { googleError, inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import { easel } from '../rig/extension.ts';
import { savedNames, set, withGateway, type RunResult } from '../rig/gateway.ts';
import { RESULT, SOURCE } from '../rig/images.ts';
import type { Tests } from '../suite.ts';
import { edit, sentBody } from './editing.ts';

export const tests: Tests = {
  'report-D7 a model that is listed but answers 404 is not served to this key, and rests no other':
    () =>
      withGateway('google', async (rig) => {
        rig.gateway.respond([
          googleError(404, 'NOT_FOUND', 'This model is no longer available to new users.'),
          inlineDataReply(RESULT),
          inlineDataReply(RESULT),
        ]);
        const target = rig.folder;
        const first = await rig.generate({ prompt: 'x', target, model: 'gemini-2.5-flash-image' });
        assert.equal(first.outcome, 'route_unavailable');
        assert.match(first.message ?? '', /doesn't serve gemini-2\.5-flash-image to this API key/);
        assert.match(first.message ?? '', /can list a model that a key may not use/);
        const other = await rig.generate({ prompt: 'x', target });
        assert.equal(other.outcome, 'saved', other.message);
        const again = await rig.generate({ prompt: 'x', target, model: 'gemini-2.5-flash-image' });
        assert.equal(again.outcome, 'saved', 'the model itself can be tried at once, too');
      }),

  'report-E1 half an emoji and control characters are repaired before they are sent': () =>
    withGateway('crazyrouter', async (rig) => {
      const settings = vscode.workspace.getConfiguration('easel');
      await set(settings, 'systemInstruction', 'be \ud83d brief');
      try {
        await edit(rig, SOURCE, RESULT, { prompt: 'a cat \ud83d\0' });
        assert.equal(sentBody(rig).contents[0]?.parts[0]?.text, 'a cat \ufffd');
        assert.equal(sentBody(rig).systemInstruction?.parts[0]?.text, 'be \ufffd brief');
      } finally {
        await set(settings, 'systemInstruction', undefined);
      }
    }),

  'report-E2 relative, absolute, and home paths name images and targets': () =>
    withGateway('crazyrouter', async (rig) => {
      await rig.put('cat.png', SOURCE);
      const absolute = path.join(rig.folder, 'cat.png');
      const relative = vscode.workspace.asRelativePath(absolute, false);
      const home = `~/${path.relative(homedir(), absolute)}`;
      for (const image of [
        relative,
        `./${relative}`,
        relative.replace('/', '\\'),
        absolute,
        home,
      ]) {
        rig.gateway.respond(inlineDataReply(RESULT));
        const target = path.posix.join(path.posix.dirname(relative), 'made.png');
        const end = await rig.edit({ prompt: 'x', images: [image], target });
        assert.equal(end.outcome, 'saved', `${image}: ${end.message ?? ''}`);
        assert.match(savedNames(end)[0] ?? '', /^made(?:-\d+)?\.png$/);
        assert.equal(path.dirname(vscode.Uri.parse(end.saved[0]!).fsPath), rig.folder);
      }
    }),

  'report-E2 a missing file is an error that names the path, and nothing is sent': () =>
    withGateway('crazyrouter', async (rig) => {
      for (const image of [
        'img/none.png',
        '/nowhere/none.png',
        'C:\\s\\cat.png',
        '\\\\srv\\s\\c.png',
      ]) {
        const end: RunResult = await rig.edit({ prompt: 'x', images: [image] });
        assert.equal(end.outcome, 'bad_request');
        assert.ok(end.message?.startsWith(`${image} doesn't exist.`), end.message);
      }
      assert.equal(rig.gateway.posts, 0);
    }),

  'report-E3 results go to the folder of the setting, which is created in the workspace': () =>
    withGateway('crazyrouter', async (rig) => {
      const name = path.basename(rig.folder);
      for (const [folder, expected] of [
        [`\${workspaceFolder}/${name}/one`, path.join(rig.folder, 'one')],
        [`${name}/two/deep/`, path.join(rig.folder, 'two', 'deep')],
        ['${sourceDir}/three', path.join(rig.folder, 'three')],
        ['', rig.folder],
      ] as const) {
        await withFolder(folder, async () => {
          const end = await edit(rig, SOURCE, RESULT);
          assert.equal(path.dirname(vscode.Uri.parse(end.saved[0]!).fsPath), expected);
        });
      }
    }),

  'report-E3 no folder is created outside of the workspace, or through a link that leads out': () =>
    withGateway('crazyrouter', async (rig) => {
      const outside = mkdtempSync(path.join(tmpdir(), 'easel-outside-'));
      await symlink(outside, path.join(rig.folder, 'link'));
      const images = [await rig.put('cat.png', SOURCE)];
      for (const [folder, says] of [
        [path.join(outside, 'new'), /doesn't exist/],
        [`${path.basename(rig.folder)}/link/new`, /outside/],
        ['${sourceDir}/link/new', /outside/],
        ['${elsewhere}/x', /easel\.output\.folder contains \$\{elsewhere\}/],
      ] as const) {
        await withFolder(folder, async () => {
          const end = await rig.edit({ prompt: 'x', images });
          assert.equal(end.outcome, 'config', end.message);
          assert.match(end.message ?? '', says);
        });
      }
      assert.deepEqual(readdirSync(outside), []);
      assert.equal(rig.gateway.posts, 0);
      // One that exists was chosen by the user.
      await mkdir(path.join(outside, 'mine'));
      await withFolder(path.join(outside, 'mine'), async () => {
        await edit(rig, SOURCE, RESULT);
        assert.equal(existsSync(path.join(outside, 'mine', 'cat-edited.png')), true);
      });
    }),

  'report-E4 the manifest asks for no newer editor than 1.105, and runs in this one': () => {
    const { engines } = easel().packageJSON as { engines: { vscode: string } };
    assert.equal(engines.vscode, '^1.105.0');
    const [, minor = 0] = vscode.version.split('.').map(Number);
    assert.ok(minor >= 105);
    assert.ok(easel().isActive);
  },

  'report-F runs that name no model use the default of their gateway': () =>
    withGateway('google', async (rig) => {
      rig.gateway.respond(inlineDataReply(RESULT));
      await rig.generate({ prompt: 'x', target: rig.folder });
      assert.match(rig.gateway.requests[0]!.url, /\/gemini-nano-banana-2\.1:generateContent/);
      const settings = vscode.workspace.getConfiguration('easel');
      await set(settings, 'model', 'gemini-3-pro-image');
      try {
        await rig.generate({ prompt: 'x', target: rig.folder });
        assert.match(rig.gateway.requests[1]!.url, /\/gemini-3-pro-image:generateContent/);
      } finally {
        await set(settings, 'model', undefined);
      }
    }),

  'report-F elsewhere the default is the preview of the gateways’ pages': () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.respond(inlineDataReply(RESULT));
      await rig.generate({ prompt: 'x', target: rig.folder });
      assert.match(rig.gateway.requests[0]!.url, /\/gemini-3\.1-flash-image-preview:/);
    }),
};

/** Sets `easel.output.folder` while `work` runs. */
async function withFolder(folder: string, work: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration('easel');
  await set(settings, 'output.folder', folder);
  try {
    await work();
  } finally {
    await set(settings, 'output.folder', undefined);
  }
}

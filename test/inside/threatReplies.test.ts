import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { BLUE, RED, png, pngOfSize } from '../support/image/images.ts';
import {
  hostedReply,
  inlineDataReply,
  newApiError,
  startScriptedGateway,
  textReply,
} from '../support/gateway/scriptedGateway.ts';
import type { ScriptedGateway } from '../support/gateway/scriptedGateway.ts';
import { newFolder, savedNames, withGateway } from './rig/gateway.ts';
import type { Rig } from './rig/gateway.ts';
import type { Tests } from './suite.ts';
import { LINK, until, withNotices } from './rig/notices.ts';

const SOURCE = png(8, 6, RED);
const RESULT = png(8, 6, BLUE);
const LINKS =
  '[free credit](command:workbench.action.quit) [x](https://evil.example) [y](file:///x)';

export const tests: Tests = {
  'threat-T02 what a workspace sets is shown as text, and clamped': () =>
    withGateway('crazyrouter', async (rig) => {
      const settings = vscode.workspace.getConfiguration('easel');
      const target = vscode.ConfigurationTarget.Workspace;
      const images = [await rig.put('cat.png', SOURCE)];
      rig.gateway.respond((_, index) =>
        index === 0 ? newApiError(500, 'get_channel_failed', 'x') : inlineDataReply(RESULT),
      );
      try {
        await settings.update('output.fileName', '../../../${source}', target);
        await withNotices(async (texts) => {
          await settings.update('model', LINKS, target);
          assert.equal((await rig.edit({ prompt: 'x', images })).outcome, 'route_unavailable');
          await until(() => texts.length === 1, 'no notice');

          await settings.update('model', `other ${LINKS}`, target);
          const warned = await rig.edit({ prompt: 'y', images, aspectRatio: '16:9' });
          assert.match(warned.warnings.join(), /was asked for 16:9/);
          const [uri = ''] = warned.saved;
          assert.equal(path.dirname(vscode.Uri.parse(uri).fsPath), rig.folder);
          await until(() => texts.length === 2, 'no second notice');
          for (const text of texts) assert.doesNotMatch(text, LINK);
        });
      } finally {
        await settings.update('model', undefined, target);
        await settings.update('output.fileName', undefined, target);
      }
    }),

  'threat-T03 no key comes from the environment or from .env': () =>
    withGateway('crazyrouter', async (rig) => {
      await vscode.commands.executeCommand('easel.removeApiKey', { gateway: 'crazyrouter' });
      const names = ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'OPENAI_API_KEY', 'CRAZYROUTER_API_KEY'];
      await rig.put('.env', names.map((name) => `${name}=sk-from-dotenv-1234567890`).join('\n'));
      for (const name of names) process.env[name] = 'sk-from-environment-1234567890';
      try {
        const images = [await rig.put('cat.png', SOURCE)];
        assert.equal((await rig.edit({ prompt: 'x', images })).outcome, 'auth');
        assert.equal(rig.gateway.connections, 0);
      } finally {
        for (const name of names) Reflect.deleteProperty(process.env, name);
      }
    }),

  'threat-T05 a redirect of the POST is followed nowhere': () =>
    withTwo(async (rig, other) => {
      const images = [await rig.put('cat.png', SOURCE)];
      for (const status of [301, 302, 303, 307, 308]) {
        rig.gateway.respond({ status, headers: { location: `${other.origin}/v1beta` } });
        const result = await rig.edit({ prompt: `x ${status}`, images });
        assert.equal(result.outcome, 'config', `${status}: ${result.message ?? ''}`);
        assert.ok(result.message?.includes(new URL(other.origin).host), result.message);
      }
      assert.equal(rig.gateway.posts, 5);
      assert.equal(other.connections, 0);
    }),

  'threat-T06 a hosted image inside this machine is not fetched, however it is spelled': () =>
    withTwo(async (rig, other) => {
      const { port } = new URL(other.origin);
      const images = [await rig.put('cat.png', SOURCE)];
      const hosts = [
        '127.0.0.1',
        '127.1',
        '2130706433',
        '0x7f.1',
        '[::ffff:127.0.0.1]',
        'localhost',
      ];
      const redirect = rig.gateway.host('/moved.png', {
        status: 302,
        headers: { location: `${other.origin}/x.png` },
      });
      const urls = hosts.flatMap((host) => [
        `http://${host}:${port}/x.png`,
        `https://${host}:${port}/x.png`,
      ]);
      for (const url of [...urls, redirect]) {
        rig.gateway.respond(hostedReply(url));
        const result = await rig.edit({ prompt: url, images });
        assert.notEqual(result.outcome, 'saved', url);
      }
      assert.equal(other.connections, 0);
      assert.deepEqual(readdirSync(rig.folder), ['cat.png']);
    }),

  'threat-T32 the metadata address of a cloud is not opened': () =>
    withGateway('crazyrouter', async (rig) => {
      const images = [await rig.put('cat.png', SOURCE)];
      rig.gateway.respond(hostedReply('http://169.254.169.254/latest/meta-data/x.png'));
      const result = await rig.edit({ prompt: 'x', images });
      assert.equal(result.outcome, 'download_failed', result.message);
      assert.match(result.message ?? '', /169\.254\.169\.254/);
    }),

  'threat-T10 a pixel bomb is saved, and not opened by itself': () =>
    withGateway('crazyrouter', async (rig) => {
      const bomb = pngOfSize(30_000, 30_000);
      rig.gateway.respond([inlineDataReply(bomb), inlineDataReply(RESULT)]);
      const images = [await rig.put('cat.png', SOURCE)];
      const saved = await rig.edit({ prompt: 'huge', images });
      assert.deepEqual(savedNames(saved), ['cat-edited.png'], saved.message);
      assert.ok(bomb.equals(await readFile(path.join(rig.folder, 'cat-edited.png'))));
      await rig.edit({ prompt: 'small', images });
      await until(() => openNames().includes('cat-edited-2.png'), 'the next one is not opened');
      assert.ok(!openNames().includes('cat-edited.png'), 'the bomb is open');
    }),

  'threat-T11 what is no image is not saved as one, whatever it says it is': () =>
    withGateway('crazyrouter', async (rig) => {
      const images = [await rig.put('cat.png', SOURCE)];
      const liars = [
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        '<!doctype html><script>alert(1)</script>',
        'GIF89a/*<script>alert(1)</script>*/',
        '\x89PNG\r\n\x1a\n<script>alert(1)</script>',
        '#!/bin/sh\nexit 1\n',
      ];
      for (const text of liars) {
        rig.gateway.respond(inlineDataReply(Buffer.from(text, 'latin1'), 'image/png'));
        const result = await rig.edit({ prompt: text, images });
        assert.notEqual(result.outcome, 'saved', text);
        assert.deepEqual(readdirSync(rig.folder), ['cat.png'], text);
      }
    }),

  'threat-T12 neither prompt nor address nor header names a path': () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.respond((_, index) =>
        index === 0
          ? inlineDataReply(RESULT)
          : hostedReply(
              rig.gateway.host('/files/..%2f..%2fevil.png', {
                headers: { 'content-disposition': 'attachment; filename="../../../evil.sh"' },
                body: RESULT,
              }),
            ),
      );
      const target = vscode.Uri.file(rig.folder).toString();
      const drawn = await rig.generate({ prompt: '../../../../tmp/evil\u0000.sh', target });
      assert.equal(drawn.outcome, 'saved', drawn.message);
      const images = [await rig.put('cat.png', SOURCE)];
      const edited = await rig.edit({ prompt: 'x', images });
      assert.deepEqual(savedNames(edited), ['cat-edited.png']);
      for (const uri of [...drawn.saved, ...edited.saved]) {
        assert.equal(path.dirname(vscode.Uri.parse(uri).fsPath), rig.folder);
        assert.match(uri, /\.png$/);
      }
    }),

  'threat-T13 a link that waits under the result’s name is not written through': () =>
    withGateway('crazyrouter', async (rig) => {
      const victim = path.join(newFolder(), 'victim.png');
      await symlink(victim, path.join(rig.folder, 'cat-edited.png')).catch((error: unknown) => {
        // Windows makes links for administrators only; a file in the way tells the same of the name.
        if (process.platform !== 'win32') throw error;
        return writeFile(path.join(rig.folder, 'cat-edited.png'), 'mine');
      });
      rig.gateway.respond(inlineDataReply(RESULT));
      const images = [await rig.put('cat.png', SOURCE)];
      assert.deepEqual(savedNames(await rig.edit({ prompt: 'x', images })), ['cat-edited-2.png']);
      assert.ok(!existsSync(victim), 'written through the link');
    }),

  'threat-T14 no text of a gateway or a model makes a link in a notice': () =>
    withGateway('crazyrouter', async (rig) => {
      const images = [await rig.put('cat.png', SOURCE)];
      const replies = [
        textReply(LINKS),
        newApiError(500, LINKS, LINKS),
        newApiError(429, 'rate_limit', LINKS),
        newApiError(400, 'invalid_request', LINKS),
        newApiError(403, 'insufficient_user_quota', LINKS),
        { body: { promptFeedback: { blockReason: LINKS, blockReasonMessage: LINKS } } },
        { body: { candidates: [{ finishReason: LINKS, finishMessage: LINKS, index: 0 }] } },
        { status: 302, headers: { location: 'https://evil.example/[x](command:quit)' } },
      ];
      await withNotices(async (texts) => {
        for (const [index, reply] of replies.entries()) {
          rig.gateway.respond(reply);
          const result = await rig.edit({ prompt: `x ${index}`, images });
          assert.doesNotMatch(result.message ?? '', LINK);
          await until(() => texts.length > index, `no notice for ${JSON.stringify(reply)}`);
        }
        for (const text of texts) assert.doesNotMatch(text, LINK);
      });
    }),

  'threat-T23 threat-T26 a key that a gateway echoes is in no notice and no result': () =>
    withGateway('crazyrouter', async (rig) => {
      const { key } = rig;
      const images = [await rig.put('cat.png', SOURCE)];
      const spellings = [
        key,
        encodeURIComponent(key),
        Buffer.from(key).toString('base64'),
        JSON.stringify(key).slice(1, -1),
        Array.from(key).reverse().join(''),
      ];
      await withNotices(async (texts) => {
        const outputs: string[] = [];
        for (const [index, spelling] of spellings.entries()) {
          for (const status of [400, 401, 403, 429, 500]) {
            const said = `Invalid key ${spelling} (?key=${spelling})`;
            rig.gateway.respond(newApiError(status, spelling, said));
            const result = await rig.edit({ prompt: `x ${index} ${status}`, images });
            outputs.push(JSON.stringify(result));
          }
        }
        await until(() => texts.length === outputs.length, 'notices are missing');
        outputs.push(...texts);
        for (const output of outputs) {
          for (const spelling of spellings) assert.ok(!output.includes(spelling), output);
        }
      });
    }),

  'threat-T31 a secret file under the name of a picture is not sent': () =>
    withGateway('crazyrouter', async (rig) => {
      const images = [await rig.put('holiday.png', 'AWS_SECRET_ACCESS_KEY=abc\nTOKEN=def\n')];
      const asReference = [await rig.put('cat.png', SOURCE), ...images];
      for (const chosen of [images, asReference]) {
        const result = await rig.edit({ prompt: 'x', images: chosen });
        assert.equal(result.outcome, 'bad_request');
        assert.match(result.message ?? '', /holiday\.png/);
      }
      assert.equal(rig.gateway.connections, 0);
    }),
};

/** A gateway with a key, and a listener of somebody else's on another port. */
async function withTwo(work: (rig: Rig, other: ScriptedGateway) => Promise<void>): Promise<void> {
  const other = await startScriptedGateway({ script: inlineDataReply(RESULT) });
  try {
    await withGateway('crazyrouter', (rig) => work(rig, other));
  } finally {
    await other.close();
  }
}

function openNames(): readonly string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) =>
      input instanceof vscode.TabInputCustom ? [path.basename(input.uri.fsPath)] : [],
    );
}

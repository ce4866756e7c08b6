import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { inlineDataReply, newApiError, textReply } from '../support/gateway/scriptedGateway.ts';
import { withGateway } from './rig/gateway.ts';
import { RESULT, SOURCE } from './rig/images.ts';
import { LINK, until, withNotices } from './rig/notices.ts';
import type { Tests } from './suite.ts';

const LINKS =
  '[free credit](command:workbench.action.quit) [x](https://evil.example) [y](file:///x)';

export const tests: Tests = {
  "threat-T02 a workspace's model and file name are shown as text and limited to the folder": () =>
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
          // The second is too long for a notice with such a name. Its result has it.
          for (const text of [texts[0] ?? '', warned.warnings.join()]) {
            assert.match(text, /free credit/);
          }
          for (const text of [...texts, ...warned.warnings]) assert.doesNotMatch(text, LINK);
        });
      } finally {
        await settings.update('model', undefined, target);
        await settings.update('output.fileName', undefined, target);
      }
    }),

  'threat-T03 no key is read from the environment or from .env': () =>
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

  'threat-T14 no text from a gateway or a model becomes a link in a notice': () =>
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
        // Short enough for a notice to quote it.
        newApiError(400, 'bad', '[free credit](command:quit)'),
      ];
      await withNotices(async (texts) => {
        for (const [index, reply] of replies.entries()) {
          rig.gateway.respond(reply);
          const result = await rig.edit({ prompt: `x ${index}`, images });
          assert.doesNotMatch(result.message ?? '', LINK);
          await until(() => texts.length > index, `no notice for ${JSON.stringify(reply)}`);
        }
        assert.match(texts.join(), /free credit/, 'the notices quote the gateway');
        for (const text of texts) assert.doesNotMatch(text, LINK);
      });
    }),

  'threat-T23 threat-T26 a key that a gateway echoes appears in no notice and no result': () =>
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
            const message = `Invalid key ${spelling} (?key=${spelling})`;
            rig.gateway.respond(newApiError(status, spelling, message));
            const result = await rig.edit({ prompt: `x ${index} ${status}`, images });
            outputs.push(JSON.stringify(result));
          }
        }
        await until(() => texts.length === outputs.length, 'notices are missing');
        outputs.push(...texts);
        assert.match(outputs.join(), /•••/, 'the outputs quote the gateway');
        for (const output of outputs) {
          for (const spelling of spellings) assert.ok(!output.includes(spelling), output);
        }
      });
    }),
};

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { keyStore } from '../../src/vscode/config/keys.ts';
import { storeKey } from '../../src/vscode/dialogs/storeKey.ts';
import {
  inlineDataReply,
  newApiError,
  startScriptedGateway,
} from '../support/gateway/scriptedGateway.ts';
import { savedNames, set, withGateway, type RunResult } from './rig/gateway.ts';
import type { Tests } from './suite.ts';
import { RESULT, SOURCE } from './rig/images.ts';
import { until, withNotices } from './rig/notices.ts';

const CLICKS = 50;
/** Long enough for the change during the run. The exact time does not matter. */
const SLOW = { ...inlineDataReply(RESULT), waitMs: 3000 };

export const tests: Tests = {
  'fault-151 threat-T33 fifty clicks at once send one POST and save one file': () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.respond(() => ({ ...inlineDataReply(RESULT), waitMs: 1000 }));
      const images = [await rig.put('cat.png', SOURCE)];
      const once = () => rig.edit({ prompt: 'once', images });
      await withNotices(async (texts) => {
        const results = await Promise.all(Array.from({ length: CLICKS }, once));
        for (const result of results) assert.equal(result.outcome, 'saved', result.message);
        assert.equal(rig.gateway.posts, 1);
        assert.deepEqual((await readdir(rig.folder)).sort(), ['cat-edited.png', 'cat.png']);
        // After the run, the same click is a new action.
        await once();
        assert.equal(rig.gateway.posts, 2);
        await until(() => texts.length >= 2, 'no notice');
        // All clicks of one action share a notice, because each notice has a button that starts a paid run.
        assert.deepEqual(
          texts.map((text) => /^Saved (\S+) \(/.exec(text)?.[1]),
          ['cat-edited.png', 'cat-edited-2.png'],
        );
      });
    }),

  'fault-151 the order of the options does not make a request another action': () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.respond(() => ({ ...inlineDataReply(RESULT), waitMs: 1000 }));
      const images = [await rig.put('cat.png', SOURCE)];
      await Promise.all([
        rig.edit({ prompt: 'once', images }),
        rig.edit({ images, prompt: 'once' }),
      ]);
      assert.equal(rig.gateway.posts, 1);
    }),

  'fault-152 after trust is revoked during a run, that run finishes and the next one is rejected':
    () =>
      withGateway('crazyrouter', async (rig) => {
        rig.gateway.respond(SLOW);
        const images = [await rig.put('cat.png', SOURCE)];
        const running = rig.edit({ prompt: 'slow', images });
        await rig.gateway.received(1);
        await withoutTrust(async () => {
          const refused = await rig.edit({ prompt: 'next', images });
          assert.equal(refused.outcome, 'config');
          assert.match(refused.message ?? '', /Restricted Mode/);
          assert.deepEqual(savedNames(await running), ['cat-edited.png']);
        });
        assert.equal(rig.gateway.posts, 1);
        rig.gateway.respond(inlineDataReply(RESULT));
        assert.equal((await rig.edit({ prompt: 'next', images })).outcome, 'saved');
      }),

  'fault-153 after the key is removed during a run, the next run asks for it': () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.respond(SLOW);
      const images = [await rig.put('cat.png', SOURCE)];
      const running = rig.edit({ prompt: 'slow', images });
      await rig.gateway.received(1);
      await vscode.commands.executeCommand('easel.removeApiKey', { gateway: 'crazyrouter' });
      assert.equal((await running).outcome, 'saved');
      const next = await rig.edit({ prompt: 'next', images });
      assert.equal(next.outcome, 'auth');
      assert.match(next.message ?? '', /No API key is set for Crazyrouter \(127\.0\.0\.1:\d+\)/);
      assert.equal(rig.gateway.posts, 1);
    }),

  'fault-153 a key with an invisible character is rejected with the position of the character':
    () =>
      withGateway('crazyrouter', async (rig) => {
        await vscode.commands.executeCommand('easel.removeApiKey', { gateway: 'crazyrouter' });
        await withNotices(async (texts) => {
          const key = 'sk-hidden\u200b-123456';
          const args = { gateway: 'crazyrouter', key };
          assert.equal(await vscode.commands.executeCommand('easel.setApiKey', args), false);
          await until(() => texts.length > 0, 'no notice');
          assert.match(texts[0] ?? '', /position 10/);
          assert.ok(!texts.join().includes('sk-hidden'));
        });
        const images = [await rig.put('cat.png', SOURCE)];
        assert.equal((await rig.edit({ prompt: 'x', images })).outcome, 'auth');
        assert.equal(rig.gateway.connections, 0);
      }),

  'fault-153 with a locked key store, a key is kept for the session only after a confirmation':
    async () => {
      const owner = { gateway: 'mine', origin: 'https://gateway.example' };
      const key = 'sk-session-0123456789';
      const locked = () => Promise.reject(new Error('locked'));
      const keys = keyStore({ get: locked, store: locked, delete: locked });
      await withNotices(async (texts) => {
        assert.equal(await storeKey(keys, owner, key), false);
        assert.equal(await keys.get(owner), undefined);
        assert.match(texts[0] ?? '', /gateway\.example.*so the key isn't saved/);
        assert.ok(!texts.join().includes(key));
      });
      const yes = (_: string, [first]: readonly string[]) => Promise.resolve(first);
      await withNotices(async () => {
        assert.equal(await storeKey(keys, owner, key), true);
      }, yes);
      assert.equal(await keys.get(owner), key);
      assert.equal(await keys.get({ ...owner, origin: 'https://other.example' }), undefined);
    },

  'fault-154 settings that change during a run apply to the next one, and a new address gets no old key':
    () =>
      withGateway('crazyrouter', async (rig) => {
        const other = await startScriptedGateway({ script: inlineDataReply(RESULT) });
        try {
          rig.gateway.respond(SLOW);
          const images = [await rig.put('cat.png', SOURCE)];
          const running = rig.edit({ prompt: 'slow', images });
          await rig.gateway.received(1);
          const settings = vscode.workspace.getConfiguration('easel');
          await set(settings, 'gateways', [{ id: 'crazyrouter', baseUrl: other.origin }]);
          assert.equal((await running).outcome, 'saved');

          const next = await rig.edit({ prompt: 'next', images });
          assert.equal(next.outcome, 'auth');
          assert.ok(next.message?.includes(new URL(other.origin).host), next.message);
          assert.equal(other.connections, 0, 'the key of another origin was not tried there');
          assert.equal(rig.gateway.posts, 1);
        } finally {
          await set(vscode.workspace.getConfiguration('easel'), 'gateways', [
            { id: 'crazyrouter', baseUrl: rig.gateway.origin },
          ]);
          await other.close();
        }
      }),

  'fault-155 a run continues after the panel is closed': () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.respond(SLOW);
      const images = [await rig.put('cat.png', SOURCE)];
      await vscode.commands.executeCommand('easel.openPanel');
      const running = rig.edit({ prompt: 'slow', images });
      await rig.gateway.received(1);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      assert.deepEqual(savedNames(await running), ['cat-edited.png']);
    }),

  'fault-158 a notice that throws, rejects or stays open neither delays a run nor loses its result':
    () =>
      withGateway('crazyrouter', async (rig) => {
        const images = [await rig.put('cat.png', SOURCE)];
        const answers = [
          () => new Promise<undefined>(() => undefined),
          () => Promise.reject(new Error('no notices today')),
          () => {
            throw new Error('nor today');
          },
        ];
        for (const [index, answer] of answers.entries()) {
          await withNotices(async (texts) => {
            rig.gateway.respond(inlineDataReply(RESULT));
            const result = await rig.edit({ prompt: `x ${index}`, images });
            assert.equal(result.outcome, 'saved', result.message);
            await checkBytes(rig.folder, result);
            rig.gateway.respond(newApiError(401, '', 'no'));
            assert.equal((await rig.edit({ prompt: `y ${index}`, images })).outcome, 'auth');
            await until(() => texts.length >= 2, 'no notices');
          }, answer);
        }
      }),
};

async function checkBytes(folder: string, result: RunResult): Promise<void> {
  const [name = ''] = savedNames(result);
  assert.ok((await readFile(path.join(folder, name))).equals(RESULT));
}

/** Simulates Restricted Mode while `work` runs. */
async function withoutTrust(work: () => Promise<void>): Promise<void> {
  const before = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted');
  Object.defineProperty(vscode.workspace, 'isTrusted', { configurable: true, get: () => false });
  try {
    await work();
  } finally {
    if (before) Object.defineProperty(vscode.workspace, 'isTrusted', before);
  }
}

import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import {
  inlineDataReply,
  startScriptedGateway,
  type ScriptedGateway,
} from '../support/gateway/scriptedGateway.ts';
import { newFolder, set, type RunResult } from './rig/gateway.ts';
import { RESULT } from './rig/images.ts';
import { withNotices } from './rig/notices.ts';
import type { Tests } from './suite.ts';

const KEY = 'sk-new-0123456789abcdef';
const settings = () => vscode.workspace.getConfiguration('easel');
const stored = () => settings().inspect<unknown>('gateways')?.globalValue;

/** A gateway that lists its models and makes images for a key in one place only. */
async function withNewGateway(work: (gateway: ScriptedGateway) => Promise<void>): Promise<void> {
  const gateway = await startScriptedGateway({
    script: ({ method, headers }) => {
      if (headers.authorization !== `Bearer ${KEY}`) return { status: 401, body: {} };
      if (method === 'POST') return inlineDataReply(RESULT);
      return { body: { models: [{ name: 'models/gemini-3.1-flash-image-preview' }] } };
    },
  });
  try {
    await work(gateway);
  } finally {
    const ids = (stored() as readonly { readonly id: string }[] | undefined) ?? [];
    for (const { id } of ids)
      await vscode.commands.executeCommand('easel.removeApiKey', { gateway: id });
    await set(settings(), 'gateways', undefined);
    await set(settings(), 'gateway', undefined);
    await gateway.close();
  }
}

async function add(value: object): Promise<string | undefined> {
  return await vscode.commands.executeCommand<string | undefined>('easel.addGateway', value);
}

export const tests: Tests = {
  'an address and a key make a gateway that works, without a question': () =>
    withNewGateway(async (gateway) => {
      await withNotices(async () => {
        const id = await add({
          baseUrl: `${gateway.origin}/v1/chat/completions`,
          key: `Bearer ${KEY}`,
        });
        const { host } = new URL(gateway.origin);
        assert.equal(id, host.replace(/[^a-z0-9]+/g, '-'));
        assert.deepEqual(stored(), [{ id, label: host, baseUrl: gateway.origin, auth: 'bearer' }]);
        assert.equal(settings().get('gateway'), id, 'selected, because no gateway was');
        assert.equal(gateway.posts, 0, 'nothing paid was sent');
        const target = vscode.Uri.file(path.join(newFolder(), 'new.png')).toString();
        const result = await vscode.commands.executeCommand<RunResult>('easel.generateImage', {
          prompt: 'a fox',
          target,
        });
        assert.equal(result.outcome, 'saved', result.message);
      });
    }),

  'a second gateway at the same host gets an id and a key of its own, and stays unselected': () =>
    withNewGateway(async (gateway) => {
      await withNotices(async () => {
        const first = await add({ baseUrl: gateway.origin, key: KEY });
        const second = await add({ baseUrl: gateway.origin, key: KEY });
        assert.equal(second, `${first}-2`);
        assert.equal((stored() as readonly unknown[]).length, 2);
        assert.equal(settings().get('gateway'), first);
      });
    }),

  'a key in the address becomes the key, and is not in the settings': () =>
    withNewGateway(async (gateway) => {
      await withNotices(async () => {
        assert.ok(await add({ baseUrl: `${gateway.origin}/v1beta/models?key=${KEY}` }));
        assert.ok(!JSON.stringify(stored()).includes(KEY));
        assert.ok(
          gateway.requests.some(({ headers }) => headers.authorization === `Bearer ${KEY}`),
        );
      });
    }),

  'an address or a key that cannot be used is refused, and nothing is stored or sent': () =>
    withNewGateway(async (gateway) => {
      await withNotices(async () => {
        for (const value of [
          { baseUrl: 'http://gateway.example', key: KEY },
          { baseUrl: 'ftp://gateway.example', key: KEY },
          { baseUrl: gateway.origin, key: 'sk-one\ntwo' },
          { baseUrl: `${gateway.origin}/${KEY}`, key: KEY },
        ]) {
          assert.equal(await add(value), undefined, JSON.stringify(value));
        }
        assert.equal(stored(), undefined);
        assert.equal(gateway.connections, 0);
      });
    }),

  'in Restricted Mode nothing is sent or stored': () =>
    withNewGateway(async (gateway) => {
      const before = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted');
      Object.defineProperty(vscode.workspace, 'isTrusted', {
        configurable: true,
        get: () => false,
      });
      try {
        await withNotices(async () => {
          assert.equal(await add({ baseUrl: gateway.origin, key: KEY }), undefined);
        });
      } finally {
        if (before) Object.defineProperty(vscode.workspace, 'isTrusted', before);
      }
      assert.equal(gateway.connections, 0);
      assert.equal(stored(), undefined);
    }),
};

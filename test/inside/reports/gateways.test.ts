/** Gateways and keys that people have: addresses and keys as pasted, two keys at one host, headers, no key, Vertex express. */
import assert from 'node:assert/strict';
import {
  hostedReply,
  inlineDataReply,
  newApiError,
  startScriptedGateway,
} from '../../support/gateway/scriptedGateway.ts';
import { FILE, RESULT } from '../rig/images.ts';
import { until, withNotices } from '../rig/notices.ts';
import { command, entries, generate, last, MODEL, withRelay } from '../rig/relay.ts';
import { discardUnsaved } from '../rig/unsaved.ts';
import type { Tests } from '../suite.ts';

const GEMINI_PATH = `/v1beta/models/${MODEL}:generateContent`;
const CHEAP = 'sk-cheap-0123456789abcdef';
const FAST = 'sk-fast-0123456789abcdef';

export const tests: Tests = {
  'report-D1 every pasted form of an address leads to the gateway, and is said once': () =>
    withRelay(async (relay) => {
      const forms = [
        '/v1',
        '/v1beta/openai',
        `/v1beta/models/x:generateContent`,
        '/v1/chat/completions',
        '/v1/images/generations',
        '/v1/models?alt=json',
      ];
      await withNotices(async (texts) => {
        for (const [index, form] of forms.entries()) {
          await entries({
            id: 'mine',
            label: `Mine ${index}`,
            baseUrl: relay.origin + form,
            auth: 'bearer',
          });
          if (index === 0) await command('setApiKey', { gateway: 'mine', key: CHEAP });
          const result = await generate('mine', form);
          assert.equal(result.outcome, 'saved', `${form}: ${result.message ?? ''}`);
          assert.equal(last(relay).url, GEMINI_PATH, form);
        }
        const said = texts.filter((text) => text.includes('as the base URL'));
        assert.deepEqual(said, [`Easel uses ${relay.origin} as the base URL of Mine 0.`]);
      });
    }),

  'report-D1 a path in front of the API stays, and an address without a scheme works': () =>
    withRelay(async (relay) => {
      const { host } = new URL(relay.origin);
      await entries({ id: 'mine', baseUrl: `${host}/proxy/google/v1beta/openai/`, auth: 'none' });
      const result = await generate('mine', 'behind a prefix');
      assert.equal(result.outcome, 'saved', result.message);
      assert.equal(last(relay).url, `/proxy/google${GEMINI_PATH}`);
    }),

  'report-D1 an address with a key in its query is refused, and the key is named nowhere': () =>
    withRelay(async (relay) => {
      await withNotices(async (texts) => {
        const baseUrl = `${relay.origin}/v1beta/models?key=hidden-canary-1`;
        await entries({ id: 'mine', baseUrl, auth: 'bearer' });
        const result = await generate('mine', 'x');
        assert.equal(result.outcome, 'config');
        assert.match(result.message ?? '', /contain an API key/);
        await until(() => texts.length > 0, 'no notice');
        assert.ok(![...texts, result.message].join().includes('hidden-canary'));
        assert.equal(relay.connections, 0);
      });
    }),

  'report-D2 a key is taken without what was pasted around it': () =>
    withRelay(async (relay) => {
      await entries({ id: 'mine', baseUrl: relay.origin, auth: 'x-goog-api-key' });
      const pasted = [
        `"${CHEAP}"`,
        `Bearer ${CHEAP}\n`,
        `export GEMINI_API_KEY='${CHEAP}'`,
        `\u200b${CHEAP}\ufeff`,
      ];
      for (const key of pasted) {
        assert.equal(await command('setApiKey', { gateway: 'mine', key }), true);
        const result = await generate('mine', key.length.toString());
        assert.equal(result.outcome, 'saved', result.message);
        assert.equal(last(relay).headers['x-goog-api-key'], CHEAP);
      }
    }),

  'report-D2 a line break inside a key is refused with its position': () =>
    withRelay(async (relay) => {
      await entries({ id: 'mine', baseUrl: relay.origin, auth: 'bearer' });
      await withNotices(async (texts) => {
        const key = '"sk-one\ntwo"';
        assert.equal(await command('setApiKey', { gateway: 'mine', key }), false);
        await until(() => texts.some((text) => text.includes('position 7')), 'no position');
        assert.ok(!texts.join().includes('sk-one'));
      });
    }),

  'report-D3 two entries at one host have two keys, and removing one keeps the other': () =>
    withRelay(async (relay) => {
      const at = { baseUrl: relay.origin, auth: 'bearer' };
      await entries({ id: 'cheap', ...at }, { id: 'fast', ...at });
      await command('setApiKey', { gateway: 'cheap', key: CHEAP });
      await command('setApiKey', { gateway: 'fast', key: FAST });
      for (const [gateway, key] of [
        ['cheap', CHEAP],
        ['fast', FAST],
      ] as const) {
        assert.equal((await generate(gateway, gateway)).outcome, 'saved');
        assert.equal(last(relay).headers.authorization, `Bearer ${key}`);
      }
      await command('removeApiKey', { gateway: 'cheap' });
      assert.equal((await generate('cheap', 'gone')).outcome, 'auth');
      assert.equal((await generate('fast', 'still there')).outcome, 'saved');
    }),

  'report-D3 a key does not follow an entry to another origin, and is taken out of what comes back':
    () =>
      withRelay(async (relay) => {
        const other = await startScriptedGateway({ script: inlineDataReply(RESULT) });
        try {
          await entries({ id: 'mine', baseUrl: relay.origin, auth: 'bearer' });
          await command('setApiKey', { gateway: 'mine', key: CHEAP });
          relay.respond(newApiError(400, 'bad', `what is ${CHEAP}?`));
          const refused = await generate('mine', 'echo');
          assert.ok(!JSON.stringify(refused).includes(CHEAP));
          const diagnostics = await command<string>('copyDiagnostics', {});
          assert.ok(!diagnostics.includes(CHEAP));
          await entries({ id: 'mine', baseUrl: other.origin, auth: 'bearer' });
          assert.equal((await generate('mine', 'moved')).outcome, 'auth');
          assert.equal(other.connections, 0);
        } finally {
          await other.close();
        }
      }),

  'report-D4 headers go to the gateway, and not to hosted images': () =>
    withRelay(async (relay) => {
      const headers = { 'X-Team': 'blue', 'x-secret': 'Token ${secret}' };
      await entries({ id: 'mine', baseUrl: relay.origin, auth: 'none', headers });
      await command('setApiKey', { gateway: 'mine', header: 'X-Secret', key: 'canary value 1' });
      relay.respond(hostedReply(relay.host('/a.png', FILE)));
      const result = await generate('mine', 'x');
      assert.equal(result.outcome, 'saved', result.message);
      const sent = last(relay).headers;
      assert.deepEqual([sent['x-team'], sent['x-secret']], ['blue', 'Token canary value 1']);
      assert.equal(relay.downloads.length, 1);
      assert.doesNotMatch(
        JSON.stringify(relay.downloads[0]?.rawHeaders),
        /x-team|x-secret|canary/i,
      );
      await command('removeApiKey', { gateway: 'mine', header: 'x-secret' });
    }),

  'report-D4 headers do not follow a redirect, and their secrets are taken out of what comes back':
    () =>
      withRelay(async (relay) => {
        const other = await startScriptedGateway({ script: inlineDataReply(RESULT) });
        try {
          const headers = { 'x-secret': '${secret}' };
          await entries({ id: 'mine', baseUrl: relay.origin, auth: 'none', headers });
          await command('setApiKey', {
            gateway: 'mine',
            header: 'x-secret',
            key: 'canary-value-2',
          });
          relay.respond([
            { status: 307, headers: { location: `${other.origin}/x` } },
            newApiError(400, 'bad', 'what is canary-value-2?'),
          ]);
          assert.equal((await generate('mine', 'moved')).outcome, 'config');
          assert.equal(other.connections, 0);
          assert.ok(!JSON.stringify(await generate('mine', 'echo')).includes('canary-value-2'));
          await command('removeApiKey', { gateway: 'mine', header: 'x-secret' });
        } finally {
          await other.close();
          await discardUnsaved();
        }
      }),

  'report-D4 a secret that is missing is named before anything is sent': () =>
    withRelay(async (relay) => {
      const headers = { 'x-secret': '${secret}' };
      await entries({ id: 'mine', baseUrl: relay.origin, auth: 'none', headers });
      const result = await generate('mine', 'x');
      assert.equal(result.outcome, 'auth');
      assert.match(result.message ?? '', /No value is set for the header x-secret of mine/);
      assert.equal(relay.connections, 0);
    }),

  'report-D5 a gateway without a key works, silently on this machine': () =>
    withRelay(async (relay) => {
      await withNotices(async (texts) => {
        await entries({ id: 'mine', baseUrl: relay.origin, auth: 'none' });
        assert.equal((await generate('mine', 'x')).outcome, 'saved');
        const { url, headers } = last(relay);
        assert.equal(url, GEMINI_PATH);
        assert.deepEqual(
          [headers.authorization, headers['x-goog-api-key']],
          [undefined, undefined],
        );
        assert.ok(!texts.some((text) => text.includes('without an API key')), texts.join());
      });
    }),

  'report-D5 elsewhere, Easel says once that requests go without a key': () =>
    withRelay(async () => {
      const id = 'mine';
      const baseUrl = `https://${Math.random().toString(36).slice(2)}.example`;
      await withNotices(async (texts) => {
        const said = () => texts.filter((text) => text.includes('without an API key')).length;
        await entries({ id, baseUrl, auth: 'none' });
        await until(() => said() === 1, texts.join());
        await entries({ id, baseUrl, auth: 'none', models: { a: 'b' } });
        await entries({ id, baseUrl, auth: 'none', label: 'Mine' });
        assert.equal(said(), 1);
      });
    }),

  'report-D6 Vertex AI express gets its own path and the key in its header': () =>
    withRelay(async (relay) => {
      const key = `AQ.${'Ab8-_c'.repeat(6)}`;
      await entries({ id: 'mine', baseUrl: relay.origin, auth: 'x-goog-api-key', api: 'vertex' });
      await command('setApiKey', { gateway: 'mine', key });
      const result = await generate('mine', 'x');
      assert.equal(result.outcome, 'saved', result.message);
      const { url, headers } = last(relay);
      assert.equal(url, `/v1/publishers/google/models/${MODEL}:generateContent`);
      assert.equal(headers['x-goog-api-key'], key);
    }),

  'report-D6 an express key that comes back in an error is taken out, also one that Easel does not know':
    () =>
      withRelay(async (relay) => {
        const key = `AQ.${'Zy9-_d'.repeat(6)}`;
        await entries({
          id: 'mine',
          baseUrl: `${relay.origin}/v1/publishers/google`,
          auth: 'none',
        });
        relay.respond(newApiError(400, 'bad', `API key ${key} not valid`));
        assert.ok(!JSON.stringify(await generate('mine', 'x')).includes(key));
        assert.match(last(relay).url, /^\/v1\/publishers\/google\/models\//);
      }),
};

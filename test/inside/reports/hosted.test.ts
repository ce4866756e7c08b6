/** Situations of the reports about waits, tasks, and hosted images, in a real VS Code. */
import assert from 'node:assert/strict';
import dns from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import {
  hostedReply,
  inlineDataReply,
  type ScriptedReply,
} from '../../support/gateway/scriptedGateway.ts';
import {
  startFileServer,
  startTestNetwork,
  type FileServer,
  type NetworkParts,
} from '../../support/gateway/testNetwork.ts';
import { withGateway, type Rig, type RunResult } from '../rig/gateway.ts';
import { FILE, RESULT, SOURCE } from '../rig/images.ts';
import { discardUnsaved } from '../rig/unsaved.ts';
import type { Tests } from '../suite.ts';

const HOST = 'files.example.com';
const TASK = 'task_01KQ7ZC8M3';

export const tests: Tests = {
  'report-A4 a reply that is silent for 90 s after its headers is waited for': () =>
    assertWaits(inlineDataReply(RESULT), 0),

  'report-A4 a reply that is silent for 90 s after its first 8 bytes is waited for': () =>
    assertWaits({ body: `: PING\n\ndata: ${JSON.stringify(inlineDataReply(RESULT).body)}\n\n` }, 8),

  'report-A5 a gateway and its files that refuse a request without User-Agent are used': () =>
    withGateway('crazyrouter', async (rig) => {
      const wall: ScriptedReply = { status: 403, body: 'error code: 1010' };
      const url = rig.gateway.host('/a.png', FILE);
      const { version } = vscode.extensions.getExtension('easel-vscode.easel')?.packageJSON as {
        version: string;
      };
      rig.gateway.respond(({ headers }) =>
        headers['user-agent'] === `Easel/${version}` ? hostedReply(url) : wall,
      );
      await assertSaved(await edit(rig));
      assert.equal(rig.gateway.downloads[0]?.headers['user-agent'], `Easel/${version}`);
    }),

  'report-A5 a file behind a bot check is not called expired': () =>
    withGateway('crazyrouter', async (rig) => {
      const wall: ScriptedReply = { status: 403, body: 'error code: 1010' };
      rig.gateway.respond(hostedReply(rig.gateway.host('/a.png', wall)));
      const { outcome, message = '' } = await edit(rig);
      assert.equal(outcome, 'download_failed');
      assert.match(message, /bot check/);
      assert.doesNotMatch(message, /expired/);
      assert.equal(await discardUnsaved(), 1);
    }),

  'report-A8 a task instead of an image is reported with its id, and ends a count': () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.respond({ body: { code: 200, data: [{ status: 'submitted', task_id: TASK }] } });
      const { outcome, message = '', runs } = await edit(rig, { count: 3 });
      assert.equal(outcome, 'accepted', message);
      assert.match(message, new RegExp(`task ${TASK} .*You may have been charged\\.`));
      assert.deepEqual([rig.gateway.posts, runs.length], [1, 1]);
      // The route isn't paused: the next request is sent.
      rig.gateway.respond(inlineDataReply(RESULT));
      await assertSaved(await edit(rig, { prompt: 'another' }));
    }),

  'report-B1 a public name with the fake address of a TUN program is used': () =>
    withNetwork({ names: { [HOST]: [['198.18.0.42']] }, carried: ['198.18.0.42'] }, downloads),

  'report-B1 a literal fake address is not': () =>
    withNetwork({ names: {}, carried: ['198.18.0.42'] }, async (rig, server) => {
      await assertRefused(rig, server, `https://198.18.0.42:${server.port}/a.png`);
    }),

  'report-B2 a public name behind NAT64 is used': () =>
    withNetwork(
      { names: { [HOST]: [['64:ff9b::6810:1']] }, carried: ['64:ff9b::6810:1'] },
      downloads,
    ),

  'report-B2 a private address behind NAT64 is not': () =>
    withNetwork(
      { names: { [HOST]: [['64:ff9b::a00:1']] }, carried: ['64:ff9b::a00:1'] },
      async (rig, server) => {
        await assertRefused(rig, server, `https://${HOST}:${server.port}/a.png`);
      },
    ),

  'report-B1 DNS rebinding reaches nothing': () =>
    withNetwork({ names: { [HOST]: [['127.0.0.1']] }, carried: [] }, async (rig, server) => {
      await assertRefused(rig, server, `https://${HOST}:${server.port}/a.png`);
    }),

  'report-B3 localhost at the port of a gateway on 127.0.0.1 is the gateway': () =>
    withGateway('crazyrouter', async (rig) => {
      for (const host of ['localhost', '[::1]', '0.0.0.0']) {
        const url = rig.gateway.host('/a.png', FILE).replace('127.0.0.1', host);
        rig.gateway.respond(hostedReply(url));
        await assertSaved(await edit(rig, { prompt: host }));
      }
      assert.equal(rig.gateway.downloads.length, 3);
    }),

  'report-B4 an http address is requested over https': () =>
    withNetwork(
      { names: { [HOST]: [['93.184.216.34']] }, carried: ['93.184.216.34'] },
      async (rig, server) => {
        rig.gateway.respond(hostedReply(`http://${HOST}:${server.port}/a.png`));
        await assertSaved(await edit(rig));
        assert.deepEqual(server.requests, [`${HOST}:${server.port} /a.png`]);
      },
    ),

  "report-B5 a relative address is one of the gateway's": () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.host('/images/a.png', FILE);
      rig.gateway.respond(hostedReply('/images/a.png'));
      await assertSaved(await edit(rig));
      const block = { type: 'image_url', image_url: { url: '/images/a.png' } };
      rig.gateway.respond({ body: { choices: [{ message: { content: [block] } }] } });
      await assertSaved(await edit(rig, { prompt: 'another' }));
      assert.equal(rig.gateway.downloads.length, 2);
    }),
};

async function edit(rig: Rig, options: object = {}): Promise<RunResult> {
  return await rig.edit({
    prompt: 'x',
    images: [await rig.put('cat.png', SOURCE)],
    ...options,
  });
}

/** Asserts that a reply is saved although it is silent for 90 s after its first bytes. */
async function assertWaits(reply: ScriptedReply, afterBytes: number): Promise<void> {
  await withGateway('crazyrouter', async (rig) => {
    const images = [await rig.put('cat.png', SOURCE)];
    rig.gateway.respond({ ...reply, pause: { afterBytes, ms: 5000 } });
    const run = rig.edit({ prompt: 'x', images });
    await rig.gateway.received(1);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await assertSaved(await withClockAhead(90_000, 3000, run));
    assert.equal(rig.gateway.posts, 1);
  });
}

async function assertSaved({ outcome, saved, message }: RunResult): Promise<void> {
  assert.equal(outcome, 'saved', message);
  const [uri = ''] = saved;
  assert.ok(Buffer.from(RESULT).equals(await readFile(vscode.Uri.parse(uri).fsPath)));
}

async function downloads(rig: Rig, server: FileServer): Promise<void> {
  rig.gateway.respond(hostedReply(`https://${HOST}:${server.port}/a.png`));
  await assertSaved(await edit(rig));
  assert.deepEqual(server.requests, [`${HOST}:${server.port} /a.png`]);
}

async function assertRefused(rig: Rig, server: FileServer, url: string): Promise<void> {
  rig.gateway.respond(hostedReply(url));
  const { outcome, message } = await edit(rig);
  assert.equal(outcome, 'download_failed', message);
  assert.match(message ?? '', /doesn't open/);
  assert.equal(server.connections, 0);
  assert.equal(await discardUnsaved(), 1);
}

/** Sets the clock of the extension host ahead for a while: its idle limit of a minute is over at once. */
async function withClockAhead<T>(byMs: number, forMs: number, work: Promise<T>): Promise<T> {
  const now = Date.now.bind(Date);
  Date.now = () => now() + byMs;
  try {
    await Promise.race([work, new Promise((resolve) => setTimeout(resolve, forMs))]);
  } finally {
    Date.now = now;
  }
  return await work;
}

/** Starts a gateway, a TLS server for HOST, and a network that the extension host resolves names with. */
async function withNetwork(
  parts: NetworkParts,
  work: (rig: Rig, server: FileServer) => Promise<void>,
): Promise<void> {
  const server = await startFileServer([HOST], RESULT);
  const network = startTestNetwork(parts);
  const resolver = dns as { lookup: unknown };
  const original = resolver.lookup;
  resolver.lookup = network.resolve;
  // The certificate is the test's own. The unit tests check that one for another name is refused.
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  try {
    await withGateway('crazyrouter', (rig) => work(rig, server));
  } finally {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    resolver.lookup = original;
    network.close();
    await server.close();
  }
}

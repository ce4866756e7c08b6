/** Faults before anything is sent: free, and said to be. */
import assert from 'node:assert/strict';
import https from 'node:https';
import { describe } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { CheckError } from '../../../src/errors.ts';
import { dayOf } from '../../../src/text/format.ts';
import { CANARY } from '../../support/canary.ts';
import { fault, PICTURE } from '../../support/faults/faults.ts';
import { assertFailed, assertSaved } from '../../support/faults/faultEnds.ts';
import { inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import { loopbackCertificate } from '../../support/gateway/tls.ts';

const FREE = { charge: 'no', posts: 0 } as const;

describe('a failure before anything is sent is free', () => {
  fault('fault-001', 'connection refused', async (rig) => {
    const gone = await rig.scripted([]);
    await gone.close();
    const ended = await rig.ask({ at: gone.origin });
    assertFailed(ended, {
      ...FREE,
      outcome: 'unreachable',
      says: /Can't reach 127.0.0.1:\d+ \(ECONNREFUSED\). Nothing was sent or charged/,
    });
    assert.deepEqual(ended.actions, ['try-again', 'open-settings']);
  });

  fault('fault-002', 'a name that does not exist', async (rig) => {
    const ended = await rig.ask({ at: 'https://gateway.does-not-exist.invalid' });
    assertFailed(ended, {
      ...FREE,
      outcome: 'unreachable',
      says: /gateway.does-not-exist.invalid wasn't found .*Nothing was sent or charged.*Check the base URL/,
      first: 'open-settings',
    });
  });

  fault('fault-003', 'no network', async (rig) => {
    // The broadcast address: every system refuses to connect to it without sending anything.
    const ended = await rig.ask({ at: 'https://255.255.255.255' });
    assertFailed(ended, { ...FREE, outcome: 'unreachable', says: /Nothing was sent or charged/ });
  });

  fault('fault-004', 'a connection that is never established', async (rig) => {
    const mute = await rig.raw(() => assert.fail('a request came'));
    const ended = await rig.ask({ at: mute.origin.replace('http:', 'https:'), timeoutMs: 400 });
    assertFailed(ended, {
      ...FREE,
      outcome: 'unreachable',
      says: /The connection to .* timed out\. Nothing was sent or charged/,
    });
    assert.ok(mute.connections >= 1);
  });

  fault('fault-005', 'a certificate from an unknown authority', async (rig) => {
    const server = await rig.raw('', { tls: await loopbackCertificate() });
    for (const auth of ['query', 'bearer'] as const) {
      const ended = await rig.ask({ at: server.origin, auth });
      assertFailed(ended, {
        ...FREE,
        outcome: 'config',
        says: /certificate for 127.0.0.1:\d+ isn't trusted/,
        first: 'show-log',
      });
    }
    assert.deepEqual(server.heads, []);
  });

  fault('fault-006', 'an expired certificate, and one for another host', async (rig) => {
    const notAfterDate = new Date(Date.now() - 40 * 86_400_000);
    const expired = await loopbackCertificate({ notAfterDate });
    const valid = await loopbackCertificate();
    setDefaultCACertificates([...getCACertificates('default'), expired.cert, valid.cert]);
    const late = await rig.raw('', { tls: expired });
    const told = await rig.ask({ at: late.origin });
    assertFailed(told, {
      ...FREE,
      outcome: 'config',
      says: /certificate for 127.0.0.1:\d+ expired on /,
    });
    assert.ok(
      told.text.includes(` ${dayOf(+notAfterDate)}. Nothing was sent or charged.`),
      told.text,
    );
    const other = await rig.raw('', { tls: valid });
    assertFailed(await rig.ask({ at: other.origin.replace('127.0.0.1', 'localhost') }), {
      ...FREE,
      outcome: 'config',
      says: /certificate for localhost:\d+ is for a different host/,
    });
    assert.deepEqual([...late.heads, ...other.heads], []);
  });

  fault('fault-007', 'https to a port that speaks http', async (rig) => {
    const plain = await rig.scripted(inlineDataReply(PICTURE));
    const ended = await rig.ask({ at: plain.origin.replace('http:', 'https:') });
    assertFailed(ended, { ...FREE, outcome: 'config', says: /doesn't support https on this port/ });
  });

  fault('fault-008', 'http to a port that speaks https', async (rig) => {
    const server = await rig.raw('', { tls: await loopbackCertificate() });
    const ended = await rig.ask({ at: server.origin.replace('https:', 'http:') });
    assertFailed(ended, {
      ...FREE,
      outcome: 'config',
      says: /requires https on this port/,
      first: 'open-settings',
    });
    assert.deepEqual(server.heads, []);
  });

  fault('fault-010', 'a proxy that refuses', async (rig) => {
    const proxy = await rig.raw('');
    const refusing = await rig.raw((socket) =>
      socket.end('HTTP/1.1 407 No\r\ncontent-length: 0\r\n\r\n'),
    );
    const usual = https.globalAgent;
    // As VS Code does it: the agent behind node:https is the one that knows the proxy.
    // (`proxyEnv` is Node's own since 24.5, and not in its types yet.)
    const options = { proxyEnv: { HTTPS_PROXY: refusing.origin } };
    https.globalAgent = new https.Agent(options as https.AgentOptions);
    try {
      const ended = await rig.ask({ at: proxy.origin.replace('http:', 'https:') });
      assertFailed(ended, {
        ...FREE,
        outcome: 'config',
        says: /proxy .*refused the connection to 127.0.0.1:\d+/,
      });
    } finally {
      https.globalAgent = usual;
    }
    assert.match(refusing.heads[0] ?? '', /^CONNECT /);
    assert.equal(proxy.connections, 0);
    // Where the proxy speaks for the gateway, its status is all there is.
    const speaking = await rig.scripted({ status: 407, body: '' });
    const told = await rig.ask({ at: speaking.origin });
    assertFailed(told, {
      outcome: 'config',
      charge: 'no',
      says: /proxy .*refused the connection to 127.0.0.1:\d+ \(407\)/,
    });
  });

  fault('fault-011', 'an address that is invalid or contains a password', async (rig) => {
    for (const at of [
      'not an address',
      'https://user:hunter2pass@gateway.example',
      'https://gate way.example',
      'ftp://gateway.example',
      'http://gateway.example',
      `https://gateway.example/?key=${encodeURIComponent(CANARY)}`,
    ]) {
      const ended = await rig.ask({ at });
      assertFailed(ended, {
        ...FREE,
        outcome: 'config',
        says: /Nothing was sent/,
        first: 'open-settings',
      });
      assert.doesNotMatch(ended.text, /hunter2pass/);
    }
  });

  fault('fault-012', 'a key that cannot be sent', async (rig) => {
    const gateway = await rig.scripted(inlineDataReply(PICTURE));
    for (const [key, position] of [
      ['', 1],
      [`${CANARY.slice(0, 8)}\n${CANARY}`, 9],
      [`${CANARY.slice(0, 8)}\u200b${CANARY}`, 9],
      [`${CANARY.slice(0, 8)}\u0000${CANARY}`, 9],
      ['k'.repeat(5000), 4097],
    ] as const) {
      const ended = await rig.ask({ at: gateway.origin, parts: { keyFor: async () => key } });
      assertFailed(ended, { ...FREE, outcome: 'auth', first: 'set-key' });
      assert.ok(ended.failure instanceof CheckError);
      assert.deepEqual(ended.failure.problem, { kind: 'bad-key', position });
      assert.match(ended.text, new RegExp(`position ${position}\\.`));
    }
    const without = await rig.ask({ at: gateway.origin, parts: { keyFor: async () => undefined } });
    assertFailed(without, {
      ...FREE,
      outcome: 'auth',
      says: /No API key is set for/,
      first: 'set-key',
    });
    assert.equal(gateway.connections, 0);
  });

  fault('fault-013', 'a key that changes during the run', async (rig) => {
    const gateway = await rig.scripted(inlineDataReply(PICTURE));
    let reads = 0;
    const keyFor = async () => ((reads += 1) === 1 ? CANARY : 'sk-another-key');
    assertSaved(await rig.ask({ at: gateway.origin, parts: { keyFor } }), PICTURE);
    assert.equal(gateway.requests[0]?.headers.authorization, `Bearer ${CANARY}`);
    assert.equal(reads, 1);
  });
});

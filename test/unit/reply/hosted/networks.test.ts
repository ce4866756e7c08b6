/** What real networks make of a public name, and what an attacker can make of one. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { downloadOver, FILES, startTrustedServer } from '../../../support/gateway/downloadOver.ts';
import type { NetworkParts } from '../../../support/gateway/testNetwork.ts';

const server = await startTrustedServer();
after(() => server.close());

const fetchOver = (parts: NetworkParts, host = FILES): ReturnType<typeof downloadOver> =>
  downloadOver(server, parts, host);

/** A network whose resolver gives every name these addresses, and which carries `to`. */
const answering = (...answer: readonly string[]): NetworkParts => ({
  names: { [FILES]: [answer] },
  carried: answer.filter((one) => one !== '127.0.0.1' && one !== '::1'),
});

describe('a program that takes over the traffic', () => {
  for (const [name, answer, to] of [
    ['Clash', ['198.18.0.42'], '198.18.0.42'],
    ['Surge', ['198.19.255.254'], '198.19.255.254'],
    ['sing-box with both families', ['198.18.0.7', 'fc00::7'], '198.18.0.7'],
    ['sing-box or Xray with IPv6 alone', ['fc00::3fff:7'], 'fc00::3fff:7'],
    ['mihomo with the benchmarking network', ['2001:2::42'], '2001:2::42'],
    ['mihomo with a range of its own beside', ['198.18.3.4', 'fdfe:dcba:9876::9'], '198.18.3.4'],
  ] as const) {
    test(`report-B1 ${name} is used`, async () => {
      const { end, reached } = await fetchOver(answering(...answer));
      assert.equal(end, 'ok');
      assert.ok(reached.includes(to), reached.join());
      assert.ok(!reached.includes('fdfe:dcba:9876::9'), 'only the address that is surely fake');
    });
  }

  for (const answer of [
    ['198.18.0.42', '127.0.0.1'],
    ['127.0.0.1', '198.18.0.42'],
    ['198.18.0.42', '10.0.0.1'],
    ['198.18.0.42', '::1'],
    ['198.18.0.42', '169.254.169.254'],
    ['::ffff:198.18.0.42'],
    ['fdfe:dcba:9876::9'],
    ['fc00:4000::1'],
    ['240.0.0.9'],
    ['198.17.255.255', '192.168.0.1'],
  ]) {
    test(`report-B1 is no excuse for ${answer.join(' and ')}`, async () => {
      const { end, connections } = await fetchOver(answering(...answer));
      assert.deepEqual([end, connections], ['refused-address', 0]);
    });
  }

  test('report-B1 that leads to a host without the certificate gets no request', async () => {
    const parts = { names: { 'other.example.com': [['198.18.0.42']] }, carried: ['198.18.0.42'] };
    const { end, requests } = await fetchOver(parts, 'other.example.com');
    assert.deepEqual([end, requests], ['network', 0]);
  });
});

describe('a network without IPv4', () => {
  /** The answer for the name that shows the prefix, and what it shows. */
  const LOCAL = '64:ff9b:1:abcd::c000:aa';
  const OWN = '2001:db8:64::c000:ab';
  const ULA64 = 'fd00:64:64:64:c0:0:aa00:0';
  for (const [name, answer, known] of [
    ['the well-known prefix', '64:ff9b::808:808', undefined],
    ['the prefix for local use', '64:ff9b:1:abcd::808:808', LOCAL],
    ['a prefix of its own', '2001:db8:64::808:808', OWN],
    ['a unique local prefix of 64 bits', 'fd00:64:64:64:8:808:800:0', ULA64],
  ] as const) {
    test(`report-B2 and with ${name} reaches the IPv4 internet`, async () => {
      const names = {
        [FILES]: [[answer]],
        ...(known === undefined ? {} : { 'ipv4only.arpa': [[known, '192.0.0.170']] }),
      };
      const { end, reached } = await fetchOver({ names, carried: [answer] });
      assert.deepEqual([end, reached], ['ok', [answer]]);
    });
  }

  for (const [name, answer, known] of [
    ['a private address under the well-known prefix', '64:ff9b::a00:1', undefined],
    ['this machine under it', '64:ff9b::7f00:1', undefined],
    ['a cloud’s metadata under it', '64:ff9b::a9fe:a9fe', undefined],
    ['a fake address under it', '64:ff9b::c612:2a', undefined],
    ['a private address under the prefix for local use', '64:ff9b:1:abcd::a00:1', LOCAL],
    ['the prefix for local use without an answer', '64:ff9b:1:abcd::808:808', undefined],
    ['a private address under a prefix of its own', '2001:db8:64::a00:1', OWN],
    ['this machine under a unique local prefix', 'fd00:64:64:64:7f:0:100:0', ULA64],
    ['another unique local network', 'fd00:99::808:808', ULA64],
    ['IPv4-mapped addresses as a prefix', '::ffff:10.0.0.1', '::ffff:192.0.0.170'],
    ['a prefix that the resolver makes up for loopback', '::808:808', '::192.0.0.170'],
  ] as const) {
    test(`report-B2 and with ${name} reaches nothing`, async () => {
      const names = {
        [FILES]: [[answer]],
        ...(known === undefined ? {} : { 'ipv4only.arpa': [[known]] }),
      };
      const { end, connections } = await fetchOver({ names, carried: [answer] });
      assert.deepEqual([end, connections], ['refused-address', 0]);
    });
  }
});

/** A gateway in a company's network, whose names resolve to private addresses there. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { downloadOver, FILES, startTrustedServer } from '../../../support/gateway/downloadOver.ts';

const server = await startTrustedServer();
after(() => server.close());

describe("a company's network", () => {
  const corp = (own: readonly string[], file: readonly string[], host = 'files.corp.example') => ({
    names: { 'gw.corp.example': [own], [host]: [file] },
    carried: [...own, ...file].filter((one) => one !== '127.0.0.1'),
  });
  const gateway = () => `https://gw.corp.example:${server.port}`;

  for (const [name, own, file] of [
    ['RFC 1918', ['10.1.2.3'], ['10.1.2.9']],
    ['an overlay network', ['100.64.3.1'], ['100.64.3.9']],
    ['unique local addresses', ['fd12:3456::1'], ['fd12:3456::9']],
    ['two private networks', ['192.168.4.1'], ['172.16.0.9']],
  ] as const) {
    test(`report-B2 with ${name} has the gateway's files beside the gateway`, async () => {
      const { end, reached } = await downloadOver(
        server,
        corp(own, file),
        'files.corp.example',
        gateway(),
      );
      assert.deepEqual([end, reached], ['ok', [...file]]);
    });
  }

  for (const [name, own, file, host, origin] of [
    ['of a public gateway', ['93.184.216.34'], ['10.1.2.9'], 'files.corp.example', undefined],
    [
      'of a gateway with one public address',
      ['10.1.2.3', '8.8.8.8'],
      ['10.1.2.9'],
      'files.corp.example',
      undefined,
    ],
    ['of another organization', ['10.1.2.3'], ['10.1.2.9'], FILES, undefined],
    [
      'on another port',
      ['10.1.2.3'],
      ['10.1.2.9'],
      'files.corp.example',
      'https://gw.corp.example:1',
    ],
    ['on this machine', ['10.1.2.3'], ['127.0.0.1'], 'files.corp.example', undefined],
    ['of a gateway on this machine', ['127.0.0.1'], ['10.1.2.9'], 'files.corp.example', undefined],
    ['of a cloud’s metadata', ['10.1.2.3'], ['169.254.169.254'], 'files.corp.example', undefined],
    [
      'with one public address',
      ['10.1.2.3'],
      ['10.1.2.9', '8.8.8.8'],
      'files.corp.example',
      undefined,
    ],
  ] as const) {
    // prettier-ignore
    test(`report-B2 does not open a private host ${name}`, async () => {
      const { end, connections } = await downloadOver(
        server,
        corp(own, file, host),
        host,
        origin ?? gateway(),
      );
      assert.deepEqual([end, connections], ['refused-address', 0]);
    });
  }
});

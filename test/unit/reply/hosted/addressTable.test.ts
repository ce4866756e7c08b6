/** What a URL names, and what is requested because of it: the address, or nothing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { allowedHostedUrl } from '../../../../src/reply/hosted/allowedUrl.ts';
import { gatewayOfSibling } from '../../../../src/reply/hosted/siblings.ts';

const PUBLIC = 'https://gw.example.com';
const LOCAL = 'http://127.0.0.1:8000';

/** Each row: the gateway, the address in the reply, and what is requested; undefined for nothing. */
type Row = readonly [gateway: string, url: string, requested: string | undefined];

const TABLE: Readonly<Record<string, readonly Row[]>> = {
  'report-B1 a literal address of a TUN program': [
    [PUBLIC, 'https://198.18.0.42/a.png', undefined],
    [PUBLIC, 'http://198.18.0.42/a.png', undefined],
    [PUBLIC, 'https://198.19.255.254:8443/a.png', undefined],
    [PUBLIC, 'https://3323068458/a.png', undefined],
    [PUBLIC, 'https://0xc612002a/a.png', undefined],
    [PUBLIC, 'https://198.1179690/a.png', undefined],
    [PUBLIC, 'https://[fc00::7]/a.png', undefined],
    [PUBLIC, 'https://[2001:2::42]/a.png', undefined],
    [PUBLIC, 'https://[::ffff:198.18.0.42]/a.png', undefined],
    [PUBLIC, 'https://240.0.0.9/a.png', undefined],
    ['https://198.18.0.42', 'https://198.18.0.42/a.png', 'https://198.18.0.42/a.png'],
  ],
  'report-B2 a literal translated or private address': [
    [PUBLIC, 'https://[64:ff9b::6810:1]/a.png', undefined],
    [PUBLIC, 'http://[64:ff9b::808:808]/a.png', undefined],
    [PUBLIC, 'https://[64:ff9b:1:abcd::808:808]/a.png', undefined],
    [PUBLIC, 'https://[2002:0808:0808::1]/a.png', undefined],
    [PUBLIC, 'https://10.1.2.9/a.png', undefined],
    ['https://gw.corp.example', 'https://10.1.2.9/a.png', undefined],
    ['https://10.1.2.3', 'https://10.1.2.9/a.png', undefined],
    ['https://gw.corp.example', 'https://files.corp.internal/a.png', undefined],
    ['https://gw.corp.internal', 'https://files.corp.internal/a.png', undefined],
    ['https://gw.corp.example', 'https://files.corp.example/a', 'https://files.corp.example/a'],
  ],
  'report-B3 another name of this machine': [
    [LOCAL, 'http://localhost:8000/a.png', 'http://127.0.0.1:8000/a.png'],
    [LOCAL, 'http://LOCALHOST:8000/a.png', 'http://127.0.0.1:8000/a.png'],
    [LOCAL, 'http://localhost.:8000/a.png', 'http://127.0.0.1:8000/a.png'],
    [LOCAL, 'http://[::1]:8000/a.png', 'http://127.0.0.1:8000/a.png'],
    [LOCAL, 'http://[0:0:0:0:0:0:0:1]:8000/a.png', 'http://127.0.0.1:8000/a.png'],
    [LOCAL, 'http://127.1:8000/a.png', 'http://127.0.0.1:8000/a.png'],
    [LOCAL, 'http://127.0.0.2:8000/a.png', 'http://127.0.0.1:8000/a.png'],
    [LOCAL, 'http://0x7f000001:8000/a.png', 'http://127.0.0.1:8000/a.png'],
    [LOCAL, 'http://0.0.0.0:8000/a.png', 'http://127.0.0.1:8000/a.png'],
    [LOCAL, 'http://[::]:8000/a.png', 'http://127.0.0.1:8000/a.png'],
    [LOCAL, 'http://[::ffff:127.0.0.1]:8000/a.png', 'http://127.0.0.1:8000/a.png'],
    [LOCAL, 'http://app.localhost:8000/a.png', 'http://127.0.0.1:8000/a.png'],
    [LOCAL, 'http://localhost:8000/a%20b.png?t=1#x', 'http://127.0.0.1:8000/a%20b.png?t=1#x'],
    ['http://localhost:8000', 'http://127.0.0.1:8000/a.png', 'http://localhost:8000/a.png'],
    ['http://[::1]:8000', 'http://localhost:8000/a.png', 'http://[::1]:8000/a.png'],
    ['http://localhost', 'http://127.0.0.1/a.png', 'http://localhost/a.png'],
    ['https://localhost:8443', 'https://127.0.0.1:8443/a.png', 'https://localhost:8443/a.png'],
    [LOCAL, 'http://localhost:8001/a.png', undefined],
    [LOCAL, 'http://localhost/a.png', undefined],
    [LOCAL, 'https://localhost:8000/a.png', undefined],
    [LOCAL, 'http://localhost.example.com:8000/a', 'https://localhost.example.com:8000/a'],
    [LOCAL, 'http://notlocalhost:8000/a.png', undefined],
    [LOCAL, 'http://user@localhost:8000/a.png', undefined],
    [LOCAL, 'http://192.168.1.5:8000/a.png', undefined],
    ['https://localhost:8443', 'http://127.0.0.1:8443/a.png', undefined],
    ['http://192.168.1.5:8000', 'http://localhost:8000/a.png', undefined],
    [PUBLIC, 'http://localhost:8000/a.png', undefined],
    [PUBLIC, 'https://127.0.0.1/a.png', undefined],
    ['', 'http://localhost:8000/a.png', undefined],
  ],
  'report-B4 an http address': [
    [PUBLIC, 'http://gw.example.com/a.png', 'https://gw.example.com/a.png'],
    [PUBLIC, 'http://gw.example.com:80/a.png', 'https://gw.example.com/a.png'],
    [PUBLIC, 'http://GW.example.com/a.png?t=1', 'https://gw.example.com/a.png?t=1'],
    ['https://gw.example.com:8443', 'http://gw.example.com:8443/a', 'https://gw.example.com:8443/a'],
    [PUBLIC, 'http://cdn.example.com/a.png', 'https://cdn.example.com/a.png'],
    [PUBLIC, 'http://cdn.example.com:8080/a.png', 'https://cdn.example.com:8080/a.png'],
    [PUBLIC, 'http://8.8.8.8/a.png', 'https://8.8.8.8/a.png'],
    [PUBLIC, 'http://127.0.0.1.nip.io/a.png', 'https://127.0.0.1.nip.io/a.png'],
    ['http://192.168.1.5:3000', 'http://192.168.1.5:3000/a', 'http://192.168.1.5:3000/a'],
    ['http://192.168.1.5:3000', 'http://cdn.example.com/a', 'https://cdn.example.com/a'],
    ['http://192.168.1.5:3000', 'http://192.168.1.5:9000/a', undefined],
    ['http://192.168.1.5:3000', 'http://192.168.1.6:3000/a', undefined],
    ['https://192.168.1.5:3000', 'http://192.168.1.5:3000/a', 'https://192.168.1.5:3000/a'],
    [PUBLIC, 'http://10.0.0.1/a.png', undefined],
    [PUBLIC, 'http://169.254.169.254/latest/meta-data/', undefined],
    [PUBLIC, 'http://[fe80::1]/a.png', undefined],
    [PUBLIC, 'http://printer/a.png', undefined],
    [PUBLIC, 'http://nas.local/a.png', undefined],
    [PUBLIC, 'http://user:pw@gw.example.com/a.png', undefined],
    [PUBLIC, 'http://metadata.google.internal/a.png', undefined],
    [PUBLIC, 'ftp://gw.example.com/a.png', undefined],
    [PUBLIC, 'ws://gw.example.com/a.png', undefined],
    [PUBLIC, 'http://googleusercontent.com/image_generation_content/0', undefined],
  ],
}; // prettier-ignore

for (const [name, rows] of Object.entries(TABLE)) {
  describe(name, () => {
    for (const [gateway, url, requested] of rows) {
      test(`${name}: ${url} of ${gateway || 'an unknown gateway'}`, () => {
        assert.equal(allowedHostedUrl(url, gateway)?.href, requested);
      });
    }
  });
}

describe('a host next to the gateway', () => {
  for (const [gateway, url, isSibling] of [
    ['https://gw.corp.example', 'https://files.corp.example/', true],
    ['https://gw.corp.example', 'https://a.b.corp.example/', true],
    ['https://gw.corp.example', 'https://x.gw.corp.example/', true],
    ['https://gw.corp.example:8443', 'https://files.corp.example:8443/', true],
    ['https://gw.corp.example:8443', 'https://files.corp.example/', true],
    ['https://gw.corp.co.uk', 'https://files.corp.co.uk/', true],
    ['https://corp.co.uk', 'https://files.corp.co.uk/', true],
    ['https://gw.corp.example.', 'https://files.corp.example/', true],
    ['https://gw.corp.example', 'https://files.corp.example:9000/', false],
    ['https://gw.corp.example', 'http://files.corp.example/', false],
    ['https://gw.corp.example', 'https://files.example/', false],
    ['https://gw.corp.example', 'https://corp.example/', false],
    ['https://gw.corp.example', 'https://evilcorp.example/', false],
    ['https://gw.corp.example', 'https://files.corp.example.evil.example/', false],
    ['https://corp.co.uk', 'https://other.co.uk/', false],
    ['https://corp.com.cn', 'https://other.com.cn/', false],
    ['https://corp.example', 'https://other.example/', false],
    ['https://gw', 'https://files/', false],
    ['http://gw.lan', 'https://files.lan/', false],
    ['https://10.1.2.3', 'https://10.1.2.4/', false],
    ['https://[fd00::1]', 'https://[fd00::2]/', false],
    ['', 'https://files.corp.example/', false],
    ['https://mine.duckdns.org', 'https://other.duckdns.org/', false],
    ['https://mine.duckdns.org', 'https://files.mine.duckdns.org/', true],
    ['https://mine.vercel.app', 'https://other.vercel.app/', false],
    ['https://MINE.ngrok-free.app.', 'https://other.ngrok-free.app/', false],
    ['https://gw.10.1.2.3.nip.io', 'https://gw.10.1.2.4.nip.io/', false],
    ['https://10.1.2.3.nip.io', 'https://99.1.2.3.nip.io/', false],
    ['https://a.westeurope.cloudapp.azure.com', 'https://b.westeurope.cloudapp.azure.com/', false],
    ['https://gw.duckdns.org.corp.example', 'https://x.duckdns.org.corp.example/', true],
  ] as const) {
    test(`report-B2 ${url} is ${isSibling ? 'a' : 'no'} sibling of ${gateway || 'nothing'}`, () => {
      assert.equal(gatewayOfSibling(new URL(url), gateway) !== undefined, isSibling);
    });
  }
});

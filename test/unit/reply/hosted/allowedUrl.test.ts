import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allowedHostedUrl } from '../../../../src/reply/hosted/allowedUrl.ts';

const GATEWAY = 'https://gateway.example';

const REFUSED = [
  'ftp://files.example/a.png', 'file:///etc/passwd', 'gs://bucket/a.png',
  'data:image/png;base64,AAAA', 'javascript:alert(1)', '//files.example/a.png', '/a.png', '', 'https://',
  'https://user@files.example/a.png', 'https://user:secret@files.example/a.png', 'https://:x@files.example/',
  'https://127.0.0.1/a.png', 'https://127.1/a.png', 'https://127.0.1/', 'https://2130706433/', 'https://0x7f000001/',
  'https://0x7f.0.0.1/', 'https://0177.0.0.1/', 'https://017700000001/', 'https://127.0.0.1./', 'https://127.255.255.254/',
  'https://１２７.０.０.１/', 'https://127。0。0。1/', 'https://%31%32%37.0.0.1/', 'https://0/', 'https://0.0.0.0/', 'https://0.1.2.3/',
  'https://10.0.0.1/', 'https://10.255.255.255/', 'https://172.16.0.1/', 'https://172.31.255.255/', 'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/', 'https://0xa9fea9fe/', 'https://2852039166/', 'https://100.64.0.1/',
  'https://100.127.255.255/', 'https://192.0.0.1/', 'https://198.18.0.1/', 'https://198.19.255.255/', 'https://224.0.0.1/',
  'https://239.255.255.255/', 'https://240.0.0.1/', 'https://255.255.255.255/',
  'https://[::]/', 'https://[::1]/', 'https://[0:0:0:0:0:0:0:1]/', 'https://[::127.0.0.1]/', 'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/', 'https://[::ffff:8.8.8.8]/', 'https://[::ffff:0:127.0.0.1]/', 'https://[64:ff9b::7f00:1]/', 'https://[64:ff9b::8.8.8.8]/',
  'https://[64:ff9b:1::1]/', 'https://[2002:7f00:1::]/', 'https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/',
  'https://[fc00::1]/', 'https://[fd12:3456:789a::1]/', 'https://[fe80::1]/', 'https://[febf::1]/', 'https://[fec0::1]/',
  'https://[ff02::1]/', 'https://localhost/', 'https://LOCALHOST/', 'https://localhost./', 'https://a.localhost/', 'https://printer/',
  'https://nas.local/', 'https://metadata.google.internal/', 'https://router.lan/', 'https:\\\\127.0.0.1\\a.png',
  'https://googleusercontent.com/image_generation_content/0', 'http://googleusercontent.com/image_generation_content/0',
  'https://lh3.googleusercontent.com/image_generation_content/12', `https://files.example/${'a'.repeat(9000)}`,
]; // prettier-ignore

const ALLOWED = [
  // For the one parser that is used, a backslash ends the host.
  'https://files.example\\@127.0.0.1@/',
  'https://files.example/a.png', 'https://files.example:8443/a?token=1#x', 'https://8.8.8.8/a.png', 'https://172.32.0.1/',
  'https://100.128.0.1/', 'https://[2606:4700::1111]/', 'https://FILES.example/a', 'https://bücher.example/a.png',
  'https://lh3.googleusercontent.com/a.png', 'https://127.0.0.1.nip.io/', 'https://gateway.example/files/1',
]; // prettier-ignore

describe('allowedHostedUrl', () => {
  for (const url of REFUSED) {
    it(`refuses “${url.slice(0, 60)}”`, () => {
      assert.equal(allowedHostedUrl(url, GATEWAY), undefined);
    });
  }

  for (const url of ALLOWED) {
    it(`allows ${url}`, () => {
      assert.ok(allowedHostedUrl(url, GATEWAY) instanceof URL);
    });
  }

  it("allows the gateway's own origin, even a private one without TLS, and no similar one", () => {
    const own = 'http://192.168.1.5:3000';
    assert.ok(allowedHostedUrl(`${own}/a.png`, own) instanceof URL);
    for (const other of [
      'http://192.168.1.5:3001/a',
      'https://192.168.1.5:3000/a',
      'http://u@192.168.1.5:3000/a',
    ]) {
      assert.equal(allowedHostedUrl(other, own), undefined, other);
    }
  });
});

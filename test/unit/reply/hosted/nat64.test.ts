/** Translated addresses of every prefix length (RFC 6052) and every prefix that a network may use (RFC 7050, RFC 8215). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isPublicAddress } from '../../../../src/catalog/addresses.ts';
import { embeddedIPv4, findNat64Prefixes } from '../../../../src/reply/hosted/nat64.ts';
import type { Resolve } from '../../../../src/reply/hosted/resolve.ts';
import { connectableAddresses } from '../../../../src/reply/hosted/resolved.ts';

/** Writes an IPv4 address behind a prefix, as the table in RFC 6052, 2.2 does: byte 8 stays zero. */
function translated(prefix: Uint8Array, ipv4: readonly number[]): string {
  const bytes = [...prefix];
  for (const byte of ipv4) {
    if (bytes.length === 8) bytes.push(0);
    bytes.push(byte);
  }
  while (bytes.length < 16) bytes.push(0);
  const words = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  );
  return words.join(':');
}

const byte = fc.integer({ min: 0, max: 255 });
const ipv4 = fc.tuple(byte, byte, byte, byte);
/** Global, unique local, and the one for local use. Never a prefix whose own rules are stricter. */
const beginning = fc.constantFrom(
  [0x2a, 0x01, 0x04, 0xf8],
  [0x26, 0x20, 0x00, 0x2d],
  [0xfd, 0x12, 0x34, 0x56],
  [0x00, 0x64, 0xff, 0x9b, 0x00, 0x01],
);
const bits = fc.constantFrom(32, 40, 48, 56, 64, 96);
/** A prefix: its beginning, cut to its length, and in a longer one other bytes. Byte 8 is zero. */
const prefix = fc
  .tuple(beginning, bits, fc.uint8Array({ minLength: 12, maxLength: 12 }))
  .filter(([start, length]) => length / 8 >= start.length)
  .map(([start, length, rest]) => {
    const bytes = Uint8Array.from([...start, ...rest.slice(start.length)]);
    bytes[8] = 0;
    return bytes.slice(0, length / 8);
  });

const answering =
  (file: string, known: string): Resolve =>
  async (name) => [{ address: name === 'ipv4only.arpa' ? known : file, family: 6 }];

test('report-B2 an address under any prefix of the network is judged by the IPv4 address in it', async () => {
  await fc.assert(
    fc.asyncProperty(prefix, ipv4, async (bytes, parts) => {
      const file = translated(bytes, parts);
      const resolve = answering(file, translated(bytes, [192, 0, 0, 170]));
      const found = await connectableAddresses('files.example', resolve);
      const isFake = parts[0] === 198 && (parts[1] & 0xfe) === 18;
      const isAllowed = isPublicAddress(parts.join('.')) && !isFake;
      assert.equal(found.length, isAllowed ? 1 : 0, `${file} for ${parts.join('.')}`);
    }),
    { numRuns: 2000 },
  );
});

test('report-B2 the well-known prefix needs no answer', () => {
  fc.assert(
    fc.property(ipv4, (parts) => {
      const bytes = Uint8Array.from([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]);
      assert.equal(embeddedIPv4(translated(bytes, parts), []), parts.join('.'));
    }),
  );
});

test('report-B2 an answer without the two known addresses shows no prefix', async () => {
  for (const known of ['2a01:4f8::1', '::ffff:192.0.0.170', '::192.0.0.170', 'fe80::c000:aa']) {
    assert.deepEqual(await findNat64Prefixes(answering('', known)), [], known);
  }
  const failing: Resolve = () => Promise.reject(new Error('no answer'));
  assert.deepEqual(await findNat64Prefixes(failing), []);
});

test('report-B2 a resolver that never answers for the known name has no prefix', async () => {
  const resolve: Resolve = (name) =>
    name === 'ipv4only.arpa'
      ? new Promise(() => undefined)
      : Promise.resolve([{ address: '2a01:4f8::1', family: 6 }]);
  assert.equal((await connectableAddresses('files.example', resolve)).length, 1);
});

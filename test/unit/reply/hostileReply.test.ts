/**
 * Replies that once blocked the extension host's thread, which all extensions share, for a minute or
 * more, or ended the run with an error of JavaScript's own. The limit is far from both.
 */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { constants, createBrotliCompress } from 'node:zlib';
import { png } from '../../support/image/images.ts';
import { feed } from '../../support/gateway/feed.ts';

const MAX_CPU_MS = 4000;
const IMAGE = Buffer.from(png()).toString('base64');

/** Splits a text into chunks as a socket delivers them. */
function chunksOf(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const count = Math.ceil(bytes.length / 65_536);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * 65_536, (i + 1) * 65_536));
}

function turn(...parts: readonly object[]): string {
  return JSON.stringify({ candidates: [{ content: { parts } }] });
}

const zeros = '0,'.repeat(500_000);

/** Returns the beginning of an AVIF whose `meta` box states a megabyte, with this many bytes of it. */
function endlessMeta(bytes: number): string {
  const file = Buffer.alloc(32 + bytes);
  file.writeUInt32BE(24, 0);
  file.write('ftypavif\0\0\0\0avifmif1', 4, 'latin1');
  file.writeUInt32BE(1 << 20, 24);
  file.write('meta', 28, 'latin1');
  return file.toString('base64');
}

function manyLinks(from: number): string {
  return Array.from({ length: 60 }, (_, i) => `![](https://a.example/${from + i})`).join('');
}

const replies: Readonly<Record<string, () => string>> = {
  'an event with half a million values': () => `data: [${zeros}0]\n\n`,
  'half a million values after a word': () => `so: [{},${zeros}0]`,
  'millions of values': () => `[${'{},'.repeat(2_500_000)}0]`,
  'an image header that grows by a few bytes': () =>
    turn({ text: `data:image/avif;base64,${endlessMeta(900_000).replace(/.{4}/g, '$& ')}` }),
  'two hundred thousand links': () =>
    `[${Array.from({ length: 3500 }, (_, i) =>
      JSON.stringify({
        candidates: [
          {
            index: i % 64,
            content: {
              parts: [
                { text: manyLinks(i * 100) },
                { fileData: { fileUri: `https://b.example/${i}` } },
              ],
            },
          },
        ],
      }),
    ).join()}]`,
};

for (const [name, reply] of Object.entries(replies)) {
  test(`a reply with ${name} is read in a short time`, async () => {
    const chunks = chunksOf(reply());
    const before = process.cpuUsage();
    const outcome = await feed({ chunks });
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < MAX_CPU_MS * 1000, `took ${(user + system) / 1000} ms`);
    assert.equal(outcome.reply.images.length, 0);
    assert.notEqual(outcome.reply.problem, undefined);
  });
}

test('an image next to more values than any reply has is kept', async () => {
  const image = turn({ inlineData: { mimeType: 'image/png', data: IMAGE } });
  for (const reply of [`data: [${image},${zeros}0]\n\n`, `[${image},${zeros}0]`]) {
    const { reply: read, store } = await feed({ chunks: chunksOf(reply) });
    assert.deepEqual(
      read.unfinished?.map(({ facts }) => facts.isWhole),
      [true],
    );
    assert.deepEqual(
      store.payloads.map(({ state }) => state),
      ['closed'],
    );
  }
});

test('a few hundred bytes that decompress to half a gigabyte are refused before they fill the memory', async () => {
  const zeros = Buffer.alloc(1 << 20);
  const packed = await buffer(
    Readable.from(Array.from({ length: 512 }, () => zeros)).pipe(
      createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
    ),
  );
  assert.ok(packed.length < 16_384);
  const held = () => process.memoryUsage().arrayBuffers;
  const before = held();
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, held() - before)), 1);
  const { reply } = await feed({ headers: { 'content-encoding': 'br' }, chunks: [packed] });
  clearInterval(watch);
  assert.equal(reply.problem?.kind, 'too-large');
  assert.ok(most < 256 << 20, `${most} bytes at once`);
});

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  PRIVATE_ADDRESS,
  publicLookup,
  type Address,
} from '../../../src/reply/hosted/publicLookup.ts';
import { openSpool } from '../../../src/spool/spool.ts';
import { canPreview } from '../../../src/image/preview/canPreview.ts';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { feed, feedBody } from '../../support/gateway/feed.ts';
import { pngOfSize } from '../../support/image/images.ts';

const MiB = 1 << 20;
const PUBLIC: Address = { address: '93.184.216.34', family: 4 };
const PRIVATE: Address = { address: '127.0.0.1', family: 4 };

/** The address that a socket would connect to, or its error code. */
function addressFrom(lookup: ReturnType<typeof publicLookup>): Promise<unknown> {
  return new Promise((resolve) => {
    lookup('rebind.example', { all: true }, (error, found) => {
      resolve(error === null ? found : error.code);
    });
  });
}

describe('a name that resolves to a private address', () => {
  test('threat-T07 connects to the very address that was checked, at every lookup', async () => {
    const answers = [[PUBLIC], [PRIVATE], [PUBLIC, PRIVATE]];
    const lookup = publicLookup(() => Promise.resolve(answers.shift() ?? []));
    assert.deepEqual(await addressFrom(lookup), [PUBLIC]);
    assert.equal(await addressFrom(lookup), PRIVATE_ADDRESS);
    assert.equal(
      await addressFrom(lookup),
      PRIVATE_ADDRESS,
      'one private address of several is enough',
    );
    assert.equal(await addressFrom(lookup), PRIVATE_ADDRESS, 'no address at all');
  });
});

describe('a hostile reply', () => {
  test('threat-T08 without an end is given up at the size limit', async () => {
    let mebibytes = 0;
    function* endless(): Generator<Uint8Array> {
      yield Buffer.from('{"candidates":[{"content":{"parts":[{"text":"');
      const block = Buffer.alloc(MiB, 'a');
      for (;;) {
        mebibytes += 1;
        yield block;
      }
    }
    const { reply } = await feed({ chunks: endless() });
    assert.equal(reply.problem?.kind, 'too-large');
    assert.ok(mebibytes > 0 && mebibytes < 110, `${mebibytes} MiB`);
  });

  test('threat-T09 is refused as a decompression bomb, with chained encodings, and with unknown ones', async () => {
    const packed = gzipSync(Buffer.alloc(160 * MiB, 0x20));
    const bomb = await feedBody(packed, { headers: { 'content-encoding': 'gzip' } });
    assert.equal(bomb.reply.problem?.kind, 'too-large');
    for (const encoding of ['gzip, gzip', 'gzip,br', 'zstd', 'compress', 'x']) {
      const { reply } = await feedBody(packed, { headers: { 'content-encoding': encoding } });
      assert.ok(reply.problem, encoding);
      assert.deepEqual(reply.images, [], encoding);
    }
  });

  test('threat-T10 an image that is too large to draw has no preview', () => {
    for (const [width, height, shown] of [
      [30_000, 30_000, false],
      [20_000, 10, false],
      [8000, 8000, true],
      [8001, 8000, false],
    ] as const) {
      const facts = inspectImage(pngOfSize(width, height));
      assert.ok(facts?.isWhole);
      assert.equal(canPreview(facts), shown, `${width}×${height}`);
    }
    assert.equal(inspectImage(pngOfSize(0, 10))?.isWhole ?? false, false, 'no width, no image');
  });

  const tricks = [
    '{"__proto__":{"polluted":1},"candidates":[]}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"candidates":1,"candidates":[{"__proto__":{"polluted":1}}]}',
    '{"candidates":[{"content":{"parts":[{"inlineData":{"data":1e400}}]}}]}',
    '{"candidates":[{"content":{"parts":[{"text":"\\ud800\\u0000"}]}}]}',
    '['.repeat(1_000_000),
    '{"candidates":['.repeat(100_000),
    '{"error":{"message":{"toString":1},"code":{"valueOf":null}}}',
  ];
  for (const [index, text] of tricks.entries()) {
    test(`threat-T27 gives no image and changes no prototype, JSON trick ${index + 1}: ${text.slice(0, 40)}`, async () => {
      const { reply } = await feedBody(text);
      assert.deepEqual(reply.images, []);
      assert.ok(reply.problem);
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    });
  }

  for (const piece of [
    '![](',
    'data:image/png;base64,',
    '<img src="',
    '](data:',
    'https://',
    '\\"',
  ]) {
    test(`threat-T28 of 7 MiB of ${piece} is read in linear time`, async () => {
      const text = piece.repeat((7 * MiB) / piece.length);
      const { reply } = await feedBody({ candidates: [{ content: { parts: [{ text }] } }] });
      // Linear code takes about a second. Quadratic code would run into the test runner's timeout.
      assert.deepEqual(reply.images, []);
      assert.ok(reply.problem);
    });
  }
});

test('threat-T29 only the user may read the spool', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'easel-spool-'));
  try {
    const start = {
      id: 'a1',
      started: '2026-11-20T12:00:00.000Z',
      host: 'gateway.example',
      model: 'm',
      target: { folder: 'file:///tmp', stem: 'a' },
    };
    const { folder } = await openSpool(path.join(root, 'spool'), start);
    // Windows has no such mode bits. There, the user's profile folder protects the files.
    const others = process.platform === 'win32' ? 0 : statSync(folder).mode & 0o077;
    assert.equal(others, 0);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

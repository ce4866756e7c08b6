import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { receiveBody } from '../../../../src/reply/receive/receiveBody.ts';
import { bigPng, png } from '../../../support/image/images.ts';
import { feed, feedBody, gist } from '../../../support/gateway/feed.ts';
import { memoryStore } from '../../../support/memoryStore.ts';

const PNG64 = Buffer.from(png()).toString('base64');
const MEGABYTE = 1_000_000;

function inlineReply(data: string): string {
  const part = { inlineData: { mimeType: 'image/png', data } };
  return JSON.stringify({ candidates: [{ content: { parts: [part] }, finishReason: 'STOP' }] });
}

async function* bytesOf(...texts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

/** Returns the CPU time of an act in ms: clock time says little on a busy machine. */
async function cpuOf(act: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('a reply without its payloads', () => {
  const big = Buffer.from(bigPng(2 * MEGABYTE)).toString('base64');
  const shapes: Readonly<Record<string, string>> = {
    inlineData: inlineReply(big),
    'a data URL in inlineData': inlineReply(`data:image/png;base64,${big}`),
    'base64 with escaped slashes': inlineReply(big).replaceAll('/', '\\/'),
    'base64 in wrapped lines': inlineReply(big.replace(/.{76}/g, '$&\r\n')),
    'a data URL in text': JSON.stringify({
      candidates: [{ content: { parts: [{ text: `![i](data:image/png;base64,${big})` }] } }],
    }),
    b64_json: JSON.stringify({ data: [{ b64_json: big }] }),
    'a signature': inlineReply(PNG64).replace('}]}', `,"thoughtSignature":"C${big}"}]}`),
  };
  for (const [shape, body] of Object.entries(shapes)) {
    it(`is small when the payload comes as ${shape}`, async () => {
      const { skeletonSize, payloads } = await receiveBody(
        bytesOf(body),
        'identity',
        memoryStore(),
      );
      assert.ok(skeletonSize < 70_000, `${skeletonSize} bytes were left`);
      assert.equal(payloads.filter(({ facts }) => facts?.isWhole === true).length, 1);
      for (const { sink } of payloads) await sink?.discard();
    });
  }
});

describe('a large reply', () => {
  it('goes to the store while it arrives, and waits for a slow store', async () => {
    const body = Buffer.from(inlineReply(Buffer.from(bigPng(12 * MEGABYTE)).toString('base64')));
    let unwritten = 0;
    let most = 0;
    let given = 0;
    async function* arriving(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < body.length; at += 65_536) {
        const piece = body.subarray(at, at + 65_536);
        given += piece.length;
        unwritten += piece.length;
        most = Math.max(most, unwritten);
        yield piece;
      }
    }
    const store = {
      create: () => ({
        async write(bytes: Uint8Array) {
          await setImmediate();
          unwritten -= (bytes.length / 3) * 4;
        },
        async close() {
          return { file: 'x' };
        },
        async discard() {
          assert.fail('a whole image was discarded');
        },
      }),
    };
    const { payloads } = await receiveBody(arriving(), 'identity', store);
    assert.equal(given, body.length);
    assert.equal(payloads[0]?.facts?.isWhole, true);
    // Two writes of 384 KiB, 512 KiB as base64: one in progress and one being filled. And two pieces being read.
    assert.ok(most < 2 * 524_288 + 2 * 65_536, `${most} bytes were held`);
  });

  it('lets other work run, even when it arrives in one chunk', async () => {
    const body = Buffer.from(inlineReply(Buffer.from(bigPng(8 * MEGABYTE)).toString('base64')));
    let turns = 0;
    const work = new AbortController();
    const ticking = (async () => {
      for (; !work.signal.aborted; turns++) await setImmediate();
    })();
    await feed({ chunks: [body] });
    work.abort();
    await ticking;
    assert.ok(turns > 40, `${turns} turns`);
  });

  it('ends at the size limit, whatever its encoding', async () => {
    const zeros = Buffer.alloc(1 << 20, 0x20);
    function* endless(): Generator<Uint8Array> {
      for (;;) yield zeros;
    }
    assert.equal((await feed({ chunks: endless() })).reply.problem?.kind, 'too-large');
    const bomb = gzipSync(Buffer.alloc(200 << 20, 0x20));
    const { reply } = await feedBody(bomb, { headers: { 'content-encoding': 'gzip' } });
    assert.deepEqual([reply.problem?.kind, reply.problem?.outcome], ['too-large', 'bad_reply']);
  });
});

describe('a hostile reply', () => {
  const units = ['![](', 'data:image/', 'data:image/png;base64,)', 'QUJD', '<img src=', '[](('];
  for (const unit of units) {
    it(`of 64 MB of ${unit} costs little time`, async () => {
      const text = Buffer.from(unit.repeat((64 * MEGABYTE) / unit.length));
      const chunks = [
        Buffer.from('{"candidates":[{"content":{"parts":[{"text":"'),
        text,
        Buffer.from('"}]},"finishReason":"STOP"}]}'),
      ];
      const cpu = await cpuOf(async () => {
        const { reply } = await feed({ chunks });
        assert.equal(reply.images.length, 0);
        assert.ok(['no_image', 'bad_reply'].includes(String(reply.problem?.outcome)));
      });
      // It takes about 1 s. Anything quadratic would take hours.
      assert.ok(cpu < 6000, `${cpu} ms`);
    });
  }

  it('of a million brackets costs little time, and the image next to them counts', async () => {
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    const body = inlineReply(PNG64).replace('{"candidates"', `{"x":${deep},"candidates"`);
    assert.equal((await feedBody(body)).reply.images.length, 1);
    for (const text of ['['.repeat(1_000_000), deep, '{"a":'.repeat(300_000)]) {
      assert.equal((await feedBody(text)).reply.problem?.outcome, 'bad_reply');
    }
  });

  it('gives no more payloads than a reply can have', async () => {
    const parts = Array.from({ length: 2000 }, () => ({ inlineData: { data: PNG64 } }));
    const { reply, store } = await feedBody({ candidates: [{ content: { parts } }] });
    assert.equal(reply.images.length, 1);
    assert.equal(store.payloads.length, 256);
  });

  it('changes no prototype', async () => {
    const body = inlineReply(PNG64).replace(
      '{"candidates"',
      '{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}},"candidates"',
    );
    const { reply } = await feedBody(body);
    assert.equal(reply.images.length, 1);
    const probe: Record<string, unknown> = {};
    assert.equal(probe['x'] ?? probe['y'], undefined);
  });

  it('never makes reading throw, and means the same wherever it is split', async () => {
    const fragments = fc.constantFrom(
      'data: ', '\n\n', '{"candidates":[{"content":{"parts":[', '{"text":"', '"}', ']}}]}', '\\', '\\u00',
      '"inlineData":{"data":"', 'data:image/png;base64,', PNG64, PNG64.slice(0, 33), '{"error":', 'null',
      ',', '<html>', '[DONE]', '=', ' ', '"thought":true', '%', '\uD800', 'https://a.example/x.png', '![',
    ); // prettier-ignore
    const keys = ['x', '__proto__', 'toString', 'candidates', 'error', 'data'];
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
      fc.array(fragments, { maxLength: 14 }).map((some) => Buffer.from(some.join(''))),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .dictionary(fc.constantFrom(...keys), fc.jsonValue())
        .map((value) => Buffer.from(JSON.stringify(value))),
    );
    const statuses = fc.constantFrom(200, 204, 301, 400, 401, 429, 500, 503, 524, 999);
    const encodings = fc.constantFrom(undefined, 'gzip', 'br', 'deflate');
    await fc.assert(
      fc.asyncProperty(
        bodies,
        statuses,
        encodings,
        fc.nat(),
        async (body, status, encoding, cut) => {
          const at = cut % (body.length + 1);
          const headers = { 'content-encoding': encoding };
          const whole = await feed({ status, headers, chunks: [body] });
          const split = await feed({
            status,
            headers,
            chunks: [body.subarray(0, at), body.subarray(at)],
          });
          assert.deepEqual(gist(split.reply), gist(whole.reply));
          assert.ok(whole.reply.images.length > 0 || whole.reply.problem !== undefined);
          whole.store.assertNoneOpen();
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('loses only the payload that the store does not take', async () => {
    const store = memoryStore();
    let created = 0;
    const failingFrom = (first: number) => ({
      create: () => {
        const sink = store.create();
        return ++created < first
          ? sink
          : { ...sink, write: () => Promise.reject(new Error('disk full')) };
      },
    });
    const body = `${inlineReply(PNG64)}\n${inlineReply(PNG64)}`;
    const { payloads } = await receiveBody(bytesOf(body), 'identity', failingFrom(2));
    assert.deepEqual(
      payloads.map(({ end, storeFailure }) => [end, storeFailure !== undefined]),
      [
        ['complete', false],
        ['truncated', true],
      ],
    );
    const none = await receiveBody(bytesOf(body), 'identity', failingFrom(0));
    assert.deepEqual(
      none.payloads.map(({ storeFailure }) => storeFailure !== undefined),
      [true, true],
    );
  });
});

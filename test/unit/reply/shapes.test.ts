import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { jpeg, png, WEBP } from '../../support/image/images.ts';
import type { DownloadHosted, ReplyImage } from '../../../src/reply/types.ts';
import { CANCELLED, feed, feedBody, type Outcome } from '../../support/gateway/feed.ts';

const PNG = Buffer.from(png());
const JPEG = Buffer.from(jpeg());
const PNG64 = PNG.toString('base64');
const JPEG64 = JPEG.toString('base64');

function turn(parts: unknown, finishReason: string | null = 'STOP'): object {
  return { candidates: [{ content: { role: 'model', parts }, finishReason, index: 0 }] };
}
const inline = (data: string, rest: object = {}): object => ({
  inlineData: { mimeType: 'image/png', data },
  ...rest,
});
const events = (values: readonly unknown[], end = '\n\n'): string =>
  values.map((value) => `data: ${JSON.stringify(value)}${end}`).join('');

function assertImages({ reply, store }: Outcome, ...expected: readonly Uint8Array[]): void {
  const stored = reply.images.map(({ file }) => store.bytesOf(file));
  assert.deepEqual(
    stored,
    expected.map((bytes) => Buffer.from(bytes)),
  );
  assert.ok(store.payloads.every(({ state }) => state !== 'open'));
}

function percentEncoded(base64: string): string {
  return base64.replaceAll('A', '%41').replace(/[+/=]/g, (sign) => encodeURIComponent(sign));
}

describe('ways to spell one payload', () => {
  const escaped = (text: string): string =>
    JSON.stringify(turn([inline(text)]))
      .replaceAll('/', '\\u002F')
      .replaceAll('+', '\\u002b');
  const ways: Readonly<Record<string, unknown>> = {
    plain: turn([inline(PNG64)]),
    'escaped slashes': JSON.stringify(turn([inline(PNG64)])).replaceAll('/', '\\/'),
    'unicode escapes': escaped(PNG64),
    'url-safe without padding': turn([
      inline(PNG64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')),
    ]),
    'wrapped lines': turn([inline(PNG64.replace(/.{76}/g, '$&\r\n'))]),
    spaces: turn([inline(` ${PNG64.replace(/.{9}/g, '$& ')} `)]),
    'a data URL': turn([inline(`data:image/png;base64,${PNG64}`)]),
    'an escaped key': JSON.stringify(turn([inline(PNG64)])).replace('"data"', '"d\\u0061ta"'),
    'data before its type': turn([{ inlineData: { data: PNG64, mimeType: 'image/png' } }]),
    'snake case': turn([{ inline_data: { mime_type: 'image/png', data: PNG64 } }]),
    'in text': turn([{ text: `Here: ![i](data:image/png;base64,${PNG64}) done` }]),
    'in capitals': turn([{ text: `![i](DATA:IMAGE/PNG;BASE64,${PNG64})` }]),
    'with parameters': turn([{ text: `![i](data:image/png; name="a b.png" ; base64 , ${PNG64})` }]),
    'in angle brackets': turn([{ text: `![i](<data:image/png;base64,${PNG64}> "title")` }]),
    'percent-encoded': turn([{ text: `![i](data:image/png;base64,${percentEncoded(PNG64)})` }]),
    'in an img tag': turn([{ text: `<img src="data:image/png;base64,${PNG64}" alt="">` }]),
    'before prose': turn([{ text: `data:image/png;base64,${PNG64} is your image` }]),
    'one part instead of a list': turn(inline(PNG64)),
    'a wrapper': { response: turn([inline(PNG64)]), traceId: '1' },
    'a polite wrapper': { code: 0, message: 'success', data: turn([inline(PNG64)]) },
    'an array': [turn([inline(PNG64)])],
    'a null error beside it': { error: null, ...turn([inline(PNG64)]) },
    'after a byte order mark': `\uFEFF${JSON.stringify(turn([inline(PNG64)]))}`,
    'after heartbeats': `\n\n  \n${JSON.stringify(turn([inline(PNG64)]))}`,
    'after comments': `: PING\n\n: PING\n\n${JSON.stringify(turn([inline(PNG64)]))}`,
    'images route': { data: [{ b64_json: PNG64 }] },
    'images route with a data URL': { data: [{ url: `data:image/png;base64,${PNG64}` }] },
    'chat route': { choices: [{ message: { content: `![i](data:image/png;base64,${PNG64})` } }] },
    'chat route with images': {
      choices: [
        { message: { images: [{ image_url: { url: `data:image/png;base64,${PNG64}` } }] } },
      ],
    },
    'events with CR': events([turn([inline(PNG64)])], '\r\r'),
    'events without blank lines': events(
      [turn([{ text: 'a' }], null), turn([inline(PNG64)])],
      '\n',
    ),
    'values by line': `${JSON.stringify(turn([{ text: 'a' }], null))}\n${JSON.stringify(turn([inline(PNG64)]))}`,
    'under an error status': turn([inline(PNG64)]),
  };
  for (const [way, body] of Object.entries(ways)) {
    it(way, async () => {
      const status = way === 'under an error status' ? 500 : 200;
      const outcome = await feedBody(body, { status });
      assertImages(outcome, PNG);
      assert.equal(outcome.reply.problem, undefined);
      assert.ok(!outcome.reply.text.includes('base64'));
    });
  }

  it('leaves the words around an image', async () => {
    const text = `One ![a](data:image/png;base64,${PNG64}) two <img src="data:image/jpeg;base64,${JPEG64}"/> three`;
    const outcome = await feedBody(turn([{ text }]));
    assertImages(outcome, PNG, JPEG);
    assert.equal(outcome.reply.text, 'One  two  three');
  });
});

describe('a data URL split over the texts of a stream', () => {
  const text = `Here ![image](data:image/png;base64,${PNG64}) and ![b](data:image/jpeg;base64,${JPEG64}) end`;

  it('is one image wherever it is split', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 12 }),
        async (cuts) => {
          const at = [0, ...cuts.sort((a, b) => a - b), text.length];
          const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
          const values = pieces.map((piece) => turn([{ text: piece }], null));
          const outcome = await feedBody(events([...values, turn([])]));
          assertImages(outcome, PNG, JPEG);
          assert.equal(outcome.reply.text, 'Here  and  end');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ends with its image when nothing else ends it', async () => {
    for (const image of [PNG, JPEG, WEBP]) {
      const url = `data:image/png;base64,${Buffer.from(image).toString('base64').replaceAll('=', '')}`;
      if (image.length % 3 !== 0) continue;
      const outcome = await feedBody(
        events([turn([{ text: url }], null), turn([{ text: 'Enjoy' }])]),
      );
      assertImages(outcome, image);
      assert.equal(outcome.reply.text, 'Enjoy');
    }
  });

  it('is not mixed with an image that comes in between', async () => {
    const half = PNG64.length >> 1;
    const outcome = await feedBody(
      events([
        turn([{ text: `![a](data:image/png;base64,${PNG64.slice(0, half)}` }], null),
        turn([inline(JPEG64)], null),
        turn([{ text: `${PNG64.slice(half)})` }]),
      ]),
    );
    assertImages(outcome, JPEG, PNG);
  });
});

describe('drafts', () => {
  const draft = (data: string): object => inline(data, { thought: true });

  it('are no result where a result came', async () => {
    assertImages(await feedBody(turn([draft(JPEG64), inline(PNG64)])), PNG);
  });
  it('give the last one where nothing else came of a turn that ended', async () => {
    const outcome = await feedBody(turn([draft(JPEG64), draft(PNG64)]));
    assertImages(outcome, PNG);
    assert.equal(outcome.reply.images[0]?.draft, true);
  });
  for (const reason of ['IMAGE_SAFETY', 'MAX_TOKENS', 'NO_IMAGE', 'SOMETHING_NEW']) {
    it(`are no result after ${reason}`, async () => {
      const { reply } = await feedBody(turn([draft(PNG64)], reason));
      assert.equal(reply.images.length, 0);
      assert.equal(
        reply.problem?.kind,
        reason === 'IMAGE_SAFETY' ? 'blocked-output' : 'only-drafts',
      );
    });
  }
  it('are no result of a reply that was cut or blocked', async () => {
    const body = events([turn([draft(PNG64)], null)]);
    const cut = await feedBody(`${body}data: {"candidates": [{"conte`);
    assert.equal(cut.reply.images.length, 0);
    const blocked = { ...turn([draft(PNG64)]), promptFeedback: { blockReason: 'SAFETY' } };
    assert.equal((await feedBody(blocked)).reply.problem?.kind, 'blocked-prompt');
  });
});

describe('a reply of which a part is broken', () => {
  it('gives the good images, and says so', async () => {
    const body = turn([inline(PNG64), inline(JPEG64.slice(0, 400)), inline('@@@@')]);
    const outcome = await feedBody(body);
    assertImages(outcome, PNG);
    assert.equal(outcome.reply.problem?.kind, 'broken-image');
  });
  it('gives the image that came before an error', async () => {
    const error = { error: { code: 503, message: 'overloaded', status: 'UNAVAILABLE' } };
    const outcome = await feedBody(events([turn([inline(PNG64)], null), error]));
    assertImages(outcome, PNG);
    assert.equal(outcome.reply.problem?.outcome, 'busy');
  });
  it('gives the image of one candidate beside the block of another', async () => {
    const candidates = [
      { index: 1, finishReason: 'IMAGE_SAFETY' },
      { index: 0, content: { parts: [inline(PNG64)] }, finishReason: 'MAX_TOKENS' },
    ];
    const outcome = await feedBody({ candidates });
    assertImages(outcome, PNG);
    assert.equal(outcome.reply.problem?.reason, 'IMAGE_SAFETY');
  });
  it('gives one image for the same bytes twice', async () => {
    const text = { text: `![i](data:image/png;base64,${PNG64})` };
    assertImages(await feedBody(turn([text, inline(PNG64), inline(PNG64)])), PNG);
  });
});

describe('a reply that is cut', () => {
  const error = new Error('the body broke');
  const images = [inline(PNG64), inline(JPEG64)];
  const json = JSON.stringify(turn(images));
  const gone = 'https://files.example/a.png';
  const linked = JSON.stringify(turn([{ text: `![a](${gone})` }]));
  /** As a stream: a first event of words, then all of it. */
  const streamed = (body: string) =>
    `data: ${JSON.stringify(turn([{ text: 'a' }], null))}\n\ndata: ${body}`;

  /** What is saved, what is kept, what is fetched, and the problem beside it. */
  async function read(body: string, breaksWith?: Error) {
    const asked: string[] = [];
    const download: DownloadHosted = async (url) => {
      asked.push(url);
      return { ok: false, why: 'gone', host: 'files.example' };
    };
    const fed = { chunks: [Buffer.from(body)], download, ...(breaksWith && { breaksWith }) };
    const { reply } = await feed(fed);
    const names = (some: readonly ReplyImage[] = []) => some.map(({ sha256 }) => sha256);
    const { outcome, kind } = reply.problem ?? {};
    return { saved: names(reply.images), kept: names(reply.unfinished), asked, outcome, kind };
  }

  it('keeps the image of a turn that has not ended, to be offered, and gives that of one that has', async () => {
    const { saved: all } = await read(json);
    for (const body of [json, streamed(json)]) {
      const before = await read(body.slice(0, body.lastIndexOf('"finishReason"')));
      assert.deepEqual([before.saved, before.kept, before.kind], [[], all, 'cut-short']);
      const after = await read(body.slice(0, -3));
      assert.deepEqual([after.saved, after.kept, after.kind], [all, [], 'cut-short']);
    }
  });
  it('comes to the same for the same bytes, whether it breaks off or just ends', async () => {
    for (const body of [json, streamed(json), linked, streamed(linked)]) {
      for (let length = 1; length < body.length; length++) {
        const ended = await read(body.slice(0, length));
        const isNothing = ended.saved.length + ended.kept.length + ended.asked.length === 0;
        // Without anything of worth in it, what broke off is told as that: nobody said that this was all.
        if (isNothing) await assert.rejects(read(body.slice(0, length), error), error);
        else assert.deepEqual(await read(body.slice(0, length), error), ended, `at ${length}`);
      }
    }
  });
  it('still points to its image, which is paid for', async () => {
    const { asked, outcome } = await read(linked.slice(0, linked.indexOf('"finishReason"')), error);
    assert.deepEqual([asked, outcome], [[gone], 'download_failed']);
  });
});

describe('a connection that breaks', () => {
  const error = new Error('the body broke');
  const breaking = (body: string): Promise<Outcome> =>
    feed({ chunks: [Buffer.from(body)], breaksWith: error });

  it('is reported where no image was whole', async () => {
    const json = JSON.stringify(turn([inline(PNG64)]));
    await assert.rejects(breaking(json.slice(0, json.indexOf(PNG64) + 60)), error);
    await assert.rejects(breaking(''), error);
  });
  it('is told apart from a stop by the user', async () => {
    const chunks = [Buffer.from(JSON.stringify(turn([{ text: 'No.' }])))];
    await assert.rejects(feed({ chunks, breaksWith: CANCELLED }), CANCELLED);
    const events = [Buffer.from(JSON.stringify(turn([inline(PNG64)])))];
    assertImages(await feed({ chunks: events, breaksWith: CANCELLED }), PNG);
  });
  it('does not matter once the reply was complete', async () => {
    assertImages(await breaking(JSON.stringify(turn([inline(PNG64)]))), PNG);
    const said = await breaking(JSON.stringify(turn([{ text: 'No.' }])));
    assert.equal(said.reply.problem?.kind, 'text-only');
    const { reply } = await breaking('{"error":{"code":503,"status":"UNAVAILABLE","message":"x"}}');
    assert.equal(reply.problem?.outcome, 'busy');
  });
});

/** Replies that end before their end, with a broken connection and without. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DownloadHosted, ReplyImage } from '../../../src/reply/types.ts';
import { jpeg, png } from '../../support/image/images.ts';
import { assertImages, CANCELLED, feed, type Outcome } from '../../support/gateway/feed.ts';
import { inline, turn } from '../../support/gateway/replyJson.ts';

const PNG = Buffer.from(png());
const PNG64 = PNG.toString('base64');
const JPEG64 = Buffer.from(jpeg()).toString('base64');

const BROKEN = new Error('the connection broke');
const IMAGES_JSON = JSON.stringify(turn([inline(PNG64), inline(JPEG64)]));
const URL_OF_IMAGE = 'https://files.example/a.png';
const LINK_JSON = JSON.stringify(turn([{ text: `![a](${URL_OF_IMAGE})` }]));

/** A stream whose first event has only words. */
const streamed = (body: string): string =>
  `data: ${JSON.stringify(turn([{ text: 'a' }], null))}\n\ndata: ${body}`;

interface Gist {
  /** Hashes. */
  readonly saved: readonly string[];
  readonly kept: readonly string[];
  readonly fetched: readonly string[];
  readonly outcome: string | undefined;
  readonly kind: string | undefined;
}

async function read(body: string, breaksWith?: Error): Promise<Gist> {
  const fetched: string[] = [];
  const download: DownloadHosted = async (url) => {
    fetched.push(url);
    return { ok: false, why: 'gone', host: 'files.example' };
  };
  const fed = { chunks: [Buffer.from(body)], download, ...(breaksWith && { breaksWith }) };
  const { reply, store } = await feed(fed);
  store.assertNoneOpen();
  const hashes = (images: readonly ReplyImage[] = []) => images.map(({ sha256 }) => sha256);
  const { outcome, kind } = reply.problem ?? {};
  return { saved: hashes(reply.images), kept: hashes(reply.unfinished), fetched, outcome, kind };
}

describe('a reply that is cut off', () => {
  for (const [framing, frame] of [
    ['one value', (body: string) => body],
    ['a stream', streamed],
  ] as const) {
    it(`keeps its images, in ${framing}, when the turn has not ended`, async () => {
      const { saved: all } = await read(IMAGES_JSON);
      assert.equal(all.length, 2);
      const body = frame(IMAGES_JSON);
      const { saved, kept, kind } = await read(body.slice(0, body.lastIndexOf('"finishReason"')));
      assert.deepEqual([saved, kept, kind], [[], all, 'cut-short']);
    });

    it(`gives its images, in ${framing}, when the turn has ended`, async () => {
      const { saved: all } = await read(IMAGES_JSON);
      const { saved, kept, kind } = await read(frame(IMAGES_JSON).slice(0, -3));
      assert.deepEqual([saved, kept, kind], [all, [], 'cut-short']);
    });
  }

  for (const [name, body] of [
    ['images', IMAGES_JSON],
    ['images in a stream', streamed(IMAGES_JSON)],
    ['a link', LINK_JSON],
    ['a link in a stream', streamed(LINK_JSON)],
  ] as const) {
    it(`gives the same for the same bytes of ${name}, with a broken connection and without`, async () => {
      let withContent = 0;
      for (let length = 1; length < body.length; length++) {
        const part = body.slice(0, length);
        const ended = await read(part);
        // Without anything worth keeping, a broken connection is reported as that.
        if (ended.saved.length + ended.kept.length + ended.fetched.length === 0) {
          await assert.rejects(read(part, BROKEN), BROKEN);
        } else {
          assert.deepEqual(await read(part, BROKEN), ended, `at ${length}`);
          withContent++;
        }
      }
      assert.ok(withContent > 0);
    });
  }

  it('still fetches the image that it points to, which is paid for', async () => {
    const part = LINK_JSON.slice(0, LINK_JSON.indexOf('"finishReason"'));
    const { fetched, outcome } = await read(part, BROKEN);
    assert.deepEqual([fetched, outcome], [[URL_OF_IMAGE], 'download_failed']);
  });
});

describe('a broken connection', () => {
  const breaking = (body: string): Promise<Outcome> =>
    feed({ chunks: [Buffer.from(body)], breaksWith: BROKEN });

  it('is thrown when no image was whole', async () => {
    const json = JSON.stringify(turn([inline(PNG64)]));
    await assert.rejects(breaking(json.slice(0, json.indexOf(PNG64) + 60)), BROKEN);
    await assert.rejects(breaking(''), BROKEN);
  });

  it('does not matter after the end of the reply', async () => {
    assertImages(await breaking(JSON.stringify(turn([inline(PNG64)]))), PNG);
    const refusal = await breaking(JSON.stringify(turn([{ text: 'No.' }])));
    assert.equal(refusal.reply.problem?.kind, 'text-only');
    const { reply } = await breaking('{"error":{"code":503,"status":"UNAVAILABLE","message":"x"}}');
    assert.equal(reply.problem?.outcome, 'busy');
  });
});

describe('a cancel while the reply arrives', () => {
  const canceled = (value: unknown): Promise<Outcome> =>
    feed({ chunks: [Buffer.from(JSON.stringify(value))], breaksWith: CANCELLED });

  it('is thrown even after the end of a reply without images', async () => {
    await assert.rejects(canceled(turn([{ text: 'No.' }])), CANCELLED);
  });

  it('does not take away an image that is whole', async () => {
    assertImages(await canceled(turn([inline(PNG64)])), PNG);
  });

  it('is thrown although an unfinished image is kept', async () => {
    const json = JSON.stringify(turn([inline(PNG64)]));
    const chunks = [Buffer.from(json.slice(0, json.indexOf('"finishReason"')))];
    await assert.rejects(feed({ chunks, breaksWith: CANCELLED }), CANCELLED);
  });
});

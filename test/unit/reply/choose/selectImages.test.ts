import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BLUE, jpeg, png } from '../../../support/image/images.ts';
import { assertImages, feedBody } from '../../../support/gateway/feed.ts';
import { events, google, inline, turn } from '../../../support/gateway/replyJson.ts';

const PNG = Buffer.from(png());
const PNG64 = PNG.toString('base64');
const JPEG64 = Buffer.from(jpeg()).toString('base64');

const draft = (data: string): object => inline(data, { thought: true });

describe('a draft', () => {
  it('is not a result next to a result', async () => {
    const outcome = await feedBody(turn([draft(JPEG64), inline(PNG64)]));
    assertImages(outcome, PNG);
    assert.equal(outcome.reply.images[0]?.draft, undefined);
  });

  it('is the result when it is the last one of a turn that ended with nothing else', async () => {
    const outcome = await feedBody(turn([draft(JPEG64), draft(PNG64)]));
    assertImages(outcome, PNG);
    assert.equal(outcome.reply.images[0]?.draft, true);
  });

  for (const [reason, kind] of [
    ['IMAGE_SAFETY', 'blocked-output'],
    ['MAX_TOKENS', 'only-drafts'],
    ['NO_IMAGE', 'only-drafts'],
    ['SOMETHING_NEW', 'only-drafts'],
  ] as const) {
    it(`is not a result of a turn that ended with ${reason}`, async () => {
      const outcome = await feedBody(turn([draft(PNG64)], reason));
      assertImages(outcome);
      assert.equal(outcome.reply.problem?.kind, kind);
    });
  }

  it('is not a result of a reply that was cut off', async () => {
    const body = events(turn([draft(PNG64)], null));
    const outcome = await feedBody(`${body}data: {"candidates": [{"conte`);
    assertImages(outcome);
    assert.equal(outcome.reply.problem?.kind, 'cut-short');
  });

  it('is not a result of a blocked prompt', async () => {
    const blocked = { ...turn([draft(PNG64)]), promptFeedback: { blockReason: 'SAFETY' } };
    const outcome = await feedBody(blocked);
    assertImages(outcome);
    assert.equal(outcome.reply.problem?.kind, 'blocked-prompt');
  });
});

describe('a reply with a broken part', () => {
  it('gives the whole images and a warning', async () => {
    const body = turn([inline(PNG64), inline(JPEG64.slice(0, 400)), inline('@@@@')]);
    const outcome = await feedBody(body);
    assertImages(outcome, PNG);
    assert.equal(outcome.reply.problem?.kind, 'broken-image');
  });

  it('gives the image before an error', async () => {
    const error = google(503, 'UNAVAILABLE', 'overloaded');
    const outcome = await feedBody(events(turn([inline(PNG64)], null), error));
    assertImages(outcome, PNG);
    assert.equal(outcome.reply.problem?.outcome, 'busy');
  });

  it('gives the image of one candidate next to the block of another', async () => {
    const candidates = [
      { index: 1, finishReason: 'IMAGE_SAFETY' },
      { index: 0, content: { parts: [inline(PNG64)] }, finishReason: 'MAX_TOKENS' },
    ];
    const outcome = await feedBody({ candidates });
    assertImages(outcome, PNG);
    assert.equal(outcome.reply.problem?.reason, 'IMAGE_SAFETY');
  });
});

it('gives one image for the same bytes in several parts', async () => {
  const text = { text: `![i](data:image/png;base64,${PNG64})` };
  assertImages(await feedBody(turn([text, inline(PNG64), inline(PNG64)])), PNG);
});

describe('an image in an unknown field next to a result', () => {
  const large = Buffer.from(png(64, 64));
  const other = Buffer.from(png(undefined, undefined, BLUE));
  for (const [name, extra, kept] of [
    ['larger than it is offered', { result_hd: large.toString('base64') }, [large]],
    ['as large, with other pixels, is offered', { images: [other.toString('base64')] }, [other]],
    [
      'a list with both is offered without the copy',
      { images: [PNG64, large.toString('base64')] },
      [large],
    ],
    ['the same image is dropped', { images: [PNG64] }, []],
    ['smaller is dropped', { thumbnail: Buffer.from(png(2, 2)).toString('base64') }, []],
    [
      'a page that the model found is dropped',
      { groundingMetadata: { image: large.toString('base64') } },
      [],
    ],
  ] as const) {
    it(`that is ${name}`, async () => {
      const outcome = await feedBody({ ...turn([inline(PNG64)]), ...extra });
      assertImages(outcome, PNG);
      const { reply, store } = outcome;
      assert.deepEqual(
        (reply.unfinished ?? []).map(({ file }) => store.bytesOf(file)),
        kept,
      );
      assert.equal(reply.problem, undefined);
    });
  }
});

/** An image in a reply doesn't show that Easel understood the reply. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { feed, feedBody } from '../../../support/gateway/feed.ts';
import { inline, turn } from '../../../support/gateway/replyJson.ts';
import { bigPng, png } from '../../../support/image/images.ts';

const image = Buffer.from(png()).toString('base64');
const hex = { picture: { hex: 'ff' } };

describe('a reply that cannot be read', () => {
  for (const [name, body] of [
    ['a page that was searched', { ...turn([hex]), groundingMetadata: { image } }],
    ['a draft before it', turn([inline(image, { thought: true }), hex], 'MAX_TOKENS')],
    ['a draft after it', turn([hex, inline(image, { thought: true })], 'MAX_TOKENS')],
  ] as const) {
    it(`report-A3 is kept although it has ${name}`, async () => {
      const { reply, raw } = await feedBody(body);
      assert.deepEqual(reply.images, []);
      const kept = raw.payloads.map(({ bytes, state }) => [bytes.toString(), state]);
      assert.deepEqual(kept, [[JSON.stringify(body), 'closed']]);
      assert.equal(reply.keptBytes, JSON.stringify(body).length);
    });
  }

  it('is not kept in addition to the part of its image that is set aside', async () => {
    const part = Buffer.from(png()).subarray(0, -20);
    const broken = turn([inline(part.toString('base64'))]);
    const { reply, raw } = await feedBody(broken);
    assert.deepEqual([reply.problem?.kind, reply.keptBytes], ['broken-image', undefined]);
    assert.ok(raw.payloads.every(({ state }) => state === 'discarded'));
  });

  it('is not kept next to its image, whatever its size', async () => {
    const bytes = Buffer.from(bigPng(1 << 20));
    const body = Buffer.from(JSON.stringify(turn([inline(bytes.toString('base64'))])));
    const chunks = [body.subarray(0, 600_000), body.subarray(600_000)];
    const { reply, raw } = await feed({ chunks });
    assert.equal(reply.images.length, 1);
    assert.deepEqual(
      raw.payloads.map(({ state }) => state),
      ['discarded'],
    );
  });
});

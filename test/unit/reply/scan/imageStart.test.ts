import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { assertImages, feed, feedBody } from '../../../support/gateway/feed.ts';
import { events, inline, turn } from '../../../support/gateway/replyJson.ts';
import { bmp } from '../../../support/image/bitmaps.ts';
import { AVIF, BLUE, GIF, HEIC, jpeg, png, WEBP } from '../../../support/image/images.ts';

const PNG = Buffer.from(png());
const OTHER = Buffer.from(png(9, 5, BLUE));
const JPEG = Buffer.from(jpeg());
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const P = base64(PNG);
const J = base64(JPEG);

describe('base64 in a text', () => {
  for (const [name, text, shown] of [
    ['alone', P, ''],
    ['after words', `Here it is: ${P}`, 'Here it is: '],
    ['between lines', `Here:\n${P}\nEnjoy!`, 'Here:\n\nEnjoy!'],
    ['in a code fence', `\`\`\`\n${P}\n\`\`\``, '```\n```'],
    ['in a code fence with a name', `\`\`\`base64\n${P}\`\`\` done`, '```base64\n``` done'],
    ['in quotes', `The image: "${P}".`, 'The image: "".'],
    ['in HTML', `<img src='${P}'>`, ''],
    ['in a data URL without base64', `![i](data:image/png,${P})`, ''],
    ['in JSON', JSON.stringify({ image: P, type: 'png' }), '{"image":"","type":"png"}'],
    ['in JSON with escaped slashes', `{"image":"${P.replaceAll('/', '\\/')}"}`, '{"image":""}'],
    ['in the alphabet of URLs', PNG.toString('base64url'), ''],
    ['in wrapped lines', P.replace(/.{76}/g, '$&\n'), ''],
    ['in short lines', P.replace(/.{8}/g, '$&\r\n'), ''],
  ] as const) {
    it(`report-A6 gives its image: ${name}`, async () => {
      for (const json of [(value: unknown) => JSON.stringify(value), escapeAll]) {
        const outcome = await feedBody(json(turn([{ text }])));
        assertImages(outcome, PNG);
        assert.equal(outcome.reply.problem, undefined);
        assert.equal(outcome.reply.text.replace('\n\n```', '\n```'), shown);
      }
    });
  }

  for (const [name, image] of Object.entries({ PNG, JPEG, WEBP, GIF, AVIF, HEIC, BMP: bmp() })) {
    it(`report-A6 gives its image of each type: ${name}`, async () => {
      assertImages(await feedBody(turn([{ text: `\`\`\`\n${base64(image)}\n\`\`\`` }])), image);
    });
  }

  it('report-A6 gives two images', async () => {
    const text = `First ${P}\nSecond ${J}\nDone`;
    const outcome = await feedBody(turn([{ text }]));
    assertImages(outcome, PNG, JPEG);
    assert.equal(outcome.reply.text, 'First \nSecond \nDone');
  });

  it('report-A6 gives the image at the beginning of a part after a word', async () => {
    for (const word of ['Here', 'A', 'iVBO', 'UklGR']) {
      assertImages(await feedBody(turn([{ text: word }, { text: J }])), JPEG);
    }
  });

  it('report-A6 gives one image wherever the texts of a stream are split', async () => {
    const text = `Here: ${J}\n and \`\`\`\n${P}\n\`\`\`.`;
    const ends = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(ends, fc.nat({ max: 30 }), async (cuts, chunk) => {
        const start = text.indexOf(P) - 20;
        const places = cuts.flatMap((cut) => [cut, start + cut]).sort((a, b) => a - b);
        const at = [0, ...places, text.length];
        const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
        const body = Buffer.from(events(...pieces.map((piece) => turn([{ text: piece }], null))));
        const size = chunk + 1;
        const count = Math.ceil(body.length / size);
        const chunks = Array.from({ length: count }, (_, i) =>
          body.subarray(i * size, (i + 1) * size),
        );
        const outcome = await feed({ chunks });
        assertImages(outcome, JPEG, PNG);
        assert.equal(outcome.reply.text.replace(/\s+/g, ' '), 'Here: and ``` ```.');
      }),
      { numRuns: 200 },
    );
  });

  for (const [name, text] of [
    ['a word', 'iVBO is how it begins'],
    ['the start alone', 'It begins with iVBORw0KGgo and continues.'],
    ['a path', 'See /9j/docs/4AAQSkZJRgABAQAAAQ for more'],
    ['other bytes', base64(Buffer.from('%PDF-1.7 is no image at all'))],
    ['other bytes that begin with zeros', base64(Buffer.alloc(60))],
    ['RIFF of a sound', base64(Buffer.from('RIFF0000WAVEfmt 0000000000000000'))],
    ['an image inside a word', `x${P.slice(0, 60)}`],
  ] as const) {
    it(`stays text when it isn't an image: ${name}`, async () => {
      const outcome = await feedBody(turn([{ text }]));
      assertImages(outcome);
      assert.equal(outcome.reply.text, text);
      assert.equal(outcome.reply.problem?.kind, 'text-only');
    });
  }
});

describe('base64 under any key', () => {
  const places: Readonly<Record<string, unknown>> = {
    predictions: { predictions: [{ bytesBase64Encoded: P, mimeType: 'image/png' }] },
    "OpenAI's responses": { output: [{ type: 'image_generation_call', result: P }] },
    'a list': { images: [P], info: '' },
    artifacts: { artifacts: [{ base64: P, finishReason: 'SUCCESS' }] },
    image_base64: { code: 0, data: { image_base64: P } },
    'a part of another name': turn([{ image: { imageBytes: P } }]),
    'a field next to a text': { ...turn([{ text: 'Your image is ready.' }]), image: P },
    'a data URL': { result: { image: `data:image/png;base64,${P}` } },
    'a percent-encoded data URL': { image: `data:image/png;base64,${encodeURIComponent(P)}` },
    'a value without the beginning of its data URL': turn([inline(`image/png;base64,${P}`)]),
    'nested JSON': { result: JSON.stringify(turn([inline(P)])) },
    'nested JSON as data': { data: JSON.stringify({ b64: P }) },
    'JSON nested twice': { a: JSON.stringify({ b: JSON.stringify({ c: P }) }) },
    'a key in another language': { 图像: P },
    'a list of lists': [[[P]]],
    'one value per line': `{"status":"working"}\n${JSON.stringify({ done: P })}`,
    'wrapped lines': { picture: P.replace(/.{64}/g, '$&\r\n') },
    Markdown: `![image](data:image/png;base64,${P})`,
    'a body of base64': P,
    'a body of a data URL': `data:image/png;base64,${P}\n`,
  };
  for (const [name, body] of Object.entries(places)) {
    it(`report-A7 gives its image: ${name}`, async () => {
      const outcome = await feedBody(body);
      assertImages(outcome, PNG);
      assert.equal(outcome.reply.problem, undefined);
    });
  }

  it('report-A7 comes after an image in a known place', async () => {
    assertImages(await feedBody({ ...turn([inline(P)]), thumbnail: J }), PNG);
  });

  it('report-A7 stays a draft in a part that is marked as one', async () => {
    const body = turn([{ thought: true, picture: J }, { picture: P }]);
    assertImages(await feedBody(body), PNG);
    const only = await feedBody(turn([{ thought: true, picture: P }]));
    assertImages(only, PNG);
    assert.equal(only.reply.images[0]?.draft, true);
    const previews = [J, P].map((data) => ({
      type: 'image_generation.partial_image',
      b64_json: data,
    }));
    const last = { type: 'image_generation.completed', b64_json: base64(OTHER) };
    assertImages(await feedBody(events(...previews, last)), OTHER);
  });

  for (const [name, body] of [
    ['an error', { error: { code: 500, message: 'x' }, image: P }],
    ['a block', { promptFeedback: { blockReason: 'SAFETY' }, image: P }],
    ['half a value', `${JSON.stringify({ image: P })}\n{"a": "b`],
    ['a call of a tool', turn([{ functionCall: { name: 'f', args: { image: P } } }])],
  ] as const) {
    it(`report-A7 is kept, and no result, next to ${name}`, async () => {
      const { reply } = await feedBody(body);
      assert.deepEqual(reply.images, []);
      assert.equal(reply.unfinished?.length, 1);
      assert.ok(reply.problem !== undefined);
    });
  }

  it('report-A7 is kept when it is not whole', async () => {
    const { reply, raw } = await feedBody({ picture: base64(PNG.subarray(0, -20)) });
    assert.equal(reply.problem?.kind, 'broken-image');
    assert.deepEqual(raw.payloads, []);
  });
});

/** JSON with every sign of base64 and HTML escaped. */
function escapeAll(value: unknown): string {
  return JSON.stringify(value).replace(
    /[+/=<>]/g,
    (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`,
  );
}

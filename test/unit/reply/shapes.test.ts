import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { jpeg, png, WEBP } from '../../support/image/images.ts';
import { assertImages, feedBody } from '../../support/gateway/feed.ts';
import { events, inline, turn } from '../../support/gateway/replyJson.ts';

const PNG = Buffer.from(png());
const JPEG = Buffer.from(jpeg());
const PNG64 = PNG.toString('base64');
const JPEG64 = JPEG.toString('base64');
const JSON_TEXT = JSON.stringify(turn([inline(PNG64)]));
const DATA_URL = `data:image/png;base64,${PNG64}`;

const urlSafe = (base64: string): string =>
  base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const percentEncoded = (base64: string): string =>
  base64.replaceAll('A', '%41').replace(/[+/=]/g, (sign) => encodeURIComponent(sign));

describe('a reply with one image', () => {
  const shapes: Readonly<Record<string, unknown>> = {
    'as plain inlineData': turn([inline(PNG64)]),
    'with escaped slashes': JSON_TEXT.replaceAll('/', '\\/'),
    'with unicode escapes': JSON_TEXT.replaceAll('/', '\\u002F').replaceAll('+', '\\u002b'),
    'in URL-safe base64 without padding': turn([inline(urlSafe(PNG64))]),
    'in wrapped lines': turn([inline(PNG64.replace(/.{76}/g, '$&\r\n'))]),
    'with spaces': turn([inline(` ${PNG64.replace(/.{9}/g, '$& ')} `)]),
    'as a data URL in inlineData': turn([inline(DATA_URL)]),
    'under an escaped key': JSON_TEXT.replace('"data"', '"d\\u0061ta"'),
    'with the data before its type': turn([{ inlineData: { data: PNG64, mimeType: 'image/png' } }]),
    'in snake case': turn([{ inline_data: { mime_type: 'image/png', data: PNG64 } }]),
    'in a text': turn([{ text: `Here: ![i](${DATA_URL}) done` }]),
    'in a text in capitals': turn([{ text: `![i](DATA:IMAGE/PNG;BASE64,${PNG64})` }]),
    'in a text with parameters': turn([
      { text: `![i](data:image/png; name="a b.png" ; base64 , ${PNG64})` },
    ]),
    'in a text in angle brackets': turn([{ text: `![i](<${DATA_URL}> "title")` }]),
    'in a text, percent-encoded': turn([
      { text: `![i](data:image/png;base64,${percentEncoded(PNG64)})` },
    ]),
    'in an img tag': turn([{ text: `<img src="${DATA_URL}" alt="">` }]),
    'in a text before prose': turn([{ text: `${DATA_URL} is your image` }]),
    'in one part instead of a list': turn(inline(PNG64)),
    'with a finish reason of null': {
      candidates: [{ content: { parts: [inline(PNG64)] }, finishReason: null }],
    },
    'in a wrapper': { response: turn([inline(PNG64)]), traceId: '1' },
    'in a wrapper with a message': { code: 0, message: 'success', data: turn([inline(PNG64)]) },
    'in an array': [turn([inline(PNG64)])],
    'next to an error of null': { error: null, ...turn([inline(PNG64)]) },
    'after a byte order mark': `\uFEFF${JSON_TEXT}`,
    'after blank heartbeats': `\n\n  \n${JSON_TEXT}`,
    'after comments': `: PING\n\n: PING\n\n${JSON_TEXT}`,
    "in OpenAI's images shape": { data: [{ b64_json: PNG64 }] },
    "in OpenAI's images shape as a data URL": { data: [{ url: DATA_URL }] },
    "in OpenAI's chat shape": { choices: [{ message: { content: `![i](${DATA_URL})` } }] },
    "in OpenAI's chat shape with a list of images": {
      choices: [{ message: { images: [{ image_url: { url: DATA_URL } }] } }],
    },
    'in events with CR line ends': `data: ${JSON_TEXT}\r\r`,
    'in events without blank lines': [turn([{ text: 'a' }], null), turn([inline(PNG64)])]
      .map((value) => `data: ${JSON.stringify(value)}\n`)
      .join(''),
    'in one value per line': `${JSON.stringify(turn([{ text: 'a' }], null))}\n${JSON_TEXT}`,
  };
  for (const [shape, body] of Object.entries(shapes)) {
    it(`is read ${shape}`, async () => {
      const outcome = await feedBody(body);
      assertImages(outcome, PNG);
      assert.equal(outcome.reply.problem, undefined);
      assert.ok(!outcome.reply.text.includes('base64'));
    });
  }

  it('is read under an error status', async () => {
    const outcome = await feedBody(turn([inline(PNG64)]), { status: 500 });
    assertImages(outcome, PNG);
    assert.equal(outcome.reply.problem, undefined);
  });
});

it('leaves the words around an image in the text', async () => {
  const text = `One ![a](${DATA_URL}) two <img src="data:image/jpeg;base64,${JPEG64}"/> three`;
  const outcome = await feedBody(turn([{ text }]));
  assertImages(outcome, PNG, JPEG);
  assert.equal(outcome.reply.text, 'One  two  three');
});

describe('a data URL split over the texts of a stream', () => {
  const text = `Here ![image](${DATA_URL}) and ![b](data:image/jpeg;base64,${JPEG64}) end`;

  it('gives one image wherever it is split', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 12 }),
        async (cuts) => {
          const at = [0, ...cuts.sort((a, b) => a - b), text.length];
          const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
          const values = pieces.map((piece) => turn([{ text: piece }], null));
          const outcome = await feedBody(events(...values, turn([])));
          assertImages(outcome, PNG, JPEG);
          assert.equal(outcome.reply.text, 'Here  and  end');
        },
      ),
      { numRuns: 300 },
    );
  });

  // The end of an image shows only between two groups of base64, so its length must be a multiple of three.
  for (const [type, image] of [
    ['png', pngWithComment('a')],
    ['jpeg', JPEG],
    ['webp', webpWithMetadata('ab')],
  ] as const) {
    it(`ends with a ${type} image when the next text follows without markup`, async () => {
      assert.equal(image.length % 3, 0);
      assert.equal(inspectImage(image)?.isWhole, true);
      const url = `data:image/${type};base64,${Buffer.from(image).toString('base64')}`;
      const outcome = await feedBody(
        events(turn([{ text: url }], null), turn([{ text: 'Enjoy' }])),
      );
      assertImages(outcome, image);
      assert.equal(outcome.reply.text, 'Enjoy');
    });
  }

  it('is kept apart from an image between its two halves', async () => {
    const half = DATA_URL.length >> 1;
    const outcome = await feedBody(
      events(
        turn([{ text: `![a](${DATA_URL.slice(0, half)}` }], null),
        turn([inline(JPEG64)], null),
        turn([{ text: `${DATA_URL.slice(half)})` }]),
      ),
    );
    assertImages(outcome, JPEG, PNG);
  });
});

/** Returns the PNG with a tEXt chunk before its end, 12 bytes longer than the text. */
function pngWithComment(text: string): Buffer {
  const body = Buffer.from(`tEXt${text}`, 'latin1');
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  const end = PNG.length - 12;
  return Buffer.concat([PNG.subarray(0, end), chunk, PNG.subarray(end)]);
}

/** Returns the WebP with an EXIF chunk at its end, 8 bytes longer than the data. @param data of even length */
function webpWithMetadata(data: string): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length, 0);
  const webp = Buffer.concat([WEBP, Buffer.from('EXIF'), size, Buffer.from(data)]);
  webp.writeUInt32LE(webp.length - 8, 4);
  return webp;
}

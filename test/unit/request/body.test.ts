import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sourceFacts } from '../../../src/image/formats/sourceFacts.ts';
import { encodeBody, type BodyOptions } from '../../../src/request/body.ts';
import { toReference } from '../../../src/request/reference.ts';
import { refused } from '../../support/expect.ts';
import { bigPng, jpeg, png, WEBP } from '../../support/image/images.ts';

const PLENTY = 100_000_000;

function image(name: string, bytes: Uint8Array) {
  return toReference({ name, bytes }, sourceFacts(bytes), 'any', undefined);
}

/** Encodes a body and parses it again. */
async function encoded(options: Partial<BodyOptions>): Promise<unknown> {
  const body = encodeBody(
    { prompt: 'p', images: [], inlineSpelling: 'inlineData', ...options },
    PLENTY,
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.chunks()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  assert.equal(bytes.byteLength, body.contentLength, 'Content-Length is what is sent');
  return JSON.parse(bytes.toString('utf8'));
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe('encodeBody', () => {
  test("makes the body of Crazyrouter's page for a generated image, and nothing more", async () => {
    assert.deepEqual(await encoded({ prompt: 'A red square' }), {
      contents: [{ role: 'user', parts: [{ text: 'A red square' }] }],
      generationConfig: { responseModalities: ['IMAGE'] },
    });
  });

  test('report-E1 sends every text of the user well-formed', async () => {
    const body = await encoded({
      prompt: 'a cat \ud83d\0',
      systemInstruction: 'be \ude00 brief',
      aspectRatio: '1:\ud8001',
      safetySettings: [{ category: 'C\x1b', threshold: 'T\udc00' }],
    });
    assert.deepEqual(body, {
      contents: [{ role: 'user', parts: [{ text: 'a cat \ufffd' }] }],
      systemInstruction: { parts: [{ text: 'be \ufffd brief' }] },
      generationConfig: {
        responseModalities: ['IMAGE'],
        imageConfig: { aspectRatio: '1:\ufffd1' },
      },
      safetySettings: [{ category: 'C', threshold: 'T\ufffd' }],
    });
  });

  test('adds the images in the order given, under the types of their bytes', async () => {
    const [source, second, third] = [png(), jpeg(), WEBP];
    const images = [image('a.jpg', source), image('b.png', second), image('c.gif', third)];
    assert.deepEqual(await encoded({ prompt: 'x', images }), {
      contents: [
        {
          role: 'user',
          parts: [
            { text: 'x' },
            { inlineData: { mimeType: 'image/png', data: base64(source) } },
            { inlineData: { mimeType: 'image/jpeg', data: base64(second) } },
            { inlineData: { mimeType: 'image/webp', data: base64(third) } },
          ],
        },
      ],
      generationConfig: { responseModalities: ['IMAGE'] },
    });
  });

  test("changes only the image part for Routescope's spelling", async () => {
    const body = await encoded({
      images: [image('a.png', png())],
      inlineSpelling: 'inline_data',
      aspectRatio: '21:9',
    });
    assert.deepEqual(body, {
      contents: [
        {
          role: 'user',
          parts: [{ text: 'p' }, { inline_data: { mime_type: 'image/png', data: base64(png()) } }],
        },
      ],
      generationConfig: { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '21:9' } },
    });
  });

  test('puts each option in its place', async () => {
    const body = await encoded({
      aspectRatio: '16:9',
      imageSize: '2K',
      includeText: true,
      systemInstruction: 'Flat style.',
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
    });
    assert.deepEqual(body, {
      contents: [{ role: 'user', parts: [{ text: 'p' }] }],
      systemInstruction: { parts: [{ text: 'Flat style.' }] },
      generationConfig: {
        responseModalities: ['TEXT', 'IMAGE'],
        imageConfig: { aspectRatio: '16:9', imageSize: '2K' },
      },
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
    });
  });

  test('keeps a prompt of any characters, and joins the slices of a large image', async () => {
    const prompt = 'quote " backslash \\ newline \n 図 🎨 \u2028 image:0000';
    const large = bigPng(2_000_000);
    const body = (await encoded({ prompt, images: [image('x.png', large)] })) as {
      contents: [{ parts: [{ text: string }, { inlineData: { data: string } }] }];
    };
    const [text, inline] = body.contents[0].parts;
    assert.equal(text.text, prompt);
    assert.ok(Buffer.from(inline.inlineData.data, 'base64').equals(large));
    assert.equal(inline.inlineData.data, base64(large));
  });

  test('refuses a body above the limit with both sizes, and none at the limit', () => {
    const images = [image('x.png', png())];
    const options = { prompt: 'p', images, inlineSpelling: 'inlineData' } as const;
    const { contentLength } = encodeBody(options, PLENTY);
    encodeBody(options, contentLength);
    assert.deepEqual(
      refused(() => encodeBody(options, contentLength - 1)),
      { kind: 'too-large', bytes: contentLength, most: contentLength - 1 },
    );
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { encodeBody, type BodyOptions } from '../../../src/request/body.ts';
import { endpoint } from '../../../src/request/endpoint.ts';
import { checkKey } from '../../../src/request/key.ts';
import { reference } from '../../../src/request/reference.ts';
import { refused } from '../../support/expect.ts';
import { bigPng, bmp, HEIC, jpeg, png, WEBP } from '../../support/image/images.ts';

const PLENTY = 100_000_000;

function image(name: string, bytes: Uint8Array) {
  return reference({ name, bytes }, inspectImage(bytes), 'any', undefined);
}

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

describe('body', () => {
  test("generate is the body of Crazyrouter's page, and nothing more", async () => {
    assert.deepEqual(await encoded({ prompt: 'A red square' }), {
      contents: [{ role: 'user', parts: [{ text: 'A red square' }] }],
      generationConfig: { responseModalities: ['IMAGE'] },
    });
  });

  test('edit carries the images in the order given, under the types of their bytes', async () => {
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

  test("Routescope's spelling changes the image part alone", async () => {
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

  test('every option has its place', async () => {
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

  test('a prompt of any characters arrives as it is, and slices of a large image join without a seam', async () => {
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

  test('over the size a request may have is refused with both numbers', () => {
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

describe('endpoint', () => {
  const PATH = '/v1beta/models/gemini-3.1-flash-image-preview:generateContent';
  const KEY = 'sk-canary+/=&?#key';

  for (const [auth, search, extra] of [
    ['query', `?key=${encodeURIComponent(KEY)}`, {}],
    ['bearer', '', { authorization: `Bearer ${KEY}` }],
    ['x-goog-api-key', '', { 'x-goog-api-key': KEY }],
    ['none', '', {}],
  ] as const) {
    test(`auth ${auth}: the key is there and at no other place`, () => {
      const { url, headers } = endpoint(
        'https://gw.example',
        auth,
        'gemini-3.1-flash-image-preview',
        KEY,
      );
      assert.equal(url.pathname, PATH);
      assert.equal(
        new URL(`https://x/${search}`).searchParams.get('key'),
        url.searchParams.get('key'),
      );
      assert.equal(url.search === '', search === '');
      assert.deepEqual(headers, {
        'content-type': 'application/json',
        'accept-encoding': 'gzip',
        ...extra,
      });
    });
  }

  for (const [id, path] of [
    ['models/a b?x#y', 'a%20b%3Fx%23y'],
    ['google/gemini-2.5-flash-image', 'google/gemini-2.5-flash-image'],
    ['../../../../evil', 'evil'],
    ['a/./b//../c', 'a/b/c'],
    ['%2e%2e/x', '%252e%252e/x'],
  ] as const) {
    test(`the free-text id ${id} keeps its place in the path`, () => {
      const { url } = endpoint('https://gw.example/gemini', 'none', id, undefined);
      assert.equal(url.href, `https://gw.example/gemini/v1beta/models/${path}:generateContent`);
    });
  }
});

describe('key', () => {
  test('surrounding white space is no part of it', () => {
    assert.equal(checkKey('  sk-1234\n'), 'sk-1234');
  });
  for (const [text, position] of [
    ['sk-1234\u200b5678', 8],
    ['sk-12\n34', 6],
    ['ключ', 1],
    ['', 1],
    ['a\u0000b', 2],
    [`a${'b'.repeat(5000)}`, 4097],
  ] as const) {
    test(`position ${position} of ${JSON.stringify(text.slice(0, 20))} is named`, () => {
      assert.deepEqual(
        refused(() => checkKey(text)),
        { kind: 'bad-key', position },
      );
    });
  }
});

describe('reference', () => {
  test('HEIC goes to models that take it', () => {
    const facts = inspectImage(HEIC);
    assert.equal(
      reference({ name: 'x.heic', bytes: HEIC }, facts, 'm', ['image/heic']).facts.mimeType,
      'image/heic',
    );
  });
  test('a type the model does not take is refused with what it takes', () => {
    assert.deepEqual(
      refused(() =>
        reference({ name: 'x.png', bytes: bmp() }, inspectImage(bmp()), 'm', ['image/png']),
      ),
      {
        kind: 'type-not-taken',
        file: 'x.png',
        type: 'image/bmp',
        model: 'm',
        taken: ['image/png'],
      },
    );
  });
  test('what is no image is refused whatever it is called', () => {
    const bytes = Buffer.from('just text');
    assert.deepEqual(
      refused(() => reference({ name: 'x.png', bytes }, inspectImage(bytes), 'm', undefined)),
      { kind: 'not-an-image', file: 'x.png' },
    );
  });
});

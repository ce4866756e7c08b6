import { decode as decodeJpeg } from 'jpeg-js';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as z from 'zod/mini';
import { decodeBase64, Reply, SMALL, usePractice } from '../../../support/practice/usePractice.ts';

const practice = usePractice();

async function markdown(prompt: string, model: string): Promise<string> {
  return (await practice.parts(prompt, { ...SMALL, model }))[0]?.text ?? '';
}

describe('the model decides how the image is delivered:', () => {
  test('gemini-3.1-flash-image-preview sends inlineData and nothing else', async () => {
    const model = 'gemini-3.1-flash-image-preview';
    const response = await practice.ask('a red circle', { ...SMALL, model });
    const reply = z.parse(Reply, await response.json());
    assert.deepEqual(Object.keys(reply), ['candidates']);
    assert.equal(reply.candidates[0]?.content?.parts[0]?.inlineData?.mimeType, 'image/png');
  });

  test('gemini-3-pro-image-preview sends Markdown with a JPEG data URL', async () => {
    const text = await markdown('a red circle', 'gemini-3-pro-image-preview');
    const data = /^!\[image\]\(data:image\/jpeg;base64,([^)]+)\)$/.exec(text)?.[1] ?? '';
    assert.equal(decodeJpeg(Buffer.from(data, 'base64')).width, 512);
  });

  test('gemini-2.5-flash-image sends Markdown with a PNG data URL', async () => {
    const text = await markdown('a red circle', 'gemini-2.5-flash-image');
    const data = /^!\[image\]\(data:image\/png;base64,([^)]+)\)$/.exec(text)?.[1] ?? '';
    assert.equal(decodeBase64(data).width, 512);
  });

  test('gemini-2.5-flash-image-preview sends Markdown with the URL of a hosted PNG', async () => {
    const text = await markdown('a red circle', 'gemini-2.5-flash-image-preview');
    const url = /^!\[Image\]\((http[^)]+)\)$/.exec(text)?.[1] ?? '';
    const response = await fetch(url);
    assert.equal(response.headers.get('content-type'), 'image/png');
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.equal(decodeBase64(bytes.toString('base64')).width, 512);
    assert.equal((await fetch(url.replace(/\w{8}\.png/, '00000000.png'))).status, 404);
  });

  test('other models reply as Google does', async () => {
    const reply = z.parse(Reply, await (await practice.ask('a cat', SMALL)).json());
    assert.deepEqual(Object.keys(reply).sort(), [
      'candidates',
      'modelVersion',
      'responseId',
      'usageMetadata',
    ]);
  });
});

describe('a shape directive', () => {
  test('overrides the model and is not drawn', async () => {
    const [part] = await practice.parts('blue circle [shape: snake]', SMALL);
    const [plain] = await practice.parts('blue circle', SMALL);
    assert.equal(part?.inline_data?.mime_type, 'image/png');
    assert.equal(part.inline_data.data, plain?.inlineData?.data);
    assert.match(await markdown('blue circle [shape: hosted]', 'practice'), /\/files\//);
  });

  test('with an unknown name is refused', async () => {
    assert.equal((await practice.ask('[shape: cube] a cat')).status, 400);
  });
});

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, test } from 'node:test';
import * as z from 'zod/mini';
import { startPractice } from '../../../../src/practice/server/server.ts';
import { GIF } from '../../../support/image/images.ts';
import { Failure, SCENE, usePractice } from '../../../support/practice/usePractice.ts';

const practice = usePractice();

describe('the Practice server', () => {
  test('lists its models', async () => {
    const response = await fetch(`${practice.baseUrl()}/v1beta/models`);
    assert.match(await response.text(), /"name":"models\/gemini-3.1-flash-image-preview"/);
  });

  test('answers 404 for other paths', async () => {
    const url = `${practice.baseUrl()}/v1/images/generations`;
    const response = await fetch(url, { method: 'POST' });
    assert.equal(response.status, 404);
    assert.match(z.parse(Failure, await response.json()).error.message, /^Invalid URL \(POST/);
  });

  test('refuses web pages', async () => {
    const get = (headers: Record<string, string>): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const url = `${practice.baseUrl()}/v1beta/models`;
        request(url, { headers, agent: false }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    assert.equal(await get({ origin: 'https://evil.example' }), 403);
    assert.equal(await get({ host: 'evil.example' }), 403);
    assert.equal(await get({}), 200);
  });

  test('leaves the calling thread free while it draws 4K', async () => {
    let longest = 0;
    const start = performance.now();
    let last = start;
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const response = await practice.ask('a quiet harbor [shape: hosted]', {
      config: { imageConfig: { imageSize: '4K' } },
    });
    clearInterval(timer);
    assert.equal(response.status, 200);
    const total = performance.now() - start;
    assert.ok(longest < total / 2, `${longest} of ${total} ms`);
  });

  test('fails to start on a taken port', async () => {
    const port = Number(new URL(practice.baseUrl()).port);
    await assert.rejects(startPractice({ port }), { code: 'EADDRINUSE' });
  });

  test('no longer answers after it is closed', async () => {
    const second = await startPractice();
    await second.close();
    await assert.rejects(fetch(`${second.baseUrl}/v1beta/models`), (error: Error) => {
      assert.equal((error.cause as NodeJS.ErrnoException).code, 'ECONNREFUSED');
      return true;
    });
  });
});

describe('the Practice server refuses', () => {
  const url = () => `${practice.baseUrl()}/v1beta/models/m:generateContent`;

  test('bodies that are no request', async () => {
    for (const body of [
      '{',
      '{}',
      '{"contents":[]}',
      '{"contents":[{"parts":[{"text":7}]}]}',
      '{"contents":[{"parts":[{"text":"a cat"}]}],"generationConfig":{"responseModalities":1}}',
    ]) {
      assert.equal((await fetch(url(), { method: 'POST', body })).status, 400, body);
    }
  });

  test('bodies beyond 40 MiB', async () => {
    const body = new Uint8Array(41 * 1024 * 1024);
    const response = await fetch(url(), { method: 'POST', body });
    assert.equal(response.status, 413);
    assert.equal(z.parse(Failure, await response.json()).error.code, 'read_request_body_failed');
  });

  const half = SCENE.subarray(0, SCENE.length / 2);
  const files: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['other types', GIF, /PNG and JPEG.*This file is image\/gif\./],
    ['broken images', half, /cannot be decoded/],
    ['files that are no image', Buffer.from('hello'), /isn't an image that it knows/],
  ];
  for (const [title, file, message] of files) {
    test(`${title}, with the reason`, async () => {
      const response = await practice.ask('grayscale', { images: [file] });
      assert.equal(response.status, 400);
      const { error } = z.parse(Failure, await response.json());
      assert.equal(error.status, 'INVALID_ARGUMENT');
      assert.match(error.message, message);
    });
  }
});

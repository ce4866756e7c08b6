import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as z from 'zod/mini';
import { Failure, usePractice } from '../../../support/practice/usePractice.ts';

const practice = usePractice();

describe('a fault directive', () => {
  test('524 sends the HTML page of a proxy', async () => {
    const response = await practice.ask('a cat [fault: 524]');
    assert.equal(response.status, 524);
    assert.match(response.headers.get('content-type') ?? '', /text\/html/);
    assert.ok(response.headers.has('cf-ray'));
  });

  test('get_channel_failed sends an error in the format of New API', async () => {
    const response = await practice.ask('[fault: get_channel_failed]');
    assert.equal(response.status, 500);
    assert.equal(z.parse(Failure, await response.json()).error.code, 'get_channel_failed');
  });

  const bodies: readonly (readonly [string, RegExp])[] = [
    ['safety', /"finishReason":"IMAGE_SAFETY"/],
    ['blocked-prompt', /"blockReason":"PROHIBITED_CONTENT"/],
    ['text', /"text":"I can/],
    ['empty', /^\{\}$/],
    ['html', /<!doctype html>/],
  ];
  for (const [fault, body] of bodies) {
    test(`${fault} sends status 200 without an image`, async () => {
      const response = await practice.ask(`a cat [fault: ${fault}]`);
      assert.equal(response.status, 200);
      assert.match(await response.text(), body);
    });
  }

  for (const status of [400, 401, 403, 404, 413, 429, 500, 502, 503, 504, 521, 522, 523]) {
    test(`${status} sends that status`, async () => {
      assert.equal((await practice.ask(`a cat [fault: ${status}]`)).status, status);
    });
  }

  test('reset breaks the connection before the response', async () => {
    await assert.rejects(practice.ask('[fault: reset]'));
  });

  test('cut breaks the connection in the middle of the response', async () => {
    const response = await practice.ask('[fault: cut]');
    await assert.rejects(response.text());
  });

  test('with an unknown name is refused with the list of faults', async () => {
    const response = await practice.ask('[fault: earthquake]');
    assert.equal(response.status, 400);
    assert.match(z.parse(Failure, await response.json()).error.message, /get_channel_failed/);
  });
});

test('a slow directive delays its own response and no other', async () => {
  const start = performance.now();
  let isSlowDone = false;
  const slow = practice.ask('blue circle [slow: 2]').then((response) => {
    isSlowDone = true;
    return response;
  });
  await practice.ask('[fault: empty]');
  assert.equal(isSlowDone, false);
  assert.equal((await slow).status, 200);
  assert.ok(performance.now() - start > 1900);
});

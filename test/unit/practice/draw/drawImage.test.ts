import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as z from 'zod/mini';
import {
  Failure,
  isBluish,
  isReddish,
  isWhitish,
  SMALL,
  usePractice,
} from '../../../support/practice/usePractice.ts';

const practice = usePractice();

describe('Practice draws', () => {
  test('a red square on a white background', async () => {
    const { width, height, at } = await practice.image(
      'Generate an IMAGE of a simple red square on a white background. Return image output.',
    );
    assert.deepEqual([width, height], [1024, 1024]);
    assert.ok(isReddish(at(512, 512)) && isReddish(at(300, 300)));
    assert.ok(isWhitish(at(0, 0)) && isWhitish(at(1023, 0)));
  });

  test('a circle that is round', async () => {
    const { at } = await practice.image('blue circle', SMALL);
    assert.ok(isBluish(at(256, 256)) && isBluish(at(256 + 170, 256)));
    assert.ok(!isBluish(at(256 + 150, 256 + 150)));
  });

  const sizes: readonly (readonly [string, string, number, number])[] = [
    ['1:1', '1K', 1024, 1024],
    ['16:9', '1K', 1376, 768],
    ['9:16', '512', 384, 688],
    ['3:2', '2K', 2528, 1696],
    ['1:8', '512', 184, 1456],
  ];
  for (const [aspectRatio, imageSize, expectedWidth, expectedHeight] of sizes) {
    test(`${expectedWidth} × ${expectedHeight} px for ${aspectRatio} at ${imageSize}`, async () => {
      const config = { imageConfig: { aspectRatio, imageSize } };
      const { width, height } = await practice.image('stripes', { config });
      assert.deepEqual([width, height], [expectedWidth, expectedHeight]);
    });
  }

  test('the same bytes for the same prompt, and others for another prompt', async () => {
    const data = async (prompt: string): Promise<string> =>
      (await practice.parts(prompt, SMALL)).at(-1)?.inlineData?.data ?? '';
    const [first, second, other] = [
      await data('雨の夜の街'),
      await data('雨の夜の街'),
      await data('雨'),
    ];
    assert.ok(first.length > 1000);
    assert.equal(first, second);
    assert.notEqual(first, other);
  });
});

describe('Practice refuses', () => {
  for (const imageConfig of [{ aspectRatio: 'wide' }, { imageSize: '1k' }]) {
    test(`an invalid image config, ${JSON.stringify(imageConfig)}`, async () => {
      const response = await practice.ask('a cat', { config: { imageConfig } });
      assert.equal(response.status, 400);
      assert.equal(z.parse(Failure, await response.json()).error.status, 'INVALID_ARGUMENT');
    });
  }
});

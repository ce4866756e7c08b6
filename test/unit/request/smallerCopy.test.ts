import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImageFacts } from '../../../src/image/formats/inspect.ts';
import type { Reference } from '../../../src/request/reference.ts';
import { sideThatFits } from '../../../src/request/smallerCopy.ts';

const MB = 1_000_000;

function image(type: ImageFacts['type'], width: number, height: number, bytes: number): Reference {
  const facts = { type, mimeType: `image/${type}`, extension: type, width, height, isWhole: true };
  const more = { orientation: 1, hasPrivateData: false, mayHaveAlpha: false };
  return { name: 'a', bytes: new Uint8Array(bytes), facts: { ...facts, ...more } };
}

test('report-C6 offers the largest side at which all images fit', () => {
  const photo = image('jpeg', 8000, 6000, 30 * MB);
  assert.equal(sideThatFits([photo], 20 * MB), 4096);
  assert.equal(sideThatFits([photo, photo, photo], 20 * MB), 2048);
  assert.equal(sideThatFits([photo], 1 * MB), 768);
});

test('report-C6 offers nothing when no copy would fit', () => {
  const photo = image('jpeg', 8000, 6000, 30 * MB);
  assert.equal(sideThatFits([photo], 100), undefined);
  assert.equal(sideThatFits([], 100), undefined);
  // The photo can shrink, but what can't be decoded alone is too large.
  assert.equal(sideThatFits([photo, image('heic', 8000, 6000, 30 * MB)], 20 * MB), undefined);
  assert.equal(sideThatFits([image('png', 500, 400, 30 * MB)], 20 * MB), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { canPreview, imageDetails } from '../../../../src/image/preview/canPreview.ts';
import { png } from '../../../support/image/images.ts';

test('describes an image by size, type, and bytes', () => {
  const bytes = png(64, 48);
  const facts = inspectImage(bytes);
  assert.ok(facts);
  assert.ok(canPreview(facts));
  assert.equal(imageDetails(facts, bytes.byteLength), `64×48 px · PNG · ${bytes.byteLength} B`);
  assert.equal(imageDetails(facts, 12_345), '64×48 px · PNG · 12 kB');
  assert.equal(imageDetails({ type: 'heic', width: 0, height: 0 }, 2_345_678), 'HEIC · 2.3 MB');
});

test('an image that is too large in px or that Chromium cannot draw has no preview', () => {
  const can = (width: number, height: number, type: 'png' | 'heic' = 'png') =>
    canPreview({ type, width, height });
  assert.ok(can(8000, 8000));
  assert.ok(can(16_384, 3000));
  assert.ok(!can(8001, 8000), '64 MP and a row');
  assert.ok(!can(16_385, 1), 'one px too wide');
  assert.ok(!can(1, 16_385), 'one px too high');
  assert.ok(!can(0, 0), 'no size known');
  assert.ok(!can(64, 48, 'heic'), 'not drawn by Chromium');
});

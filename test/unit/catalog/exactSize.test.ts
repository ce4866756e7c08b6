import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { keptShare, requestForSize, SIDES } from '../../../src/catalog/exactSize.ts';
import { MODELS } from '../../../src/catalog/models.ts';

const OFFERED = {
  aspectRatios: ['auto', '1:1', '3:2', '16:9', '9:16', '21:9'],
  imageSizes: ['auto', '512', '1K', '2K', '4K'],
};

describe('an exact size requests the nearest ratio and the smallest size that covers it', () => {
  for (const [width, height, aspectRatio, imageSize] of [
    [1200, 630, '16:9', '1K'],
    [128, 128, '1:1', '512'],
    [512, 512, '1:1', '512'],
    [1024, 1024, '1:1', '1K'],
    [1920, 1080, '16:9', '2K'],
    [1080, 1920, '9:16', '2K'],
    [2560, 1080, '21:9', '2K'],
    [8000, 8000, '1:1', '4K'],
  ] as const) {
    test(`${width} × ${height} px → ${aspectRatio}, ${imageSize}`, () => {
      assert.deepEqual(requestForSize({ width, height }, OFFERED), { aspectRatio, imageSize });
    });
  }

  test('a model without a choice gets none', () => {
    const nothing = { aspectRatios: ['auto'], imageSizes: [] };
    assert.deepEqual(requestForSize({ width: 10, height: 20 }, nothing), {});
  });

  test('no model is asked for less than it needs while it offers more', () => {
    const side = fc.integer({ min: 1, max: 6000 });
    for (const { capabilities } of MODELS) {
      if (capabilities === undefined || capabilities.imageSizes.length === 0) continue;
      fc.assert(
        fc.property(side, side, (width, height) => {
          const { aspectRatio = '1:1', imageSize = '' } = requestForSize(
            { width, height },
            capabilities,
          );
          if (imageSize === capabilities.imageSizes.at(-1)) return;
          const [w = 1, h = 1] = aspectRatio.split(':').map(Number);
          const edge = SIDES[imageSize] ?? 0;
          const [returnedWidth, returnedHeight] = [
            edge * Math.sqrt(w / h),
            edge * Math.sqrt(h / w),
          ];
          assert.ok(width <= returnedWidth * 1.03 && height <= returnedHeight * 1.03);
        }),
      );
    }
  });
});

test('the kept share is that of the side which a crop shortens', () => {
  assert.equal(keptShare({ width: 100, height: 100 }, '1:1'), 1);
  assert.equal(keptShare({ width: 200, height: 100 }, '1:1'), 0.5);
  assert.equal(keptShare({ width: 100, height: 200 }, '1:1'), 0.5);
});

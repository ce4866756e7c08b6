import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CheckError, type CheckProblem } from '../../../../../src/errors.ts';
import { regionReference } from '../../../../../src/image/jobs/pixel/regionReference.ts';
import { decodePixels } from '../../../../../src/image/pixels/codec.ts';
import { regionInstruction } from '../../../../../src/image/region/regionReference.ts';
import type { Stroke } from '../../../../../src/image/region/strokes.ts';
import { HEIC, png, pngOfSize } from '../../../../support/image/images.ts';

const MIDDLE: Stroke = { kind: 'rectangle', x: 20, y: 15, width: 24, height: 18 };

describe('the image that shows a region', () => {
  test('is the source with the region tinted and outlined, the same every time', async () => {
    const source = png(64, 48, [90, 90, 90]);
    const { file, color, box } = await regionReference({ source, strokes: [MIDDLE] });
    assert.deepEqual([color, box], ['magenta', { x: 20, y: 15, width: 24, height: 18 }]);
    const again = await regionReference({ source, strokes: [MIDDLE] });
    assert.deepEqual(again.file, file);
    const { data } = await decodePixels(file);
    const at = (x: number, y: number) => [...data.subarray((y * 64 + x) * 4, (y * 64 + x) * 4 + 3)];
    assert.deepEqual(at(5, 5), [90, 90, 90]);
    assert.deepEqual(at(20, 15), [255, 0, 255]);
    assert.deepEqual(at(32, 24), [164, 50, 164]);
  });

  test('is green where magenta would not stand out, and the prompt names the color', async () => {
    const source = png(64, 48, [250, 10, 240]);
    const { color } = await regionReference({ source, strokes: [MIDDLE] });
    assert.equal(color, 'green');
    assert.match(regionInstruction(color), /outlined in green/);
  });

  test('is at most 1024 px long', async () => {
    const { file } = await regionReference({ source: pngOfSize(3000, 1500), strokes: [MIDDLE] });
    const { width, height } = await decodePixels(file);
    assert.deepEqual([width, height], [1024, 512]);
  });
});

describe('before anything is sent', () => {
  async function assertRefused(
    source: Uint8Array,
    strokes: readonly Stroke[],
    problem: CheckProblem,
  ) {
    await assert.rejects(regionReference({ source, strokes }), (error) => {
      assert.ok(error instanceof CheckError);
      assert.deepEqual(error.problem, problem);
      return true;
    });
  }

  test('a mark that covers no pixel of the source is refused', async () => {
    const source = png(64, 48);
    await assertRefused(source, [], { kind: 'no-mark' });
    await assertRefused(source, [{ ...MIDDLE, x: 5000 }], { kind: 'no-mark' });
  });

  test('a source that could not be composited is refused', async () => {
    const sources: readonly (readonly [Uint8Array, 'type' | 'too-many' | 'broken', string])[] = [
      [HEIC, 'type', 'image/heic'],
      [Buffer.from('<svg/>'), 'type', ''],
      [pngOfSize(16_384, 4097), 'too-many', '16384 × 4097'],
      [png(64, 48).subarray(0, 80), 'broken', '64 × 48'],
    ];
    for (const [source, why, what] of sources) {
      await assertRefused(source, [MIDDLE], { kind: 'no-pixels', why, what });
    }
  });
});

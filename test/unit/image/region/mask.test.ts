import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createMask } from '../../../../src/image/region/mask.ts';
import { Strokes, type Stroke } from '../../../../src/image/region/strokes.ts';

describe('a mask of 20 × 10 px', () => {
  const count = (strokes: readonly Stroke[]) =>
    createMask(strokes, 20, 10).data.filter((value) => value === 255).length;

  test('marks the pixels of a rectangle, as far as they lie inside the image', () => {
    assert.equal(count([{ kind: 'rectangle', x: 2, y: 3, width: 4, height: 5 }]), 20);
    assert.equal(count([{ kind: 'rectangle', x: -5, y: -5, width: 1000, height: 1000 }]), 200);
    assert.equal(count([{ kind: 'rectangle', x: 30, y: 3, width: 4, height: 5 }]), 0);
  });

  test('marks a line as wide as the brush, and a dot', () => {
    assert.equal(count([{ kind: 'brush', radius: 1, points: [[5, 5], [15, 5]] }]), 24); // prettier-ignore
    assert.equal(count([{ kind: 'brush', radius: 1, points: [[5, 5]] }]), 4);
  });

  test('does not mark what a later stroke erases', () => {
    const all: Stroke = { kind: 'rectangle', x: 0, y: 0, width: 20, height: 10 };
    assert.equal(count([all, { ...all, width: 5, erase: true }]), 150);
  });
});

describe('the schema of strokes', () => {
  const rectangle: Stroke = { kind: 'rectangle', x: 20, y: 15, width: 24, height: 18 };

  test('accepts a stroke', () => {
    assert.deepEqual(Strokes.parse([rectangle]), [rectangle]);
  });

  test('rejects infinite places, negative sizes, and brushes without points', () => {
    for (const stroke of [
      { ...rectangle, x: Infinity },
      { ...rectangle, width: -1 },
      { kind: 'brush', radius: 1, points: [] },
    ]) {
      assert.equal(Strokes.safeParse([stroke]).success, false);
    }
  });
});

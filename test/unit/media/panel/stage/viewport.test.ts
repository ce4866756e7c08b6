import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fitted,
  isLarger,
  panned,
  pixelAt,
  resolved,
  stepOf,
  zoomTo,
} from '../../../../../media/panel/stage/viewport.ts';

const PANE = { width: 400, height: 300 };
const LARGE = { width: 4000, height: 1000 };
const SMALL = { width: 40, height: 30 };

test('fits a large image and never enlarges a small one', () => {
  assert.deepEqual(fitted(LARGE, PANE), { scale: 0.1, x: 0, y: 100 });
  assert.deepEqual(fitted(SMALL, PANE), { scale: 1, x: 180, y: 135 });
});

test('follows VS Code’s steps in both directions', () => {
  assert.equal(stepOf(1, 'in'), 1.5);
  assert.equal(stepOf(1.5, 'out'), 1);
  assert.equal(stepOf(0.1234, 'in'), 0.2);
  assert.equal(stepOf(20, 'in'), 20);
  assert.equal(stepOf(0.1, 'out'), 0.1);
});

test('zooms around the pointer', () => {
  const sizes = { image: LARGE, pane: PANE };
  const start = zoomTo(fitted(LARGE, PANE), 1, { x: 200, y: 150 }, sizes);
  const at = { x: 100, y: 60 };
  const pixel = pixelAt(start, at, LARGE);
  const next = zoomTo(start, 3, at, sizes);
  assert.equal(next.scale, 3);
  assert.deepEqual(pixelAt(next, at, LARGE), pixel);
});

test('an image always covers its pane or is centered in it', () => {
  const size = fc.record({ width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) }); // prettier-ignore
  const point = fc.record({ x: fc.integer({ min: -9000, max: 9000 }), y: fc.integer({ min: -9000, max: 9000 }) }); // prettier-ignore
  fc.assert(
    fc.property(
      size,
      size,
      point,
      point,
      fc.float({ min: Math.fround(0.01), max: 50, noNaN: true }),
      (image, pane, at, by, scale) => {
        // prettier-ignore
        const view = panned(zoomTo(fitted(image, pane), scale, at, { image, pane }), by, image, pane);
        for (const [offset, side, room] of [
          [view.x, image.width * view.scale, pane.width],
          [view.y, image.height * view.scale, pane.height],
        ] as const) {
          if (side <= room) assert.ok(Math.abs(offset - (room - side) / 2) < 1e-6);
          else assert.ok(offset <= 0 && offset >= room - side - 1e-6);
        }
      },
    ),
  );
});

test('only an image that is larger than its pane can be panned', () => {
  assert.ok(!isLarger(fitted(LARGE, PANE), LARGE, PANE));
  assert.ok(isLarger({ scale: 1, x: 0, y: 0 }, LARGE, PANE));
  assert.deepEqual(panned(fitted(SMALL, PANE), { x: 50, y: 50 }, SMALL, PANE), fitted(SMALL, PANE));
});

test('finds the pixel under the pointer, and none beside the image', () => {
  const view = resolved('fit', SMALL, PANE);
  assert.deepEqual(pixelAt(view, { x: 180, y: 135 }, SMALL), { x: 0, y: 0 });
  assert.deepEqual(pixelAt(view, { x: 219, y: 164 }, SMALL), { x: 39, y: 29 });
  assert.equal(pixelAt(view, { x: 220, y: 150 }, SMALL), undefined);
  assert.equal(pixelAt(view, { x: 179, y: 150 }, SMALL), undefined);
});

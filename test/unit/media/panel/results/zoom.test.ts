import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clampZoom, pressZoomKey, WHOLE, zoomBy } from '../../../../../media/panel/results/zoom.ts';

const FRAME = { width: 400, height: 300 };
const TWICE = zoomBy(WHOLE, 2, FRAME);

test('zooms around the pointer between 1 and 16 times', () => {
  assert.deepEqual(TWICE, { scale: 2, x: 0, y: 0 });
  assert.deepEqual(zoomBy(WHOLE, 2, FRAME, { x: 100, y: 0 }), { scale: 2, x: -100, y: 0 });
  assert.equal(zoomBy(WHOLE, 1000, FRAME).scale, 16);
  assert.equal(zoomBy(WHOLE, 0.1, FRAME).scale, 1);
});

test('never pans beyond the edge of the image', () => {
  assert.deepEqual(clampZoom({ scale: 2, x: 999, y: -999 }, FRAME), { scale: 2, x: 200, y: -150 });
  assert.deepEqual(pressZoomKey('ArrowLeft', WHOLE, FRAME), WHOLE);
});

test('keys zoom, pan, and reset', () => {
  assert.equal(pressZoomKey('ArrowLeft', TWICE, FRAME)?.x, 40);
  assert.deepEqual(pressZoomKey('0', TWICE, FRAME), WHOLE);
  assert.ok((pressZoomKey('+', WHOLE, FRAME)?.scale ?? 0) > 1);
  assert.equal(pressZoomKey('Tab', WHOLE, FRAME), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  moveCursor,
  resizeFrame,
  startMarking,
  withTool,
} from '../../../../../media/panel/region/marking.ts';
import { revealed } from '../../../../../media/panel/region/revealed.ts';
import { enlarged } from '../../../../../media/panel/stage/viewport.ts';

const SIZES = { image: { width: 1000, height: 1000 }, pane: { width: 200, height: 200 } };
const VIEW = { scale: 1, x: -400, y: -400 };
const BRUSH = withTool(startMarking(1000, 1000, []), 'brush');

test('the pane follows what an arrow key moves', () => {
  assert.equal(revealed(VIEW, moveCursor(BRUSH, 10, 0), false, SIZES), VIEW, 'in sight');
  const right = revealed(VIEW, moveCursor(BRUSH, 150, 0), false, SIZES);
  assert.deepEqual(right, { scale: 1, x: -466, y: -400 }, 'with a margin');
  const top = revealed(VIEW, moveCursor(BRUSH, 0, -500), false, SIZES);
  assert.deepEqual(top, { scale: 1, x: -400, y: 0 }, 'not beyond the edge');
});

test('resizing a rectangle that is larger than the pane shows its corner', () => {
  const marking = resizeFrame(startMarking(1000, 1000, []), 50, 0);
  // From 250 to 800.
  assert.equal(revealed(VIEW, marking, true, SIZES).x, -616);
  assert.equal(revealed(VIEW, marking, false, SIZES).x, -234);
});

test('a small image is enlarged by a step, and a large one is fitted', () => {
  const pane = { width: 500, height: 400 };
  assert.deepEqual(enlarged({ width: 120, height: 90 }, pane), { scale: 3, x: 70, y: 65 });
  assert.equal(enlarged({ width: 400, height: 300 }, pane), 'fit');
  assert.equal(enlarged({ width: 4000, height: 300 }, pane), 'fit');
});

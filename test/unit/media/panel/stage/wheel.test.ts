import assert from 'node:assert/strict';
import { test } from 'node:test';
import { viewAfterWheel } from '../../../../../media/panel/stage/wheel.ts';

const PANE = { width: 100, height: 100 };
const STILL = {
  ...{ deltaX: 0, deltaY: 0 },
  ...{ ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
};
const AT = { x: 20, y: 30 };

test('a plain wheel pans a large image, sideways with Shift, and leaves the page to scroll otherwise', () => {
  const large = { image: { width: 400, height: 400 }, pane: PANE };
  const view = { scale: 1, x: -100, y: -100 };
  const turn = { ...STILL, deltaX: 3, deltaY: 10 };
  assert.deepEqual(viewAfterWheel(turn, AT, view, large), { scale: 1, x: -103, y: -110 });
  const sideways = viewAfterWheel({ ...turn, shiftKey: true }, AT, view, large);
  assert.deepEqual(sideways, { scale: 1, x: -110, y: -103 });
  const small = { image: { width: 40, height: 40 }, pane: PANE };
  assert.equal(viewAfterWheel(turn, AT, 'fit', small), undefined);
});

test('a wheel with Ctrl, ⌘, or Alt zooms, and the px under the pointer stays where it is', () => {
  const sizes = { image: { width: 400, height: 400 }, pane: PANE };
  const before = { scale: 1, x: -100, y: -100 };
  for (const key of ['ctrlKey', 'metaKey', 'altKey'] as const) {
    const view = viewAfterWheel({ ...STILL, deltaY: -100, [key]: true }, AT, before, sizes);
    assert.ok(view !== undefined && view !== 'fit');
    assert.ok(view.scale > 1.5 && view.scale < 2, key);
    for (const side of ['x', 'y'] as const) {
      const px = (AT[side] - view[side]) / view.scale;
      assert.ok(Math.abs(px - (AT[side] + 100)) < 1e-9, `${key} ${side}`);
    }
  }
});

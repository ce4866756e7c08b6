import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ratioShape } from '../../../../../media/panel/ask/ratioShape.ts';

test('draws a ratio as a rectangle that fits the box, and keeps thin ones visible', () => {
  assert.deepEqual(ratioShape('1:1'), { x: 1, y: 1, width: 20, height: 20 });
  assert.deepEqual(ratioShape('2:1'), { x: 1, y: 6, width: 20, height: 10 });
  assert.deepEqual(ratioShape('8:1'), { x: 1, y: 9.5, width: 20, height: 3 });
  assert.deepEqual(ratioShape('9:16')?.height, 20);
  for (const none of ['auto', '', '0:1', '1:x']) assert.equal(ratioShape(none), undefined);
});

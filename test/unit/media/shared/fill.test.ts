import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill } from '../../../../media/shared/fill.ts';

test('puts values into a string unchanged, and leaves places without a value', () => {
  assert.equal(fill('Remove {0}', '$& {0} $1'), 'Remove $& {0} $1');
  assert.equal(fill('{1} of {0}, {2}', 8, 3), '3 of 8, {2}');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resultPlace } from '../../../../src/run/report/resultPlace.ts';

const SOURCE = 'file:///w/cat.png';

test('a result never opens over the active editor', () => {
  assert.equal(resultPlace({ uri: 'file:///w/notes.md' }, SOURCE), 'background');
  assert.equal(resultPlace({ uri: undefined }, undefined), 'background');
  assert.equal(resultPlace({ uri: SOURCE }, undefined), 'background');
});

test('a result opens next to its source, or in an empty group', () => {
  assert.equal(resultPlace({ uri: SOURCE }, SOURCE), 'beside');
  assert.equal(resultPlace(undefined, SOURCE), 'here');
  assert.equal(resultPlace(undefined, undefined), 'here');
});

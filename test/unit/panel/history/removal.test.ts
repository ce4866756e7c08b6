import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUndoable, NO_REMOVAL, stripRemoval } from '../../../../src/panel/history/removal.ts';
import { reduce } from '../../../../src/panel/state.ts';
import { namesOf, panelWith, result } from '../../../support/panel/deletion.ts';

test('a result that only the strip has comes back to its place, with its inputs', () => {
  const before = panelWith(result('c'), result('b'), result('a'));
  const { uri, inputs } = result('b');
  const removal = { ...NO_REMOVAL, ...stripRemoval(before.results, uri) };
  assert.ok(isUndoable(removal));
  const removed = reduce(before, { kind: 'items-removed', uris: [uri] });
  assert.deepEqual(namesOf(removed), ['c', 'a']);
  const { results, order } = removal;
  const undone = reduce(removed, { kind: 'items-found', results, order });
  assert.deepEqual(namesOf(undone), ['c', 'b', 'a']);
  assert.deepEqual(undone.results[1]?.inputs, inputs);
  // The history can have been faster.
  assert.deepEqual(reduce(undone, { kind: 'items-found', results, order }), undone);
});

test('nothing can be undone if nothing was removed', () => {
  const { results } = panelWith(result('a'));
  const removal = { ...NO_REMOVAL, ...stripRemoval(results, 'file:///w/other.png') };
  assert.ok(!isUndoable(removal));
});

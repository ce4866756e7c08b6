import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storedPanel } from '../../../../src/panel/memory/remember.ts';
import { emptyState, reduce } from '../../../../src/panel/state.ts';
import {
  after,
  chosen,
  ENVIRONMENT,
  panelImage,
  RESULT,
  viewOf,
} from '../../../support/panel/state.ts';

const uris = (state: ReturnType<typeof after>) => state.results.map(({ uri }) => uri);

test('images of the history come to their places among the results, once', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => panelImage(id));
  assert.ok(a && b && c);
  const order = [c.uri, b.uri, a.uri];
  const state = after(
    { kind: 'run-arrived', results: [b] },
    { kind: 'items-found', results: [c, { ...b, id: 'other' }, a], order },
  );
  assert.deepEqual(uris(state), order);
  assert.equal(state.results[1]?.id, 'b', 'the listed result stays');
});

test('an old image that the user opens stays on a full strip, and new ones come first', () => {
  const many = Array.from({ length: 60 }, (_, index) => panelImage(`n${index}`));
  const full = after({ kind: 'run-arrived', results: many });
  const order = [...many.map(({ uri }) => uri), 'file:///w/old.png'];
  const opened = reduce(full, { kind: 'items-found', results: [panelImage('old')], order });
  assert.deepEqual([opened.results.length, opened.results.at(-1)?.id], [60, 'old']);
  const uri = 'file:///w/new.png';
  const found = reduce(opened, { kind: 'items-found', results: [panelImage('new')], order: [uri] });
  assert.deepEqual([found.results.length, found.results[0]?.id], [60, 'new']);
});

test('a result of the panel replaces what the history found of it', () => {
  const state = after(
    { kind: 'items-found', results: [{ ...RESULT, id: 'found' }], order: [RESULT.uri] },
    { kind: 'run-arrived', results: [{ ...RESULT, run: 'r1' }] },
  );
  assert.deepEqual(
    state.results.map(({ id, run }) => [id, run]),
    [['out', 'r1']],
  );
});

test('a missing file is marked and offers only what needs no file', () => {
  const arrived = after({ kind: 'run-arrived', results: [RESULT] });
  const state = reduce(arrived, { kind: 'files-checked', missing: new Set([RESULT.uri]) });
  const [view] = viewOf(state).results;
  assert.deepEqual([view?.isMissing, view?.src], [true, undefined]);
  assert.deepEqual(view?.actions, ['try-again', 'try-model', 'reuse', 'forget']);
  const back = reduce(state, { kind: 'files-checked', missing: new Set() });
  assert.deepEqual(viewOf(back), viewOf(arrived));
});

test('renamed files are followed as results, sources, and inputs', () => {
  const moves = [
    { from: RESULT.uri, to: 'file:///w/new.png' },
    { from: 'file:///w/a.png', to: 'file:///w/b%20c.png' },
  ];
  const state = after(
    chosen('source', panelImage('a')),
    { kind: 'run-arrived', results: [RESULT] },
    { kind: 'files-moved', moves },
  );
  const [result] = state.results;
  assert.deepEqual([result?.name, result?.source?.name], ['new.png', 'b c.png']);
  assert.deepEqual(result?.inputs?.images, ['file:///w/b%20c.png']);
  assert.equal(state.images[0]?.uri, 'file:///w/b%20c.png');
});

test('an empty panel stays the same, so that one that is not restored yet is not stored', () => {
  const empty = emptyState(ENVIRONMENT);
  const moved = reduce(empty, { kind: 'files-moved', moves: [{ from: 'a', to: 'b' }] });
  const removed = reduce(empty, { kind: 'items-removed', uris: ['a'] });
  for (const state of [moved, removed]) {
    assert.equal(state.images, empty.images);
    assert.equal(state.results, empty.results);
  }
});

test('images that were removed from the history leave the strip', () => {
  const state = after(
    { kind: 'run-arrived', results: [RESULT, panelImage('b')] },
    { kind: 'items-removed', uris: [RESULT.uri] },
    { kind: 'history-removed', text: 'Removed.' },
  );
  assert.deepEqual(uris(state), ['file:///w/b.png']);
  assert.equal(viewOf(state).removed, 'Removed.');
  assert.equal(storedPanel(state).results.length, 1);
});

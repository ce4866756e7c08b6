import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findImage } from '../../../../src/panel/results/state.ts';
import { after, chosen, idsOf, panelImage } from '../../../support/panel/state.ts';

test('a new source replaces the old one and keeps the references', () => {
  const state = after(
    chosen('source', panelImage('a')),
    chosen('reference', panelImage('b')),
    chosen('source', panelImage('c')),
  );
  assert.deepEqual(idsOf(state), ['c', 'b']);
});

test('the first of several chosen images is the source, and the others are references', () => {
  assert.deepEqual(idsOf(after(chosen('source', panelImage('a'), panelImage('b')))), ['a', 'b']);
});

test('the first reference becomes the source if there is none, and later ones replace nothing', () => {
  const state = after(chosen('reference', panelImage('a')), chosen('reference', panelImage('b')));
  assert.deepEqual(idsOf(state), ['a', 'b']);
});

test('lists a file once', () => {
  const state = after(
    chosen('source', panelImage('a')),
    chosen('reference', panelImage('b')),
    chosen('reference', panelImage('a2', 'file:///w/a.png')),
    chosen('source', panelImage('b2', 'file:///w/b.png')),
  );
  assert.deepEqual(idsOf(state), ['b2']);
});

test('the first reference becomes the source when the source is removed', () => {
  const state = after(
    chosen('source', panelImage('a'), panelImage('b')),
    { kind: 'image-removed', id: 'a' },
    { kind: 'image-removed', id: 'unknown' },
  );
  assert.deepEqual(idsOf(state), ['b']);
});

test('moves an image in the list, and past the end to the end', () => {
  const before = chosen('source', panelImage('a'), panelImage('b'), panelImage('c'));
  const order = (id: string, to: number) => idsOf(after(before, { kind: 'image-moved', id, to }));
  assert.deepEqual(order('c', 0), ['c', 'a', 'b']);
  assert.deepEqual(order('b', 2), ['a', 'c', 'b']);
  assert.deepEqual(order('a', 99), ['b', 'c', 'a']);
  assert.deepEqual(order('unknown', 0), ['a', 'b', 'c']);
});

test('finds an image by an id of the host, and not by its URI', () => {
  const state = after(chosen('source', panelImage('a')));
  assert.equal(findImage(state, 'a')?.uri, 'file:///w/a.png');
  assert.equal(findImage(state, 'file:///w/a.png'), undefined);
});

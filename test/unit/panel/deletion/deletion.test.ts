/** Deleting results: the panel's state, with a bin in memory. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reduce } from '../../../../src/panel/state.ts';
import { namesOf, openPanel, panelWith, result } from '../../../support/panel/deletion.ts';
import { chosen, idsOf, INPUTS, panelImage, viewOf } from '../../../support/panel/state.ts';

test('moves the files, says how long they are kept, and undoes all of it in the same order', async () => {
  const mark = { flag: 'reject', stars: 2 } as const;
  const panel = openPanel(
    panelWith(result('d'), result('c', { mark, run: 'r1' }), result('b'), result('a')),
  );
  await panel.remove('c', 'a');
  assert.deepEqual(namesOf(panel.state()), ['d', 'b']);
  assert.deepEqual([...panel.files].sort(), ['file:///w/b.png', 'file:///w/d.png']);
  assert.equal(
    viewOf(panel.state()).deleted?.text,
    'Deleted 2 images. Easel keeps the files for 30 days.',
  );
  panel.dispatch({ kind: 'run-arrived', results: [result('e')] });
  await panel.undo();
  assert.deepEqual(namesOf(panel.state()), ['e', 'd', 'c', 'b', 'a']);
  const [, , c] = panel.state().results;
  assert.deepEqual([c?.mark, c?.run, c?.inputs], [mark, 'r1', INPUTS]);
  assert.equal(viewOf(panel.state()).deleted, undefined);
  assert.deepEqual(panel.messages, []);
});

test('never deletes an image that the user brought', async () => {
  const start = reduce(panelWith(result('r')), chosen('source', panelImage('mine')));
  const panel = openPanel(start);
  await panel.remove('mine', 'unknown');
  assert.ok(panel.files.has('file:///w/mine.png'));
  assert.deepEqual([idsOf(panel.state()), panel.state().deletions], [['mine'], []]);
});

test('takes a result out of the sources and from its edits, and puts it back there', async () => {
  const parent = result('parent');
  const child = result('child', { source: panelImage('x', parent.uri) });
  const copy = panelImage('copy', parent.uri);
  const start = reduce(panelWith(child, parent), chosen('source', copy, panelImage('ref')));
  const panel = openPanel(start);
  const parentIn = () => viewOf(panel.state()).results.find(({ name }) => name === 'child.png');
  assert.equal(parentIn()?.parent, 'parent');
  await panel.remove('parent');
  assert.deepEqual([idsOf(panel.state()), parentIn()?.parent], [['ref'], undefined]);
  await panel.undo();
  const [back] = panel.state().images;
  assert.deepEqual([back?.uri, panel.state().images.length], [parent.uri, 2]);
  assert.equal(parentIn()?.parent, panel.state().results[1]?.id);
  assert.notEqual(back?.id, panel.state().results[1]?.id, 'each place has an id of its own');
});

test('says so if a file comes back under another name', async () => {
  const panel = openPanel(panelWith(result('b'), result('a')), { taken: ['file:///w/a.png'] });
  await panel.remove('a');
  await panel.undo();
  assert.deepEqual(namesOf(panel.state()), ['b', 'a-2']);
  assert.deepEqual(panel.messages, [
    'file:///w/a.png → file:///w/a-2.png',
    'Restored a.png as a-2.png. The old name was taken.',
  ]);
});

test('keeps what cannot be moved, each way', async () => {
  const panel = openPanel(panelWith(result('b'), result('a')), { fails: ['file:///w/b.png'] });
  await panel.remove('a', 'b');
  assert.deepEqual(namesOf(panel.state()), ['b']);
  assert.deepEqual(panel.messages, ["Couldn't delete b.png."]);
  panel.fails.push('bin:file:///w/a.png');
  await panel.undo();
  assert.deepEqual([namesOf(panel.state()), panel.state().deletions[0]?.files.length], [['b'], 1]);
  panel.fails.length = 0;
  await panel.undo();
  assert.deepEqual([namesOf(panel.state()), panel.state().deletions], [['b', 'a'], []]);
});

test('takes a result whose file is gone from the list, with nothing to undo', async () => {
  const panel = openPanel(panelWith(result('a')));
  panel.files.clear();
  await panel.remove('a');
  assert.deepEqual([panel.state().results, panel.state().deletions], [[], []]);
});

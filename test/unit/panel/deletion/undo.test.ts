/** Undoing deletions and restoring files: the panel's state, with a bin in memory. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_DELETIONS } from '../../../../src/panel/deletion/state.ts';
import { panelMemory } from '../../../../src/panel/memory/memory.ts';
import { storedPanel } from '../../../../src/panel/memory/remember.ts';
import { restoredPanel } from '../../../../src/panel/memory/restore.ts';
import { emptyState, reduce } from '../../../../src/panel/state.ts';
import { entryOf } from '../../../support/historyEntries.ts';
import { translate } from '../../../support/localization.ts';
import { namesOf, openPanel, panelWith, result } from '../../../support/panel/deletion.ts';
import { ENVIRONMENT, INPUTS, panelImage, viewOf } from '../../../support/panel/state.ts';

test('undoes one deletion after the other, newest first, and each once', async () => {
  const panel = openPanel(panelWith(result('c'), result('b'), result('a')));
  await panel.remove('a');
  await panel.remove('b');
  const [newest] = panel.state().deletions;
  // The second click of a double click means the same deletion.
  await Promise.all([panel.undo(newest?.id), panel.undo(newest?.id)]);
  assert.deepEqual(namesOf(panel.state()), ['c', 'b']);
  assert.equal(
    viewOf(panel.state()).deleted?.text,
    'Deleted a.png. Easel keeps the file for 30 days.',
  );
  await panel.undo();
  assert.deepEqual(namesOf(panel.state()), ['c', 'b', 'a']);
  await panel.undo();
  assert.deepEqual([namesOf(panel.state()), panel.messages], [['c', 'b', 'a'], []]);
});

test('a notice that was closed stays away, and its deletion can be undone nevertheless', async () => {
  const panel = openPanel(panelWith(result('c'), result('b'), result('a')));
  await panel.remove('a');
  await panel.forget();
  assert.equal(viewOf(panel.state()).deleted?.text, undefined);
  await panel.remove('b');
  await panel.undo();
  assert.equal(viewOf(panel.state()).deleted?.text, undefined, 'the closed one stays away');
  await panel.undo();
  assert.deepEqual(namesOf(panel.state()), ['c', 'b', 'a']);
});

test('keeps the last 20 deletions', async () => {
  const many = Array.from({ length: 22 }, (_, at) => result(`r${at}`));
  const panel = openPanel(panelWith(...many));
  for (const { id } of many) await panel.remove(id);
  assert.equal(panel.state().deletions.length, MAX_DELETIONS);
  for (let undone = 0; undone < 22; undone += 1) await panel.undo();
  assert.deepEqual(namesOf(panel.state()), namesOf(panelWith(...many.slice(2))));
  assert.deepEqual([...panel.inBin], ['bin:file:///w/r0.png', 'bin:file:///w/r1.png']);
});

test('a deleted file is restored alone, from the middle of the deletions, with its place and its inputs', async () => {
  const panel = openPanel(panelWith(result('d'), result('c'), result('b'), result('a')));
  await panel.remove('c', 'b');
  await panel.remove('a');
  await panel.restore({ uri: 'file:///w/b.png', binned: 'bin:file:///w/b.png' });
  assert.deepEqual(namesOf(panel.state()), ['d', 'b']);
  assert.deepEqual(panel.state().results[1]?.inputs, INPUTS);
  await panel.undo();
  await panel.undo();
  assert.deepEqual([namesOf(panel.state()), panel.messages], [['d', 'c', 'b', 'a'], []]);
});

test('the history knows where a deleted file is, until it is back', async () => {
  const entries = [entryOf(1, { results: [{ uri: 'file:///w/a.png' }] })];
  const panel = openPanel(panelWith(result('a')), { entries, taken: ['file:///w/a.png'] });
  await panel.remove('a');
  const deleted = panel.history()[0]?.results[0]?.deleted;
  assert.equal(deleted?.binned, 'bin:file:///w/a.png');
  await panel.restore({ uri: 'file:///w/a.png', ...deleted });
  assert.deepEqual(panel.history()[0]?.results, [{ uri: 'file:///w/a-2.png' }]);
  assert.deepEqual([panel.state().deletions, namesOf(panel.state())], [[], ['a-2']]);
});

test('says so if the bin does not have a file anymore', async () => {
  const entries = [entryOf(1, { results: [{ uri: 'file:///w/a.png' }] })];
  const panel = openPanel(panelWith(result('a')), { entries });
  await panel.remove('a');
  panel.inBin.clear();
  await panel.undo();
  assert.deepEqual(panel.messages, ["Couldn't restore a.png. Easel keeps files for 30 days."]);
  assert.deepEqual(panel.history()[0]?.results, [{ uri: 'file:///w/a.png' }]);
  assert.deepEqual(panel.state().deletions, []);
});

test('the deletion that an earlier version stored can be undone', async () => {
  const before = openPanel(panelWith(result('b'), result('a')));
  await before.remove('b');
  const { deletions: [last] = [], ...rest } = structuredClone(storedPanel(before.state()));
  assert.ok(last);
  const deleted = { ...last, id: undefined };
  const store = { get: () => ({ ...rest, deleted }), update: async () => undefined };
  const stored = panelMemory(store, () => []).recall();
  const event = await restoredPanel(stored, async () => [panelImage('a')], translate);
  const panel = openPanel(reduce(emptyState(ENVIRONMENT), event));
  await panel.undo();
  assert.deepEqual(namesOf(panel.state()), ['b', 'a']);
});

test('can be undone after a reload', async () => {
  const before = openPanel(panelWith(result('b', { mark: { stars: 4 } }), result('a')));
  await before.remove('b');
  const stored = structuredClone(storedPanel(before.state()));
  const event = await restoredPanel(stored, async () => [panelImage('a')], translate);
  const panel = openPanel(reduce(emptyState(ENVIRONMENT), event));
  assert.equal(
    viewOf(panel.state()).deleted?.text,
    'Deleted b.png. Easel keeps the file for 30 days.',
  );
  await panel.undo();
  assert.deepEqual(namesOf(panel.state()), ['b', 'a']);
  assert.deepEqual(panel.state().results[0]?.mark, { stars: 4 });
});

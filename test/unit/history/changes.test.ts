import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addEntry,
  markResult,
  moveFiles,
  removeEntry,
  removeImage,
  removeResult,
  replaceEntry,
  restoreEntries,
} from '../../../src/history/changes.ts';
import { MAX_ENTRIES } from '../../../src/history/history.ts';
import { entries, entryOf, idsOf } from '../../support/historyEntries.ts';

const TWO = entryOf(1, { results: [{ uri: 'file:///w/a.png' }, { uri: 'file:///w/art/b.png' }] });

test('adding an entry to a full history removes the oldest one', () => {
  const ids = idsOf(addEntry(entries(MAX_ENTRIES), entryOf(99999)));
  assert.equal(ids.length, MAX_ENTRIES);
  assert.deepEqual([ids[0], ids.at(-1)], ['run-1', 'run-99999']);
});

test('a run has one entry: adding it again moves it to the end', () => {
  assert.deepEqual(idsOf(addEntry(entries(3), entryOf(0))), ['run-1', 'run-2', 'run-0']);
});

test('removing an entry keeps the others', () => {
  assert.deepEqual(idsOf(removeEntry(entries(3), 'run-1')), ['run-0', 'run-2']);
});

test('the end of a run replaces its entry in place, and a deleted entry stays deleted', () => {
  const end = entryOf(1, { outcome: 'blocked' });
  const replaced = replaceEntry(entries(3), end);
  assert.deepEqual(idsOf(replaced), ['run-0', 'run-1', 'run-2']);
  assert.equal(replaced[1]?.outcome, 'blocked');
  assert.deepEqual(idsOf(replaceEntry(removeEntry(entries(3), 'run-1'), end)), ['run-0', 'run-2']);
});

test('a run that is recorded again keeps the marks and new names of its results', () => {
  const marked = markResult([TWO], 'file:///w/a.png', { stars: 2 });
  const moved = moveFiles(marked, [{ from: 'file:///w/a.png', to: 'file:///w/c.png' }]);
  const [again] = replaceEntry(moved, { ...TWO, warnings: ['other shape'] });
  assert.deepEqual(again?.warnings, ['other shape']);
  assert.deepEqual(again.results, [
    { uri: 'file:///w/c.png', mark: { stars: 2 } },
    { uri: 'file:///w/art/b.png' },
  ]);
});

test('a run goes with its last result', () => {
  const [rest] = removeResult([TWO], 'run-1', 0);
  assert.deepEqual(rest?.results, [{ uri: 'file:///w/art/b.png' }]);
  assert.deepEqual(removeResult([rest], 'run-1', 0), []);
  assert.deepEqual(removeResult([entryOf(2, { results: [] })], 'run-2', -1), []);
  const history = [TWO];
  assert.equal(removeResult(history, 'other', 0), history);
});

test('removed entries come back to their places, with what was added since', () => {
  const history = entries(4);
  const rest = removeEntry(removeEntry(history, 'run-1'), 'run-3');
  const later = addEntry(rest, entryOf(9));
  const back = restoreEntries(later, [entryOf(1), entryOf(3)]);
  assert.deepEqual(idsOf(back), ['run-0', 'run-1', 'run-2', 'run-3', 'run-9']);
  assert.deepEqual(idsOf(restoreEntries(back, [entryOf(1)])), idsOf(back));
  const [partly] = removeResult([TWO], 'run-1', 0);
  assert.ok(partly);
  assert.deepEqual(restoreEntries([partly], [TWO]), [TWO]);
  // What was done since to the images that stayed is kept.
  const [marked] = markResult([partly], 'file:///w/art/b.png', { stars: 5 });
  assert.deepEqual(restoreEntries([marked!], [TWO])[0]?.results, [
    { uri: 'file:///w/a.png' },
    { uri: 'file:///w/art/b.png', mark: { stars: 5 } },
  ]);
});

test('an image is removed wherever it is listed, and a run goes with its last image', () => {
  const other = entryOf(2, { results: [{ uri: 'file:///w/a.png' }] });
  const [rest, ...none] = removeImage([TWO, other], 'file:///w/a.png');
  assert.deepEqual(rest?.results, [{ uri: 'file:///w/art/b.png' }]);
  assert.deepEqual(none, []);
  assert.deepEqual(removeImage([TWO, other], 'file:///w/x.png'), [TWO, other]);
});

test('a file that comes back from the bin moves no image of a later run that took its name', () => {
  const results = [{ uri: 'file:///w/a.png' }];
  const [old, later] = [entryOf(1, { results }), entryOf(2, { results })];
  const move = { from: 'file:///w/a.png', to: 'file:///w/a-2.png', until: old.at };
  const uris = moveFiles([old, later], [move]).map((entry) => entry.results[0]?.uri);
  assert.deepEqual(uris, ['file:///w/a-2.png', 'file:///w/a.png']);
});

test('the end of a run keeps the new names of its sources', () => {
  const sent = entryOf(1, { images: ['file:///w/cat.png'], results: [] });
  const moved = moveFiles([sent], [{ from: 'file:///w/cat.png', to: 'file:///w/pet.png' }]);
  const [end] = replaceEntry(moved, { ...TWO, images: ['file:///w/cat.png'] });
  assert.deepEqual([end?.images, end?.results], [['file:///w/pet.png'], TWO.results]);
});

test('a mark is set and taken away, and an unknown file changes nothing', () => {
  const history = [TWO];
  const marked = markResult(history, 'file:///w/a.png', { flag: 'keep', stars: 2 });
  assert.deepEqual(marked[0]?.results[0]?.mark, { flag: 'keep', stars: 2 });
  const [unmarked] = markResult(marked, 'file:///w/a.png', undefined);
  assert.equal(unmarked?.results[0]?.mark, undefined);
  assert.equal(markResult(history, 'file:///w/x.png', { stars: 1 }), history);
});

test('renamed files and folders are followed, in sources and results', () => {
  const history = [TWO, entryOf(2, { images: ['file:///w/art/b.png'], results: [] })];
  const moved = moveFiles(history, [{ from: 'file:///w/art', to: 'file:///w/old' }]);
  assert.equal(moved[0]?.results[1]?.uri, 'file:///w/old/b.png');
  assert.deepEqual(moved[1]?.images, ['file:///w/old/b.png']);
  assert.equal(moved[0].results[0]?.uri, 'file:///w/a.png');
  assert.equal(moveFiles(history, [{ from: 'file:///w/ar', to: 'file:///w/x' }]), history);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgetBinned, noteBinned } from '../../../src/history/binned.ts';
import { replaceEntry } from '../../../src/history/changes.ts';
import { parseEntry } from '../../../src/history/history.ts';
import { entryOf } from '../../support/historyEntries.ts';

const CAT = { uri: 'file:///w/cat.png', mark: { stars: 2 } };
const [OLD, LATER] = [entryOf(1, { results: [CAT] }), entryOf(2, { results: [CAT] })];
const BINNED = { uri: CAT.uri, binned: 'file:///bin/1/cat.png', at: OLD.at };
const DELETED = { binned: BINNED.binned, at: OLD.at };

test('notes where a deleted file is, and nothing about the file of a later run with its name', () => {
  const noted = noteBinned([OLD, LATER], [BINNED]);
  assert.deepEqual(noted[0]?.results, [{ ...CAT, deleted: DELETED }]);
  assert.equal(noted[1], LATER);
  const again = { ...BINNED, binned: 'file:///bin/2/cat.png', at: LATER.at };
  const both = noteBinned(noted, [again]);
  assert.deepEqual(
    both.map(({ results }) => results[0]?.deleted?.binned),
    [BINNED.binned, again.binned],
  );
});

test('a note survives the file of the history and the end of its run', () => {
  const [noted] = noteBinned([OLD], [BINNED]);
  assert.ok(noted);
  assert.deepEqual(parseEntry(JSON.stringify(noted)), noted);
  const [ended] = replaceEntry([noted], { ...OLD, ms: 9000 });
  assert.deepEqual(ended?.results[0]?.deleted, DELETED);
  const damaged = { ...OLD, results: [{ ...CAT, deleted: 'yes' }] };
  assert.deepEqual(parseEntry(JSON.stringify(damaged))?.results[0]?.mark, CAT.mark);
});

test('a file that is back has its present name and no note', () => {
  const noted = noteBinned([OLD], [BINNED]);
  const back = forgetBinned(noted, new Map([[BINNED.binned, 'file:///w/cat-2.png']]));
  assert.deepEqual(back[0]?.results, [{ ...CAT, uri: 'file:///w/cat-2.png' }]);
  const gone = forgetBinned(noted, new Map([[BINNED.binned, undefined]]));
  assert.deepEqual(gone[0]?.results, [CAT]);
  assert.equal(forgetBinned(noted, new Map([['file:///bin/9/x.png', undefined]])), noted);
});

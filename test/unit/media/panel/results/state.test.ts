import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pendingParts } from '../../../../../media/panel/results/pending.ts';
import {
  NO_RESULTS,
  afterList,
  resultToMeasure,
  resultWithoutOrigin,
  resultsUpdates,
  showsSheet,
  variantsOf,
} from '../../../../../media/panel/results/state.ts';
import { shownResult } from '../../../../../media/panel/results/selection.ts';
import { VIEW } from '../../../../support/panel/messages.ts';
import { RUN } from '../../../../support/panel/state.ts';

const result = (id: string) => ({
  id,
  name: id,
  details: '',
  mimeType: 'image/png',
  actions: [],
  warnings: [],
});

test('a deleted result gives way to the one that takes its place', () => {
  const [a, b, c] = [result('a'), result('b'), result('c')];
  const after = (selected: string) =>
    afterList(
      { ...NO_RESULTS, selected },
      [c, b, a],
      [c, b, a].filter(({ id }) => id !== selected),
    );
  assert.deepEqual(after('b'), { selected: 'a' });
  assert.deepEqual(after('a'), { selected: 'b' });
  assert.deepEqual(afterList(NO_RESULTS, [c, b, a], [b, a]), { selected: undefined });
  assert.deepEqual(afterList(NO_RESULTS, [a], []), { selected: undefined });
  assert.deepEqual(afterList({ ...NO_RESULTS, selected: 'b' }, [b, a], [c, b, a]), {});
  const compared = { ...NO_RESULTS, against: 'a', mode: 'slider' as const };
  assert.deepEqual(afterList(compared, [b, a], [b]), { against: undefined, mode: 'single' });
});

test('after a deletion the next result is selected, never the first one by itself', () => {
  const results = ['e', 'd', 'c', 'b', 'a'].map(result);
  const after = (selected: string, ...gone: string[]) =>
    afterList(
      { ...NO_RESULTS, selected, chosen: gone },
      results,
      results.filter(({ id }) => !gone.includes(id)),
    );
  assert.deepEqual(after('c', 'd', 'c'), { selected: 'b', chosen: [], anchor: undefined });
  assert.deepEqual(after('a', 'a', 'c'), { selected: 'b', chosen: [], anchor: undefined });
  assert.deepEqual(after('b', 'd', 'c'), { chosen: [], anchor: undefined }, 'it is still there');
});

test('among variants side by side, the next one is the next on the sheet', () => {
  const [old, a, b, c] = ['old', 'a', 'b', 'c'].map((id) => ({
    ...result(id),
    run: id === 'old' ? 'r1' : 'r2',
  }));
  assert.ok(old && a && b && c);
  const list = [c, b, a, old];
  const after = (selected: string | undefined, gone: string) =>
    afterList(
      { ...NO_RESULTS, selected, sheet: true },
      list,
      list.filter(({ id }) => id !== gone),
    ).selected;
  assert.equal(after('a', 'a'), 'b', 'not the result of another run');
  assert.equal(after('b', 'b'), 'a', 'the next older one, as on the strip');
  assert.equal(after(undefined, 'c'), undefined);
});

test('a difference is measured when it comes into sight, and only against the source', () => {
  const source = { name: 'cat.png', src: 's' };
  const [a, b] = [
    { ...result('a'), source },
    { ...result('b'), source },
  ];
  const before = { ...NO_RESULTS, view: { ...VIEW, results: [b, a] } };
  const shown = { ...before, mode: 'difference' as const };
  assert.equal(resultToMeasure(before, shown), 'b');
  assert.equal(resultToMeasure(shown, shown), undefined, 'once');
  assert.equal(resultToMeasure(shown, { ...shown, selected: 'a' }), 'a');
  assert.equal(resultToMeasure(before, { ...shown, measured: { b: 'x' } }), undefined);
  assert.equal(resultToMeasure(before, { ...shown, against: 'a' }), undefined);
});

test('the file of a result is read once, when the page starts to show it', () => {
  const [a, b] = [result('a'), result('b')];
  const before = { ...NO_RESULTS, view: undefined };
  const shown = { ...NO_RESULTS, view: { ...VIEW, results: [b, a] } };
  assert.equal(resultWithoutOrigin(before, shown), 'b');
  assert.equal(resultWithoutOrigin(shown, shown), undefined);
  assert.equal(resultWithoutOrigin(shown, { ...shown, selected: 'a' }), 'a');
  const text = { text: 'Content Credentials', title: 'Not checked.' };
  const { origins = {} } = resultsUpdates.origin(shown, { type: 'origin', result: 'a', ...text });
  assert.deepEqual(origins, { a: text });
  assert.equal(resultWithoutOrigin(shown, { ...shown, origins, selected: 'a' }), undefined);
  const missing = { ...shown, view: { ...VIEW, results: [{ ...b, isMissing: true as const }] } };
  assert.equal(resultWithoutOrigin(before, missing), undefined);
});

test('the stage follows the newest result until the user looks at another one', () => {
  const [a, b] = [result('a'), result('b')];
  assert.equal(shownResult({ selected: undefined }, [b, a]), b);
  assert.equal(shownResult({ selected: 'a' }, [b, a]), a);
  assert.equal(shownResult({ selected: 'gone' }, [b, a]), b, 'a deleted result gives way');
  const state = { ...NO_RESULTS, view: { ...VIEW, results: [b, a] } };
  const select = (id: string) =>
    resultsUpdates.selected(state, { type: 'selected', to: id, how: 'one', order: ['b', 'a'] });
  assert.equal(select('a').selected, 'a');
  assert.equal(select('b').selected, undefined, 'the newest follows the next ones');
});

test('variants of the newest run are side by side until the user chooses one', () => {
  const [a, b, c] = [
    { ...result('a'), run: 'r1' },
    { ...result('b'), run: 'r2' },
    { ...result('c'), run: 'r2' },
  ];
  assert.deepEqual(variantsOf(b, [c, b, a]), [c, b]);
  assert.deepEqual(variantsOf(result('old'), [c, b]), [result('old')]);
  assert.ok(showsSheet({ selected: undefined, sheet: undefined }, 2));
  assert.ok(!showsSheet({ selected: undefined, sheet: undefined }, 1));
  assert.ok(!showsSheet({ selected: 'a', sheet: undefined }, 2));
  assert.ok(showsSheet({ selected: 'a', sheet: true }, 2));
  assert.ok(!showsSheet({ selected: undefined, sheet: false }, 2));
});

test('requests in progress have a place on the sheet unless the user looks at another result', () => {
  const part = { phase: 'waiting', line: '' } as const;
  const parts = [
    { ...part, state: 'done' },
    { ...part, state: 'running' },
    { ...part, state: 'waiting' },
    { ...part, state: 'failed' },
  ] as const;
  const newest = { ...result('n'), run: RUN.id };
  const view = { runs: [{ ...RUN, count: 4, parts: [...parts] }], results: [newest, result('a')] };
  const pending = pendingParts(NO_RESULTS, view);
  assert.deepEqual(
    pending.map(({ number }) => number),
    [2, 3, 4],
    'a request that failed keeps its place, too',
  );
  const unlisted = pendingParts(NO_RESULTS, { ...view, results: [result('a')] });
  assert.deepEqual(
    unlisted.map(({ number }) => number),
    [1, 2, 3, 4],
    'an image that is done but not yet listed keeps its place',
  );
  assert.deepEqual(pendingParts({ ...NO_RESULTS, selected: 'a' }, view), []);
  assert.equal(pendingParts({ ...NO_RESULTS, selected: 'n' }, view).length, 3, 'of the same run');
  assert.deepEqual(
    pendingParts(NO_RESULTS, { runs: [RUN], results: [] }),
    [],
    'one request has no sheet',
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pendingParts } from '../../../../../media/panel/results/pending.ts';
import {
  NO_RESULTS,
  hasArrived,
  resultsUpdates,
  shownResult,
  showsSheet,
  variantsOf,
} from '../../../../../media/panel/results/state.ts';
import { VIEW } from '../../../../support/panel/messages.ts';
import { RUN } from '../../../../support/panel/pageState.ts';

const result = (id: string) => ({
  id,
  name: id,
  details: '',
  mimeType: 'image/png',
  actions: [],
  warnings: [],
});

test('only a new result of a run in progress has arrived', () => {
  const [a, b] = [result('a'), result('b')];
  const running = { ...VIEW, runs: [RUN], results: [a] };
  assert.ok(hasArrived(running, { ...VIEW, results: [b, a] }));
  assert.ok(hasArrived({ ...running, results: [] }, running));
  assert.ok(!hasArrived(running, { ...running, runs: [] }));
  assert.ok(!hasArrived({ ...running, results: [b, a] }, running), 'the newest was removed');
  assert.ok(!hasArrived(VIEW, { ...VIEW, results: [a] }), 'restored');
  assert.ok(!hasArrived(undefined, running));
});

test('the stage follows the newest result until the user looks at another one', () => {
  const [a, b] = [result('a'), result('b')];
  assert.equal(shownResult({ selected: undefined }, [b, a]), b);
  assert.equal(shownResult({ selected: 'a' }, [b, a]), a);
  assert.equal(shownResult({ selected: 'gone' }, [b, a]), b, 'a deleted result gives way');
  const state = { ...NO_RESULTS, view: { ...VIEW, results: [b, a] } };
  const select = (id: string) => resultsUpdates.selected(state, { type: 'selected', result: id });
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
  const view = { runs: [{ ...RUN, count: 4, parts: [...parts] }] };
  const pending = pendingParts(NO_RESULTS, view);
  assert.deepEqual(
    pending.map(({ number }) => number),
    [2, 3],
  );
  assert.deepEqual(pendingParts({ ...NO_RESULTS, selected: 'a' }, view), []);
  assert.deepEqual(pendingParts(NO_RESULTS, { runs: [RUN] }), [], 'one request has no sheet');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  NO_SELECTION,
  comparedWith,
  selectionOf,
  stepSelection,
  targetsOf,
  type SelectHow,
} from '../../../../../media/panel/results/selection.ts';
import {
  NO_RESULTS,
  resultsUpdates,
  type ResultsState,
} from '../../../../../media/panel/results/state.ts';
import type { HostView } from '../../../../../src/panel/protocol.ts';
import { VIEW } from '../../../../support/panel/messages.ts';

const order = ['e', 'd', 'c', 'b', 'a'];
const results = order.map((id) => ({
  ...{ id, name: id, details: '', mimeType: 'image/png', actions: [], warnings: [] },
}));

/** Returns the selection after clicks, each written as `how:id`, with `e` on the stage at first. */
function after(...clicks: string[]) {
  let state: ResultsState & { view: HostView } = { ...NO_RESULTS, view: { ...VIEW, results } };
  for (const click of clicks) {
    const [how, to] = click.split(':') as [SelectHow, string];
    const change = resultsUpdates.selected(state, { type: 'selected', to, how, order });
    state = { ...state, ...change, view: state.view };
  }
  const { lead, ids } = selectionOf(state, results);
  return { lead, ids: order.filter((id) => ids.has(id)).join(''), state };
}

test('a click selects one, Ctrl+click more, and Shift+click a range from the last click', () => {
  assert.equal(after('one:c').ids, 'c');
  assert.equal(after('toggle:c').ids, 'ec', 'the result on the stage is selected, too');
  assert.equal(after('one:d', 'toggle:b', 'toggle:d').ids, 'b');
  assert.equal(after('one:d', 'range:b').ids, 'dcb');
  assert.equal(after('one:d', 'range:b', 'range:e').ids, 'ed', 'the other way around');
  assert.equal(after('range:c').ids, 'edc', 'from the result on the stage');
  assert.equal(after('one:d', 'range:b', 'one:a').ids, 'a');
  assert.equal(after('one:d', 'range:b').lead, 'b', 'the stage follows');
});

test('the focus can leave the selection to add a result with a key', () => {
  const moved = after('one:e', 'focus:d', 'focus:c');
  assert.deepEqual([moved.lead, moved.ids], ['c', 'e']);
  assert.equal(after('one:e', 'focus:d', 'focus:c', 'toggle:c').ids, 'ec');
  assert.equal(after('one:e', 'toggle:e').ids, 'e', 'something is always selected');
});

test('selecting several stops to follow the newest result', () => {
  assert.equal(after('one:e').state.selected, undefined);
  assert.equal(after('one:a', 'range:e').state.selected, 'e');
  const newest = { ...results[0]!, id: 'f' };
  const { state } = after('one:a', 'range:e');
  assert.equal(selectionOf(state, [newest, ...results]).lead, 'e');
});

test('an action is for the selection if its result belongs to it, otherwise for this result', () => {
  const { state } = after('one:d', 'range:b');
  const ids = (id: string) => targetsOf(id, state, results).map((one) => one.id);
  assert.deepEqual(ids('c'), ['d', 'c', 'b']);
  assert.deepEqual(ids('a'), ['a']);
  assert.deepEqual(ids('gone'), []);
});

test('exactly two selected results are compared with each other', () => {
  const other = (...clicks: string[]) => comparedWith(after(...clicks).state, results)?.id;
  assert.equal(other('one:d', 'toggle:a'), 'd');
  assert.equal(other('one:d', 'toggle:a', 'toggle:b'), undefined);
  assert.equal(other('one:d'), undefined);
  assert.equal(
    other('one:d', 'toggle:b', 'focus:a'),
    undefined,
    'the one on the stage is not in it',
  );
  const { state } = after('one:d', 'toggle:a');
  assert.equal(comparedWith({ ...state, against: 'c' }, results)?.id, 'c', 'Alt+click counts more');
});

test('a range starts at the clicked result where its start was deleted', () => {
  const left = order.filter((id) => id !== 'd');
  const step = { to: 'b', how: 'range' as const, order: left };
  assert.deepEqual(stepSelection({ ...NO_SELECTION, anchor: 'd' }, 'c', step).chosen, ['c', 'b']);
});

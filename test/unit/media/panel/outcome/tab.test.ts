import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDraft } from '../../../../../media/panel/ask/draft.ts';
import { showTab } from '../../../../../media/panel/outcome/tab.ts';
import type { OutcomeTab } from '../../../../../src/panel/ask/draftProtocol.ts';

const HISTORY: OutcomeTab = { at: 'history', search: 'cat' };

test('the history tab asks the host for the history, and the results tab stops its updates', () => {
  const calls: unknown[] = [];
  const ui = {
    edit: (change: unknown) => void calls.push(change),
    send: (message: unknown) => void calls.push(message),
  };
  showTab(ui, HISTORY);
  // The host searches while the page draws.
  assert.deepEqual(calls, [{ type: 'history', search: 'cat' }, { tab: HISTORY }]);
  showTab(ui, { ...HISTORY, at: 'results' });
  assert.deepEqual(calls.at(-2), { type: 'history-close' });
});

test('the stored draft keeps the tab, but not an unknown one', () => {
  assert.deepEqual(parseDraft({ prompt: 'p', tab: HISTORY })?.tab, HISTORY);
  assert.equal(parseDraft({ prompt: 'p', tab: { at: 'attic' } })?.tab, undefined);
});

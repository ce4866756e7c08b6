import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AskMessage, AskState } from '../../../../media/panel/ask/state.ts';
import { emptyPanel, update, type Message } from '../../../../media/panel/state.ts';
import type { Updates } from '../../../../media/panel/updates.ts';
import { TO_PANEL, VIEW } from '../../../support/panel/messages.ts';
import { pageState } from '../../../support/panel/pageState.ts';
import { RUN } from '../../../support/panel/state.ts';

test('a message without an update does not compile', () => {
  // @ts-expect-error `edited` and `recalled` have no update
  const incomplete: Updates<AskState, AskMessage> = { fill: () => ({}) };
  assert.ok(incomplete);
});

test('every message of the host has an update, except for those that change nothing', () => {
  for (const message of Object.values(TO_PANEL)) {
    const others = ['encode', 'draw', 'menu', 'show-result', 'focus-prompt', 'open-export'];
    if (others.includes(message.type)) continue;
    assert.ok(update(pageState({ prompt: '' }), message as Message));
  }
});

test('progress changes its run only, and does not bring back one that has ended', () => {
  const other = { ...RUN, id: 'r2' };
  const running = pageState({ prompt: 'p' }, { ...VIEW, runs: [RUN, other] });
  const later = { ...other, line: 'waiting · 4 s' };
  const progressed = update(running, { type: 'progress', run: later });
  assert.deepEqual(progressed.view?.runs, [RUN, later]);
  const ended = update(pageState({ prompt: 'p' }), { type: 'progress', run: RUN });
  assert.deepEqual(ended.view?.runs, []);
  const early = emptyPanel({ prompt: '' });
  assert.deepEqual(update(early, { type: 'progress', run: RUN }), early);
});

test('a view replaces everything from the host and keeps the draft', () => {
  const running = pageState({ prompt: 'p' }, { ...VIEW, runs: [RUN] });
  assert.deepEqual(update(running, { type: 'view', view: VIEW }), pageState({ prompt: 'p' }));
});

test('the saved prompts are only kept while their list is open', () => {
  const closed = pageState({ prompt: '' });
  assert.equal(update(closed, TO_PANEL['saved-prompts']).savedPrompts, undefined);
  const open = update(closed, { type: 'prompts-toggled', isOpen: true });
  const { prompts } = TO_PANEL['saved-prompts'];
  assert.deepEqual(update(open, TO_PANEL['saved-prompts']).savedPrompts, prompts);
});

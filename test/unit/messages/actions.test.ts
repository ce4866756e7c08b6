import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMAND_IDS } from '../../../src/commandIds.ts';
import {
  ACTION_NAMES,
  actionLabel,
  ACTIONS,
  offeredActions,
  sendsRequest,
  type ActionFacts,
  type RequestChange,
} from '../../../src/messages/actions.ts';
import type { Action } from '../../../src/messages/message.ts';
import { PANEL_FACTS } from '../../../src/panel/failures/remedies.ts';
import { SETUP_BEHAVIORS } from '../../../src/panel/setup/behaviors.ts';
import { SETUP_ACTIONS } from '../../../src/panel/setup/protocol.ts';
import { t } from '../../support/faults/faults.ts';

const ALL = { text: '', actions: ACTION_NAMES };

const offered = (facts: Parameters<typeof offeredActions>[1]) =>
  new Set(offeredActions(ALL, facts, 'no'));

test('every command that an action runs is one of Easel or of VS Code', () => {
  const behaviors = [
    ...Object.values(ACTIONS).map(({ behavior }) => behavior),
    ...SETUP_ACTIONS.map((action) => SETUP_BEHAVIORS[action]),
  ];
  const commands = behaviors.flatMap((one) => (one.kind === 'command' ? [one.command] : []));
  assert.ok(commands.length > 0);
  for (const command of commands) {
    const isKnown =
      COMMAND_IDS.some((id) => id === command) ||
      ['workbench.trust.manage', 'workbench.action.files.openFolder'].includes(command);
    assert.ok(isKnown, command);
  }
});

test('every label is a short verb phrase in Title Case, and none is used for two behaviors', () => {
  for (const facts of [{}, NOTICE, PANEL_FACTS]) {
    const labels = ACTION_NAMES.map((action) => actionLabel(action, facts, t));
    assert.equal(new Set(labels).size, labels.length);
    for (const label of labels) {
      assert.match(label, /^(?:[A-Z][a-z]+|API)(?: (?:[A-Z][a-z]+|API)){0,2}(?: and Send)?…?$/);
    }
  }
});

/** Changes that the label of the button names, so that it has no question to announce. */
const ASKS_NOTHING: ReadonlySet<string> = new Set<RequestChange>(['none', 'smaller']);

/** A notice of a run: a click repeats the request with the change. */
const NOTICE: ActionFacts = { canRepeat: true, canChooseFolder: true };

for (const [surface, facts, sending] of [
  [
    'a notice',
    NOTICE,
    ['set-key', 'choose-gateway', 'choose-model', 'choose-folder', 'edit-prompt'],
  ],
  // Another gateway, model, or prompt waits in the form.
  ['the panel', PANEL_FACTS, ['set-key', 'choose-folder']],
  ['a notice without a request', {}, []],
] as readonly (readonly [string, ActionFacts, readonly Action[]])[]) {
  test(`in ${surface}, a label says "and Send…" exactly where a change is sent at once`, () => {
    const asking = ACTION_NAMES.filter((action) => {
      const { behavior } = ACTIONS[action];
      return behavior.kind === 'repeat' && !ASKS_NOTHING.has(behavior.change);
    });
    const labels = new Map(asking.map((action) => [action, actionLabel(action, facts, t)]));
    const saying = asking.filter((action) => labels.get(action)?.endsWith(' and Send…'));
    assert.deepEqual(saying, sending);
    for (const action of asking) {
      assert.equal(sendsRequest(action, facts), sending.includes(action), action);
    }
  });
}

test('only a repeated request is sent: no command, setting, or page sends one', () => {
  for (const action of ACTION_NAMES) {
    const { kind } = ACTIONS[action].behavior;
    assert.equal(sendsRequest(action, NOTICE), kind === 'repeat', action);
  }
});

test('without a request, nothing that repeats one is offered', () => {
  const actions = offered({ hasSite: true, keepsImage: true, hasPendingDownloads: true });
  const repeating: readonly Action[] = [
    'try-again',
    'send-again',
    'edit-prompt',
    'choose-model',
    'choose-folder',
  ];
  for (const action of repeating) assert.ok(!actions.has(action), action);
  for (const action of ['set-key', 'choose-gateway'] as const) assert.ok(actions.has(action));
});

for (const [fact, action] of [
  ['hasSite', 'open-site'],
  ['keepsImage', 'save-anyway'],
  ['hasPendingDownloads', 'download-again'],
] as const) {
  test(`${action} is offered only with ${fact}`, () => {
    assert.ok(!offered({ canRepeat: true, canChooseFolder: true }).has(action));
    assert.ok(offered({ [fact]: true }).has(action));
  });
}

test('a folder is offered only where the surface lets a person choose one', () => {
  assert.ok(!offered({ canRepeat: true }).has('choose-folder'));
  assert.ok(offered({ canRepeat: true, canChooseFolder: true }).has('choose-folder'));
});

test('sending again comes last where the last try may have been paid for', () => {
  const message = { text: '', actions: ['send-again', 'open-site', 'show-log'] as const };
  const facts = { canRepeat: true };
  assert.deepEqual(offeredActions(message, facts, 'maybe'), ['show-log', 'send-again']);
  assert.deepEqual(offeredActions(message, facts, 'no'), ['send-again', 'show-log']);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  offeredActions,
  sendsRequest,
  type ActionFacts,
} from '../../../../src/messages/actions.ts';
import { describeError } from '../../../../src/messages/messages.ts';
import { MAX_BUTTONS, noticeButtons } from '../../../../src/messages/notices/buttons.ts';
import { translate as t } from '../../../support/localization.ts';
import { ERRORS } from '../../../support/messages/samples.ts';

const WHOLE = { isCut: false, hasAlternative: false };
const COMMAND: ActionFacts = { canRepeat: true, canChooseFolder: true, hasSite: true };
const INPUT: ActionFacts = { ...COMMAND, reopens: true };

describe('the buttons of a notice', () => {
  for (const [surface, facts] of Object.entries({ COMMAND, INPUT })) {
    test(`are at most three, and the first of several never pays: ${surface}`, () => {
      for (const error of ERRORS) {
        const offered = offeredActions(describeError(error, t), facts, error.charge);
        for (const isCut of [false, true]) {
          for (const hasAlternative of [false, true]) {
            const buttons = noticeButtons(offered, facts, { isCut, hasAlternative });
            assert.ok(buttons.length <= MAX_BUTTONS, buttons.join());
            const [first] = buttons;
            const isOther = first === 'details' || first === 'alternative' || first === undefined;
            const pays =
              first === 'alternative'
                ? facts.reopens !== true
                : !isOther && sendsRequest(first, facts);
            const hasSafe = buttons.some(
              (one) => one === 'details' || (one !== 'alternative' && !sendsRequest(one, facts)),
            );
            assert.ok(!pays || !hasSafe, `${error.message}: ${buttons.join()}`);
            if (isCut) assert.ok(buttons.includes('details'), buttons.join());
          }
        }
      }
    });
  }

  test('show safe steps, then details, then what sends', () => {
    const busy = ['try-again', 'choose-model', 'show-log'] as const;
    assert.deepEqual(noticeButtons(busy, INPUT, WHOLE), ['choose-model', 'show-log', 'try-again']);
    assert.deepEqual(noticeButtons(['try-again', 'show-log'], COMMAND, WHOLE), [
      'show-log',
      'try-again',
    ]);
    assert.deepEqual(noticeButtons(busy, INPUT, { ...WHOLE, isCut: true }), [
      'choose-model',
      'details',
      'try-again',
    ]);
  });

  test('an alternative route is safe only where an input shows it first', () => {
    const extras = { isCut: true, hasAlternative: true };
    const actions = ['choose-model', 'show-log'] as const;
    assert.deepEqual(noticeButtons(actions, INPUT, extras), [
      'alternative',
      'choose-model',
      'details',
    ]);
    assert.deepEqual(noticeButtons(['show-log'], COMMAND, extras), ['details', 'alternative']);
  });
});

test('an input takes every choice back before anything is sent', () => {
  for (const action of ['set-key', 'choose-gateway', 'choose-model', 'choose-folder'] as const) {
    assert.ok(!sendsRequest(action, INPUT), action);
    assert.ok(sendsRequest(action, COMMAND), action);
  }
  assert.ok(sendsRequest('try-again', INPUT) && sendsRequest('send-smaller', INPUT));
  assert.deepEqual(offeredActions({ text: '', actions: ['show-log'] }, INPUT, 'no'), [
    'show-log',
    'edit-prompt',
  ]);
});

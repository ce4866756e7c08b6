import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { failureCard } from '../../../../src/panel/failures/card.ts';
import { PANEL_FACTS } from '../../../../src/panel/failures/remedies.ts';
import { translate as t } from '../../../support/localization.ts';

const LONG =
  'gemini-x-image isn’t available at Crazyrouter (503 get_channel_failed). Nothing was charged. ' +
  'You can try again after 4:28 PM. The response was long, and names the machine, the trace, the region, and the zone.';

describe('a failure in the panel', () => {
  test('shows a short text and few buttons as they are', () => {
    const card = failureCard(
      { texts: ['Nothing was sent.'], actions: ['set-key', 'try-again'] },
      PANEL_FACTS,
      t,
    );
    assert.equal(card.text, 'Nothing was sent.');
    assert.deepEqual(
      card.buttons.map(({ button, isSafe }) => [button, isSafe]),
      [
        ['set-key', false],
        ['try-again', false],
      ],
    );
    assert.equal(card.details, undefined);
  });

  test('has the whole text and the other buttons one click away', () => {
    const counts = ['2 of 4 requests returned an image.', 'Not sent: 1.'];
    const actions = ['choose-model', 'choose-gateway', 'try-again', 'show-log'] as const;
    const card = failureCard(
      { texts: [LONG, ...counts], needed: counts, actions, alternative: 'Send with y' },
      PANEL_FACTS,
      t,
    );
    assert.match(
      card.text,
      /^gemini-x-image isn’t available at Crazyrouter\. Nothing was charged\./,
    );
    assert.ok(card.text.endsWith(counts.join(' ')), card.text);
    assert.equal(card.details?.text, `${LONG} ${counts.join(' ')}`);
    const all = [...card.buttons, ...card.details.buttons].map(({ button }) => button);
    assert.deepEqual([...all].sort(), [...actions, 'alternative'].sort());
    assert.ok(card.buttons.length <= 2, 'and the details are the third');
    assert.deepEqual(card.buttons[0], {
      button: 'choose-model',
      label: 'Select Model…',
      isSafe: true,
    });
  });

  test('no button stands out if each of them pays', () => {
    const { buttons } = failureCard({ texts: ['No.'], actions: ['send-again'] }, PANEL_FACTS, t);
    assert.deepEqual(buttons, [{ button: 'send-again', label: 'Send Again', isSafe: false }]);
  });
});

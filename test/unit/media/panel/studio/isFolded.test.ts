import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFolded } from '../../../../../media/panel/studio/isFolded.ts';
import { VIEW } from '../../../../support/panel/messages.ts';
import { RUN } from '../../../../support/panel/state.ts';

const NOTHING = { ...VIEW, results: [], runs: [] };

test('a narrow page shows the form until there is something else to look at', () => {
  const draft = { prompt: '' };
  assert.equal(isFolded({ draft }, NOTHING), false);
  assert.equal(isFolded({ draft }, { ...NOTHING, runs: [RUN] }), true);
});

test('the choice of the user and Run count more than what there is', () => {
  const running = { ...NOTHING, runs: [RUN] };
  assert.equal(isFolded({ draft: { prompt: '', showsForm: true } }, running), false);
  assert.equal(isFolded({ draft: { prompt: '', showsForm: false } }, NOTHING), true);
});

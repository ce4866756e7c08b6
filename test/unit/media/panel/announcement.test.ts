import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announcement } from '../../../../media/panel/announcement.ts';
import { STRINGS as NAMES, VIEW } from '../../../support/panel/messages.ts';
import { RUN } from '../../../support/panel/state.ts';

const STRINGS = {
  ...NAMES,
  saved: 'Saved {0}.',
  waiting: 'Waiting',
  arrived: '{0} of {1}',
  failed: 'Failed',
};
const FAILURE = { id: 'r0', text: 'No route. Nothing was charged.', buttons: [] };

test('a screen reader announces phases, but not the clock', () => {
  const later = { ...RUN, line: 'waiting · 4 s' };
  assert.equal(announcement(STRINGS, { ...VIEW, runs: [RUN] }), 'Waiting');
  assert.equal(announcement(STRINGS, { ...VIEW, runs: [later] }), 'Waiting');
  const done = { phase: 'saving', line: '', state: 'done' } as const;
  const several = { ...RUN, count: 3, parts: [done, { ...done, state: 'running' as const }] };
  assert.equal(announcement(STRINGS, { ...VIEW, runs: [several] }), '1 of 3, Waiting');
});

test('a screen reader announces a failure as failed, and a canceled run by its text alone', () => {
  assert.equal(
    announcement(STRINGS, { ...VIEW, failures: [FAILURE] }),
    'Failed. No route. Nothing was charged.',
  );
  const canceled = { ...FAILURE, cancelled: true as const };
  assert.equal(announcement(STRINGS, { ...VIEW, failures: [canceled] }), FAILURE.text);
});

test('a screen reader announces a result with its warnings', () => {
  const image = { id: 'a', name: 'cat-edited.png', details: '', mimeType: 'image/png' };
  const results = [{ ...image, actions: [], warnings: ['Smaller.'] }];
  assert.equal(announcement(STRINGS, { ...VIEW, results }), 'Saved cat-edited.png. Smaller.');
});

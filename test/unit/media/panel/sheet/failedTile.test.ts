import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTile, failureBeside } from '../../../../../media/panel/sheet/failedTile.ts';
import type { FailureView } from '../../../../../src/panel/failures/protocol.ts';

const KEY = { button: 'set-key', label: 'Set API Key…', isSafe: true } as const;
const AGAIN = {
  button: 'send-again',
  label: 'Send Again (May Be Charged)',
  isSafe: false,
} as const;
const FAILURE: FailureView = {
  id: 'r1',
  text: '1 of 2 requests returned an image.',
  buttons: [KEY],
};

test('the requests of a run that returned no image have a place beside its images', () => {
  assert.equal(failureBeside('r1', [{ ...FAILURE, id: 'r2' }, FAILURE]), FAILURE);
  assert.equal(failureBeside('r3', [FAILURE]), undefined);
  assert.equal(failureBeside(undefined, [FAILURE]), undefined);
});

test('the place says why, and offers what the failure offers, with the label that says what it costs', () => {
  assert.deepEqual(failedTile(FAILURE), { id: 'r1', reason: FAILURE.text });
  const again = { button: 'send-again', label: AGAIN.label };
  assert.deepEqual(failedTile({ ...FAILURE, buttons: [KEY, AGAIN] }).again, again);
  const details = { text: 'more', buttons: [AGAIN] };
  assert.deepEqual(failedTile({ ...FAILURE, details }).again, again, 'also from the details');
});

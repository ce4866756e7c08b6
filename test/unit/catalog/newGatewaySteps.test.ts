import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { STEPS, placeOf, remainingSteps } from '../../../src/catalog/newGatewaySteps.ts';

describe('the questions of Add a Gateway', () => {
  for (const [given, steps] of [
    [{ hasAddress: false, hasKey: false }, ['address', 'label', 'key', 'auth', 'finish']],
    [{ hasAddress: true, hasKey: false }, ['key', 'auth', 'finish']],
    [{ hasAddress: false, hasKey: true }, ['address', 'label', 'auth', 'finish']],
    [{ hasAddress: true, hasKey: true }, []],
  ] as const) {
    test(`are ${steps.join(', ') || 'none'} with ${JSON.stringify(given)}`, () => {
      assert.deepEqual(remainingSteps(given), steps);
    });
  }

  test('each have their own number', () => {
    assert.deepEqual(
      STEPS.map((step) => placeOf(step)),
      [1, 2, 3, 4, 5].map((step) => ({ step, totalSteps: 5 })),
    );
  });
});

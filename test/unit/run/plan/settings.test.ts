import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseSettings, SETTING_NAMES } from '../../../../src/run/plan/settings.ts';

describe('settings', () => {
  test('of the wrong type count as unset', () => {
    const nonsense = Object.fromEntries(SETTING_NAMES.map((name) => [name, Symbol('nonsense')]));
    assert.deepEqual(
      { ...parseSettings(nonsense), gateways: undefined },
      { ...parseSettings({}), gateways: undefined },
    );
  });

  test('accept an image size of digits without quotes', () => {
    assert.equal(parseSettings({ imageSize: 512 }).imageSize, '512');
  });

  for (const [seconds, ms] of [
    [600, 600_000],
    [0, 600_000],
    [-5, 600_000],
    [0.5, 1000],
    [1e12, 3_600_000],
    ['600', 600_000],
  ] as const) {
    test(`turn a timeout of ${JSON.stringify(seconds)} into ${ms} ms`, () => {
      assert.equal(parseSettings({ requestTimeout: seconds }).requestTimeoutMs, ms);
    });
  }
});

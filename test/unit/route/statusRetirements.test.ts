import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Observation } from '../../../src/route/observations.ts';
import type { Route } from '../../../src/route/route.ts';
import { shouldWarn } from '../../../src/route/status.ts';
import {
  DAY,
  FLASH_25,
  FLASH_31,
  HOUR,
  NOVEMBER,
  at,
  observed,
  route,
  statusAt,
} from './statusRig.ts';

describe('announced shutdowns', () => {
  const google = (model: string): Route => route(model, 'edit', { gateway: 'google' });
  const ended = at('2026-06-25T00:00Z');

  test('retire an id from their date on and never get old', () => {
    const before = statusAt(ended - 1, google(FLASH_31));
    assert.deepEqual([before.state, before.evidence.length], ['unknown', 1]);
    for (const now of [ended, ended + 3650 * DAY]) {
      const status = statusAt(now, google(FLASH_31));
      assert.deepEqual([status.state, status.since, status.old], ['retired', '2026-06-25', false]);
      assert.equal(shouldWarn(status), true);
    }
  });

  test('apply only to the gateway that announced them', () => {
    assert.equal(statusAt(NOVEMBER, route(FLASH_31)).state, 'working');
  });

  test('are a caution from the earliest possible date on', () => {
    const status = statusAt(at('2026-10-03T00:00Z'), google(FLASH_25));
    assert.deepEqual([status.state, status.since], ['caution', '2026-10-02']);
  });

  test('warn for a month about the stable id that Google may shut down on October 29', () => {
    const stable = google('gemini-3.1-flash-image');
    assert.equal(statusAt(at('2026-10-28T12:00Z'), stable).state, 'unknown');
    const after = statusAt(at('2026-11-21T12:00Z'), stable);
    assert.deepEqual(
      [after.state, after.since, shouldWarn(after)],
      ['caution', '2026-10-29', true],
    );
    assert.equal(shouldWarn(statusAt(at('2026-11-30T12:00Z'), stable)), false);
  });

  test('yield to an image of today and are confirmed by a failure', () => {
    const own = (outcome: Observation['outcome'], when: number) =>
      statusAt(NOVEMBER, google(FLASH_31), [observed(outcome, when, { gateway: 'google' })]).state;
    assert.equal(own('saved', NOVEMBER - HOUR), 'working');
    assert.equal(own('saved', NOVEMBER - 2 * DAY), 'retired');
    const eve = observed('saved', ended - HOUR, { gateway: 'google' });
    assert.equal(statusAt(ended + HOUR, google(FLASH_31), [eve]).state, 'retired');
    assert.equal(own('route_unavailable', NOVEMBER - HOUR), 'retired');
  });
});

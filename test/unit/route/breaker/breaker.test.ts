import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { OUTCOMES } from '../../../../src/errors.ts';
import {
  breakerPhase,
  CLOSED,
  reduceBreaker,
  type Breaker,
  type BreakerEvent,
} from '../../../../src/route/breaker/breaker.ts';
import { after, ended, HOUR, MINUTE, NOW, SECOND, step } from './breakerRig.ts';

/** How long the breaker stays open, in ms; 0 if it is not open. */
function openFor(breaker: Breaker, now: number): number {
  const phase = breakerPhase(breaker, now);
  return phase.kind === 'open' ? phase.until - now : 0;
}

describe('opens after', () => {
  const cases: readonly (readonly [string, readonly BreakerEvent[], boolean])[] = [
    ['route_unavailable', [ended('route_unavailable', NOW)], true],
    ['get_channel_failed', [ended('unknown', NOW, { status: 500, code: 'get_channel_failed' })], true],
    ['503 model_not_found', [ended('busy', NOW, { status: 503, code: 'model_not_found' })], true],
    ['504', [ended('unknown', NOW, { status: 504 })], true],
    ['520', [ended('unknown', NOW, { status: 520 })], true],
    ['522', [ended('unknown', NOW, { status: 522 })], true],
    ['524', [ended('unknown', NOW, { status: 524 })], true],
    ['500 without a code', [ended('unknown', NOW, { status: 500 })], false],
    ['a 503 of an overloaded model', [ended('busy', NOW, { status: 503 })], false],
    ['unreachable once', [ended('unreachable', NOW)], false],
    ['unreachable twice', [ended('unreachable', NOW - MINUTE), ended('unreachable', NOW)], true],
    ['unreachable twice, weeks apart', [ended('unreachable', NOW - 500 * HOUR), ended('unreachable', NOW)], false],
    ['unreachable twice with an answer between', [ended('unreachable', NOW - 2), ended('auth', NOW - 1), ended('unreachable', NOW)], false],
    ['unreachable twice with a stop between', [ended('unreachable', NOW - 2), ended('cancelled', NOW - 1), ended('unreachable', NOW)], true],
    ['429 twice', [ended('rate_limited', NOW - 1), ended('rate_limited', NOW)], false],
    ['429 three times in five minutes', [ended('rate_limited', NOW - 4 * MINUTE), ended('rate_limited', NOW - 1), ended('rate_limited', NOW)], true],
    ['429 three times in six minutes', [ended('rate_limited', NOW - 6 * MINUTE), ended('rate_limited', NOW - 1), ended('rate_limited', NOW)], false],
    ['429 three times around an image', [ended('rate_limited', NOW - 3), ended('rate_limited', NOW - 2), ended('saved', NOW - 1), ended('rate_limited', NOW)], false],
    ['a blocked prompt', [ended('blocked', NOW, { status: 200 })], false],
    ['a rejected key', [ended('auth', NOW, { status: 401 })], false],
    ['no credit left', [ended('quota', NOW, { status: 403 })], false],
  ]; // prettier-ignore
  for (const [name, events, open] of cases) {
    test(`${name}: ${open ? 'yes' : 'no'}`, () => {
      assert.equal(breakerPhase(after(...events), NOW).kind, open ? 'open' : 'closed');
    });
  }
});

describe('stays open', () => {
  test('for one, two, five, and ten minutes, then always for ten', () => {
    let breaker = CLOSED;
    let now = NOW;
    for (const minutes of [1, 2, 5, 10, 10]) {
      breaker = reduceBreaker(breaker, ended('route_unavailable', now), 0);
      assert.equal(openFor(breaker, now), minutes * MINUTE);
      now += minutes * MINUTE;
      assert.equal(breakerPhase(breaker, now).kind, 'half-open');
    }
  });

  test('up to a fifth longer or shorter, by the random number', () => {
    const down = ended('route_unavailable', NOW);
    for (const [jitter, ms] of [[-1, 48], [0.5, 66], [1, 72], [99, 72]] as const) {
      assert.equal(openFor(reduceBreaker(CLOSED, down, jitter), NOW), ms * SECOND);
    } // prettier-ignore
  });

  test('as long as the server asks if that is longer, up to an hour', () => {
    for (const [asked, ms] of [[5 * SECOND, MINUTE], [20 * MINUTE, 20 * MINUTE], [9 * HOUR, HOUR]] as const) {
      const down = ended('route_unavailable', NOW, { retryAfterMs: asked });
      assert.equal(openFor(reduceBreaker(CLOSED, down, 0), NOW), ms);
    } // prettier-ignore
  });

  test('as long as the server asked, even after a failed trial', () => {
    const breaker = after(
      ended('route_unavailable', NOW, { retryAfterMs: 30 * MINUTE }),
      ended('route_unavailable', NOW + MINUTE, { trial: true }),
    );
    assert.equal(openFor(breaker, NOW + MINUTE), 29 * MINUTE);
  });

  test('once for runs that fail together', () => {
    const breaker = after(
      ...Array.from({ length: 8 }, (_, index) => ended('route_unavailable', NOW + index)),
    );
    assert.equal(breaker.openings, 1);
    assert.ok(openFor(breaker, NOW) <= MINUTE + 7);
  });

  test('for one minute again after an hour without failures', () => {
    const breaker = after(
      ended('route_unavailable', NOW),
      ended('route_unavailable', NOW + MINUTE),
      ended('route_unavailable', NOW + 2 * HOUR),
    );
    assert.equal(openFor(breaker, NOW + 2 * HOUR), MINUTE);
  });
});

describe('the end of a run', () => {
  test('an image closes the breaker and resets it, saved or only kept', () => {
    const down = after(ended('route_unavailable', NOW), ended('rate_limited', NOW + 1));
    for (const outcome of ['saved', 'save_failed'] as const) {
      assert.deepEqual(reduceBreaker(down, ended(outcome, NOW + 2), 0), CLOSED);
    }
  });

  test('no other outcome closes it', () => {
    const down = after(ended('route_unavailable', NOW));
    for (const outcome of OUTCOMES.filter((one) => !['saved', 'save_failed'].includes(one))) {
      const phase = breakerPhase(reduceBreaker(down, ended(outcome, NOW + 1), 0), NOW + 2);
      assert.equal(phase.kind, 'open', outcome);
    }
  });
});

describe('a trial', () => {
  const down = after(ended('route_unavailable', NOW));
  const trial = reduceBreaker(down, { kind: 'trial', at: NOW + 1, until: NOW + 10 * MINUTE }, 0);
  const isBusy = (breaker: Breaker, now: number): boolean => {
    const phase = breakerPhase(breaker, now);
    return phase.kind !== 'closed' && phase.busy;
  };

  test('blocks other runs, whether the breaker is open or half-open', () => {
    assert.deepEqual([isBusy(down, NOW + 2), isBusy(trial, NOW + 2)], [false, true]);
    assert.equal(breakerPhase(trial, NOW + 2 * MINUTE).kind, 'half-open');
    assert.equal(isBusy(trial, NOW + 2 * MINUTE), true);
  });

  test('ends with its own run, not with another run of the same time', () => {
    const beside = reduceBreaker(trial, ended('cancelled', NOW + 2), 0);
    assert.equal(isBusy(beside, NOW + 3), true);
    const own = reduceBreaker(trial, ended('cancelled', NOW + 2, { trial: true }), 0);
    assert.equal(isBusy(own, NOW + 3), false);
  });

  test('that fails opens the breaker for the next step', () => {
    const failed = ended('route_unavailable', NOW + SECOND, { trial: true });
    assert.equal(openFor(reduceBreaker(trial, failed, 0), NOW + SECOND), 2 * MINUTE);
  });

  test('of a crashed window ends at its deadline', () => {
    assert.equal(isBusy(trial, NOW + 10 * MINUTE), false);
  });
});

test('setting the clock back does not lock the route', () => {
  const down = after(ended('route_unavailable', NOW));
  const trial = reduceBreaker(down, { kind: 'trial', at: NOW, until: NOW + HOUR }, 0);
  const phase = breakerPhase(trial, NOW - 24 * HOUR);
  assert.deepEqual(phase, { kind: 'half-open', since: NOW, busy: false });
  const rates = [NOW + 1, NOW + 2, NOW].map((at) => ended('rate_limited', at));
  assert.equal(breakerPhase(after(...rates), NOW).kind, 'closed');
  assert.equal(breakerPhase(down, NOW - 24 * HOUR).kind, 'half-open');
});

describe('properties', () => {
  test('never stays open longer than its cap or the wait that the server asked for', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let breaker = CLOSED;
        let now = NOW;
        let latest = 0;
        for (const { wait, jitter, ...facts } of steps) {
          now += wait;
          const event: BreakerEvent = { kind: 'ended', at: now, ...facts };
          breaker = reduceBreaker(breaker, event, jitter);
          const word = Math.min(facts.retryAfterMs ?? 0, HOUR);
          latest = Math.max(latest, now + Math.max(12 * MINUTE, word));
          const phase = breakerPhase(breaker, now);
          if (phase.kind === 'open') assert.ok(phase.until <= latest);
          if (facts.outcome === 'saved') assert.deepEqual(breaker, CLOSED);
        }
      }),
    );
  });
});

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
import {
  breakerAt,
  breakerKey,
  parseBreakers,
  serializeBreakers,
  withBreaker,
} from '../../../../src/route/breaker/breakers.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOW = Date.parse('2026-11-21T14:31Z');

type Ended = Extract<BreakerEvent, { kind: 'ended' }>;

function ended(outcome: Ended['outcome'], at: number, rest: Partial<Ended> = {}): Ended {
  return { kind: 'ended', at, outcome, trial: false, ...rest };
}

function after(...events: readonly BreakerEvent[]): Breaker {
  return events.reduce((breaker, event) => reduceBreaker(breaker, event, 0), CLOSED);
}

/** In ms; 0 while it is not open. */
function openFor(breaker: Breaker, now: number): number {
  const phase = breakerPhase(breaker, now);
  return phase.kind === 'open' ? phase.until - now : 0;
}

describe('opens', () => {
  const cases: readonly (readonly [string, readonly BreakerEvent[], boolean])[] = [
    ['route_unavailable', [ended('route_unavailable', NOW)], true],
    ['get_channel_failed', [ended('unknown', NOW, { status: 500, code: 'get_channel_failed' })], true],
    ['503 model_not_found', [ended('busy', NOW, { status: 503, code: 'model_not_found' })], true],
    ['504', [ended('unknown', NOW, { status: 504 })], true],
    ['520', [ended('unknown', NOW, { status: 520 })], true],
    ['522', [ended('unknown', NOW, { status: 522 })], true],
    ['524', [ended('unknown', NOW, { status: 524 })], true],
    ['500 without more', [ended('unknown', NOW, { status: 500 })], false],
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
    ['a wrong key', [ended('auth', NOW, { status: 401 })], false],
    ['an empty purse', [ended('quota', NOW, { status: 403 })], false],
  ]; // prettier-ignore
  for (const [name, events, open] of cases) {
    test(`${name}: ${open ? 'yes' : 'no'}`, () => {
      assert.equal(breakerPhase(after(...events), NOW).kind, open ? 'open' : 'closed');
    });
  }
});

describe('how long', () => {
  test('one, two, five and ten minutes, and ten from then on', () => {
    let breaker = CLOSED;
    let now = NOW;
    for (const minutes of [1, 2, 5, 10, 10]) {
      breaker = reduceBreaker(breaker, ended('route_unavailable', now), 0);
      assert.equal(openFor(breaker, now), minutes * MINUTE);
      now += minutes * MINUTE;
      assert.equal(breakerPhase(breaker, now).kind, 'half-open');
    }
  });

  test('a fifth more or less, as drawn', () => {
    const down = ended('route_unavailable', NOW);
    for (const [jitter, ms] of [[-1, 48], [0.5, 66], [1, 72], [99, 72]] as const) {
      assert.equal(openFor(reduceBreaker(CLOSED, down, jitter), NOW), ms * SECOND);
    } // prettier-ignore
  });

  test('as long as the server asks, if that is more, up to an hour', () => {
    for (const [asked, ms] of [[5 * SECOND, MINUTE], [20 * MINUTE, 20 * MINUTE], [9 * HOUR, HOUR]] as const) {
      const down = ended('route_unavailable', NOW, { retryAfterMs: asked });
      assert.equal(openFor(reduceBreaker(CLOSED, down, 0), NOW), ms);
    } // prettier-ignore
  });

  test('a failed try by hand does not cut short what the server asked for', () => {
    const breaker = after(
      ended('route_unavailable', NOW, { retryAfterMs: 30 * MINUTE }),
      ended('route_unavailable', NOW + MINUTE, { trial: true }),
    );
    assert.equal(openFor(breaker, NOW + MINUTE), 29 * MINUTE);
  });

  test('runs that fail together open it once', () => {
    const breaker = after(
      ...Array.from({ length: 8 }, (_, index) => ended('route_unavailable', NOW + index)),
    );
    assert.equal(breaker.openings, 1);
    assert.ok(openFor(breaker, NOW) <= MINUTE + 7);
  });

  test('after an hour of quiet it starts with a minute again', () => {
    const breaker = after(
      ended('route_unavailable', NOW),
      ended('route_unavailable', NOW + MINUTE),
      ended('route_unavailable', NOW + 2 * HOUR),
    );
    assert.equal(openFor(breaker, NOW + 2 * HOUR), MINUTE);
  });
});

describe('closes', () => {
  test('with an image, saved or only kept, and forgets all', () => {
    const down = after(ended('route_unavailable', NOW), ended('rate_limited', NOW + 1));
    for (const outcome of ['saved', 'save_failed'] as const) {
      assert.deepEqual(reduceBreaker(down, ended(outcome, NOW + 2), 0), CLOSED);
    }
  });

  test('with nothing else', () => {
    const down = after(ended('route_unavailable', NOW));
    for (const outcome of OUTCOMES.filter((one) => !['saved', 'save_failed'].includes(one))) {
      const phase = breakerPhase(reduceBreaker(down, ended(outcome, NOW + 1), 0), NOW + 2);
      assert.equal(phase.kind, 'open', outcome);
    }
  });
});

describe('one try by hand', () => {
  const down = after(ended('route_unavailable', NOW));
  const trial = reduceBreaker(down, { kind: 'trial', at: NOW + 1, until: NOW + 10 * MINUTE }, 0);
  const isBusy = (breaker: Breaker, now: number): boolean => {
    const phase = breakerPhase(breaker, now);
    return phase.kind !== 'closed' && phase.busy;
  };

  test('holds the others off, whether open or half-open', () => {
    assert.deepEqual([isBusy(down, NOW + 2), isBusy(trial, NOW + 2)], [false, true]);
    assert.equal(breakerPhase(trial, NOW + 2 * MINUTE).kind, 'half-open');
    assert.equal(isBusy(trial, NOW + 2 * MINUTE), true);
  });

  test('ends with its own run, not with one that was under way beside it', () => {
    const beside = reduceBreaker(trial, ended('cancelled', NOW + 2), 0);
    assert.equal(isBusy(beside, NOW + 3), true);
    const own = reduceBreaker(trial, ended('cancelled', NOW + 2, { trial: true }), 0);
    assert.equal(isBusy(own, NOW + 3), false);
  });

  test('that fails opens it for the next step', () => {
    const failed = ended('route_unavailable', NOW + SECOND, { trial: true });
    assert.equal(openFor(reduceBreaker(trial, failed, 0), NOW + SECOND), 2 * MINUTE);
  });

  test('that was lost with its window ends by its deadline', () => {
    assert.equal(isBusy(trial, NOW + 10 * MINUTE), false);
  });
});

test('a clock that was set back does not lock the route', () => {
  const down = after(ended('route_unavailable', NOW));
  const trial = reduceBreaker(down, { kind: 'trial', at: NOW, until: NOW + HOUR }, 0);
  const phase = breakerPhase(trial, NOW - 24 * HOUR);
  assert.deepEqual(phase, { kind: 'half-open', since: NOW, busy: false });
  const rates = [NOW + 1, NOW + 2, NOW].map((at) => ended('rate_limited', at));
  assert.equal(breakerPhase(after(...rates), NOW).kind, 'closed');
  assert.equal(breakerPhase(down, NOW - 24 * HOUR).kind, 'half-open');
});

describe('properties', () => {
  const step = fc.record({
    wait: fc.integer({ min: 0, max: 30 * MINUTE }),
    outcome: fc.constantFrom(...OUTCOMES),
    status: fc.option(fc.constantFrom(429, 500, 503, 504, 520, 522, 524), { nil: undefined }),
    code: fc.option(fc.constantFrom('get_channel_failed', 'model_not_found'), { nil: undefined }),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 3 * HOUR }), { nil: undefined }),
    trial: fc.boolean(),
    jitter: fc.double({ min: -1, max: 1, noNaN: true }),
  });

  test('never open for longer than its cap or the word of the server', () => {
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

  test('survives its file', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (steps) => {
        const breaker = steps.reduce(
          (state, { wait, jitter, ...facts }) =>
            reduceBreaker(state, { kind: 'ended', at: NOW + wait, ...facts }, jitter),
          CLOSED,
        );
        const key = breakerKey('https://crazyrouter.com', 'm');
        const read = parseBreakers(serializeBreakers(new Map([[key, breaker]])));
        assert.deepEqual(breakerAt(read, key), breaker);
      }),
    );
  });
});

describe('the file', () => {
  const key = breakerKey('https://crazyrouter.com', 'm');
  const down = after(ended('route_unavailable', NOW));

  test('what is damaged is closed, and takes nothing else along', () => {
    for (const text of [
      '',
      '{',
      'null',
      '{"format":2,"breakers":[]}',
      '{"format":1,"breakers":{}}',
    ]) {
      assert.equal(parseBreakers(text).size, 0);
    }
    const forever = [key, { ...down, openMs: 1e12 }];
    const other = breakerKey('https://api.routescope.ai', 'm');
    const text = JSON.stringify({ format: 1, breakers: [null, ['x'], forever, [other, down]] });
    assert.deepEqual([...parseBreakers(text)], [[other, down]]);
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (any) => parseBreakers(any).size >= 0));
  });

  test('origin and model cannot run into each other', () => {
    assert.notEqual(breakerKey('https://a', 'b"c'), breakerKey('https://a"b', 'c'));
  });

  test('keeps what still tells something, and not more than it can use', () => {
    const lately = withBreaker(new Map(), key, down, NOW + HOUR);
    assert.equal(breakerAt(lately, key), down);
    assert.equal(withBreaker(lately, key, CLOSED, NOW + HOUR).size, 0);
    assert.equal(withBreaker(lately, 'other', CLOSED, NOW + 25 * HOUR).size, 0);
    let many = lately;
    for (let index = 1; index <= 300; index += 1) {
      const opened = after(ended('route_unavailable', NOW + index));
      many = withBreaker(many, breakerKey('https://h', `m${index}`), opened, NOW + 300);
    }
    assert.equal(many.size, 200);
    assert.equal(many.has(key), false);
    assert.equal(many.has(breakerKey('https://h', 'm300')), true);
  });
});

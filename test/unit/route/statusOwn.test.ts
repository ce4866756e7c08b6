import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OUTCOMES } from '../../../src/errors.ts';
import type { Observation } from '../../../src/route/observations.ts';
import type { RouteState } from '../../../src/route/routeState.ts';
import { APRIL_20, DAY, FLASH_31, HOUR, at, observed, route, statusAt } from './statusRig.ts';

describe('own results', () => {
  const outcomes: readonly (readonly [
    Partial<Observation> & Pick<Observation, 'outcome'>,
    RouteState,
  ])[] = [
    [{ outcome: 'saved' }, 'working'],
    [{ outcome: 'save_failed' }, 'working'],
    [{ outcome: 'route_unavailable', status: 500, code: 'get_channel_failed' }, 'down'],
    [{ outcome: 'unknown', status: 524 }, 'down'],
    [{ outcome: 'unknown', status: 504 }, 'down'],
    [{ outcome: 'unknown' }, 'caution'],
    [{ outcome: 'unknown', status: 500 }, 'caution'],
    [{ outcome: 'unreachable' }, 'caution'],
    [{ outcome: 'busy', status: 503 }, 'caution'],
    [{ outcome: 'bad_reply' }, 'caution'],
    [{ outcome: 'download_failed' }, 'caution'],
    [{ outcome: 'accepted' }, 'caution'],
  ];
  for (const [facts, state] of outcomes) {
    test(`${facts.outcome} ${facts.status ?? ''} makes the route ${state}, whatever a page of that day says`, () => {
      const when = APRIL_20 - HOUR;
      const status = statusAt(APRIL_20, route(FLASH_31), [observed(facts.outcome, when, facts)]);
      assert.deepEqual([status.state, status.headline?.kind], [state, 'own']);
      assert.equal(status.since, new Date(when).toISOString());
    });
  }

  const usersOwn: readonly Observation['outcome'][] = [
    'blocked', 'no_image', 'auth', 'quota', 'rate_limited', 'bad_request', 'too_large', 'cancelled', 'config',
  ]; // prettier-ignore
  for (const outcome of usersOwn) {
    test(`${outcome} says nothing about the route and hides no earlier result`, () => {
      const plain = statusAt(APRIL_20, route(FLASH_31));
      const status = statusAt(APRIL_20, route(FLASH_31), [observed(outcome, APRIL_20 - HOUR)]);
      assert.deepEqual([status.state, status.headline], [plain.state, plain.headline]);
      const after = [
        observed('route_unavailable', APRIL_20 - 2 * HOUR),
        observed(outcome, APRIL_20 - HOUR),
      ];
      assert.equal(statusAt(APRIL_20, route(FLASH_31), after).state, 'down');
    });
  }

  test('every outcome is in one of the two tables above', () => {
    const covered = new Set([...outcomes.map(([{ outcome }]) => outcome), ...usersOwn]);
    assert.deepEqual(
      OUTCOMES.filter((outcome) => !covered.has(outcome)),
      [],
    );
  });

  test('outrank even a newer page for a day; after that, the newest evidence decides', () => {
    const morning = at('2026-04-14T08:00Z');
    const evening = observed('route_unavailable', at('2026-04-13T20:00Z'));
    assert.equal(statusAt(morning, route(FLASH_31), [evening]).state, 'down');
    assert.equal(statusAt(morning + DAY, route(FLASH_31), [evening]).state, 'working');
    const afterPage = observed('route_unavailable', at('2026-04-15T08:00Z'));
    assert.equal(statusAt(at('2026-04-18T08:00Z'), route(FLASH_31), [afterPage]).state, 'down');
  });

  test('the latest one decides, and its start is the first of an unbroken series', () => {
    const own = [
      observed('route_unavailable', APRIL_20 - 6 * HOUR),
      observed('saved', APRIL_20 - 5 * HOUR),
      observed('route_unavailable', APRIL_20 - 4 * HOUR),
      observed('quota', APRIL_20 - 3 * HOUR),
      observed('unknown', APRIL_20 - 2 * HOUR, { status: 524 }),
    ];
    const down = statusAt(APRIL_20, route(FLASH_31), own);
    assert.deepEqual(
      [down.state, down.since],
      ['down', new Date(APRIL_20 - 4 * HOUR).toISOString()],
    );
    const retested = [...own, observed('saved', APRIL_20 - HOUR, { kind: 'retest' })];
    assert.equal(statusAt(APRIL_20, route(FLASH_31), retested).state, 'working');
  });

  test('a milder failure replaces a worse one only if that is old or an image came in between', () => {
    const since = APRIL_20 - 30 * HOUR;
    const gaveUp = observed('unknown', since, { status: 524 });
    const brokenOff = observed('unknown', APRIL_20 - HOUR);
    const missing = observed('not_listed', APRIL_20 - HOUR / 2, { kind: 'probe' });
    const down = statusAt(APRIL_20, route(FLASH_31), [gaveUp, brokenOff, missing]);
    assert.deepEqual([down.state, down.since], ['down', new Date(since).toISOString()]);
    assert.ok(down.headline?.kind === 'own');
    assert.equal(down.headline.observation, gaveUp);
    const again = observed('unknown', APRIL_20 - HOUR / 4, { status: 524 });
    const still = statusAt(APRIL_20, route(FLASH_31), [gaveUp, brokenOff, again]);
    assert.deepEqual([still.state, still.since], ['down', new Date(since).toISOString()]);
    const back = statusAt(APRIL_20, route(FLASH_31), [
      gaveUp,
      observed('saved', APRIL_20 - 2 * HOUR),
      brokenOff,
    ]);
    assert.deepEqual([back.state, back.headline], ['caution', back.evidence[0]]);
    const old = { ...gaveUp, at: APRIL_20 - 8 * DAY };
    for (const later of [brokenOff, missing]) {
      const mild = statusAt(APRIL_20, route(FLASH_31), [old, later]);
      assert.deepEqual([mild.state, mild.old], ['caution', false]);
    }
  });

  test('an image replaces a model list without the id', () => {
    const missing = observed('not_listed', APRIL_20 - 2 * HOUR, { kind: 'probe' });
    const made = observed('saved', APRIL_20 - HOUR);
    assert.equal(statusAt(APRIL_20, route(FLASH_31), [missing, made]).state, 'working');
  });

  test('two unreachable results in a row mean down', () => {
    const twice = [
      observed('unreachable', APRIL_20 - 2 * HOUR),
      observed('unreachable', APRIL_20 - HOUR),
    ];
    assert.equal(statusAt(APRIL_20, route(FLASH_31), twice).state, 'down');
    const listed = observed('listed', APRIL_20 - 1.5 * HOUR, { kind: 'probe' });
    const reached = [twice[0]!, listed, twice[1]!];
    assert.equal(statusAt(APRIL_20, route(FLASH_31), reached).state, 'caution');
    const answered = [twice[0]!, observed('auth', APRIL_20 - 1.5 * HOUR), twice[1]!];
    assert.equal(statusAt(APRIL_20, route(FLASH_31), answered).state, 'caution');
    const stopped = [twice[0]!, observed('cancelled', APRIL_20 - 1.5 * HOUR), twice[1]!];
    assert.equal(statusAt(APRIL_20, route(FLASH_31), stopped).state, 'down');
    const between = [twice[0]!, observed('saved', APRIL_20 - 1.5 * HOUR), twice[1]!];
    assert.equal(statusAt(APRIL_20, route(FLASH_31), between).state, 'caution');
  });

  test('count only for their own route', () => {
    const down = observed('route_unavailable', APRIL_20 - HOUR);
    for (const other of [
      route(FLASH_31, 'generate'),
      route(FLASH_31, 'edit', { gateway: 'routescope' }),
      route('gemini-3.1-flash-image'),
      route(FLASH_31, 'edit', { path: 'images' }),
    ]) {
      assert.deepEqual(statusAt(APRIL_20, other, [down]), statusAt(APRIL_20, other));
    }
  });

  test('are ignored if they are from the future', () => {
    const later = observed('route_unavailable', APRIL_20 + 1);
    assert.deepEqual(
      statusAt(APRIL_20, route(FLASH_31), [later]),
      statusAt(APRIL_20, route(FLASH_31)),
    );
  });

  test('a model list without the id is a caution, one with the id proves nothing, and each replaces the last list', () => {
    const probe = (outcome: 'listed' | 'not_listed', when: number): Observation => ({
      at: when,
      gateway: 'crazyrouter',
      model: FLASH_31,
      kind: 'probe',
      outcome,
      latencyMs: 300,
    });
    const missing = probe('not_listed', APRIL_20 - 2 * HOUR);
    for (const operation of ['generate', 'edit'] as const) {
      assert.equal(statusAt(APRIL_20, route(FLASH_31, operation), [missing]).state, 'caution');
    }
    const listed = probe('listed', APRIL_20 - HOUR);
    assert.equal(statusAt(APRIL_20, route(FLASH_31), [missing, listed]).state, 'working');
    assert.equal(
      statusAt(APRIL_20, route('new-model'), [{ ...listed, model: 'new-model' }]).state,
      'unknown',
    );
    const first = APRIL_20 - 4 * HOUR;
    const down = [
      observed('route_unavailable', first),
      observed('route_unavailable', first + HOUR),
    ];
    const status = statusAt(APRIL_20, route(FLASH_31), [...down, missing, listed]);
    assert.deepEqual([status.state, status.since], ['down', new Date(first).toISOString()]);
  });
});

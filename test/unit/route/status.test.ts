import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { OUTCOMES } from '../../../src/errors.ts';
import type { Observation } from '../../../src/route/observations.ts';
import { PUBLISHED, RETIREMENTS } from '../../../src/route/statements/published.ts';
import type { Operation, Route } from '../../../src/route/route.ts';
import type { Statement } from '../../../src/route/statements/statement.ts';
import { routeStatus, shouldWarn, type RouteStatus } from '../../../src/route/status.ts';
import type { RouteState } from '../../../src/route/routeState.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const at = (iso: string): number => Date.parse(iso);
const APRIL_1 = at('2026-04-01T12:00Z');
const APRIL_20 = at('2026-04-20T12:00Z');
const NOVEMBER = at('2026-11-21T12:00Z');

function route(model: string, operation: Operation = 'edit', rest: Partial<Route> = {}): Route {
  return { gateway: 'crazyrouter', path: 'generateContent', model, operation, ...rest };
}
const legacy = (model: string): Route => route(model, 'edit', { path: 'images' });

function statusAt(
  now: number,
  of: Route,
  own: readonly Observation[] = [],
  published = PUBLISHED,
): RouteStatus {
  return routeStatus(of, { published, own, retirements: RETIREMENTS, now });
}

function saw(
  outcome: Observation['outcome'],
  when: number,
  rest: Partial<Observation> = {},
): Observation {
  return {
    at: when,
    gateway: 'crazyrouter',
    model: FLASH_31,
    operation: 'edit',
    kind: 'run',
    outcome,
    latencyMs: 4000,
    ...rest,
  };
}

const FLASH_31 = 'gemini-3.1-flash-image-preview';
const FLASH_25 = 'gemini-2.5-flash-image';

describe('as the pages say', () => {
  const cases: readonly (readonly [Route, number, RouteState, string | undefined])[] = [
    [route(FLASH_31), APRIL_1, 'down', '2026-03-23'],
    [route(FLASH_31), APRIL_20, 'working', '2026-04-14'],
    [route(FLASH_25), APRIL_1, 'down', '2026-03-23'],
    [route(FLASH_25), APRIL_20, 'caution', '2026-04-14'],
    [route('gemini-2.5-flash-image-preview'), APRIL_1, 'down', '2026-03-23'],
    // April says nothing of editing with it, so March still stands.
    [route('gemini-2.5-flash-image-preview'), APRIL_20, 'down', '2026-03-23'],
    // Never tried by name: March warns of all native editing, April takes that back.
    [route('gemini-3-pro-image-preview'), APRIL_1, 'caution', '2026-03-23'],
    [route('gemini-3-pro-image-preview'), APRIL_20, 'unknown', '2026-04-14'],
    [legacy('*'), APRIL_1, 'working', '2026-03-23'],
    [legacy('*'), APRIL_20, 'down', '2026-04-14'],
    [legacy('nano-banana-2'), APRIL_1, 'working', '2026-03-23'],
    [legacy('nano-banana-2'), APRIL_20, 'down', '2026-04-14'],
    [legacy('nano-banana'), APRIL_20, 'down', '2026-04-14'],
    [route(FLASH_31, 'generate'), APRIL_1, 'unknown', '2026-03-23'],
    [route(FLASH_31, 'generate'), APRIL_20, 'working', '2026-04-14'],
    [route('gemini-3-pro-image-preview', 'generate'), APRIL_20, 'working', '2026-04-14'],
    [route(FLASH_25, 'generate'), APRIL_20, 'caution', '2026-04-14'],
    [route('gemini-2.5-flash-image-preview', 'generate'), APRIL_20, 'working', '2026-04-14'],
    [route(FLASH_31, 'edit', { gateway: 'routescope' }), APRIL_20, 'unknown', undefined],
    [route(FLASH_31), at('2026-03-22T23:59Z'), 'unknown', undefined],
    [route(FLASH_31), at('2026-03-23T00:00Z'), 'down', '2026-03-23'],
  ];
  for (const [of, now, state, since] of cases) {
    const day = new Date(now).toISOString().slice(0, 10);
    test(`${of.path} ${of.operation} ${of.model} at ${of.gateway} as of ${day}: ${state}`, () => {
      const status = statusAt(now, of);
      assert.deepEqual([status.state, status.since], [state, since]);
    });
  }

  test('April supersedes March, and March stays readable', () => {
    const { evidence } = statusAt(APRIL_20, route(FLASH_31));
    const ids = (superseded: boolean) =>
      evidence.flatMap((one) =>
        one.kind === 'published' && one.superseded === superseded ? [one.statement.id] : [],
      );
    assert.ok(ids(true).includes('march-edit-3.1-flash-preview'));
    assert.ok(ids(true).includes('march-edit-unstable'));
    assert.ok(ids(false).includes('april-edit-3.1-flash-preview'));
    const times = evidence.map((one) => one.at ?? -Infinity);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
  });

  test('the headline is what was tried, with money and the strictest advice beside it', () => {
    const april = statusAt(APRIL_20, route(FLASH_25));
    assert.ok(april.headline?.kind === 'published');
    assert.equal(april.headline.statement.id, 'april-edit-2.5-flash');
    assert.equal(april.billing, 'under-review');
    assert.deepEqual(april.advice, ['not-for-production', 'controlled-testing', 'recommended']);
    const march = statusAt(APRIL_1, route(FLASH_31));
    assert.ok(march.headline?.kind === 'published');
    assert.equal(march.headline.statement.id, 'march-edit-3.1-flash-preview');
    assert.ok(march.advice.includes('stop-and-wait'));
    assert.equal(statusAt(APRIL_20, route(FLASH_31)).billing, 'normal');
  });
});

describe('between pages', () => {
  const page = (id: string, rest: Partial<Statement>): Statement => ({
    id,
    date: '2026-04-14',
    source: 'https://example.com/',
    gateway: 'crazyrouter',
    path: 'generateContent',
    model: 'm',
    operations: ['edit'],
    finding: { kind: 'image' },
    billing: 'unknown',
    claim: id,
    ...rest,
  });
  const decidedBy = (...pages: readonly Statement[]): string | undefined => {
    const { headline } = statusAt(APRIL_20, route('m'), [], pages);
    return headline?.kind === 'published' ? headline.statement.id : undefined;
  };

  test('a later note changes nothing', () => {
    const note = page('note', { date: '2026-04-16', finding: { kind: 'documented' } });
    assert.equal(decidedBy(page('seen', {}), note), 'seen');
    const { evidence } = statusAt(APRIL_20, route('m'), [], [page('seen', {}), note]);
    assert.deepEqual(
      evidence.map(({ superseded }) => superseded),
      [false, false],
    );
  });

  test('of one day: the worst first, then what was tried, then what names the model', () => {
    const advised = page('a-advised', {
      finding: { kind: 'documented' },
      advice: 'controlled-testing',
    });
    const tried = page('b-tried', { billing: 'under-review' });
    assert.equal(decidedBy(advised, tried), 'b-tried');
    const all = page('a-all', { model: '*' });
    assert.equal(decidedBy(all, page('b-named', {})), 'b-named');
    assert.equal(
      decidedBy(page('a-good', {}), page('b-bad', { finding: { kind: 'unhealthy' } })),
      'b-bad',
    );
  });

  test('a later outage of everything counts for a model that worked', () => {
    const outage = page('outage', {
      date: '2026-04-16',
      model: '*',
      finding: { kind: 'unhealthy' },
    });
    assert.equal(decidedBy(page('seen', {}), outage), 'outage');
  });
});

describe('age', () => {
  test('a page is old after thirty days, keeps its word and holds nobody up', () => {
    const fresh = statusAt(at('2026-04-22T00:00Z'), route('gemini-2.5-flash-image-preview'));
    assert.deepEqual([fresh.state, fresh.old, shouldWarn(fresh)], ['down', false, true]);
    const later = statusAt(at('2026-04-22T00:00:01Z'), route('gemini-2.5-flash-image-preview'));
    assert.deepEqual([later.state, later.old, shouldWarn(later)], ['down', true, false]);
  });

  test('nothing published so far warns in November', () => {
    for (const { gateway, path, model, operations } of PUBLISHED) {
      for (const operation of operations) {
        const status = statusAt(NOVEMBER, { gateway, path, model, operation });
        assert.equal(shouldWarn(status), false, `${path} ${model} ${operation}`);
      }
    }
  });

  test('an own outage is old after a week', () => {
    const down = saw('route_unavailable', NOVEMBER - 8 * DAY);
    const status = statusAt(NOVEMBER, route(FLASH_31), [down]);
    assert.deepEqual([status.state, status.old, shouldWarn(status)], ['down', true, false]);
  });
});

describe('own observations', () => {
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
  ];
  for (const [facts, state] of outcomes) {
    test(`${facts.outcome} ${facts.status ?? ''} makes it ${state}, whatever a page of that day says`, () => {
      const when = APRIL_20 - HOUR;
      const status = statusAt(APRIL_20, route(FLASH_31), [saw(facts.outcome, when, facts)]);
      assert.deepEqual([status.state, status.headline?.kind], [state, 'own']);
      assert.equal(status.since, new Date(when).toISOString());
    });
  }

  const usersOwn: readonly Observation['outcome'][] = [
    'blocked', 'no_image', 'auth', 'quota', 'rate_limited', 'bad_request', 'too_large', 'cancelled', 'config',
  ]; // prettier-ignore
  for (const outcome of usersOwn) {
    test(`${outcome} says nothing about the route, and hides nothing that was said`, () => {
      const plain = statusAt(APRIL_20, route(FLASH_31));
      const status = statusAt(APRIL_20, route(FLASH_31), [saw(outcome, APRIL_20 - HOUR)]);
      assert.deepEqual([status.state, status.headline], [plain.state, plain.headline]);
      const after = [saw('route_unavailable', APRIL_20 - 2 * HOUR), saw(outcome, APRIL_20 - HOUR)];
      assert.equal(statusAt(APRIL_20, route(FLASH_31), after).state, 'down');
    });
  }

  test('every outcome is in one of the two tables', () => {
    const told = new Set([...outcomes.map(([{ outcome }]) => outcome), ...usersOwn]);
    assert.deepEqual(
      OUTCOMES.filter((outcome) => !told.has(outcome)),
      [],
    );
  });

  test('within a day they outrank even a newer page; after that the newest fact wins', () => {
    const morning = at('2026-04-14T08:00Z');
    const evening = saw('route_unavailable', at('2026-04-13T20:00Z'));
    assert.equal(statusAt(morning, route(FLASH_31), [evening]).state, 'down');
    assert.equal(statusAt(morning + DAY, route(FLASH_31), [evening]).state, 'working');
    const afterPage = saw('route_unavailable', at('2026-04-15T08:00Z'));
    assert.equal(statusAt(at('2026-04-18T08:00Z'), route(FLASH_31), [afterPage]).state, 'down');
  });

  test('the last one decides, and since when goes back to the first of its kind in a row', () => {
    const own = [
      saw('route_unavailable', APRIL_20 - 6 * HOUR),
      saw('saved', APRIL_20 - 5 * HOUR),
      saw('route_unavailable', APRIL_20 - 4 * HOUR),
      saw('quota', APRIL_20 - 3 * HOUR),
      saw('unknown', APRIL_20 - 2 * HOUR, { status: 524 }),
    ];
    const down = statusAt(APRIL_20, route(FLASH_31), own);
    assert.deepEqual(
      [down.state, down.since],
      ['down', new Date(APRIL_20 - 4 * HOUR).toISOString()],
    );
    const retested = [...own, saw('saved', APRIL_20 - HOUR, { kind: 'retest' })];
    assert.equal(statusAt(APRIL_20, route(FLASH_31), retested).state, 'working');
  });

  test('a milder failure does not better a worse one; an image does, and so does age', () => {
    const since = APRIL_20 - 30 * HOUR;
    const gaveUp = saw('unknown', since, { status: 524 });
    const cut = saw('unknown', APRIL_20 - HOUR);
    const missing = saw('not_listed', APRIL_20 - HOUR / 2, { kind: 'probe' });
    const down = statusAt(APRIL_20, route(FLASH_31), [gaveUp, cut, missing]);
    assert.deepEqual([down.state, down.since], ['down', new Date(since).toISOString()]);
    assert.ok(down.headline?.kind === 'own');
    assert.equal(down.headline.observation, gaveUp);
    const again = saw('unknown', APRIL_20 - HOUR / 4, { status: 524 });
    const still = statusAt(APRIL_20, route(FLASH_31), [gaveUp, cut, again]);
    assert.deepEqual([still.state, still.since], ['down', new Date(since).toISOString()]);
    const back = statusAt(APRIL_20, route(FLASH_31), [
      gaveUp,
      saw('saved', APRIL_20 - 2 * HOUR),
      cut,
    ]);
    assert.deepEqual([back.state, back.headline], ['caution', back.evidence[0]]);
    const old = { ...gaveUp, at: APRIL_20 - 8 * DAY };
    for (const later of [cut, missing]) {
      const mild = statusAt(APRIL_20, route(FLASH_31), [old, later]);
      assert.deepEqual([mild.state, mild.old], ['caution', false]);
    }
  });

  test('an image answers a list that lacked the id', () => {
    const missing = saw('not_listed', APRIL_20 - 2 * HOUR, { kind: 'probe' });
    const made = saw('saved', APRIL_20 - HOUR);
    assert.equal(statusAt(APRIL_20, route(FLASH_31), [missing, made]).state, 'working');
  });

  test('unreachable is down the second time in a row', () => {
    const twice = [saw('unreachable', APRIL_20 - 2 * HOUR), saw('unreachable', APRIL_20 - HOUR)];
    assert.equal(statusAt(APRIL_20, route(FLASH_31), twice).state, 'down');
    const listed = saw('listed', APRIL_20 - 1.5 * HOUR, { kind: 'probe' });
    const reached = [twice[0]!, listed, twice[1]!];
    assert.equal(statusAt(APRIL_20, route(FLASH_31), reached).state, 'caution');
    const answered = [twice[0]!, saw('auth', APRIL_20 - 1.5 * HOUR), twice[1]!];
    assert.equal(statusAt(APRIL_20, route(FLASH_31), answered).state, 'caution');
    const stopped = [twice[0]!, saw('cancelled', APRIL_20 - 1.5 * HOUR), twice[1]!];
    assert.equal(statusAt(APRIL_20, route(FLASH_31), stopped).state, 'down');
    const between = [twice[0]!, saw('saved', APRIL_20 - 1.5 * HOUR), twice[1]!];
    assert.equal(statusAt(APRIL_20, route(FLASH_31), between).state, 'caution');
  });

  test('they count for their own route alone', () => {
    const down = saw('route_unavailable', APRIL_20 - HOUR);
    for (const other of [
      route(FLASH_31, 'generate'),
      route(FLASH_31, 'edit', { gateway: 'routescope' }),
      route('gemini-3.1-flash-image'),
      route(FLASH_31, 'edit', { path: 'images' }),
    ]) {
      assert.deepEqual(statusAt(APRIL_20, other, [down]), statusAt(APRIL_20, other));
    }
  });

  test('one from the future is not known yet', () => {
    const later = saw('route_unavailable', APRIL_20 + 1);
    assert.deepEqual(
      statusAt(APRIL_20, route(FLASH_31), [later]),
      statusAt(APRIL_20, route(FLASH_31)),
    );
  });

  test('a probe: a missing id is a caution, a listed one proves nothing, and either answers the last probe', () => {
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
    const down = [saw('route_unavailable', first), saw('route_unavailable', first + HOUR)];
    const status = statusAt(APRIL_20, route(FLASH_31), [...down, missing, listed]);
    assert.deepEqual([status.state, status.since], ['down', new Date(first).toISOString()]);
  });
});

describe('retirements', () => {
  const google = (model: string): Route => route(model, 'edit', { gateway: 'google' });
  const ended = at('2026-06-25T00:00Z');

  test('an id is retired from its day on, and never old', () => {
    const before = statusAt(ended - 1, google(FLASH_31));
    assert.deepEqual([before.state, before.evidence.length], ['unknown', 1]);
    for (const now of [ended, ended + 3650 * DAY]) {
      const status = statusAt(now, google(FLASH_31));
      assert.deepEqual([status.state, status.since, status.old], ['retired', '2026-06-25', false]);
      assert.equal(shouldWarn(status), true);
    }
  });

  test('only at the gateway that said so', () => {
    assert.equal(statusAt(NOVEMBER, route(FLASH_31)).state, 'working');
  });

  test('the earliest day of an end is a caution', () => {
    const status = statusAt(at('2026-10-03T00:00Z'), google(FLASH_25));
    assert.deepEqual([status.state, status.since], ['caution', '2026-10-02']);
  });

  test('what Google serves in place of the preview may end on 29 October, for a month', () => {
    const stable = google('gemini-3.1-flash-image');
    assert.equal(statusAt(at('2026-10-28T12:00Z'), stable).state, 'unknown');
    const after = statusAt(at('2026-11-21T12:00Z'), stable);
    assert.deepEqual(
      [after.state, after.since, shouldWarn(after)],
      ['caution', '2026-10-29', true],
    );
    assert.equal(shouldWarn(statusAt(at('2026-11-30T12:00Z'), stable)), false);
  });

  test('an image of today proves more than an announcement; a failure confirms it', () => {
    const own = (outcome: Observation['outcome'], when: number) =>
      statusAt(NOVEMBER, google(FLASH_31), [saw(outcome, when, { gateway: 'google' })]).state;
    assert.equal(own('saved', NOVEMBER - HOUR), 'working');
    assert.equal(own('saved', NOVEMBER - 2 * DAY), 'retired');
    const eve = saw('saved', ended - HOUR, { gateway: 'google' });
    assert.equal(statusAt(ended + HOUR, google(FLASH_31), [eve]).state, 'retired');
    assert.equal(own('route_unavailable', NOVEMBER - HOUR), 'retired');
  });
});

test('what is part of Easel works from the first, whatever fault it was asked to play', () => {
  const practice = route(FLASH_31, 'edit', { gateway: 'practice' });
  const played = saw('unknown', NOVEMBER - HOUR, { gateway: 'practice', status: 524 });
  for (const own of [[], [played]]) {
    const known = { published: PUBLISHED, own, retirements: RETIREMENTS, now: NOVEMBER };
    const status = routeStatus(practice, { ...known, builtIn: true });
    assert.deepEqual([status.state, status.old, shouldWarn(status)], ['working', false, false]);
    assert.equal(status.evidence.length, own.length + 1);
  }
});

describe('properties', () => {
  const near = fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2027-01-01T00:00Z') });
  const observation: fc.Arbitrary<Observation> = fc.record(
    {
      at: fc.oneof(near, fc.integer({ min: 0, max: 8.64e15 })),
      gateway: fc.constantFrom('crazyrouter', 'google'),
      model: fc.constantFrom(FLASH_31, FLASH_25),
      operation: fc.constantFrom('generate', 'edit'),
      kind: fc.constantFrom('run', 'retest', 'probe'),
      outcome: fc.constantFrom(...OUTCOMES, 'listed', 'not_listed'),
      latencyMs: fc.nat(),
      status: fc.integer({ min: 100, max: 599 }),
    },
    { requiredKeys: ['at', 'gateway', 'model', 'kind', 'outcome', 'latencyMs'] },
  );
  const anyRoute: fc.Arbitrary<Route> = fc.record({
    gateway: fc.constantFrom('crazyrouter', 'routescope', 'google', 'own'),
    path: fc.constantFrom('generateContent', 'images'),
    model: fc.oneof(fc.constantFrom(FLASH_31, FLASH_25, 'nano-banana', '*'), fc.string()),
    operation: fc.constantFrom('generate', 'edit'),
  });

  test('never throws, and says where its word comes from', () => {
    fc.assert(
      fc.property(
        anyRoute,
        fc.array(observation),
        fc.oneof(near, fc.integer({ min: 0, max: 8.64e15 })),
        (of, own, now) => {
          const status = statusAt(now, of, own);
          if (status.state !== 'unknown') {
            assert.ok(status.headline !== undefined && status.since !== undefined);
            assert.ok(Date.parse(status.since) <= now);
            assert.ok(status.evidence.includes(status.headline));
          }
          if (shouldWarn(status)) assert.equal(status.old, false);
        },
      ),
    );
  });

  test('does not depend on the order of pages, nor on that of own observations of different times', () => {
    fc.assert(
      fc.property(
        anyRoute,
        near,
        fc.shuffledSubarray([...PUBLISHED], { minLength: PUBLISHED.length }),
        fc
          .uniqueArray(observation, { selector: (one) => one.at })
          .chain((own) =>
            fc.tuple(fc.constant(own), fc.shuffledSubarray(own, { minLength: own.length })),
          ),
        (of, now, pages, [own, shuffled]) => {
          assert.deepEqual(statusAt(now, of, shuffled, pages), statusAt(now, of, own));
        },
      ),
    );
  });
});

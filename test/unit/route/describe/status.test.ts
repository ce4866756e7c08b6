import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OUTCOMES } from '../../../../src/errors.ts';
import { breakerPhase, CLOSED, reduceBreaker } from '../../../../src/route/breaker/breaker.ts';
import {
  describeBreaker,
  describeEvidence,
  describeStatus,
  formatWhen,
  stateLabel,
  type Localization,
} from '../../../../src/route/describe/status.ts';
import type { Observation } from '../../../../src/route/observations.ts';
import { PUBLISHED, RETIREMENTS } from '../../../../src/route/statements/published.ts';
import type { Route } from '../../../../src/route/route.ts';
import { routeStatus } from '../../../../src/route/status.ts';
import type { Translate } from '../../../../src/text/translate.ts';

/** As `vscode.l10n.t` does without a bundle. */
const t: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));
const voice: Localization = { t, locale: 'en-GB', timeZone: 'UTC' };

const FLASH_31 = 'gemini-3.1-flash-image-preview';
const FLASH_25 = 'gemini-2.5-flash-image';
const APRIL_20 = Date.parse('2026-04-20T12:00Z');

function edit(model: string, rest: Partial<Route> = {}): Route {
  return { gateway: 'crazyrouter', path: 'generateContent', model, operation: 'edit', ...rest };
}

function says(route: Route, now: string, own: readonly Observation[] = [], how = voice): string {
  const known = { published: PUBLISHED, own, retirements: RETIREMENTS, now: Date.parse(now) };
  return describeStatus(routeStatus(route, known), how);
}

function saw(rest: Partial<Observation>): Observation {
  return {
    at: APRIL_20,
    gateway: 'crazyrouter',
    model: FLASH_31,
    operation: 'edit',
    kind: 'run',
    outcome: 'saved',
    latencyMs: 3100,
    ...rest,
  };
}

describe('who saw what, when', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'March, get_channel_failed',
      says(edit(FLASH_31), '2026-04-01T12:00Z'),
      'Down since 23 Mar 2026. docs.crazyrouter.com, 23 Mar 2026: failed (HTTP 500 get_channel_failed): “model temporarily unavailable, please try again later”. Not for production.',
    ],
    [
      'March, 524',
      says(edit(FLASH_25), '2026-04-01T12:00Z'),
      'Down since 23 Mar 2026. docs.crazyrouter.com, 23 Mar 2026: failed (HTTP 524). Not for production.',
    ],
    [
      'April, under review',
      says(edit(FLASH_25), '2026-04-20T12:00Z'),
      'Caution since 14 Apr 2026. docs.crazyrouter.com, 14 Apr 2026: an image came. Billing is under review. Not for production.',
    ],
    [
      'April, long ago',
      says(edit(FLASH_31, { operation: 'generate' }), '2026-11-21T12:00Z'),
      'Works as of 14 Apr 2026, long ago. docs.crazyrouter.com, 14 Apr 2026: an image came as inlineData. Billing looked right. Recommended.',
    ],
    [
      'a page without a date',
      says(edit(FLASH_31, { gateway: 'routescope' }), '2026-04-20T12:00Z'),
      'Not known. doc.routescope.ai, without a date: documented, not tested. Have fallback models ready.',
    ],
    [
      'nobody',
      says(edit('x', { gateway: 'own' }), '2026-04-20T12:00Z'),
      'Nobody has said anything about this route yet.',
    ],
    [
      'retired',
      says(edit(FLASH_31, { gateway: 'google' }), '2026-11-21T12:00Z'),
      'Retired since 25 Jun 2026. ai.google.dev: gemini-3.1-flash-image-preview was shut down on 25 Jun 2026.',
    ],
    [
      'an own failure, beside pages that praise',
      says(edit(FLASH_31), '2026-04-20T13:00Z', [
        saw({ outcome: 'route_unavailable', status: 500, code: 'get_channel_failed' }),
      ]),
      'Down since 20 Apr 2026, 12:00. Your run, 20 Apr 2026, 12:00: no route to the model (HTTP 500 get_channel_failed), after 3.1 s.',
    ],
    [
      'an own image, beside pages that warn',
      says(edit(FLASH_25), '2026-04-20T13:00Z', [saw({ model: FLASH_25, shape: 'dataUrl' })]),
      'Works since 20 Apr 2026, 12:00. Your run, 20 Apr 2026, 12:00: an image came as dataUrl after 3.1 s. The gateway’s pages warn: Billing is under review. Not for production.',
    ],
    [
      'a retest that worked',
      says(edit(FLASH_31), '2026-11-21T12:00Z', [
        saw({ at: Date.parse('2026-11-21T11:00Z'), kind: 'retest', shape: 'inlineData' }),
      ]),
      'Works since 21 Nov 2026, 11:00. Your retest, 21 Nov 2026, 11:00: an image came as inlineData after 3.1 s.',
    ],
    [
      'an id that may end',
      says(edit('gemini-3.1-flash-image', { gateway: 'google' }), '2026-11-21T12:00Z'),
      'Caution since 29 Oct 2026. ai.google.dev: gemini-3.1-flash-image may be shut down from 29 Oct 2026 on.',
    ],
    [
      'a part of Easel',
      describeStatus(
        routeStatus(edit('x', { gateway: 'practice' }), {
          ...{ published: [], own: [], retirements: [], now: APRIL_20 },
          builtIn: true,
        }),
        voice,
      ),
      'Works. Part of Easel: it runs on this machine, and it is free.',
    ],
    [
      'a probe',
      says(edit(FLASH_31), '2026-04-20T13:00Z', [saw({ kind: 'probe', outcome: 'not_listed' })]),
      'Caution since 20 Apr 2026, 12:00. The list of models, 20 Apr 2026, 12:00: the id is not on it.',
    ],
  ];
  for (const [name, sentence, expected] of cases) {
    test(name, () => {
      assert.equal(sentence, expected);
    });
  }

  test('every statement, outcome and retirement has a sentence with its source and its day', () => {
    for (const statement of PUBLISHED) {
      const weight = { state: 'unknown', at: undefined, old: false, superseded: false } as const;
      const sentence = describeEvidence({ kind: 'published', statement, ...weight }, voice);
      assert.ok(sentence.startsWith(new URL(statement.source).host), sentence);
      assert.ok(sentence.includes(statement.date === null ? 'without a date' : '2026'), sentence);
      assert.doesNotMatch(sentence, /undefined|\{\d\}|\(\)|\.\./);
    }
    for (const outcome of [...OUTCOMES, 'listed', 'not_listed'] as const) {
      const weight = { state: 'unknown', at: APRIL_20, old: false, superseded: false } as const;
      const observation = saw({ outcome, status: 500 });
      const sentence = describeEvidence({ kind: 'own', observation, ...weight }, voice);
      assert.match(sentence, /20 Apr 2026, 12:00: .+\.$/);
      assert.doesNotMatch(sentence, /undefined|\{\d\}|\(\)|\.\.$/);
    }
    for (const retirement of RETIREMENTS) {
      const weight = { state: 'unknown', at: 0, old: false, superseded: false } as const;
      const sentence = describeEvidence({ kind: 'retirement', retirement, ...weight }, voice);
      assert.ok(sentence.includes(retirement.id) && sentence.includes('2026'), sentence);
    }
  });

  test('a day of a page is that day in every zone, an own moment is the reader’s', () => {
    const away = { ...voice, timeZone: 'America/Los_Angeles' };
    assert.equal(formatWhen('2026-04-14', away), '14 Apr 2026');
    assert.equal(formatWhen('2026-04-14T02:00:00.000Z', away), '13 Apr 2026, 19:00');
  });

  test('foreign text is shown as text', () => {
    const base = PUBLISHED[0]!;
    const weight = { state: 'down', at: 0, old: false, superseded: false } as const;
    const seen = { kind: 'error', message: '[pay](command:evil)\u202e', code: 'x' } as const;
    const sentence = describeEvidence(
      { kind: 'published', statement: { ...base, finding: seen }, ...weight },
      voice,
    );
    assert.ok(!sentence.includes('](') && !sentence.includes('\u202e'), sentence);
  });

  test('all words go through the translation', () => {
    const marked: Localization = { ...voice, t: (message, ...args) => `«${t(message, ...args)}»` };
    for (const route of [edit(FLASH_31), edit(FLASH_25), edit(FLASH_31, { gateway: 'google' })]) {
      const sentence = says(route, '2026-11-21T12:00Z', [], marked);
      assert.match(sentence, /^«/);
      // Outside of every translated piece only spaces are left.
      let depth = 0;
      for (const character of sentence) {
        if (character === '»') depth -= 1;
        assert.ok(depth > 0 || '«» '.includes(character), sentence);
        if (character === '«') depth += 1;
      }
    }
    const states = ['working', 'caution', 'down', 'retired', 'unknown'] as const;
    assert.equal(new Set(states.map((state) => stateLabel(state, t))).size, states.length);
  });
});

test('a breaker says when it was refused and when to come back', () => {
  const at = Date.parse('2026-11-21T14:31Z');
  const down = reduceBreaker(
    CLOSED,
    { kind: 'ended', at, outcome: 'route_unavailable', trial: false },
    0,
  );
  const trial = reduceBreaker(down, { kind: 'trial', at, until: at + 600_000 }, 0);
  const say = (breaker: typeof CLOSED, now: number) =>
    describeBreaker(breakerPhase(breaker, now), 'crazyrouter.com', voice);
  assert.equal(say(CLOSED, at), undefined);
  assert.equal(say(down, at + 1), 'crazyrouter.com said no at 14:31:00. Next try 14:32:00.');
  assert.equal(
    say(down, at + 60_000),
    'crazyrouter.com said no at 14:31:00. One try makes sense now.',
  );
  assert.equal(say(trial, at + 1), 'crazyrouter.com said no at 14:31:00. One try is under way.');
});

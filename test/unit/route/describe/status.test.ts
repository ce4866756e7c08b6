import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Localization } from '../../../../src/route/describe/localization.ts';
import { describeStatus, stateLabel } from '../../../../src/route/describe/status.ts';
import type { Observation } from '../../../../src/route/observations.ts';
import type { Route } from '../../../../src/route/route.ts';
import { PUBLISHED, RETIREMENTS } from '../../../../src/route/statements/published.ts';
import { routeStatus } from '../../../../src/route/status.ts';
import { readerAt, translate } from '../../../support/localization.ts';

const FLASH_31 = 'gemini-3.1-flash-image-preview';
const FLASH_25 = 'gemini-2.5-flash-image';
const APRIL_20 = Date.parse('2026-04-20T12:00Z');

function edit(model: string, rest: Partial<Route> = {}): Route {
  return { gateway: 'crazyrouter', path: 'generateContent', model, operation: 'edit', ...rest };
}

function sentence(
  route: Route,
  now: string,
  own: readonly Observation[] = [],
  reader: Partial<Localization> = {},
): string {
  const at = Date.parse(now);
  const inputs = { published: PUBLISHED, own, retirements: RETIREMENTS, now: at };
  return describeStatus(routeStatus(route, inputs), { ...readerAt(at, 'en-GB'), ...reader });
}

function observed(rest: Partial<Observation>): Observation {
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

describe('a status sentence names state, date, source and report', () => {
  const cases: readonly (readonly [name: string, actual: string, expected: string])[] = [
    [
      'a failure with a code and a message, from a page of March',
      sentence(edit(FLASH_31), '2026-04-01T12:00Z'),
      'Down since 23 Mar 2026. docs.crazyrouter.com, 23 Mar 2026: failed (HTTP 500 get_channel_failed): “model temporarily unavailable, please try again later”. Not for production use.',
    ],
    [
      'a 524, from a page of March',
      sentence(edit(FLASH_25), '2026-04-01T12:00Z'),
      'Down since 23 Mar 2026. docs.crazyrouter.com, 23 Mar 2026: failed (HTTP 524). Not for production use.',
    ],
    [
      'billing under review, from a page of April',
      sentence(edit(FLASH_25), '2026-04-20T12:00Z'),
      'Caution since 14 Apr 2026. docs.crazyrouter.com, 14 Apr 2026: returned an image. Billing is under review. Not for production use.',
    ],
    [
      'an old page',
      sentence(edit(FLASH_31, { operation: 'generate' }), '2026-11-21T12:00Z'),
      'Working as of 14 Apr 2026, may be outdated. docs.crazyrouter.com, 14 Apr 2026: returned an image. Billing looked correct. Recommended.',
    ],
    [
      'an undated page',
      sentence(edit(FLASH_31, { gateway: 'routescope' }), '2026-04-20T12:00Z'),
      'Unknown. doc.routescope.ai, undated: documented but not tested. Have fallback models ready.',
    ],
    [
      'no information',
      sentence(edit('x', { gateway: 'own' }), '2026-04-20T12:00Z'),
      'No information about this route yet.',
    ],
    [
      'a shutdown',
      sentence(edit(FLASH_31, { gateway: 'google' }), '2026-11-21T12:00Z'),
      'Retired since 25 Jun 2026. ai.google.dev: gemini-3.1-flash-image-preview was shut down on 25 Jun 2026.',
    ],
    [
      'an own failure of today, without the praise of pages',
      sentence(edit(FLASH_31), '2026-04-20T13:00Z', [
        observed({ outcome: 'route_unavailable', status: 500, code: 'get_channel_failed' }),
      ]),
      'Down since 12:00. Your run, 12:00: no route to the model (HTTP 500 get_channel_failed) after 3.1 s.',
    ],
    [
      'an own image of today, with the warnings of pages',
      sentence(edit(FLASH_25), '2026-04-20T13:00Z', [
        observed({ model: FLASH_25, shape: 'dataUrl' }),
      ]),
      "Working since 12:00. Your run, 12:00: returned an image after 3.1 s. The gateway's pages warn: Billing is under review. Not for production use.",
    ],
    [
      'an own retest of another day, with its date',
      sentence(edit(FLASH_31), '2026-11-22T10:00Z', [
        observed({ at: Date.parse('2026-11-21T11:00Z'), kind: 'retest', shape: 'inlineData' }),
      ]),
      'Working since Sat 21 Nov, 11:00. Your retest, Sat 21 Nov, 11:00: returned an image after 3.1 s.',
    ],
    [
      'a possible shutdown',
      sentence(edit('gemini-3.1-flash-image', { gateway: 'google' }), '2026-11-21T12:00Z'),
      'Caution since 29 Oct 2026. github.com: the reported shutdown date of gemini-3.1-flash-image is 29 Oct 2026.',
    ],
    [
      'Practice',
      describeStatus(
        routeStatus(edit('x', { gateway: 'practice' }), {
          ...{ published: [], own: [], retirements: [], now: APRIL_20 },
          builtIn: true,
        }),
        readerAt(APRIL_20, 'en-GB'),
      ),
      'Working. Built into Easel. It runs on this machine and is free.',
    ],
    [
      'a model list',
      sentence(edit(FLASH_31), '2026-04-20T13:00Z', [
        observed({ kind: 'probe', outcome: 'not_listed' }),
      ]),
      "Caution since 12:00. The model list, 12:00: doesn't include this ID.",
    ],
  ];
  for (const [name, actual, expected] of cases) {
    test(name, () => {
      assert.equal(actual, expected);
    });
  }
});

test('every word of a status sentence is translated', () => {
  const t: Localization['t'] = (message, ...args) => `«${translate(message, ...args)}»`;
  for (const route of [edit(FLASH_31), edit(FLASH_25), edit(FLASH_31, { gateway: 'google' })]) {
    const text = sentence(route, '2026-11-21T12:00Z', [], { t });
    assert.match(text, /^«/);
    // Only spaces may be outside of the translated pieces.
    let depth = 0;
    for (const character of text) {
      if (character === '»') depth -= 1;
      assert.ok(depth > 0 || '«» '.includes(character), text);
      if (character === '«') depth += 1;
    }
  }
});

test('every state has its own label', () => {
  const states = ['working', 'caution', 'down', 'retired', 'unknown'] as const;
  assert.equal(new Set(states.map((state) => stateLabel(state, translate))).size, states.length);
});

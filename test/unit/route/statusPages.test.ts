import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Route } from '../../../src/route/route.ts';
import type { RouteState } from '../../../src/route/routeState.ts';
import type { Statement } from '../../../src/route/statements/statement.ts';
import { APRIL_1, APRIL_20, FLASH_25, FLASH_31, at, route, statusAt } from './statusRig.ts';

const legacy = (model: string): Route => route(model, 'edit', { path: 'images' });

describe('the status according to pages', () => {
  const cases: readonly (readonly [Route, number, RouteState, string | undefined])[] = [
    [route(FLASH_31), APRIL_1, 'down', '2026-03-23'],
    [route(FLASH_31), APRIL_20, 'working', '2026-04-14'],
    [route(FLASH_25), APRIL_1, 'down', '2026-03-23'],
    [route(FLASH_25), APRIL_20, 'caution', '2026-04-14'],
    [route('gemini-2.5-flash-image-preview'), APRIL_1, 'down', '2026-03-23'],
    // April does not mention editing with it, so March still applies.
    [route('gemini-2.5-flash-image-preview'), APRIL_20, 'down', '2026-03-23'],
    // Never tested by name: March warns about all native editing, April revokes that.
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

  test('pages of April supersede pages of March, which stay in the evidence', () => {
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

  test('the headline is a test, with billing and advice sorted by strictness', () => {
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

describe('of several pages', () => {
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

  test('a later note neither decides nor supersedes', () => {
    const note = page('note', { date: '2026-04-16', finding: { kind: 'documented' } });
    assert.equal(decidedBy(page('tested', {}), note), 'tested');
    const { evidence } = statusAt(APRIL_20, route('m'), [], [page('tested', {}), note]);
    assert.deepEqual(
      evidence.map(({ superseded }) => superseded),
      [false, false],
    );
  });

  test('on the same day, the worst decides, then a test, then a statement that names the model', () => {
    const advised = page('a-advised', {
      finding: { kind: 'documented' },
      advice: 'controlled-testing',
    });
    const tested = page('b-tested', { billing: 'under-review' });
    assert.equal(decidedBy(advised, tested), 'b-tested');
    const all = page('a-all', { model: '*' });
    assert.equal(decidedBy(all, page('b-named', {})), 'b-named');
    assert.equal(
      decidedBy(page('a-good', {}), page('b-bad', { finding: { kind: 'unhealthy' } })),
      'b-bad',
    );
  });

  test('a later outage of all models counts for a model that worked', () => {
    const outage = page('outage', {
      date: '2026-04-16',
      model: '*',
      finding: { kind: 'unhealthy' },
    });
    assert.equal(decidedBy(page('tested', {}), outage), 'outage');
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BUILT_IN_GATEWAYS } from '../../../src/catalog/gateways.ts';
import { listGateways } from '../../../src/catalog/configuredGateways.ts';
import { CLOSED, reduceBreaker } from '../../../src/route/breaker/breaker.ts';
import { breakerKey } from '../../../src/route/breaker/breakers.ts';
import type { Observation, Observations } from '../../../src/route/observations.ts';
import { routeRows } from '../../../src/routePage/rows.ts';
import { sourceAddress } from '../../../src/routePage/sources.ts';
import { toStatusView } from '../../../src/routePage/view.ts';
import { readerAt } from '../../support/localization.ts';
import { APRIL_1, APRIL_20, FLASH_31, NOVEMBER, tableAt } from './tableRig.ts';

function viewOf(...[now, own, change]: Parameters<typeof tableAt>) {
  return toStatusView(tableAt(now, own, change), readerAt(now));
}

function routeAt(now: number, own: Observations = []) {
  const [crazyrouter] = viewOf(now, own).gateways;
  assert.equal(crazyrouter?.id, 'crazyrouter', 'the selected gateway comes first');
  return crazyrouter.routes.find(
    ({ model, operation }) => model === FLASH_31 && operation === 'edit',
  )!;
}

describe('Route Status', () => {
  test('shows state, date and source for each day', () => {
    const april1 = routeAt(APRIL_1);
    assert.deepEqual([april1.state, april1.label], ['down', 'Down']);
    assert.match(april1.sentence, /Mar 23, 2026.*docs\.crazyrouter\.com.*get_channel_failed/);
    const april20 = routeAt(APRIL_20);
    assert.deepEqual([april20.state, april20.old], ['working', false]);
    assert.match(april20.sentence, /Apr 14, 2026/);
    const november = routeAt(NOVEMBER);
    assert.deepEqual([november.state, november.old], ['working', true]);
    assert.match(november.sentence, /may be outdated/);
  });

  test('keeps the whole history and marks superseded pages', () => {
    const { history } = routeAt(APRIL_20);
    const march = history.filter(({ text }) => text.includes('Mar 23, 2026'));
    assert.ok(march.length > 0 && march.every(({ superseded }) => superseded));
    for (const { text, claim, source } of history) {
      assert.match(text, /Crazyrouter|crazyrouter/i);
      assert.ok(claim);
      assert.equal(sourceAddress(source!.id), source!.address);
    }
  });

  test('shows an own result of this moment', () => {
    const one: Observation = {
      at: NOVEMBER, gateway: 'crazyrouter', model: FLASH_31, operation: 'edit', kind: 'retest', outcome: 'saved', latencyMs: 900, shape: 'inlineData',
    }; // prettier-ignore
    const route = routeAt(NOVEMBER, [one]);
    assert.deepEqual([route.state, route.old], ['working', false]);
    assert.match(route.sentence, /^Working since 12:00 PM.*Your retest/);
  });

  test('says when to try again after a failure, for both operations of that model only', () => {
    const failed = { kind: 'ended', at: NOVEMBER, outcome: 'unknown', status: 524 } as const;
    const breaker = reduceBreaker(CLOSED, { ...failed, trial: false }, 0);
    const breakers = new Map([[breakerKey('https://crazyrouter.com', FLASH_31), breaker]]);
    const view = viewOf(NOVEMBER + 1, [], { breakers });
    const resting = view.gateways.flatMap(({ id, routes }) =>
      routes.flatMap(({ model, breaker }) => (breaker === undefined ? [] : [[id, model, breaker]])),
    );
    const sentence = `${FLASH_31} at crazyrouter.com failed at 12:00:00 PM, so Easel is pausing requests to it. You can try again after 12:01:00 PM.`;
    const row = ['crazyrouter', FLASH_31, sentence];
    assert.deepEqual(resting, [row, row]);
  });

  test('has the selected gateway first, then those with own results, the last one first; the others are folded', () => {
    const PRO = 'gemini-3-pro-image';
    const one = (gateway: string, model: string, daysAgo: number): Observation => ({
      at: NOVEMBER - daysAgo * 24 * 60 * 60 * 1000, gateway, model, operation: 'generate', kind: 'run', outcome: 'saved', latencyMs: 900,
    }); // prettier-ignore
    const { gateways } = viewOf(NOVEMBER, [
      one('google', PRO, 3),
      one('practice', FLASH_31, 1),
      one('routescope', PRO, 60),
    ]);
    assert.deepEqual(
      gateways.map(({ id, isInUse }) => [id, isInUse]),
      [
        ['crazyrouter', true],
        ['practice', true],
        ['google', true],
        ['routescope', false],
      ],
    );
    const [first, second] = gateways[2]!.routes;
    assert.deepEqual(
      [first?.model, first?.operation],
      [PRO, 'generate'],
      'what was used comes first',
    );
    assert.notEqual(second?.model, PRO);
  });

  test('folds routes of which nothing is known, but not the current one', () => {
    const [own] = viewOf(NOVEMBER, [], {
      gateways: listGateways([{ id: 'own', baseUrl: 'https://own.example' }]).gateways,
      current: { gateway: 'own', model: 'some-model' },
    }).gateways;
    const known = own!.routes.filter(({ isKnown }) => isKnown);
    assert.deepEqual(
      known.map(({ model, operation }) => [model, operation]),
      [
        ['some-model', 'edit'],
        ['some-model', 'generate'],
      ],
    );
    assert.equal(own!.summary, `Unknown: ${own!.routes.length}`);
    const [crazyrouter] = viewOf(APRIL_1).gateways;
    assert.match(
      crazyrouter!.summary,
      /^Down: \d+, (Caution: \d+, )?(Working: \d+, )?Unknown: \d+$/,
    );
    assert.ok(crazyrouter!.routes.some(({ isKnown, history }) => isKnown && history.length > 0));
    assert.ok(crazyrouter!.routes.every(({ isKnown, history }) => isKnown || history.length === 0));
  });

  test('shows Practice as working without any run', () => {
    const { gateways } = viewOf(NOVEMBER);
    const practice = gateways.find(({ id }) => id === 'practice')!;
    assert.deepEqual(new Set(practice.routes.map(({ label }) => label)), new Set(['Working']));
  });

  test('translates the claims of pages', () => {
    const shouting = { ...readerAt(APRIL_20), t: (text: string) => text.toUpperCase() };
    const { gateways } = toStatusView(tableAt(APRIL_20), shouting);
    const claims = gateways.flatMap(({ routes }) =>
      routes.flatMap(({ history }) => history.flatMap(({ claim }) => claim ?? [])),
    );
    assert.ok(claims.length > 0 && claims.every((claim) => claim === claim.toUpperCase()));
  });

  test('lists every model at every gateway for both operations, each route once', () => {
    for (const gateway of BUILT_IN_GATEWAYS) {
      const rows = routeRows(gateway, tableAt(NOVEMBER));
      assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length);
      assert.ok(rows.length >= 10, `${gateway.id}: ${rows.length}`);
    }
    const alias = { current: { gateway: 'google', model: 'nano-banana-2' } };
    const [google] = viewOf(NOVEMBER, [], alias).gateways;
    const current = google?.routes.filter(({ isCurrent }) => isCurrent);
    assert.deepEqual(
      current?.map(({ model, operation, price }) => [model, operation, price]),
      ['edit', 'generate'].map((one) => [
        'gemini-3.1-flash-image',
        one,
        'An image costs about $0.07, according to ai.google.dev (Sep 3, 2026).',
      ]),
    );
  });

  test("shows a gateway's label as text", () => {
    const { gateways } = listGateways([
      { id: 'mine', label: '[a](b)\u202e', baseUrl: 'https://gateway.example' },
    ]);
    const view = viewOf(NOVEMBER, [], { gateways });
    assert.equal(view.gateways.find(({ id }) => id === 'mine')?.label, '[a] (b)');
  });
});

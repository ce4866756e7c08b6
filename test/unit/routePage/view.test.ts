import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { countRoutes, matching, parseKept } from '../../../media/routeStatus/state.ts';
import { BUILT_IN_GATEWAYS, listGateways } from '../../../src/catalog/gateways.ts';
import type { Observation, Observations } from '../../../src/route/observations.ts';
import { CLOSED, reduceBreaker } from '../../../src/route/breaker/breaker.ts';
import { breakerKey } from '../../../src/route/breaker/breakers.ts';
import { PUBLISHED } from '../../../src/route/statements/published.ts';
import { createStatusLookup } from '../../../src/route/statusLookup.ts';
import { parseFromStatusPage, parseToStatusPage } from '../../../src/routePage/protocol.ts';
import { routeRows, sourceAt, toStatusView, type RouteTable } from '../../../src/routePage/view.ts';
import { STATUS_STRING_NAMES } from '../../../src/routePage/stringsProtocol.ts';

const APRIL_1 = Date.parse('2026-04-01T12:00Z');
const APRIL_20 = Date.parse('2026-04-20T12:00Z');
const NOVEMBER = Date.parse('2026-11-20T12:00Z');
const FLASH_31 = 'gemini-3.1-flash-image-preview';
const VOICE = {
  t: (text: string, ...args: (string | number)[]) =>
    text.replace(/\{(\d)\}/g, (_, index) => String(args[Number(index)])),
  locale: 'en',
  timeZone: 'UTC',
};

function table(now: number, own: Observations = [], change: Partial<RouteTable> = {}): RouteTable {
  return {
    gateways: BUILT_IN_GATEWAYS,
    current: { gateway: 'crazyrouter', model: FLASH_31 },
    statusOf: createStatusLookup(own, now),
    own: own.length,
    probes: new Map(),
    breakers: new Map(),
    now,
    ...change,
  };
}

function routeAt(now: number, own: Observations = []) {
  const [crazyrouter] = toStatusView(table(now, own), VOICE).gateways;
  assert.equal(crazyrouter?.id, 'crazyrouter', 'the chosen gateway comes first');
  return crazyrouter.routes.find(
    ({ model, operation }) => model === FLASH_31 && operation === 'edit',
  )!;
}

describe('the table of routes', () => {
  test('gives each day its own answer, with state, day and source', () => {
    const april1 = routeAt(APRIL_1);
    assert.deepEqual([april1.state, april1.label], ['down', 'Down']);
    assert.match(april1.sentence, /Mar 23, 2026.*docs\.crazyrouter\.com.*get_channel_failed/);
    const april20 = routeAt(APRIL_20);
    assert.deepEqual([april20.state, april20.old], ['working', false]);
    assert.match(april20.sentence, /Apr 14, 2026/);
    const november = routeAt(NOVEMBER);
    assert.deepEqual([november.state, november.old], ['working', true]);
    assert.match(november.sentence, /long ago/);
  });

  test('keeps the whole history, with what is superseded marked as such', () => {
    const { history } = routeAt(APRIL_20);
    const march = history.filter(({ text }) => text.includes('Mar 23, 2026'));
    assert.ok(march.length > 0 && march.every(({ superseded }) => superseded));
    for (const { text, claim, source } of history) {
      assert.match(text, /Crazyrouter|crazyrouter/i);
      assert.ok(claim);
      assert.equal(sourceAt(source!.id), source!.address);
    }
  });

  test('shows an own observation of this very moment', () => {
    const one: Observation = {
      at: NOVEMBER, gateway: 'crazyrouter', model: FLASH_31, operation: 'edit', kind: 'retest', outcome: 'saved', latencyMs: 900, shape: 'inlineData',
    }; // prettier-ignore
    const route = routeAt(NOVEMBER, [one]);
    assert.deepEqual([route.state, route.old], ['working', false]);
    assert.match(route.sentence, /^Works since Nov 20, 2026.*Your retest/);
  });

  test('says when a route that said no makes sense again, for both operations of its model alone', () => {
    const failed = { kind: 'ended', at: NOVEMBER, outcome: 'unknown', status: 524 } as const;
    const breaker = reduceBreaker(CLOSED, { ...failed, trial: false }, 0);
    const breakers = new Map([[breakerKey('https://crazyrouter.com', FLASH_31), breaker]]);
    const view = toStatusView(table(NOVEMBER + 1, [], { breakers }), VOICE);
    const resting = view.gateways.flatMap(({ id, routes }) =>
      routes.flatMap(({ model, breaker }) =>
        breaker === undefined ? [] : [[id, model, breaker]],
      ),
    );
    const said = 'crazyrouter.com said no at 12:00:00. Next try 12:01:00.';
    const row = ['crazyrouter', FLASH_31, said];
    assert.deepEqual(resting, [row, row]);
  });

  test('says that Practice works, before anybody has tried', () => {
    const { gateways } = toStatusView(table(NOVEMBER), VOICE);
    const practice = gateways.find(({ id }) => id === 'practice')!;
    assert.deepEqual(new Set(practice.routes.map(({ label }) => label)), new Set(['Works']));
  });

  test('puts what pages claim into the reader\u2019s language', () => {
    const shouting = { ...VOICE, t: (text: string) => text.toUpperCase() };
    const { gateways } = toStatusView(table(APRIL_20), shouting);
    const claims = gateways.flatMap(({ routes }) =>
      routes.flatMap(({ history }) => history.flatMap(({ claim }) => claim ?? [])),
    );
    assert.ok(claims.length > 0 && claims.every((claim) => claim === claim.toUpperCase()));
  });

  test('has every model at every gateway for both operations, and a route once', () => {
    for (const gateway of BUILT_IN_GATEWAYS) {
      const rows = routeRows(gateway, table(NOVEMBER));
      assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length);
      assert.ok(rows.length >= 10, `${gateway.id}: ${rows.length}`);
    }
    const alias = { current: { gateway: 'google', model: 'nano-banana-2' } };
    const [google] = toStatusView(table(NOVEMBER, [], alias), VOICE).gateways;
    const current = google?.routes.filter(({ isCurrent }) => isCurrent);
    assert.deepEqual(
      current?.map(({ model, operation, price }) => [model, operation, price]),
      ['edit', 'generate'].map((one) => [
        'gemini-3.1-flash-image',
        one,
        'An image costs about $0.07 (ai.google.dev, Sep 3, 2026).',
      ]),
    );
  });

  test('shows foreign names as text', () => {
    const { gateways } = listGateways([
      { id: 'mine', label: '[a](b)\u202e', baseUrl: 'https://gateway.example' },
    ]);
    const view = toStatusView(table(NOVEMBER, [], { gateways }), VOICE);
    assert.equal(view.gateways.find(({ id }) => id === 'mine')?.label, '[a] (b)');
  });

  test('passes its own protocol', () => {
    const probes = new Map([['google', { text: 'x', isBusy: true }]]);
    const view = toStatusView(table(NOVEMBER, [], { probes }), VOICE);
    assert.deepEqual(parseToStatusPage(structuredClone({ type: 'view', view })), {
      type: 'view',
      view,
    });
    const strings = Object.fromEntries(STATUS_STRING_NAMES.map((name) => [name, name]));
    assert.equal(parseToStatusPage({ type: 'strings', strings })?.type, 'strings');
    const less = Object.fromEntries(Object.entries(strings).slice(1));
    assert.equal(parseToStatusPage({ type: 'strings', strings: less }), undefined);
  });
});

test('the page asks for what it was given, and nothing else', () => {
  const good = [
    { type: 'ready' },
    { type: 'choose', route: 'k' },
    { type: 'retest', route: 'k' },
    { type: 'probe', gateway: 'g' },
    { type: 'open-source', source: '0' },
    { type: 'forget' },
  ];
  for (const message of good) assert.deepEqual(parseFromStatusPage(message), message);
  const bad = [
    null,
    'ready',
    { type: 'retest' },
    { type: 'retest', route: '' },
    { type: 'retest', route: 'k', ask: false },
    { type: 'retest', route: 'x'.repeat(2001) },
    { type: 'open-source', source: 7 },
    { type: 'forget', route: 'k' },
    { type: 'run', ask: {} },
  ];
  for (const message of bad) assert.equal(parseFromStatusPage(message), undefined);
});

test('only known pages are opened', () => {
  assert.ok(PUBLISHED.every(({ source }) => source.startsWith('https://')));
  assert.match(sourceAt('0')!, /^https:\/\//);
  for (const id of ['', '-1', '99999', '9999', 'https://evil.example', '0x0', 'constructor']) {
    assert.equal(sourceAt(id), undefined, id);
  }
});

test('the filter finds every word, in gateway, model, operation or state', () => {
  const view = toStatusView(table(APRIL_1), VOICE);
  assert.equal(matching(view, ' '), view.gateways);
  const found = matching(view, 'CRAZY flash edit down');
  assert.deepEqual(
    found.map(({ id }) => id),
    ['crazyrouter'],
  );
  assert.ok(found[0]!.routes.some(({ model }) => model === FLASH_31));
  assert.ok(found[0]!.routes.every(({ state, operation }) => state === 'down' && operation === 'edit')); // prettier-ignore
  assert.equal(countRoutes(matching(view, 'no such route')), 0);
});

test('what the page kept comes back; anything else comes to an empty filter', () => {
  assert.deepEqual(parseKept(structuredClone({ filter: 'x' })), { filter: 'x' });
  for (const garbage of [undefined, null, 7, 'x', {}, { filter: 7 }]) {
    assert.deepEqual(parseKept(garbage), { filter: '' });
  }
});

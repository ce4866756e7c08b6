import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import {
  BrokenError,
  CancelledError,
  ConnectError,
  ReplyError,
  SaveError,
  type EaselError,
  type ReplyProblem,
} from '../../../src/errors.ts';
import type { ReplyImage } from '../../../src/reply/types.ts';
import {
  addObservation,
  clearObservations,
  MAX_TOTAL,
  MAX_PER_ROUTE,
  parseObservations,
  serializeObservations,
  type Observation,
  type Observations,
} from '../../../src/route/observations.ts';
import { observe, observeProbe } from '../../../src/run/report/observe.ts';
import type { Route } from '../../../src/route/route.ts';

const ROUTE: Route = {
  gateway: 'crazyrouter',
  path: 'generateContent',
  model: 'gemini-3.1-flash-image-preview',
  operation: 'edit',
};
const NOW = Date.parse('2026-11-21T12:00Z');

const IMAGE: ReplyImage = {
  file: '/spool/1',
  size: 145,
  sha256: 'a'.repeat(64),
  facts: { type: 'png', mimeType: 'image/png', extension: 'png', width: 64, height: 64, isWhole: true },
  shape: 'dataUrl',
}; // prettier-ignore

function one(at: number, rest: Partial<Observation> = {}): Observation {
  const { gateway, model, operation } = ROUTE;
  return { at, gateway, model, operation, kind: 'run', outcome: 'saved', latencyMs: 1, ...rest };
}

function problem(rest: Partial<ReplyProblem>): ReplyError {
  return new ReplyError('crazyrouter.com', ROUTE.model, {
    kind: 'refused',
    outcome: 'route_unavailable',
    charge: 'no',
    status: 500,
    ...rest,
  });
}

describe('observe', () => {
  const { gateway, model, operation } = ROUTE;
  const base = { at: NOW, gateway, model, operation, kind: 'run', latencyMs: 4200 };
  const cases: readonly (readonly [string, EaselError | undefined, boolean, object])[] = [
    ['an image saved', undefined, true, { outcome: 'saved', shape: 'dataUrl' }],
    ['a file not written', new SaveError('/full', 'ENOSPC'), true, { outcome: 'save_failed', shape: 'dataUrl' }],
    ['a gateway that refuses', problem({ code: 'get_channel_failed' }), false, { outcome: 'route_unavailable', status: 500, code: 'get_channel_failed' }],
    ['Cloudflare waiting no longer', problem({ kind: 'gateway-timeout', outcome: 'unknown', status: 524 }), false, { outcome: 'unknown', status: 524 }],
    ['a block with its reason', problem({ outcome: 'blocked', status: 200, reason: 'IMAGE_SAFETY' }), false, { outcome: 'blocked', status: 200, code: 'IMAGE_SAFETY' }],
    ['nobody listening', new ConnectError('h', 'refused', 'ECONNREFUSED'), false, { outcome: 'unreachable', code: 'ECONNREFUSED' }],
    ['a broken line', new BrokenError({ host: 'h', phase: 'waiting', why: 'closed', code: 'ECONNRESET', receivedBytes: 0, waitedMs: 9 }), false, { outcome: 'unknown', code: 'ECONNRESET' }],
    ['a stop by hand', new CancelledError('maybe'), false, { outcome: 'cancelled' }],
    ['a code that is a sentence', problem({ code: 'see [here](command:x)' }), false, { outcome: 'route_unavailable', status: 500 }],
    ['a code that looks like a key', problem({ code: 'sk-abcdefgh12345678' }), false, { outcome: 'route_unavailable', status: 500 }],
    ['no image and no reason', undefined, false, { outcome: 'no_image' }],
  ]; // prettier-ignore
  for (const [name, failure, hasImage, facts] of cases) {
    test(name, () => {
      const report = {
        images: hasImage ? [IMAGE] : [],
        tookMs: 4200,
        ...(failure === undefined ? {} : { failure }),
      };
      const seen = observe(ROUTE, report, 'run', NOW);
      assert.deepEqual(seen, { ...base, ...facts });
      assert.deepEqual(parseObservations(serializeObservations([seen])), [seen]);
    });
  }

  test('a probe is about the id, not about an operation', () => {
    const seen = observeProbe(ROUTE, false, 300, NOW);
    assert.deepEqual([seen.operation, seen.kind, seen.outcome], [undefined, 'probe', 'not_listed']);
    assert.deepEqual(parseObservations(serializeObservations([seen])), [seen]);
  });

  test('a clock that was set back makes no negative latency', () => {
    const seen = observe(ROUTE, { images: [IMAGE], tookMs: -5 }, 'retest', NOW);
    assert.deepEqual([seen.latencyMs, seen.kind], [0, 'retest']);
  });
});

describe('the list', () => {
  test('keeps the last of a route, and a flood there costs no other route its own', () => {
    let list: Observations = [one(0, { operation: 'generate' }), one(0, { kind: 'probe' })];
    for (let at = 1; at <= 200; at += 1) list = addObservation(list, one(at));
    const edits = list.filter(({ operation, kind }) => operation === 'edit' && kind === 'run');
    assert.equal(edits.length, MAX_PER_ROUTE);
    assert.deepEqual([edits[0]?.at, edits.at(-1)?.at], [201 - MAX_PER_ROUTE, 200]);
    assert.equal(list.filter(({ operation }) => operation === 'generate').length, 1);
  });

  test('is bounded over all routes, the oldest going first', () => {
    let list: Observations = [];
    for (let at = 0; at < 1200; at += 1) list = addObservation(list, one(at, { model: `m${at}` }));
    assert.equal(list.length, MAX_TOTAL);
    assert.deepEqual([list[0]?.at, list.at(-1)?.at], [1200 - MAX_TOTAL, 1199]);
  });

  test('clears a route with its probes, or everything', () => {
    const probe = observeProbe(ROUTE, true, 300, 3);
    const other = one(2, { operation: 'generate' });
    const list = [one(1), other, probe];
    assert.deepEqual(clearObservations(list, ROUTE), [other]);
    assert.deepEqual(clearObservations(list), []);
  });
});

describe('the file', () => {
  const good = one(NOW);
  const wrapped = (...observations: unknown[]): string =>
    JSON.stringify({ format: 1, observations });

  for (const text of [
    '',
    'null',
    '[]',
    '{',
    '{"format":2,"observations":[]}',
    '{"format":1}',
    '7',
  ]) {
    test(`${JSON.stringify(text)} is empty`, () => {
      assert.deepEqual(parseObservations(text), []);
    });
  }

  const bad: readonly unknown[] = [
    null,
    'text',
    { ...good, at: '2026' },
    { ...good, at: -1 },
    { ...good, at: 1e300 },
    { ...good, outcome: 'fine' },
    { ...good, kind: 'guess' },
    { ...good, model: 'm'.repeat(10_000) },
    { ...good, status: 'x' },
  ];
  for (const entry of bad) {
    test(`leaves out ${JSON.stringify(entry).slice(0, 60)} alone`, () => {
      assert.deepEqual(parseObservations(wrapped(entry, good)), [good]);
    });
  }

  test('knows nothing of fields it did not write', () => {
    assert.deepEqual(parseObservations(wrapped({ ...good, prompt: 'secret' })), [good]);
  });

  test('is bounded on reading too', () => {
    const many = Array.from({ length: 5000 }, (_, at) => one(at, { model: `m${at % 400}` }));
    assert.equal(parseObservations(wrapped(...many)).length, MAX_TOTAL);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        assert.ok(Array.isArray(parseObservations(text)));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (entries) => {
        assert.ok(parseObservations(wrapped(...entries)).length <= entries.length);
      }),
    );
  });
});

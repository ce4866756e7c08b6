import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  BrokenError,
  CancelledError,
  ConnectError,
  ReplyError,
  SaveError,
  type EaselError,
  type ReplyProblem,
} from '../../../../src/errors.ts';
import type { ReplyImage } from '../../../../src/reply/types.ts';
import { parseObservations, serializeObservations } from '../../../../src/route/observations.ts';
import type { Route } from '../../../../src/route/route.ts';
import { observe, observeProbe } from '../../../../src/run/report/observe.ts';

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

function problem(rest: Partial<ReplyProblem>): ReplyError {
  return new ReplyError('crazyrouter.com', ROUTE.model, {
    kind: 'refused',
    outcome: 'route_unavailable',
    charge: 'no',
    status: 500,
    ...rest,
  });
}

describe('an observation of a run', () => {
  const { gateway, model, operation } = ROUTE;
  const base = { at: NOW, gateway, model, operation, kind: 'run', latencyMs: 4200 };
  const cases: readonly (readonly [string, EaselError | undefined, boolean, object])[] = [
    ['a saved image', undefined, true, { outcome: 'saved', shape: 'dataUrl' }],
    ['a file that was not written', new SaveError('/full', 'ENOSPC'), true, { outcome: 'save_failed', shape: 'dataUrl' }],
    ['a gateway that rejects the request', problem({ code: 'get_channel_failed' }), false, { outcome: 'route_unavailable', status: 500, code: 'get_channel_failed' }],
    ['a Cloudflare timeout', problem({ kind: 'gateway-timeout', outcome: 'unknown', status: 524 }), false, { outcome: 'unknown', status: 524 }],
    ['a blocked prompt with its reason', problem({ outcome: 'blocked', status: 200, reason: 'IMAGE_SAFETY' }), false, { outcome: 'blocked', status: 200, code: 'IMAGE_SAFETY' }],
    ['a refused connection', new ConnectError('h', 'refused', 'ECONNREFUSED'), false, { outcome: 'unreachable', code: 'ECONNREFUSED' }],
    ['a broken connection', new BrokenError({ host: 'h', phase: 'waiting', why: 'closed', code: 'ECONNRESET', receivedBytes: 0, waitedMs: 9 }), false, { outcome: 'unknown', code: 'ECONNRESET' }],
    ['a canceled run', new CancelledError('maybe'), false, { outcome: 'cancelled' }],
    ['a code that is a sentence, which is left out', problem({ code: 'see [here](command:x)' }), false, { outcome: 'route_unavailable', status: 500 }],
    ['a code that looks like a key, which is left out', problem({ code: 'sk-abcdefgh12345678' }), false, { outcome: 'route_unavailable', status: 500 }],
    ['no image and no reason', undefined, false, { outcome: 'no_image' }],
  ]; // prettier-ignore
  for (const [name, failure, hasImage, facts] of cases) {
    test(name, () => {
      const report = {
        images: hasImage ? [IMAGE] : [],
        tookMs: 4200,
        ...(failure === undefined ? {} : { failure }),
      };
      const observation = observe(ROUTE, report, 'run', NOW);
      assert.deepEqual(observation, { ...base, ...facts });
      assert.deepEqual(parseObservations(serializeObservations([observation])), [observation]);
    });
  }

  test('of a model list has no operation', () => {
    const observation = observeProbe(ROUTE, false, 300, NOW);
    assert.deepEqual(
      [observation.operation, observation.kind, observation.outcome],
      [undefined, 'probe', 'not_listed'],
    );
    assert.deepEqual(parseObservations(serializeObservations([observation])), [observation]);
  });

  test('has no negative latency after the clock was set back', () => {
    const observation = observe(ROUTE, { images: [IMAGE], tookMs: -5 }, 'retest', NOW);
    assert.deepEqual([observation.latencyMs, observation.kind], [0, 'retest']);
  });
});

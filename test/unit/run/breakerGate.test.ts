/** The breaker gate in front of runs: real gateways, a real file, a clock of its own. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { CheckError, ReplyError } from '../../../src/errors.ts';
import { PICTURE, withRig } from '../../support/faults/faults.ts';
import { assertFailed, assertSaved } from '../../support/faults/faultEnds.ts';
import {
  cloudflarePage,
  googleError,
  inlineDataReply,
  newApiError,
  type ScriptedReply,
} from '../../support/gateway/scriptedGateway.ts';
import { HELD_BACK, NO_ROUTE, openWindows, START } from './breakerGateRig.ts';

const MINUTE = 60_000;

function problemOf(failure: unknown) {
  assert.ok(failure instanceof CheckError, String(failure));
  assert.ok(failure.problem.kind === 'route-paused');
  return failure.problem;
}

describe("a model that a key doesn't get", () => {
  for (const [name, reply] of [
    ['Google', googleError(404, 'NOT_FOUND', 'models/x is not found for API version v1beta.')],
    [
      'Google, to a new account',
      googleError(404, 'NOT_FOUND', 'This model is no longer available to new users.'),
    ],
    ['a relay', newApiError(404, 'model_not_found', 'The model does not exist.')],
  ] as const) {
    test(`report-D7 is named, and rests no route: ${name}`, async () => {
      await withRig(async (rig) => {
        const { ask } = await openWindows(rig, reply, inlineDataReply(PICTURE));
        const first = await ask();
        assertFailed(first, {
          outcome: 'route_unavailable',
          charge: 'no',
          says: /doesn't serve .* to this API key \(404 .*Nothing was charged\. A gateway can list/,
        });
        assert.ok(first.failure instanceof ReplyError);
        assert.equal(first.failure.problem.nextTryAt, undefined);
        assertSaved(await ask('batch'), PICTURE);
      });
    });
  }
});

describe('a 400 about the JSON of one request', () => {
  for (const [name, reply] of [
    [
      'a channel error',
      newApiError(400, 'channel:invalid_key', "invalid character 'd' in string escape code"),
    ],
    ['no channel', newApiError(400, 'get_channel_failed', 'Invalid JSON payload received.')],
    [
      'Google',
      googleError(400, 'FAILED_PRECONDITION', 'Invalid JSON payload received. Invalid unicode.'),
    ],
  ] as const) {
    test(`report-E1 doesn't rest the route for everyone: ${name}`, async () => {
      await withRig(async (rig) => {
        const { ask } = await openWindows(rig, reply, inlineDataReply(PICTURE));
        assertFailed(await ask(), { outcome: 'bad_request', charge: 'no' });
        assertSaved(await ask('batch'), PICTURE);
      });
    });
  }
});

describe('a route that failed', () => {
  test('is paused: the failure says until when, and a batch sends nothing until then', async () => {
    await withRig(async (rig) => {
      const { ask, clock, gateway } = await openWindows(rig, NO_ROUTE, inlineDataReply(PICTURE));
      const first = await ask();
      assertFailed(first, {
        outcome: 'route_unavailable',
        charge: 'no',
        says: /You can try again after \d{1,2}:\d\d:\d\d/,
      });
      assert.ok(first.failure instanceof ReplyError);
      assert.equal(first.failure.problem.nextTryAt, START + MINUTE);

      clock.now += MINUTE - 1;
      const kept = await ask('batch');
      assertFailed(kept, {
        ...HELD_BACK,
        says: /^gemini-\S+ at 127\.0\.0\.1:\d+ failed at [^,]*, so Easel is pausing requests to it\. Nothing was sent\. You can try again after /,
        first: 'choose-model',
      });
      const { model, since, until, isBusy } = problemOf(kept.failure);
      assert.match(gateway.requests[0]?.url ?? '', new RegExp(`/models/${model}:generateContent`));
      assert.deepEqual([since, until, isBusy], [START, START + MINUTE, false]);

      clock.now += 1;
      assertSaved(await ask('batch'), PICTURE);
    });
  });

  for (const trigger of ['single', 'manual'] as const) {
    test(`can be tried once by a ${trigger} run, and is open to all after a success`, async () => {
      await withRig(async (rig) => {
        const image = inlineDataReply(PICTURE);
        const { ask, file } = await openWindows(rig, NO_ROUTE, image, image);
        await ask();
        assertSaved(await ask(trigger), PICTURE);
        assert.doesNotMatch(await readFile(file, 'utf8'), /"openings":[1-9]/);
        assertSaved(await ask('batch'), PICTURE);
      });
    });
  }

  test('gets one trial at a time, from all windows together', async () => {
    await withRig(async (rig) => {
      const { ask, window, gateway } = await openWindows(rig, NO_ROUTE, {
        ...inlineDataReply(PICTURE),
        waitMs: 400,
      });
      await ask();
      const before = gateway.posts;
      const ends = await Promise.all(
        Array.from({ length: 8 }, () => rig.ask({ at: gateway.origin, gate: window() })),
      );
      assert.equal(gateway.posts - before, 1);
      const refused = ends.filter(({ outcome }) => outcome !== 'saved');
      assert.equal(refused.length, 7);
      for (const { failure, text } of refused) {
        assert.equal(problemOf(failure).isBusy, true);
        assert.match(text, /, and a retry is in progress\. Nothing was sent/);
      }
    });
  });

  test('is paused longer each time: 1, 2, 5, 10, 10 minutes', async () => {
    await withRig(async (rig) => {
      const { ask, clock } = await openWindows(rig, ...Array.from({ length: 5 }, () => NO_ROUTE));
      for (const minutes of [1, 2, 5, 10, 10]) {
        const { failure } = await ask();
        assert.ok(failure instanceof ReplyError);
        assert.equal(failure.problem.nextTryAt, clock.now + minutes * MINUTE);
        clock.now = failure.problem.nextTryAt ?? 0;
      }
    });
  });

  for (const [name, replies, opens] of [
    ['504', [cloudflarePage(504)], true],
    ['520', [cloudflarePage(520)], true],
    ['522', [cloudflarePage(522)], true],
    ['524', [cloudflarePage(524)], true],
    ['model_not_found', [newApiError(503, 'model_not_found', 'x')], true],
    ['two 429', [1, 2].map(() => ({ status: 429, body: '' })), false],
    ['three 429', [1, 2, 3].map(() => ({ status: 429, body: '' })), true],
    ['a refused key', [newApiError(401, '', 'Invalid token')], false],
    ['an answer in words', [{ body: { candidates: [] } }], false],
    ['502', [{ status: 502, body: '' }], false],
  ] as const satisfies readonly (readonly [string, readonly ScriptedReply[], boolean])[]) {
    test(`is ${opens ? 'paused' : 'not paused'} by ${name}`, async () => {
      await withRig(async (rig) => {
        const { ask } = await openWindows(rig, ...replies, inlineDataReply(PICTURE));
        let last = await ask();
        for (let run = 1; run < replies.length; run += 1) last = await ask();
        assert.notEqual(last.outcome, 'saved');
        assert.equal(/You can try again after \d{1,2}:\d\d:\d\d/.test(last.text), opens, last.text);
        const next = await ask('batch');
        if (opens) assertFailed(next, HELD_BACK);
        else assertSaved(next, PICTURE);
      });
    });
  }

  test('is paused by two failed connections, which charge nothing', async () => {
    await withRig(async (rig) => {
      const { gateway, ask } = await openWindows(rig);
      await gateway.close();
      assert.equal((await ask()).outcome, 'unreachable');
      assert.equal((await ask()).outcome, 'unreachable');
      assertFailed(await ask('batch'), HELD_BACK);
    });
  });

  test('is paused by the second failed connection, whatever Easel refused in between', async () => {
    await withRig(async (rig) => {
      const { gateway, ask, window } = await openWindows(rig);
      await gateway.close();
      await ask();
      const keyless = { keyFor: async () => undefined };
      const refused = await rig.ask({ at: gateway.origin, gate: window(), parts: keyless });
      assert.equal(refused.outcome, 'auth');
      await ask();
      assertFailed(await ask('batch'), HELD_BACK);
    });
  });

  test('holds back no other model of its gateway', async () => {
    await withRig(async (rig) => {
      const { gateway, ask, window } = await openWindows(rig, NO_ROUTE, inlineDataReply(PICTURE));
      await ask();
      const model = 'gemini-3-pro-image-preview';
      const other = { at: gateway.origin, gate: window(), model, entry: 'batch' } as const;
      assertSaved(await rig.ask(other), PICTURE);
    });
  });

  test('works again when an image arrives, even if its file cannot be written', async () => {
    await withRig(async (rig) => {
      const image = inlineDataReply(PICTURE);
      const { gateway, ask, window } = await openWindows(rig, NO_ROUTE, image, image);
      await ask();
      const publish = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
      const lost = await rig.ask({ at: gateway.origin, gate: window(), parts: { publish } });
      assert.equal(lost.outcome, 'save_failed');
      assert.equal((await ask('batch')).outcome, 'saved');
    });
  });

  test('is paused as long as the gateway asks for', async () => {
    await withRig(async (rig) => {
      const later = { ...NO_ROUTE, headers: { 'retry-after': '1800' } };
      const { ask, clock } = await openWindows(rig, later, inlineDataReply(PICTURE));
      const { failure } = await ask();
      assert.ok(failure instanceof ReplyError);
      assert.equal(failure.problem.nextTryAt, START + 30 * MINUTE);
      clock.now += 30 * MINUTE - 1;
      assertFailed(await ask('batch'), HELD_BACK);
      clock.now += 1;
      assertSaved(await ask('batch'), PICTURE);
    });
  });

  test('keeps its trial if Easel refuses the run that had it', async () => {
    await withRig(async (rig) => {
      const { gateway, ask, window } = await openWindows(rig, NO_ROUTE, inlineDataReply(PICTURE));
      await ask();
      const keyless = { keyFor: async () => undefined };
      const without = await rig.ask({ at: gateway.origin, gate: window(), parts: keyless });
      assertFailed(without, { outcome: 'auth', charge: 'no', posts: 0 });
      assertSaved(await ask(), PICTURE);
    });
  });
});

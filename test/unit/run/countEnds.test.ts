/** How an action with a count ends early: none of its requests starts after a failure or a cancel. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  newApiError,
  textReply,
  type ScriptedReply,
} from '../../support/gateway/scriptedGateway.ts';
import { canceledBy, heldReplies, until } from '../../support/heldReplies.ts';
import {
  breakRoute,
  NO_QUESTIONS,
  unasked,
  withProvenRoute,
  withRunner,
} from '../../support/runnerRig.ts';

const NO_ROUTE = newApiError(500, 'get_channel_failed', 'model temporarily unavailable');
const TASK: ScriptedReply = {
  body: { code: 200, data: [{ status: 'submitted', task_id: 'task_01K8' }] },
};
const CUT: ScriptedReply = { fault: { kind: 'cut', how: 'reset', when: 'before-headers' } };

describe('after a failure of a count', () => {
  for (const [name, failure, charge] of [
    ['a rejection', NO_ROUTE, 'no'],
    ['a broken connection that may have been charged', CUT, 'maybe'],
    ['an answer without an image', textReply('no'), 'maybe'],
  ] as const) {
    test(`sends none of the others, and keeps the images of those in flight: ${name}`, async () => {
      await withProvenRoute(async ({ gateway, runner, target, files, history }) => {
        const held = heldReplies();
        const own = await gateway(held.script);
        const seen: unknown[] = [];
        const action = runner().perform(
          { prompt: 'p', target, count: 8 },
          { showProgress: canceledBy(new AbortController(), seen) },
        );
        await held.arrived(4);
        held.answer(1, failure);
        await until(() => seen.some((one) => String(one).startsWith('failed')));
        for (const index of [0, 2, 3]) held.answer(index);
        const report = await action;
        assert.equal(own.posts, 4);
        assert.equal(report.reports.length, 4);
        assert.equal(report.result.outcome, 'saved');
        assert.equal(report.failure?.charge, charge);
        assert.ok(report.result.message);
        assert.equal((await files()).length, 3);
        assert.equal((await history()).length, 4, 'each request is recorded');
      });
    });
  }

  test('reports the failure that may have cost the most', async () => {
    await withProvenRoute(async ({ gateway, runner, target }) => {
      const held = heldReplies();
      await gateway(held.script);
      const action = runner().perform({ prompt: 'p', target, count: 2 });
      await held.arrived(2);
      held.answer(0, NO_ROUTE);
      held.answer(1, CUT);
      const { failure, result } = await action;
      assert.deepEqual([failure?.charge, result.outcome], ['maybe', failure?.outcome]);
    });
  });

  test('sends one request first on a route that is known to be broken, whatever the user answers', async () => {
    await withRunner(async (rig) => {
      const own = await rig.gateway([NO_ROUTE]);
      breakRoute(rig);
      const { failure, reports } = await rig
        .runner()
        .perform(
          { prompt: 'p', target: rig.target, count: 4 },
          { brokenRoute: 'ask', consent: { ...NO_QUESTIONS, useBrokenRoute: async () => 'send' } },
        );
      assert.deepEqual([failure?.charge, reports.length, own.posts], ['no', 1, 1]);
    });
  });

  for (const [name, reply, charge] of [
    ['refuses', NO_ROUTE, 'no'],
    ['gives a task instead of an image', TASK, 'maybe'],
  ] as const) {
    test(`report-A8 sends one request first where nothing has worked yet: it ${name}`, async () => {
      await withRunner(async ({ gateway, runner, target }) => {
        const own = await gateway(reply);
        const { failure, reports } = await runner().perform({ prompt: 'p', target, count: 4 });
        assert.deepEqual([failure?.charge, reports.length, own.posts], [charge, 1, 1]);
      });
    });
  }

  test('sends the others at once when the first one has worked, and all at once from then on', async () => {
    await withRunner(async ({ gateway, runner, target }) => {
      const held = heldReplies();
      const own = await gateway(held.script);
      const one = runner();
      const first = one.perform({ prompt: 'first', target, count: 4 });
      await held.arrived(1);
      await sleep(200);
      assert.equal(own.posts, 1);
      held.answer(0);
      await held.arrived(4);
      for (const index of [1, 2, 3]) held.answer(index);
      assert.equal((await first).result.saved.length, 4);
      const second = one.perform({ prompt: 'second', target, count: 4 });
      await held.arrived(8);
      for (const index of [4, 5, 6, 7]) held.answer(index);
      assert.equal((await second).result.saved.length, 4);
    });
  });

  test('tries a route that has just failed with one request, and sends the others when that went well', async () => {
    await withRunner(async ({ gateway, runner, target }) => {
      const own = await gateway([NO_ROUTE, NO_ROUTE]);
      const one = runner();
      await one.perform({ prompt: 'first', target });
      const options = { prompt: 'p', target, count: 3 };
      const surface = { consent: { ...NO_QUESTIONS, tryPausedRoute: unasked } };
      await one.perform(options, { ...surface, brokenRoute: 'silent' });
      assert.equal(own.posts, 2, 'the trial failed');

      const held = heldReplies();
      own.respond(held.script);
      const action = one.perform(options, { ...surface, brokenRoute: 'silent' });
      await held.arrived(1);
      await sleep(200);
      assert.equal(own.posts, 3, 'the trial is alone');
      held.answer(0);
      await held.arrived(3);
      held.answer(1);
      held.answer(2);
      const { result } = await action;
      assert.equal(result.saved.length, 3, result.message);
    });
  });
});

test('canceling a count ends all requests in flight and sends no other', async () => {
  await withProvenRoute(async ({ gateway, runner, target, history }) => {
    const held = heldReplies();
    const own = await gateway(held.script);
    const cancel = new AbortController();
    const action = runner().perform(
      { prompt: 'p', target, count: 8 },
      { showProgress: canceledBy(cancel) },
    );
    await held.arrived(4);
    cancel.abort();
    const { result, reports } = await action;
    assert.equal(result.outcome, 'cancelled');
    assert.deepEqual([own.posts, reports.length], [4, 4]);
    assert.ok((await history()).every(({ outcome }) => outcome === 'cancelled'));
  });
});

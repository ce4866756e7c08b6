/** An action with a count: its requests run at the same time, each is one POST, and none starts after a failure. */
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ShowProgress } from '../../../src/run/report/progress.ts';
import { PICTURE } from '../../support/faults/faults.ts';
import {
  inlineDataReply,
  newApiError,
  textReply,
  type ScriptedReply,
} from '../../support/gateway/scriptedGateway.ts';
import { breakRoute, NO_QUESTIONS, unasked, withRunner } from '../../support/runnerRig.ts';

const IMAGE = inlineDataReply(PICTURE);
const NO_ROUTE = newApiError(500, 'get_channel_failed', 'model temporarily unavailable');
const CUT: ScriptedReply = { fault: { kind: 'cut', how: 'reset', when: 'before-headers' } };

/** Answers when a test says so. */
function heldReplies() {
  const waiting: ((reply: ScriptedReply) => void)[] = [];
  return {
    waiting,
    script: () => new Promise<ScriptedReply>((resolve) => waiting.push(resolve)),
    /** Resolves when this many requests have arrived as a whole. */
    arrived: (count: number) => until(() => waiting.length >= count),
    answer: (index: number, reply: ScriptedReply = IMAGE) => waiting[index]?.(reply),
  };
}

async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !isSo(); await sleep(5)) {
    assert.ok(Date.now() < end, 'what the test waits for never came');
  }
}

function canceledBy({ signal }: AbortController, seen: unknown[] = []): ShowProgress {
  return (_action, work) =>
    work(signal, ({ phase }, request) => {
      if (phase === 'started' || phase === 'done' || phase === 'failed')
        seen.push([phase, request]);
    });
}

describe('the requests of a count', () => {
  test('sends four at once, one POST each, and returns all images in one result', async () => {
    await withRunner(async ({ gateway, runner, target, files }) => {
      const held = heldReplies();
      const own = await gateway(held.script);
      const action = runner().perform({ prompt: 'four', target, count: 4 });
      // All four have arrived, and none is answered.
      await held.arrived(4);
      for (const index of [2, 0, 3, 1]) held.answer(index);
      const { result, reports } = await action;
      assert.equal(result.outcome, 'saved', result.message);
      assert.equal(own.posts, 4);
      assert.deepEqual(await files(), ['four-2.png', 'four-3.png', 'four-4.png', 'four.png']);
      assert.deepEqual(
        result.saved.map((uri) => basename(fileURLToPath(uri))).sort(),
        await files(),
      );
      assert.deepEqual(
        result.runs,
        reports.map(({ id }) => id),
      );
      assert.equal(new Set(result.runs).size, 4);
    });
  });

  test('sends no more than four at once, and the next one when one has ended', async () => {
    await withRunner(async ({ gateway, runner, target }) => {
      let open = 0;
      let most = 0;
      const own = await gateway(async () => {
        most = Math.max(most, (open += 1));
        await new Promise((resolve) => setTimeout(resolve, 60));
        open -= 1;
        return IMAGE;
      });
      const { result } = await runner().perform({ prompt: 'eight', target, count: 8 });
      assert.deepEqual([own.posts, most, result.saved.length], [8, 4, 8]);
    });
  });

  test('sends nothing more for a second click, and something else for another count', async () => {
    await withRunner(async ({ gateway, runner, target }) => {
      const held = heldReplies();
      const own = await gateway(held.script);
      const one = runner();
      const options = { prompt: 'click', target, count: 4 };
      const clicks = [one.perform(options), one.perform(options)];
      await held.arrived(4);
      const other = one.perform({ ...options, count: 1 });
      await held.arrived(5);
      held.waiting.forEach((_, index) => held.answer(index));
      const [first, second] = await Promise.all(clicks);
      assert.equal(first, second);
      assert.equal((await other).result.saved.length, 1);
      assert.equal(own.posts, 5);
    });
  });

  test('asks once about a broken route, before the first one, and sends all on the chosen one', async () => {
    await withRunner(async (rig) => {
      const own = await rig.gateway(() => IMAGE);
      const second = await rig.gateway(() => IMAGE, 'second');
      breakRoute(rig);
      let questions = 0;
      const { result } = await rig.runner().perform(
        { prompt: 'p', target: rig.target, count: 4 },
        {
          brokenRoute: 'ask',
          consent: {
            ...NO_QUESTIONS,
            useBrokenRoute: async ({ plan }) => {
              questions += 1;
              assert.deepEqual([own.connections, second.connections], [0, 0]);
              return { gateway: 'second', model: plan.model };
            },
          },
        },
      );
      assert.equal(result.saved.length, 4, result.message);
      assert.deepEqual([questions, own.posts, second.posts], [1, 0, 4]);
    });
  });

  test('reports each one when it ends, with its own images, store, and progress', async () => {
    await withRunner(async ({ gateway, runner, target }) => {
      const held = heldReplies();
      await gateway(held.script);
      const [ended, stores, progress]: [unknown[], number[], unknown[]] = [[], [], []];
      let isEnded: (() => void) | undefined;
      const action = runner().perform(
        { prompt: 'each', target, count: 2 },
        {
          showProgress: canceledBy(new AbortController(), progress),
          wrapStore: (store, request) => {
            stores.push(request);
            return store;
          },
          onRequestEnded: ({ result, reports }, request) => {
            ended.push([request, result.saved.length, reports.length]);
            isEnded?.();
          },
        },
      );
      await held.arrived(2);
      // The gateway's order of arrival can be another one.
      const first = new Promise<void>((resolve) => (isEnded = resolve));
      held.answer(0);
      await first;
      assert.equal(ended.length, 1, 'before the other one has ended');
      held.answer(1);
      await action;
      assert.deepEqual(ended.toSorted(), [
        [0, 1, 1],
        [1, 1, 1],
      ]);
      assert.deepEqual(stores.toSorted(), [0, 1]);
      assert.deepEqual(progress.slice(0, 2), [
        ['started', 0],
        ['started', 1],
      ]);
      assert.deepEqual(progress.slice(2).toSorted(), [
        ['done', 0],
        ['done', 1],
      ]);
    });
  });
});

describe('after a failure of a count', () => {
  for (const [name, failure, charge] of [
    ['a rejection', NO_ROUTE, 'no'],
    ['a broken connection that may have been charged', CUT, 'maybe'],
    ['an answer without an image', textReply('no'), 'maybe'],
  ] as const) {
    test(`sends none of the others, and keeps the images of those in flight: ${name}`, async () => {
      await withRunner(async ({ gateway, runner, target, files, history }) => {
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
    await withRunner(async ({ gateway, runner, target }) => {
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
  await withRunner(async ({ gateway, runner, target, history }) => {
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

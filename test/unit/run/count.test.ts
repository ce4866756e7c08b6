/** An action with a count: its requests run at the same time, and each is one POST. */
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NEEDED_BYTES } from '../../../src/spool/preflight.ts';
import { withFree } from '../../support/disk/diskRuns.ts';
import { canceledBy, heldReplies, IMAGE } from '../../support/heldReplies.ts';
import { breakRoute, NO_QUESTIONS, withProvenRoute, withRunner } from '../../support/runnerRig.ts';

describe('the requests of a count', () => {
  test('sends four at once, one POST each, and returns all images in one result', async () => {
    await withProvenRoute(async ({ gateway, runner, target, files }) => {
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
    await withProvenRoute(async ({ gateway, runner, target }) => {
      const held = heldReplies();
      const own = await gateway(held.script);
      const action = runner().perform({ prompt: 'eight', target, count: 8 });
      for (let ended = 0; ended < 8; ended += 1) {
        const most = Math.min(8, ended + 4);
        await held.arrived(most);
        await sleep(30);
        assert.equal(own.posts, most);
        held.answer(ended);
      }
      assert.equal((await action).result.saved.length, 8);
    });
  });

  test('needs room for all that can arrive at once, before anything is sent', async () => {
    await withRunner(async ({ gateway, runner, parts, target }) => {
      const own = await gateway(IMAGE);
      const disk = withFree(NEEDED_BYTES * 3);
      const small = runner({ runParts: { ...parts.runParts, disk } });
      const action = await small.perform({ prompt: 'four', target, count: 4 });
      assert.match(action.result.message ?? '', /Nothing was sent/);
      assert.equal(own.posts, 0);
      const { result } = await small.perform({ prompt: 'three', target, count: 3 });
      assert.equal(result.saved.length, 3, result.message);
    });
  });

  test('sends nothing more for a second click, and something else for another count', async () => {
    await withProvenRoute(async ({ gateway, runner, target }) => {
      const held = heldReplies();
      const own = await gateway(held.script);
      const one = runner();
      const options = { prompt: 'click', target, count: 4 };
      const clicks = [one.perform(options), one.perform(options)];
      await held.arrived(4);
      const other = one.perform({ ...options, count: 1 });
      await held.arrived(5);
      for (const index of held.waiting.keys()) held.answer(index);
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
    await withProvenRoute(async ({ gateway, runner, target }) => {
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

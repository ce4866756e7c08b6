/** The questions that the runner asks before it sends, and its choices where the user cannot be asked. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BrokenRoute, PausedRoute } from '../../../../src/run/consent/questions.ts';
import type { ActionOptions } from '../../../../src/run/runnerParts.ts';
import { PICTURE } from '../../../support/faults/faults.ts';
import { inlineDataReply, newApiError } from '../../../support/gateway/scriptedGateway.ts';
import {
  breakRoute,
  MODEL,
  NO_QUESTIONS,
  unasked,
  withRunner,
  type RunnerRig,
} from '../../../support/runnerRig.ts';

const IMAGE = inlineDataReply(PICTURE);
const NO_ROUTE = newApiError(500, 'get_channel_failed', 'model temporarily unavailable');

describe('a route that is known to be broken', () => {
  for (const [name, surface] of [
    ['without options', {}],
    ['with `tell`', { brokenRoute: 'tell', consent: NO_QUESTIONS }],
    ['with `ask` where no one can be asked', { brokenRoute: 'ask' }],
    [
      'with `ask` where only other questions can be asked',
      { brokenRoute: 'ask', consent: { leaveWorkspace: unasked } },
    ],
  ] satisfies [string, ActionOptions][]) {
    test(`is sent to and named in the warnings ${name}`, async () => {
      await withRunner(async (rig) => {
        const own = await rig.gateway(() => IMAGE);
        breakRoute(rig);
        const { target } = rig;
        const { result } = await rig.runner().perform({ prompt: 'p', target }, surface);
        assert.equal(result.outcome, 'saved', result.message);
        assert.equal(own.posts, 1);
        assert.equal(result.warnings.length, 1);
        assert.match(result.warnings[0] ?? '', /\(generate\) at own: Down/);
      });
    });
  }

  test('is sent to without a word with `silent`', async () => {
    await withRunner(async (rig) => {
      const own = await rig.gateway(() => IMAGE);
      breakRoute(rig);
      const surface: ActionOptions = { brokenRoute: 'silent', consent: NO_QUESTIONS };
      const { result } = await rig.runner().perform({ prompt: 'p', target: rig.target }, surface);
      assert.deepEqual([result.outcome, result.warnings, own.posts], ['saved', [], 1]);
    });
  });

  test('is asked about with its name, its problem, and an alternative', async () => {
    await withRunner(async (rig) => {
      const own = await rig.gateway(() => IMAGE);
      await rig.gateway(() => IMAGE, 'second');
      breakRoute(rig);
      const questions: BrokenRoute[] = [];
      const consent: ActionOptions['consent'] = {
        ...NO_QUESTIONS,
        useBrokenRoute: async (question) => {
          questions.push(question);
          return 'send';
        },
      };
      const surface: ActionOptions = { brokenRoute: 'ask', consent };
      const { result } = await rig.runner().perform({ prompt: 'p', target: rig.target }, surface);
      assert.deepEqual([result.outcome, result.warnings, own.posts], ['saved', [], 1]);
      const [question, ...others] = questions;
      assert.deepEqual(others, []);
      assert.equal(question?.name, `${MODEL} (generate) at own`);
      assert.match(question.problem, /^Down since .*get_channel_failed/);
      assert.equal(question.pause, undefined);
      const { gateway, model } = question.alternative ?? {};
      assert.deepEqual([gateway, model], ['second', MODEL]);
    });
  });

  test('is asked about once a day, in all windows together', async () => {
    await withRunner(async (rig) => {
      const own = await rig.gateway(() => IMAGE);
      breakRoute(rig);
      let asked = 0;
      const consent: ActionOptions['consent'] = {
        ...NO_QUESTIONS,
        useBrokenRoute: async () => {
          asked += 1;
          return 'cancel';
        },
      };
      const surface: ActionOptions = { brokenRoute: 'ask', consent };
      const outcomes: string[] = [];
      for (const window of [rig.runner(), rig.runner()]) {
        const { result } = await window.perform({ prompt: 'p', target: rig.target }, surface);
        outcomes.push(result.outcome);
      }
      assert.deepEqual([outcomes, asked, own.posts], [['cancelled', 'saved'], 1, 1]);
    });
  });

  test('sends nothing if the person cancels', async () => {
    await withRunner(async (rig) => {
      const own = await rig.gateway(() => IMAGE);
      breakRoute(rig);
      const consent: ActionOptions['consent'] = {
        ...NO_QUESTIONS,
        useBrokenRoute: async () => 'cancel',
      };
      const surface: ActionOptions = { brokenRoute: 'ask', consent };
      const report = await rig.runner().perform({ prompt: 'p', target: rig.target }, surface);
      assert.deepEqual([report.result.outcome, report.failure?.charge], ['cancelled', 'no']);
      assert.deepEqual([own.connections, await rig.history()], [0, []]);
    });
  });

  test('plans the action again on the alternative that the person picks', async () => {
    await withRunner(async (rig) => {
      const own = await rig.gateway(() => IMAGE);
      const second = await rig.gateway(() => IMAGE, 'second');
      breakRoute(rig);
      const chosen: unknown[] = [];
      const surface: ActionOptions = {
        brokenRoute: 'ask',
        consent: {
          useBrokenRoute: async ({ alternative }) => {
            assert.ok(alternative);
            return { gateway: alternative.gateway, model: 'gemini-3-pro-image-preview' };
          },
        },
        onRouteChosen: (choice) => chosen.push(choice),
      };
      const options = { prompt: 'p', target: rig.target, count: 2 };
      const { result, plan } = await rig.runner().perform(options, surface);
      assert.equal(result.outcome, 'saved', result.message);
      assert.deepEqual([own.connections, second.posts], [0, 2]);
      assert.match(second.requests[0]?.url ?? '', /gemini-3-pro-image-preview:generateContent/);
      assert.deepEqual(chosen, [{ gateway: 'second', model: 'gemini-3-pro-image-preview' }]);
      assert.equal(plan?.gateway.id, 'second');
      assert.deepEqual(
        (await rig.history()).map(({ gateway }) => gateway),
        ['second', 'second'],
      );
    });
  });
});

describe('a route that has just failed', () => {
  async function paused(rig: RunnerRig): Promise<{ readonly posts: number }> {
    const own = await rig.gateway([NO_ROUTE, IMAGE]);
    await rig.runner().perform({ prompt: 'fails', target: rig.target });
    // Its observation would be asked about instead.
    rig.observations.length = 0;
    return own;
  }

  for (const [answer, outcome, posts] of [
    [true, 'saved', 2],
    [false, 'cancelled', 1],
  ] as const) {
    test(`is asked about, and ${answer ? 'tried once' : 'left alone'}`, async () => {
      await withRunner(async (rig) => {
        const own = await paused(rig);
        const questions: PausedRoute[] = [];
        const consent: ActionOptions['consent'] = {
          ...NO_QUESTIONS,
          tryPausedRoute: async (question) => {
            questions.push(question);
            return answer;
          },
        };
        const surface: ActionOptions = { brokenRoute: 'ask', consent };
        const { result } = await rig.runner().perform({ prompt: 'p', target: rig.target }, surface);
        assert.deepEqual([result.outcome, own.posts], [outcome, posts]);
        const [question] = questions;
        assert.equal(questions.length, 1);
        assert.deepEqual([question?.plan.gateway.id, question?.plan.modelId], ['own', MODEL]);
        assert.ok(question && question.until > question.since);
      });
    });
  }

  test('is tried once where the user cannot be asked, but not for a batch', async () => {
    await withRunner(async (rig) => {
      const own = await paused(rig);
      const batch = { prompt: 'p', target: rig.target, count: 2 };
      const kept = await rig.runner().perform(batch);
      assert.deepEqual([kept.result.outcome, kept.failure?.charge], ['route_unavailable', 'no']);
      assert.equal(own.posts, 1);
      const single = await rig.runner().perform({ prompt: 'p', target: rig.target });
      assert.deepEqual([single.result.outcome, own.posts], ['saved', 2]);
    });
  });
});

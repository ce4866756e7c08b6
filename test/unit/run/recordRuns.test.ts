/** The records of a run in history, observations, and log. A record that can't be written must not change the run. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { History, HistoryEntry } from '../../../src/history/history.ts';
import type { RunnerParts } from '../../../src/run/runnerParts.ts';
import { PICTURE } from '../../support/faults/faults.ts';
import { inlineDataReply, newApiError } from '../../support/gateway/scriptedGateway.ts';
import { withRunner } from '../../support/runnerRig.ts';

const IMAGE = inlineDataReply(PICTURE);

describe('a run', () => {
  test('is in the history as sent before its POST leaves, and its end takes the place of that', async () => {
    await withRunner(async ({ gateway, runner, target, history }) => {
      let atPost: History = [];
      await gateway(async () => {
        atPost = await history();
        return IMAGE;
      });
      const { result } = await runner().perform({ prompt: 'a cat', target });
      assert.deepEqual(
        atPost.map(({ id, outcome, prompt, results }) => ({ id, outcome, prompt, results })),
        [{ id: result.runs[0], outcome: 'sent', prompt: 'a cat', results: [] }],
      );
      const ended = await history();
      assert.deepEqual(
        ended.map(({ id, outcome, results }) => [id, outcome, results.map(({ uri }) => uri)]),
        [[result.runs[0], 'saved', result.saved]],
      );
    });
  });

  test('is observed on its route, with its outcome', async () => {
    await withRunner(async ({ gateway, runner, target, observations }) => {
      const { origin } = await gateway([newApiError(500, 'get_channel_failed', 'x'), IMAGE]);
      const one = runner();
      await one.perform({ prompt: 'one', target });
      await one.perform({ prompt: 'two', target });
      assert.deepEqual(
        observations.map(({ gateway, origin, operation, kind, outcome }) => [
          gateway,
          origin,
          operation,
          kind,
          outcome,
        ]),
        [
          ['own', origin, 'generate', 'run', 'route_unavailable'],
          ['own', origin, 'generate', 'run', 'saved'],
        ],
      );
    });
  });

  test('is in the log and in the diagnostics, the newest first', async () => {
    await withRunner(async ({ gateway, runner, target, log }) => {
      await gateway(() => IMAGE);
      const one = runner();
      const first = await one.perform({ prompt: 'one', target });
      await one.perform({ prompt: 'two', target, model: 'nano-banana' });
      assert.ok(log.some((line) => line.includes(`run=${first.result.runs[0]}`)));
      assert.deepEqual(
        one.recent().map(({ outcome, gateway }) => `${outcome} ${gateway}`),
        ['saved own', 'saved own'],
      );
      assert.notEqual(one.recent()[0]?.model, one.recent()[1]?.model);
    });
  });

  test('that Easel refuses is neither in the history nor observed, because it tells nothing of its route', async () => {
    await withRunner(async ({ gateway, runner, parts, target, history, observations }) => {
      const own = await gateway(() => IMAGE);
      const one = runner({ runParts: { ...parts.runParts, keyFor: async () => undefined } });
      assert.equal((await one.perform({ prompt: 'p', target })).result.outcome, 'auth');
      assert.equal(own.posts, 0);
      assert.deepEqual([await history(), observations], [[], []]);
      assert.equal(one.recent()[0]?.outcome, 'auth');
    });
  });
});

test('a retest is observed as one, and is not in the history', async () => {
  await withRunner(async ({ gateway, runner, target, history, observations }) => {
    const own = await gateway(() => IMAGE);
    const surface = { kind: 'retest', brokenRoute: 'silent' } as const;
    const { result } = await runner().perform({ prompt: 'p', target }, surface);
    assert.equal(result.outcome, 'saved', result.message);
    assert.equal(own.posts, 1);
    assert.deepEqual(await history(), []);
    assert.deepEqual(
      observations.map(({ kind, outcome }) => [kind, outcome]),
      [['retest', 'saved']],
    );
  });
});

describe('a paid run ends the same way', () => {
  const broken = () => Promise.reject(new Error('disk full'));
  const throwing = () => {
    throw new Error('the log is gone');
  };
  const cases: Readonly<Record<string, Partial<RunnerParts>>> = {
    "if the history can't be written": { history: { add: broken } },
    'if the history throws': { history: { add: throwing } },
    "if observations can't be written": { observations: { add: broken } },
    'if the log throws': { log: { event: throwing, error: throwing } },
    'if nothing can be written at all': {
      history: { add: throwing },
      observations: { add: throwing },
      log: { event: throwing, error: throwing },
    },
  };
  for (const [name, parts] of Object.entries(cases)) {
    test(name, async () => {
      await withRunner(async ({ gateway, runner, target, files }) => {
        const own = await gateway([IMAGE, newApiError(400, 'x', 'no')]);
        const one = runner(parts);
        const saved = await one.perform({ prompt: 'paid', target });
        assert.deepEqual([saved.result.outcome, saved.failure], ['saved', undefined]);
        assert.deepEqual(await files(), ['paid.png']);
        assert.equal((await one.perform({ prompt: 'no', target })).result.outcome, 'bad_request');
        assert.equal(own.posts, 2);
        assert.equal((await one.perform(7)).result.outcome, 'bad_request');
      });
    });
  }

  test('if the history can be written before the POST and not after it', async () => {
    await withRunner(async ({ gateway, runner, target }) => {
      await gateway(() => IMAGE);
      const add = async ({ outcome }: HistoryEntry) => {
        if (outcome !== 'sent') throw new Error('disk full');
      };
      const { result } = await runner({ history: { add } }).perform({ prompt: 'paid', target });
      assert.equal(result.outcome, 'saved', result.message);
    });
  });

  test('if another window keeps the history locked: the POST leaves without it', async () => {
    await withRunner(async ({ gateway, runner, target }) => {
      const own = await gateway(() => IMAGE);
      const add = ({ outcome }: HistoryEntry) =>
        outcome === 'sent' ? new Promise<void>(() => undefined) : Promise.resolve();
      const { result } = await runner({ history: { add } }).perform({ prompt: 'paid', target });
      assert.equal(result.outcome, 'saved', result.message);
      assert.equal(own.posts, 1);
    });
  });
});

/** What an action reports to its surface, beside the public result. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PICTURE } from '../../support/faults/faults.ts';
import { inlineDataReply, newApiError } from '../../support/gateway/scriptedGateway.ts';
import { NO_QUESTIONS, withRunner } from '../../support/runnerRig.ts';

const IMAGE = inlineDataReply(PICTURE);
const NO_ROUTE = newApiError(500, 'get_channel_failed', 'model temporarily unavailable');

describe('a refused action', () => {
  test('reports its options once they are valid, and its plan once there is one', async () => {
    await withRunner(async ({ gateway, runner, target }) => {
      await gateway(() => IMAGE);
      const invalid = await runner().perform({ prompt: '' });
      assert.deepEqual(['options' in invalid, 'plan' in invalid], [false, false]);
      const unplanned = await runner().perform({ prompt: 'p', target, gateway: 'unknown' });
      assert.equal(unplanned.options?.prompt, 'p');
      assert.equal('plan' in unplanned, false);
      const asking = { consent: NO_QUESTIONS, brokenRoute: 'ask' } as const;
      const linkEscape = () => Promise.reject(new Error('The disk is gone.'));
      const planned = await runner({ linkEscape }).perform({ prompt: 'p', target }, asking);
      assert.equal(planned.options?.prompt, 'p');
      assert.deepEqual(
        [planned.plan?.operation, planned.plan?.gateway.id],
        ['generate', 'own'],
        planned.result.message,
      );
    });
  });
});

describe('a paused route', () => {
  test('gets no batch of a caller without a user, one request as its trial, and what a user starts', async () => {
    for (const [surface, count, posts] of [
      [{}, 2, 0],
      [{}, 1, 1],
      [{ brokenRoute: 'silent' }, 2, 1],
    ] as const) {
      await withRunner(async ({ gateway, runner, target }) => {
        const own = await gateway(() => NO_ROUTE);
        const one = runner();
        await one.perform({ prompt: 'first', target });
        assert.equal(own.posts, 1);
        const { result } = await one.perform({ prompt: 'next', target, count }, surface);
        assert.equal(result.outcome, 'route_unavailable');
        assert.equal(own.posts - 1, posts, `${JSON.stringify(surface)} ${count}`);
      });
    }
  });
});

describe('the log', () => {
  test('has each run by its name, and an error only for a run that failed', async () => {
    await withRunner(async ({ gateway, runner, target, log }) => {
      await gateway([IMAGE, newApiError(400, 'x', 'no')]);
      const one = runner();
      await one.perform({ prompt: 'good', target });
      assert.equal(log.filter((line) => line.startsWith('Run: ')).length, 1);
      assert.equal(log.filter((line) => line.includes('Run failed')).length, 0);
      await one.perform({ prompt: 'bad', target });
      assert.equal(log.filter((line) => line.includes('Run failed')).length, 1);
    });
  });

  test('names the record that could not be written, and why', async () => {
    await withRunner(async ({ gateway, runner, target, log }) => {
      await gateway(() => IMAGE);
      const add = () => Promise.reject(new Error('disk full'));
      await runner({ history: { add } }).perform({ prompt: 'p', target });
      assert.ok(
        log.some((line) => /history.*disk full/s.test(line)),
        log.join('\n'),
      );
      await runner({ observations: { add } }).perform({ prompt: 'q', target });
      assert.ok(
        log.some((line) => /observations.*disk full/s.test(line)),
        log.join('\n'),
      );
    });
  });
});

test('a run that saves tells that its bytes are here: no more are on their way', async () => {
  await withRunner(async ({ gateway, runner, target }) => {
    await gateway(() => IMAGE);
    const saving: unknown[] = [];
    await runner().perform(
      { prompt: 'p', target },
      {
        showProgress: (_action, work) =>
          work(new AbortController().signal, (progress) => {
            if (progress.phase === 'saving') saving.push(progress);
          }),
      },
    );
    assert.deepEqual(saving, [{ phase: 'saving', sentBytes: 0, receivedBytes: 0, totalBytes: 0 }]);
  });
});

test('more images than a model handles well are sent with a warning', async () => {
  await withRunner(async ({ gateway, runner, target, put }) => {
    await gateway(() => IMAGE);
    const images = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => put(`${name}.png`, PICTURE)),
    );
    const warned = async (model: string, count: number) => {
      const options = { prompt: 'p', target, model, images: images.slice(0, count) };
      const { reports } = await runner().perform(options);
      return reports[0]?.warnings.filter(({ kind }) => kind === 'many-images');
    };
    assert.deepEqual(await warned('nano-banana', 4), [{ kind: 'many-images', best: 3 }]);
    assert.deepEqual(await warned('nano-banana', 3), []);
    assert.deepEqual(await warned('a-model-that-easel-does-not-know', 4), []);
  });
});

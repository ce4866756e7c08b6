/** The runner as every surface calls it: what it sends, and what it returns. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ShowProgress } from '../../../src/run/report/progress.ts';
import { CANARY, assertNoKeyWithin } from '../../support/canary.ts';
import { PICTURE } from '../../support/faults/faults.ts';
import { inlineDataReply, newApiError, textReply } from '../../support/gateway/scriptedGateway.ts';
import { png } from '../../support/image/images.ts';
import { sentImages } from '../../support/image/sentImages.ts';
import { NO_QUESTIONS, withRunner } from '../../support/runnerRig.ts';

const IMAGE = inlineDataReply(PICTURE);
const SLOW = { ...IMAGE, waitMs: 300 };

describe('identical actions', () => {
  test('sends one POST for 50 identical calls at once, and all get the same report', async () => {
    await withRunner(async ({ gateway, runner, target, files }) => {
      const own = await gateway(() => SLOW);
      const one = runner();
      const calls = Array.from({ length: 50 }, () => one.perform({ prompt: 'once', target }));
      const reports = await Promise.all(calls);
      assert.equal(own.posts, 1);
      assert.equal(new Set(reports).size, 1);
      assert.equal(reports[0]?.result.outcome, 'saved', reports[0]?.result.message);
      assert.deepEqual(await files(), ['once.png']);
    });
  });

  test('joins two calls whose options have another order', async () => {
    await withRunner(async ({ gateway, runner, target }) => {
      const own = await gateway(() => SLOW);
      const one = runner();
      const calls = [
        { prompt: 'once', target },
        { target, prompt: 'once' },
      ];
      const [first, second] = await Promise.all(calls.map((options) => one.perform(options)));
      assert.equal(own.posts, 1);
      assert.equal(first, second);
    });
  });

  test('does not join different calls', async () => {
    await withRunner(async ({ gateway, runner, target }) => {
      const own = await gateway(() => SLOW);
      const one = runner();
      const prompts = ['one', 'two', 'three'];
      const reports = await Promise.all(prompts.map((prompt) => one.perform({ prompt, target })));
      assert.equal(own.posts, 3);
      assert.equal(new Set(reports.flatMap(({ result }) => result.saved)).size, 3);
    });
  });

  test('sends again for the same call after the first one has ended', async () => {
    await withRunner(async ({ gateway, runner, target, files }) => {
      const own = await gateway(() => IMAGE);
      const one = runner();
      const first = await one.perform({ prompt: 'again', target });
      const second = await one.perform({ prompt: 'again', target });
      assert.equal(own.posts, 2);
      assert.notDeepEqual(first.result.runs, second.result.runs);
      assert.deepEqual(await files(), ['again-2.png', 'again.png']);
    });
  });
});

describe('the inputs of an action', () => {
  test('come from the reader that the caller passes, and otherwise from the files', async () => {
    await withRunner(async ({ gateway, runner, target, put }) => {
      const own = await gateway(() => IMAGE);
      const image = await put('source.png', PICTURE);
      const pasted = png(3, 3);
      const options = { prompt: 'edit', target, images: [image] };
      await runner().perform(options, { readImage: async () => pasted });
      await runner().perform(options);
      const sent = own.requests.map((request) => sentImages(request)[0]?.bytes);
      assert.deepEqual(sent, [Buffer.from(pasted), Buffer.from(PICTURE)]);
    });
  });

  test('are read with the settings of the folder of the source, or of the target', async () => {
    await withRunner(async ({ gateway, runner, target, put, parts }) => {
      await gateway(() => IMAGE);
      const image = await put('source.png', PICTURE);
      const scopes: (string | undefined)[] = [];
      const settings: typeof parts.settings = (scope) => {
        scopes.push(scope);
        return parts.settings(scope);
      };
      await runner({ settings }).perform({ prompt: 'edit', target, images: [image] });
      assert.deepEqual([...new Set(scopes)], [image]);
      scopes.length = 0;
      await runner({ settings }).perform({ prompt: 'new', target });
      assert.deepEqual([...new Set(scopes)], [target]);
    });
  });
});

describe('before anything is sent', () => {
  test('refuses every action in Restricted Mode, without a question and without reading a file', async () => {
    await withRunner(async ({ gateway, runner, target, put, history, observations }) => {
      const own = await gateway(() => IMAGE);
      const forbidden = () => assert.fail('nothing may be read in Restricted Mode');
      const one = runner({
        isTrusted: () => false,
        settings: forbidden,
        linkEscape: forbidden,
        showProgress: forbidden,
      });
      for (const options of [{ prompt: 'p', target, images: [await put('a.png', PICTURE)] }, 7]) {
        const { result, failure, reports } = await one.perform(options, {
          consent: NO_QUESTIONS,
          brokenRoute: 'ask',
        });
        assert.equal(result.outcome, 'config');
        assert.match(result.message ?? '', /Restricted Mode/);
        assert.equal(failure?.charge, 'no');
        assert.deepEqual(reports, []);
      }
      assert.equal(own.connections, 0);
      assert.deepEqual([await history(), observations], [[], []]);
    });
  });

  test('refuses options that are not valid with a result instead of an exception', async () => {
    await withRunner(async ({ gateway, runner }) => {
      const own = await gateway(() => IMAGE);
      for (const options of [undefined, 'x', {}, { prompt: '' }, { prompt: 'p', count: -1 }]) {
        const { result } = await runner().perform(options);
        assert.equal(result.outcome, 'bad_request', JSON.stringify(options));
      }
      assert.equal(own.connections, 0);
    });
  });

  test('charges nothing for a run that is canceled before it is sent', async () => {
    await withRunner(async ({ gateway, runner, target, history }) => {
      const own = await gateway(() => IMAGE);
      const report = await runner().perform(
        { prompt: 'p', target },
        { showProgress: (_action, work) => work(AbortSignal.abort(), () => undefined) },
      );
      assert.equal(report.result.outcome, 'cancelled');
      assert.equal(report.failure?.charge, 'no');
      assert.equal(own.posts, 0);
      assert.deepEqual(
        (await history()).map(({ outcome }) => outcome),
        ['cancelled'],
      );
    });
  });
});

test('takes the key out of every text that a gateway sends back', async () => {
  await withRunner(async ({ gateway, runner, target }) => {
    await gateway([
      newApiError(401, CANARY, `Incorrect API key provided: ${CANARY}`),
      newApiError(400, 'bad', `key=${encodeURIComponent(CANARY)} is not allowed`),
      textReply(`Your key is ${CANARY}.`),
    ]);
    for (const outcome of ['auth', 'bad_request', 'no_image']) {
      const { result } = await runner().perform({ prompt: `p ${outcome}`, target });
      assert.equal(result.outcome, outcome, result.message);
      assert.ok(result.message);
      assertNoKeyWithin(result, 'the result');
    }
  });
});

test('takes out other keys of this session too, wherever a text quotes one', async () => {
  await withRunner(async ({ gateway, runner, target }) => {
    const other = 'key-of-another-gateway-42';
    await gateway(() => newApiError(400, 'bad', `${other} belongs to someone else`));
    const one = runner({ keys: () => [CANARY, other] });
    for (const options of [
      { prompt: 'p', target },
      { prompt: 'p', target, gateway: other },
    ]) {
      const { result } = await one.perform(options);
      assert.match(result.message ?? '', /•••/);
      assert.doesNotMatch(JSON.stringify(result), /another-gateway/);
    }
  });
});

test("tells the surface how far a run has come, under the gateway's name", async () => {
  await withRunner(async ({ gateway, runner, target }) => {
    await gateway(() => IMAGE);
    const seen: string[] = [];
    const showProgress: ShowProgress = ({ title, gateway: name }, work) => {
      seen.push(title, name.replace(/\d+\)$/, 'port)'));
      return work(new AbortController().signal, ({ phase }) => seen.push(phase));
    };
    await runner().perform({ prompt: 'p', target }, { showProgress });
    assert.deepEqual(seen.slice(0, 2), ['Generating image', 'own (127.0.0.1:port)']);
    for (const phase of ['sending', 'waiting', 'saving']) assert.ok(seen.includes(phase), phase);
    assert.deepEqual(seen.slice(-2), ['saving', 'done']);
  });
});

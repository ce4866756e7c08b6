/** A run whose gateway makes a task of the request: it may be charged, so nothing starts a second one by itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReplyError } from '../../../src/errors.ts';
import { ACTIONS, offeredActions } from '../../../src/messages/actions.ts';
import { describeError } from '../../../src/messages/messages.ts';
import { progressLine } from '../../../src/run/report/progress.ts';
import { CANARY } from '../../support/canary.ts';
import { inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import { png } from '../../support/image/images.ts';
import { translate } from '../../support/localization.ts';
import { withRunner } from '../../support/runnerRig.ts';

const TASK = 'task_01KQ7ZC8M3';
const ACCEPTED = { body: { code: 200, data: [{ status: 'submitted', task_id: TASK }] } };

test('report-A8 ends a batch after the requests in flight, and keeps the id in message, history, and log', async () => {
  await withRunner(async ({ gateway, runner, history, log, observations, target, files }) => {
    const own = await gateway(ACCEPTED);
    const { result, failure } = await runner().perform({ prompt: 'a cat', target, count: 8 });
    assert.deepEqual([result.outcome, failure?.charge], ['accepted', 'maybe']);
    assert.ok(own.posts <= 4, 'the others were not sent');
    assert.match(
      result.message ?? '',
      new RegExp(`as task ${TASK} .*You may have been charged\\.`),
    );
    const [entry] = await history();
    assert.deepEqual([entry?.outcome, entry?.task], ['accepted', TASK]);
    assert.ok(log.join('\n').includes(TASK));
    assert.equal(observations[0]?.outcome, 'accepted');
    assert.deepEqual(await files(), []);
  });
});

test('report-A8 does not pause the route', async () => {
  await withRunner(async ({ gateway, runner, target }) => {
    const own = await gateway([ACCEPTED, ACCEPTED, ACCEPTED, inlineDataReply(png())]);
    const easel = runner();
    for (const prompt of ['a', 'b', 'c']) {
      const { result } = await easel.perform({ prompt, target }, { brokenRoute: 'silent' });
      assert.equal(result.outcome, 'accepted', result.message);
    }
    const { result } = await easel.perform({ prompt: 'd', target }, { brokenRoute: 'silent' });
    assert.deepEqual([result.outcome, own.posts], ['saved', 4], result.message);
  });
});

test('report-A8 has no key in its id, wherever it goes', async () => {
  await withRunner(async ({ gateway, runner, history, target }) => {
    await gateway({ body: { task_id: `x-${CANARY}` } });
    const { result } = await runner().perform({ prompt: 'a cat', target });
    assert.equal(result.outcome, 'accepted');
    // The rig looks for the key in the log and in every file.
    assert.equal((await history())[0]?.task, 'x-•••');
  });
});

test('report-A8 shows the id as text, and offers no button that sends the request again', () => {
  const problem = { kind: 'task', outcome: 'accepted', charge: 'maybe', status: 200 } as const;
  const taskId = '[pay](command:evil) \u202e'.repeat(20);
  const error = new ReplyError('gw.example', 'm', { ...problem, taskId });
  const message = describeError(error, translate);
  assert.doesNotMatch(message.text, /\]\(|\u202e/);
  const facts = { canRepeat: true, hasSite: true };
  assert.deepEqual(offeredActions(message, facts, 'maybe'), ['open-site', 'show-log']);
  for (const action of message.actions) assert.notEqual(ACTIONS[action].behavior.kind, 'repeat');
});

test('report-A4 shows that it waits until the first byte of a reply arrives', () => {
  const at = { phase: 'receiving', sentBytes: 9, totalBytes: 9 } as const;
  const line = (receivedBytes: number) =>
    progressLine({ ...at, receivedBytes }, 'Mine', 95_000, translate);
  assert.equal(line(0), 'waiting for Mine · 95 s');
  assert.match(line(2048), /^received 2/);
});

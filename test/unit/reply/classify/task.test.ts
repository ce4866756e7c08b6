/** Gateways that answer with a task instead of an image. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseTask } from '../../../../src/reply/parse/task.ts';
import { feed, feedBody } from '../../../support/gateway/feed.ts';
import { png } from '../../../support/image/images.ts';
import { turn } from '../../../support/gateway/replyJson.ts';

const ID = 'task_01KQ7ZC8M3';
const PNG = Buffer.from(png());

/** The shapes in which gateways say that they have made a task, by the gateways that do. */
const PENDING: Readonly<Record<string, unknown>> = {
  'a list of tasks': { code: 200, data: [{ status: 'submitted', task_id: ID }] },
  'an id and a state': { id: ID, status: 'queued' },
  'an id alone': { task_id: ID },
  'an id in data': { code: 200, msg: 'success', data: { taskId: ID } },
  'Google’s operation': { name: `operations/${ID}`, done: false },
  'Google’s operation without done': { name: `models/m/operations/${ID}`, metadata: {} },
  'Kling’s': { code: 0, message: 'SUCCEED', data: { task_id: ID, task_status: 'submitted' } },
  'DashScope’s': { output: { task_status: 'PENDING', task_id: ID }, request_id: 'r-1' },
  'fal’s': { status: 'IN_QUEUE', request_id: ID, queue_position: 3, response_url: 'https://q/x' },
  'Replicate’s': { id: ID, status: 'starting', urls: { get: 'https://r/x' }, error: null },
  'OpenAI’s background job': { id: ID, object: 'response', status: 'in_progress', error: null },
  'a state of its own': { requestId: ID, state: 'processing' },
  'a numeric id': { task_id: 4711, message: 'Task submitted.' },
  'Midjourney’s': { code: 1, description: '提交成功', properties: {}, result: '1712345678901234' },
};

describe('a reply that is a task', () => {
  for (const [name, body] of Object.entries(PENDING)) {
    test(`report-A8 is accepted: ${name}`, async () => {
      const { reply } = await feedBody(body);
      const { outcome, charge, kind, taskId = '' } = reply.problem ?? {};
      assert.deepEqual([outcome, charge, kind], ['accepted', 'maybe', 'task']);
      assert.match(taskId, /task_01KQ7ZC8M3|^4711$|^1712345678901234$/);
      assert.deepEqual(reply.images, []);
    });
  }

  test('report-A8 is accepted under status 202, with and without an id', async () => {
    const some = await feedBody({ id: ID, status: 'queued' }, { status: 202 });
    assert.deepEqual([some.reply.problem?.outcome, some.reply.problem?.taskId], ['accepted', ID]);
    for (const body of ['', '{}', '{"message":""}']) {
      const { problem } = (await feedBody(body, { status: 202 })).reply;
      assert.deepEqual([problem?.outcome, problem?.taskId], ['accepted', undefined], body);
    }
  });

  test('report-A8 is accepted when a stream reports it last, and an image when the stream brings one', async () => {
    const events = [
      { task_id: ID, status: 'queued' },
      { task_id: ID, status: 'processing' },
    ];
    const text = (list: readonly object[]) => list.map((one) => `data: ${JSON.stringify(one)}\n\n`);
    const waiting = await feedBody(text(events).join(''));
    assert.deepEqual(
      [waiting.reply.problem?.outcome, waiting.reply.problem?.taskId],
      ['accepted', ID],
    );
    const data = PNG.toString('base64');
    const last = turn([{ inlineData: { mimeType: 'image/png', data } }]);
    const { reply } = await feedBody(text([...events, last]).join(''));
    assert.deepEqual([reply.images.length, reply.problem], [1, undefined]);
  });

  test('report-A8 counts although the connection breaks after it', async () => {
    const chunks = [Buffer.from(JSON.stringify(PENDING['an id and a state']))];
    const { reply } = await feed({ chunks, breaksWith: new Error('reset') });
    assert.equal(reply.problem?.outcome, 'accepted');
  });

  test('report-A8 has an id without the key in it, and of a limited length', async () => {
    const redact = (text: string) => text.replaceAll('sk-secret', '•••');
    const key = await feedBody({ task_id: 'sk-secret-1' }, { redact });
    assert.equal(key.reply.problem?.taskId, '•••-1');
    const long = await feedBody({ task_id: 'x'.repeat(5000) });
    assert.equal(long.reply.problem?.taskId?.length, 200);
  });
});

describe('a task that has ended', () => {
  for (const [name, body, reason] of [
    ['a reason', { id: ID, status: 'failed', fail_reason: 'no GPU left' }, 'no GPU left'],
    [
      'a reason in data',
      { code: 200, msg: 'success', data: { taskId: ID, state: 'fail', failMsg: 'too busy today' } },
      'too busy today',
    ],
    [
      'a reason in a list',
      { code: 200, data: [{ task_id: ID, status: 'failed', error: { message: 'worker lost' } }] },
      'worker lost',
    ],
    ['an error text', { id: ID, status: 'failed', error: 'worker lost', logs: '' }, 'worker lost'],
  ] as const) {
    // prettier-ignore
    test(`report-A8 is an error with ${name}`, async () => {
      const { problem } = (await feedBody(body)).reply;
      assert.deepEqual([problem?.outcome, problem?.charge, problem?.taskId], ['unknown', 'maybe', ID]);
      assert.equal(problem?.gatewayText, reason);
    });
  }

  test('report-A8 is blocked when a filter is the reason', async () => {
    const { problem } = (
      await feedBody({ id: ID, status: 'failed', error: 'blocked [IMAGE_SAFETY]' })
    ).reply;
    assert.deepEqual([problem?.outcome, problem?.reason], ['blocked', 'IMAGE_SAFETY']);
  });

  for (const [name, body] of [
    ['Replicate’s list', { id: ID, status: 'succeeded', output: ['https://files.example/a.png'] }],
    [
      'Replicate’s text',
      {
        id: ID,
        status: 'succeeded',
        output: 'https://files.example/a.png',
        urls: { get: 'https://r/x' },
      },
    ],
    ['Midjourney’s', { id: ID, status: 'SUCCESS', imageUrl: 'https://files.example/a.png' }],
    [
      'fal’s',
      { request_id: ID, status: 'COMPLETED', images: [{ url: 'https://files.example/a.png' }] },
    ],
    [
      'Kling’s',
      {
        code: 0,
        data: {
          task_id: ID,
          task_status: 'succeed',
          task_result: { images: [{ url: 'https://files.example/a.png' }] },
        },
      },
    ],
    ['OpenAI’s', { id: ID, status: 'completed', data: [{ url: 'https://files.example/a.png' }] }],
  ] as const) {
    // prettier-ignore
    test(`report-A8 is its image: ${name}`, async () => {
      const wanted: string[] = [];
      const { reply } = await feedBody(body, {
        download: async (url) => {
          wanted.push(url);
          return { ok: false, why: 'status', host: 'files.example' };
        },
      });
      assert.deepEqual(wanted, ['https://files.example/a.png']);
      assert.equal(reply.problem?.outcome, 'download_failed');
    });
  }
});

describe('what is no task', () => {
  for (const [name, body, outcome] of [
    [
      'a chat completion',
      { id: 'chatcmpl-1', status: 'pending', choices: [{ message: { content: 'Hi' } }] },
      'no_image',
    ],
    [
      'a Gemini reply',
      { responseId: ID, status: 'queued', candidates: [{ content: { parts: [{ text: 'Hi' }] } }] },
      'no_image',
    ],
    [
      'an error with a request id',
      { request_id: ID, code: 'InvalidApiKey', message: 'Invalid API key' },
      'auth',
    ],
    [
      'an error with a task id',
      {
        task_id: ID,
        error: { message: 'insufficient_user_quota', code: 'insufficient_user_quota' },
      },
      'quota',
    ],
    [
      'a refused submission',
      { code: 402, msg: 'Credits insufficient', data: { taskId: ID } },
      'not accepted',
    ],
    ['a success of false', { success: false, task_id: ID, message: 'no' }, 'not accepted'],
    ['nothing', {}, 'bad_reply'],
  ] as const) {
    // prettier-ignore
    test(`report-A8 is read as before: ${name}`, async () => {
      const { problem } = (await feedBody(body)).reply;
      if (outcome === 'not accepted') assert.notEqual(problem?.outcome, 'accepted');
      else assert.equal(problem?.outcome, outcome);
    });
  }

  test('report-A8 is read as before: an error status, and a page under 202', async () => {
    const refused = await feedBody({ task_id: ID }, { status: 500 });
    assert.equal(refused.reply.problem?.outcome, 'unknown');
    const page = await feedBody('<!doctype html><title>Check</title>', { status: 202 });
    assert.equal(page.reply.problem?.outcome, 'bad_reply');
    const cut = await feedBody('{"x":[', { status: 202 });
    assert.equal(cut.reply.problem?.kind, 'cut-short');
  });

  test('parses anything without throwing', () => {
    for (const value of [
      null,
      1,
      'x',
      [],
      [[]],
      { data: null },
      { status: 1, id: {} },
      { name: 1 },
    ]) {
      assert.equal(parseTask(value), undefined);
    }
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failuresHandlers } from '../../../src/panel/failures/handlers.ts';
import type { FailuresEvent } from '../../../src/panel/failures/state.ts';
import { handle, type Handlers } from '../../../src/panel/handlers.ts';
import type { FromPanel } from '../../../src/panel/protocol.ts';
import { regionHandlers } from '../../../src/panel/region/handlers.ts';
import { runsHandlers, type RunActions } from '../../../src/panel/runs/handlers.ts';
import type { PanelOptions } from '../../../src/panel/runs/options.ts';
import type { RunsFromPanel } from '../../../src/panel/runs/protocol.ts';
import { createReuse, type AskWhere } from '../../../src/panel/runs/reuse.ts';
import type { SourcesEvent } from '../../../src/panel/sources/state.ts';
import { ASK, MARK } from '../../support/panel/messages.ts';
import { INPUTS, panelImage } from '../../support/panel/state.ts';

test('a message without a handler does not compile', () => {
  const cancel = () => undefined;
  // @ts-expect-error `cancel-all` has no handler
  const incomplete: Handlers<RunsFromPanel> = { run: cancel, cancel };
  // @ts-expect-error the features together have no handler for most messages
  const alone: Handlers<FromPanel> = regionHandlers(() => undefined);
  for (const handlers of [incomplete, alone]) assert.equal(typeof handlers, 'object');
});

test('a handler for another message does not compile', () => {
  const handlers: Handlers<RunsFromPanel> = {
    // @ts-expect-error a run has no strokes
    run: (message: { readonly strokes: string }) => {
      assert.ok(message.strokes);
    },
    cancel: () => undefined,
    'cancel-all': () => undefined,
  };
  assert.ok(handlers);
});

test('calls the handler of the message and waits for it', async () => {
  const calls: unknown[] = [];
  const handlers: Handlers<RunsFromPanel> = {
    run: async ({ ask }) => {
      await Promise.resolve();
      calls.push(ask.prompt);
    },
    cancel: ({ run }) => void calls.push(run),
    'cancel-all': () => void calls.push('all'),
  };
  await handle<RunsFromPanel>(handlers, { type: 'run', ask: ASK });
  await handle<RunsFromPanel>(handlers, { type: 'cancel', run: 'r1' });
  assert.deepEqual(calls, [ASK.prompt, 'r1']);
});

function runActions(change: Partial<RunActions> = {}) {
  const started: PanelOptions[] = [];
  const source = { ...panelImage('a'), region: [MARK] };
  const actions: RunActions = {
    images: () => [source, panelImage('b')],
    replaceChanged: async () => false,
    useResult: async () => assert.fail('no result may become the source'),
    start: async (options) => void started.push(options),
    cancel: () => undefined,
    cancelAll: () => undefined,
    home: () => 'file:///w',
    ...change,
  };
  return { handlers: runsHandlers(actions), started };
}

test('a run gets the images of the panel and the region of the source', async () => {
  const { handlers, started } = runActions();
  await handlers.run({ type: 'run', ask: ASK });
  const images = ['file:///w/a.png', 'file:///w/b.png'];
  assert.deepEqual(started, [{ ...ASK, region: [MARK], images }]);
});

test('a run with a pasted source saves into the workspace folder', async () => {
  const pasted = { ...panelImage('a'), pasted: true } as const;
  const { handlers, started } = runActions({ images: () => [pasted] });
  await handlers.run({ type: 'run', ask: ASK });
  assert.equal(started[0]?.target, 'file:///w');
});

test('no run starts if the file of the marked source has changed', async () => {
  const { handlers, started } = runActions({ replaceChanged: async () => true });
  await handlers.run({ type: 'run', ask: ASK });
  assert.deepEqual(started, []);
});

test('a run on a result makes it the source first, and does not start without it', async () => {
  const used: string[] = [];
  const result = panelImage('result');
  let images = [panelImage('a')];
  const { handlers, started } = runActions({
    images: () => images,
    useResult: async (id) => {
      used.push(id);
      if (id === 'result') images = [result];
      return id === 'result';
    },
  });
  await handlers.run({ type: 'run', ask: ASK, on: 'gone' });
  assert.deepEqual([used, started], [['gone'], []]);
  await handlers.run({ type: 'run', ask: ASK, on: 'result' });
  assert.deepEqual(started, [{ ...ASK, images: [result.uri] }]);
});

function reuse(
  existing: readonly string[],
  where: Awaited<ReturnType<AskWhere>> | null = {},
  picked?: string,
) {
  const log: unknown[] = [];
  const images = existing.map((id) => ({ ...panelImage(id), markable: { width: 4, height: 3 } }));
  return {
    log,
    ...createReuse({
      askWhere: async () => where ?? undefined,
      pickModel: async (gateway, used) => {
        log.push(`another model than ${used} at ${gateway ?? 'the usual one'}`);
        return picked;
      },
      findImages: async () => images,
      start: async (options) => void log.push(options),
      fill: (ask) => void log.push(ask),
      dispatch: (event: SourcesEvent) => void log.push(event),
      home: () => undefined,
    }),
  };
}

test('Try Again starts one request with the images and the region of the earlier run', async () => {
  const { log, tryAgain } = reuse(['a']);
  await tryAgain({ ...INPUTS, region: [MARK] });
  const { prompt, model, aspectRatio, imageSize, images } = INPUTS;
  assert.deepEqual(log, [
    { prompt, model, aspectRatio, imageSize, count: 1, region: [MARK], images },
  ]);
});

test('Try Again uses the gateway that the user chooses, and sends nothing if the user declines', async () => {
  const chosen = reuse(['a'], { gateway: 'google' });
  await chosen.tryAgain(INPUTS);
  assert.equal((chosen.log[0] as PanelOptions).gateway, 'google');
  const declined = reuse(['a'], null);
  await declined.tryAgain(INPUTS);
  assert.deepEqual(declined.log, []);
});

test('Try Another Model starts the same run with the model that the user picks where it goes', async () => {
  const { log, tryModel } = reuse(['a'], { gateway: 'google' }, 'nano-banana-pro');
  await tryModel(INPUTS);
  assert.equal(log[0], 'another model than m at google');
  const { prompt, gateway, model } = log[1] as PanelOptions;
  assert.deepEqual([prompt, gateway, model], [INPUTS.prompt, 'google', 'nano-banana-pro']);
  const dismissed = reuse(['a']);
  await dismissed.tryModel(INPUTS);
  assert.deepEqual(dismissed.log, ['another model than m at the usual one'], 'nothing is sent');
});

test('Try Again only fills the panel in if an image is missing', async () => {
  const { log, tryAgain } = reuse([]);
  await tryAgain(INPUTS);
  const { prompt, model, aspectRatio, imageSize } = INPUTS;
  assert.deepEqual(log, [
    { prompt, model, aspectRatio, imageSize, size: '', background: 'opaque', count: 1 },
    { kind: 'images-replaced', images: [] },
  ]);
});

test('dismissing a failure removes it', async () => {
  const events: FailuresEvent[] = [];
  const nothing = async () => undefined;
  const handlers = failuresHandlers({ follow: nothing, useAlternative: nothing }, (event) => {
    events.push(event);
  });
  await handlers['dismiss-failure']({ type: 'dismiss-failure', failure: 'f1' });
  assert.deepEqual(events, [{ kind: 'failure-dismissed', id: 'f1' }]);
});

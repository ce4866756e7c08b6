import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ACTION_NAMES,
  actionLabel,
  ACTIONS,
  sendsRequest,
  type Behavior,
} from '../../../../src/messages/actions.ts';
import { createPanelRemedies, PANEL_FACTS } from '../../../../src/panel/failures/remedies.ts';
import type { UnfinishedRun } from '../../../../src/panel/runs/unfinished.ts';
import { SETUP_ACTIONS } from '../../../../src/panel/setup/protocol.ts';
import type { ActionContext } from '../../../../src/run/actionContext.ts';
import { translate } from '../../../support/localization.ts';

const RUN: UnfinishedRun = {
  report: { result: { outcome: 'no_image', saved: [], warnings: [], runs: [] }, reports: [] },
  remaining: { prompt: 'a cat', count: 2, images: ['file:///w/cat.png'] },
  alternative: { gateway: 'second', model: 'm', label: 'Send with m', sentence: '' },
  done: 1,
  count: 3,
};

/** Creates the panel's remedies, and records what they start. */
function openPanel(answer: (behavior: Behavior, surface: ActionContext) => Promise<void>) {
  const calls: unknown[] = [];
  const record =
    (name: string) =>
    (...args: readonly unknown[]) => {
      calls.push([name, ...args]);
    };
  const remedies = createPanelRemedies({
    runs: {
      start: async (...args) => {
        record('start')(...args);
      },
      unfinished: (id) => (id === 'known' ? RUN : undefined),
    },
    downloads: { runs: async () => ['file:///w/late.png'] },
    perform: answer,
    dispatch: record('dispatch'),
    findImages: async (uris) =>
      uris.map((uri) => ({ id: uri, uri, name: uri, details: '', mimeType: 'image/png' })) as never,
    fill: record('fill'),
    refresh: record('refresh'),
  });
  return { remedies, calls };
}

describe('an action of a failure in the panel', () => {
  test('does what the table says, for every action but the one that the page performs', async () => {
    const performed: Behavior[] = [];
    const { remedies } = openPanel(async (behavior) => {
      performed.push(behavior);
    });
    for (const action of ACTION_NAMES) await remedies.follow('known', action);
    const others = ACTION_NAMES.filter((action) => action !== 'edit-prompt');
    assert.deepEqual(
      performed,
      others.map((action) => ACTIONS[action].behavior),
    );
  });

  test('repeats what is left of the run, without another question about its route', async () => {
    const { remedies, calls } = openPanel(async (_, { repeat }) => repeat?.({}));
    await remedies.follow('known', 'try-again');
    assert.deepEqual(calls, [['start', RUN.remaining, 'silent']]);
  });

  test('puts another model into the form, where the user sends it', async () => {
    const { remedies, calls } = openPanel(async (_, { repeat }) => repeat?.({ model: 'other' }));
    await remedies.follow('known', 'choose-model');
    await remedies.chooseModel();
    assert.deepEqual(calls, [
      ['fill', { model: 'other' }],
      ['fill', { model: 'other' }],
    ]);
  });

  test('sends what is left of the run with a new key, as its label says', async () => {
    const { remedies, calls } = openPanel(async (_, { repeat }) => repeat?.({}));
    await remedies.follow('known', 'set-key');
    assert.equal(actionLabel('set-key', PANEL_FACTS, translate), 'Set API Key and Send…');
    assert.deepEqual(calls, [['start', RUN.remaining, 'silent']]);
  });

  test('sends nothing for any action whose label does not say so', async () => {
    const changes = { gateway: 'second', model: 'other', prompt: 'a dog' };
    const { remedies, calls } = openPanel(async (_, { repeat }) => repeat?.(changes));
    const silent = ACTION_NAMES.filter((action) => !sendsRequest(action, PANEL_FACTS));
    assert.ok(silent.includes('choose-model') && silent.includes('edit-prompt'));
    for (const action of silent) {
      assert.doesNotMatch(actionLabel(action, PANEL_FACTS, translate), /Send/, action);
      await remedies.follow('known', action);
    }
    assert.ok(!JSON.stringify(calls).includes('start'), JSON.stringify(calls));
  });

  test('sends nothing for another gateway, which the form shows', async () => {
    const { remedies, calls } = openPanel(async (_, { repeat }) => repeat?.({ gateway: 'second' }));
    await remedies.follow('known', 'choose-gateway');
    assert.deepEqual(calls, []);
  });

  test('shows downloaded images as results beside their source, and removes the failure', async () => {
    const { remedies, calls } = openPanel(async (_, { download }) => download?.());
    await remedies.follow('known', 'download-again');
    const [arrived, dismissed] = calls as [string, { kind: string; results?: object[] }][];
    assert.ok(arrived);
    assert.equal(arrived[1].kind, 'run-arrived');
    assert.match(
      JSON.stringify(arrived[1].results),
      /late\.png.*"run":"known".*"source".*cat\.png/,
    );
    assert.deepEqual(dismissed, ['dispatch', { kind: 'failure-dismissed', id: 'known' }]);
  });

  test('can repeat and download nothing for a failure of another window', async () => {
    const surfaces: ActionContext[] = [];
    const { remedies } = openPanel(async (_, surface) => {
      surfaces.push(surface);
    });
    await remedies.follow('unknown', 'set-key');
    assert.deepEqual([surfaces[0]?.repeat, surfaces[0]?.download], [undefined, undefined]);
  });

  test('starts the run on its alternative route', async () => {
    const { remedies, calls } = openPanel(async () => undefined);
    await remedies.useAlternative('known');
    await remedies.useAlternative('unknown');
    assert.deepEqual(calls, [['start', { ...RUN.remaining, gateway: 'second', model: 'm' }]]);
  });
});

test('a setup action reads settings and keys again once it has changed one', async () => {
  const { remedies, calls } = openPanel(async ({ kind }, { repeat }) => {
    if (kind === 'repeat') await repeat?.({});
  });
  for (const action of SETUP_ACTIONS) await remedies.setUp(action);
  assert.deepEqual(calls, [['refresh'], ['refresh']]);
});

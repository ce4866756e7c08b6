import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_PROMPT_LENGTH } from '../../../../src/history/history.ts';
import { MAX_RANGE } from '../../../../src/panel/history/protocol.ts';
import {
  canDraw,
  itemView,
  missingInputs,
  type ItemContext,
} from '../../../../src/panel/history/view.ts';
import { parseFromPanel, parseToPanel } from '../../../../src/panel/protocol.ts';
import { entryOf } from '../../../support/historyEntries.ts';
import { translate as t } from '../../../support/localization.ts';

const CONTEXT: ItemContext = {
  gateway: (id) => ({ label: `<${id}>` }),
  when: (at) => `at ${at}`,
  isRunning: (id) => id === entryOf(2).id,
  isMissing: (uri) => uri.endsWith('missing.png'),
  preview: ({ uri }) => uri.replace('file:', 'webview:'),
};

const viewOf = (entry: ReturnType<typeof entryOf>, index = entry.results.length - 1) =>
  itemView({ entry, index }, CONTEXT, t);

test('an item shows its inputs, its image, and which files are missing', () => {
  const view = viewOf(entryOf(1, { aspectRatio: '16:9' }));
  assert.equal(view.from, 'Straße café.png');
  assert.deepEqual(view.image, {
    file: 'cat-edited.png',
    isMissing: false,
    details: '64×48 px · PNG · 1 kB',
    src: 'webview:///w/docs/cat-edited.png',
  });
  assert.match(view.facts, /^16:9 · gemini-3\.1-flash-image-preview · <crazyrouter> · 4\.2 s/);
  assert.deepEqual([view.outcome, view.end, view.when], ['saved', 'saved', 'at 1790000000001']);
  for (const action of ['save-as', 'copy-image', 'compare', 'try-again', 'forget'] as const) {
    assert.ok(view.actions.includes(action), action);
  }
});

test('an item without a file can be run again, reused, and removed', () => {
  const missing = viewOf(entryOf(1, { results: [{ uri: 'file:///w/missing.png' }] }));
  assert.deepEqual(missing.image, { file: 'missing.png', isMissing: true, details: '' });
  assert.deepEqual(missing.actions, ['try-again', 'try-model', 'reuse', 'forget']);
  const failed = viewOf(entryOf(1, { outcome: 'blocked', results: [] }));
  assert.deepEqual(
    [failed.image, failed.actions],
    [undefined, ['try-again', 'try-model', 'reuse', 'forget']],
  );
});

test('a deleted item says so and offers its file, as long as the bin has it', () => {
  const results = (binned: string) => [
    { uri: 'file:///w/cat.png', deleted: { binned, at: 1 }, size: 1000, type: 'png' as const },
  ];
  const deleted = viewOf(entryOf(1, { results: results('file:///bin/1/cat.png') }));
  // Another file has the name now, and no action may mean that one.
  assert.deepEqual(
    [deleted.image?.isDeleted, deleted.image?.isMissing, deleted.image?.src],
    [true, true, undefined],
  );
  assert.deepEqual(deleted.actions, ['try-again', 'try-model', 'reuse', 'forget']);
  const emptied = viewOf(entryOf(1, { results: results('file:///bin/1/missing.png') }));
  assert.equal(emptied.image?.isDeleted, undefined);
});

test('a result is drawn if its file has not changed and is not too large', () => {
  const result = { uri: 'u', size: 1000, width: 64, height: 48, type: 'png' as const };
  assert.ok(canDraw(result, 1000));
  assert.ok(!canDraw(result, 1001), 'the file has changed');
  assert.ok(!canDraw({ ...result, width: 100_000 }, 1000));
  assert.ok(!canDraw({ uri: 'u', size: 1000 }, 1000), 'the entry has no size in px');
});

test('says which inputs of a reused entry are missing', () => {
  const missing = (rest: Partial<ReturnType<typeof entryOf>>) =>
    missingInputs(entryOf(1, rest), CONTEXT.isMissing, t).join('|');
  assert.equal(missing({}), '');
  assert.equal(missing({ region: [{ kind: 'rectangle', x: 1, y: 1, width: 2, height: 2 }] }), '');
  assert.equal(
    missing({ images: ['file:///w/missing.png'] }),
    'The prompt is filled in, but these images are missing: missing.png.',
  );
  assert.equal(
    missing({ region: [] }),
    'The region had too many strokes to be stored. Without it, the whole image can change.',
  );
  assert.equal(
    missing({ prompt: 'x'.repeat(MAX_PROMPT_LENGTH) }),
    'Only the first 20000 characters of the prompt were stored.',
  );
});

test('a failure has its message, and a canceled run is not a failure', () => {
  const message = 'No route. Nothing was charged.';
  const failed = entryOf(1, { outcome: 'route_unavailable', message, results: [] });
  const view = viewOf(failed);
  assert.deepEqual(
    [view.outcome, view.end, view.notes],
    ['no route to the model', 'failed', message],
  );
  const canceled = viewOf(entryOf(1, { outcome: 'cancelled', results: [] }));
  assert.equal(canceled.end, 'cancelled');
});

test('a run without a recorded end is in progress here, or may have been charged', () => {
  const sent = viewOf(entryOf(1, { outcome: 'sent', results: [], ms: 0 }));
  assert.deepEqual([sent.outcome, sent.end], ['outcome unknown', 'open']);
  assert.match(
    sent.notes,
    /window was closed\. You may have been charged\. Any images that arrived/,
  );
  assert.doesNotMatch(sent.facts, /\d s/, 'no duration without an end');
  const running = viewOf(entryOf(2, { outcome: 'sent' }));
  assert.deepEqual([running.outcome, running.end, running.notes], ['running', 'running', '']);
});

test('sanitizes stored text, and sends no address but that of the webview', () => {
  const odd = entryOf(1, { prompt: 'a\u202eb](command:x)', images: ['file:///w/%E2%80%AEa.png'] });
  const view = viewOf(odd);
  assert.doesNotMatch(JSON.stringify(view), /file:|\u202e|\]\(/);
  const history = { list: 1, search: '', all: 1, days: [], from: 0, items: [view] };
  assert.deepEqual(parseToPanel({ type: 'history', history }), { type: 'history', history });
});

test('the page names items by run and index, and asks for a limited number of them', () => {
  const range = { type: 'history-range', list: 1, from: 0, count: MAX_RANGE };
  assert.ok(parseFromPanel(range));
  for (const bad of [{ count: 0 }, { count: MAX_RANGE + 1 }, { from: -1 }, { list: 0.5 }]) {
    assert.equal(parseFromPanel({ ...range, ...bad }), undefined);
  }
  assert.equal(parseFromPanel({ type: 'history', search: 'x'.repeat(201) }), undefined);
  const item = { type: 'history-item', item: { entry: 'a', index: -1 }, action: 'open' };
  assert.ok(parseFromPanel(item));
  for (const bad of [
    { item: { entry: 'a', index: -2 } },
    { item: { entry: 'a', index: 100 } },
    { action: 'clear' },
    { uri: 'file:///x' },
  ]) {
    assert.equal(parseFromPanel({ ...item, ...bad }), undefined);
  }
});

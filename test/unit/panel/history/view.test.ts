import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_PROMPT_LENGTH, MAX_ENTRIES } from '../../../../src/history/history.ts';
import { MAX_SHOWN } from '../../../../src/panel/history/protocol.ts';
import {
  canDraw,
  entryView,
  missingInputs,
  type EntryContext,
} from '../../../../src/panel/history/view.ts';
import { parseFromPanel, parseToPanel } from '../../../../src/panel/protocol.ts';
import { entryOf } from '../../../support/historyEntries.ts';
import { translate as t } from '../../../support/localization.ts';

const CONTEXT: EntryContext = {
  gateway: (id) => ({ label: `<${id}>` }),
  when: (at) => `at ${at}`,
  isRunning: (id) => id === entryOf(2).id,
  isMissing: (uri) => uri.endsWith('missing.png'),
  preview: ({ uri }) => uri.replace('file:', 'webview:'),
};

test('an entry shows its inputs, its results, and which files are missing', () => {
  const view = entryView(entryOf(1, { aspectRatio: '16:9' }), CONTEXT, t);
  assert.deepEqual(view.images, [{ name: 'Straße café.png', isMissing: false }]);
  assert.deepEqual(view.results, [
    {
      name: 'cat-edited.png',
      isMissing: false,
      details: '64×48 px · PNG · 1 kB',
      src: 'webview:///w/docs/cat-edited.png',
    },
  ]);
  assert.match(view.facts, /^16:9 · gemini-3\.1-flash-image-preview · <crazyrouter> · 4\.2 s/);
  assert.deepEqual([view.outcome, view.end, view.when], ['saved', 'saved', 'at 1790000000001']);
  const without = entryOf(1, { results: [{ uri: 'file:///w/missing.png' }] });
  assert.deepEqual(entryView(without, CONTEXT, t).results, [
    { name: 'missing.png', isMissing: true, details: '' },
  ]);
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
  const view = entryView(failed, CONTEXT, t);
  assert.deepEqual(
    [view.outcome, view.end, view.notes],
    ['no route to the model', 'failed', [message]],
  );
  const canceled = entryView(entryOf(1, { outcome: 'cancelled', results: [] }), CONTEXT, t);
  assert.equal(canceled.end, 'cancelled');
});

test('a run without a recorded end is in progress here, or may have been charged', () => {
  const sent = entryView(entryOf(1, { outcome: 'sent', results: [], ms: 0 }), CONTEXT, t);
  assert.deepEqual([sent.outcome, sent.end], ['outcome unknown', 'open']);
  assert.match(
    sent.notes.join(' '),
    /window was closed\. You may have been charged\. Any images that arrived/,
  );
  assert.doesNotMatch(sent.facts, /\d s/, 'no duration without an end');
  const running = entryView(entryOf(2, { outcome: 'sent' }), CONTEXT, t);
  assert.deepEqual([running.outcome, running.end, running.notes], ['running', 'running', []]);
});

test('sanitizes stored text, and sends no address but that of the webview', () => {
  const odd = entryOf(1, { prompt: 'a\u202eb](command:x)', images: ['file:///w/%E2%80%AEa.png'] });
  const view = entryView(odd, CONTEXT, t);
  assert.doesNotMatch(JSON.stringify(view), /file:|\u202e|\]\(/);
  const history = { query: { search: '', most: 50 }, all: 1, found: 1, entries: [view] };
  assert.deepEqual(parseToPanel({ type: 'history', history }), { type: 'history', history });
});

test('the page names entries by id and results by index, and asks for at most as many as are kept', () => {
  assert.equal(MAX_SHOWN, MAX_ENTRIES);
  const query = { search: 'cat', most: MAX_SHOWN };
  assert.ok(parseFromPanel({ type: 'history', query }));
  for (const bad of [{ most: 0 }, { most: MAX_SHOWN + 1 }, { search: 'x'.repeat(201) }]) {
    assert.equal(parseFromPanel({ type: 'history', query: { ...query, ...bad } }), undefined);
  }
  const result = { type: 'history-result', entry: 'a', result: 0, action: 'open' };
  assert.ok(parseFromPanel(result));
  for (const bad of [{ result: -1 }, { result: 100 }, { action: 'trash' }, { uri: 'file:///x' }]) {
    assert.equal(parseFromPanel({ ...result, ...bad }), undefined);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDraft } from '../../../../media/panel/ask/draft.ts';
import { look, type Looking } from '../../../../media/panel/outcome/tab.ts';
import { LONGEST_PROMPT, MOST_ENTRIES } from '../../../../src/history/history.ts';
import { isOfHistory, MOST_SHOWN } from '../../../../src/panel/history/protocol.ts';
import {
  entryView,
  isDrawn,
  notRefilled,
  type Around,
} from '../../../../src/panel/history/view.ts';
import { parseFromPanel, parseToPanel } from '../../../../src/panel/protocol.ts';
import { entryOf } from '../../../support/historyEntries.ts';

const t = (text: string, ...args: (string | number)[]) =>
  text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)]));
const AROUND: Around = {
  gateway: (id) => ({ label: `<${id}>` }),
  when: (at) => `at ${at}`,
  goesOn: (id: string) => id === entryOf(2).id,
  isGone: (uri) => uri.endsWith('gone.png'),
  preview: ({ uri }) => uri.replace('file:', 'webview:'),
};

test('an entry is shown with what was asked, what came, and what is gone', () => {
  const view = entryView(entryOf(1, { aspectRatio: '16:9' }), AROUND, t);
  assert.deepEqual(view.images, [{ name: 'Straße café.png', gone: false }]);
  assert.deepEqual(view.results, [
    {
      name: 'cat-edited.png',
      gone: false,
      details: '64×48 px · PNG · 1 kB',
      src: 'webview:///w/docs/cat-edited.png',
    },
  ]);
  assert.match(view.facts, /^16:9 · gemini-3\.1-flash-image-preview · <crazyrouter> · 4\.2 s/);
  assert.deepEqual([view.outcome, view.end, view.when], ['saved', 'saved', 'at 1790000000001']);
  const gone = entryView(entryOf(1, { results: [{ uri: 'file:///w/gone.png' }] }), AROUND, t);
  assert.deepEqual(gone.results, [{ name: 'gone.png', gone: true, details: '' }]);
});

test('a result is drawn while its file is the one that was saved, and can be drawn', () => {
  const result = { uri: 'u', size: 1000, width: 64, height: 48, type: 'png' as const };
  assert.ok(isDrawn(result, 1000));
  assert.ok(!isDrawn(result, 1001), 'another file by now');
  assert.ok(!isDrawn({ ...result, width: 100_000 }, 1000));
  assert.ok(!isDrawn({ uri: 'u', size: 1000 }, 1000), 'nobody noted down what it is');
});

test('what does not come back when an entry is filled in again is told', () => {
  const told = (rest: Partial<ReturnType<typeof entryOf>>) =>
    notRefilled(entryOf(1, rest), AROUND.isGone, t).join('|');
  assert.equal(told({}), '');
  assert.equal(told({ region: [{ kind: 'rectangle', x: 1, y: 1, width: 2, height: 2 }] }), '');
  assert.match(told({ images: ['file:///w/gone.png'] }), /^[^|]*what is gone: gone\.png\.$/);
  assert.match(told({ region: [] }), /^[^|]*marked[^|]*all may change\.$/);
  assert.match(told({ prompt: 'x'.repeat(LONGEST_PROMPT) }), /^[^|]*first 20000 characters[^|]*$/);
});

test('a failure says so in words, and what it meant for money', () => {
  const message = 'No route. Not charged.';
  const failed = entryOf(1, { outcome: 'route_unavailable', message, results: [] });
  const view = entryView(failed, AROUND, t);
  assert.deepEqual(
    [view.outcome, view.end, view.told],
    ['no route to the model', 'failed', [message]],
  );
  const stopped = entryView(entryOf(1, { outcome: 'cancelled', results: [] }), AROUND, t);
  assert.equal(stopped.end, 'cancelled', 'who cancelled has not failed');
  const sent = entryView(entryOf(1, { outcome: 'sent', results: [], ms: 0 }), AROUND, t);
  assert.deepEqual([sent.outcome, sent.end], ['no end known', 'open']);
  assert.match(
    sent.told.join(' '),
    /closed meanwhile\. You may have been charged\. What had arrived/,
  );
  const goesOn = entryView(entryOf(2, { outcome: 'sent' }), AROUND, t);
  assert.deepEqual([goesOn.outcome, goesOn.end, goesOn.told], ['running', 'running', []]);
  assert.doesNotMatch(sent.facts, /\d s/, 'no time where no end is known');
});

test('what was written down is foreign by now, and no address but the webview’s goes to the panel', () => {
  const odd = entryOf(1, { prompt: 'a\u202eb](command:x)', images: ['file:///w/%E2%80%AEa.png'] });
  const view = entryView(odd, AROUND, t);
  assert.doesNotMatch(JSON.stringify(view), /file:|\u202e|\]\(/);
  const history = { query: { search: '', most: 50 }, all: 1, found: 1, entries: [view] };
  assert.deepEqual(parseToPanel({ type: 'history', history }), { type: 'history', history });
});

test('the panel names entries and places, asks for no more than is kept, and nothing besides', () => {
  assert.equal(MOST_SHOWN, MOST_ENTRIES);
  const query = { search: 'cat', most: MOST_SHOWN };
  assert.ok(parseFromPanel({ type: 'history', query }));
  for (const bad of [{ most: 0 }, { most: MOST_SHOWN + 1 }, { search: 'x'.repeat(201) }]) {
    assert.equal(parseFromPanel({ type: 'history', query: { ...query, ...bad } }), undefined);
  }
  const result = { type: 'history-result', entry: 'a', result: 0, action: 'open' };
  assert.ok(parseFromPanel(result));
  for (const bad of [{ result: -1 }, { result: 100 }, { action: 'trash' }, { uri: 'file:///x' }]) {
    assert.equal(parseFromPanel({ ...result, ...bad }), undefined);
  }
  assert.ok(isOfHistory({ type: 'history-clear' }));
  assert.ok(!isOfHistory({ type: 'run' }));
});

test('what is looked at outlives the document; elsewhere the host is not kept at work', () => {
  const said: unknown[] = [];
  const ui = { enter: (change: unknown) => said.push(change), send: (one: unknown) => said.push(one) }; // prettier-ignore
  const looking: Looking = { at: 'history', query: { search: 'cat', most: 100 } };
  look(ui, looking);
  assert.deepEqual(said, [{ looking }, { type: 'history', query: looking.query }]);
  assert.deepEqual(parseDraft({ prompt: 'p', looking }).looking, looking);
  assert.equal(parseDraft({ prompt: 'p', looking: { at: 'attic' } }).looking, undefined);
  look(ui, { ...looking, at: 'results' });
  assert.deepEqual(said.at(-1), { type: 'history-close' });
});

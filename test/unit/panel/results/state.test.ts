import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storedPanel } from '../../../../src/panel/memory/remember.ts';
import type { PanelEvent } from '../../../../src/panel/state.ts';
import { after, chosen, idsOf, panelImage, RESULT, viewOf } from '../../../support/panel/state.ts';

test('keeps up to 60 results', () => {
  const many = Array.from({ length: 80 }, (_, n) => panelImage(`n${n}`));
  assert.equal(after({ kind: 'run-arrived', results: many }).results.length, 60);
});

test('a deleted file leaves every list', () => {
  const state = after(
    chosen('source', panelImage('a'), { ...panelImage('again'), uri: RESULT.uri }),
    { kind: 'run-arrived', results: [RESULT] },
    { kind: 'image-gone', id: 'out' },
  );
  assert.deepEqual([idsOf(state), state.results], [['a'], []]);
});

test('a result whose source was deleted can be started again, but not compared', () => {
  const other = { ...panelImage('other'), source: panelImage('b') };
  const state = after(
    chosen('source', panelImage('a')),
    { kind: 'run-arrived', results: [RESULT, other] },
    { kind: 'image-gone', id: 'a' },
  );
  const [first, second] = viewOf(state).results;
  assert.equal(first?.source, undefined);
  assert.ok(first && !first.actions.includes('compare') && first.actions.includes('try-again'));
  assert.equal(second?.source?.name, 'b.png');
  assert.equal(storedPanel(state).results[0]?.source, undefined);
});

test('only a result with known inputs can be started again and reused', () => {
  const state = after({ kind: 'run-arrived', results: [RESULT, panelImage('new')] });
  const [first, second] = viewOf(state).results;
  assert.deepEqual(first?.source, { name: 'a.png', src: 'webview:file:///w/a.png' });
  assert.deepEqual(first.warnings, ['Smaller.']);
  for (const action of ['compare', 'try-again', 'reuse'] as const) {
    assert.ok(first.actions.includes(action), action);
  }
  assert.equal(second?.source, undefined);
  assert.deepEqual(second?.actions, [
    'use-as-source',
    'open',
    'copy-image',
    'save-as',
    'export',
    'reference',
    'reveal',
    'copy-path',
    'forget',
    'trash',
  ]);
});

test('a mark is set, changed, and taken away, each part on its own', () => {
  const markAfter = (
    ...changes: Omit<Extract<PanelEvent, { kind: 'images-marked' }>, 'kind' | 'ids'>[]
  ) =>
    after(
      { kind: 'run-arrived', results: [RESULT] },
      ...changes.map((change) => ({ kind: 'images-marked', ids: ['out'], ...change }) as const),
    ).results[0]?.mark;
  assert.deepEqual(markAfter({ flag: 'keep' }), { flag: 'keep' });
  assert.deepEqual(markAfter({ flag: 'keep' }, { stars: 3 }), { flag: 'keep', stars: 3 });
  assert.deepEqual(markAfter({ stars: 3 }, { flag: 'reject' }, { stars: 0 }), { flag: 'reject' });
  assert.equal(markAfter({ flag: 'reject' }, { flag: 'none' }), undefined);
});

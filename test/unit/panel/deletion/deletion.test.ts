/** Deleting results and undoing it: the panel's state, with a bin in memory. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deletionHandlers, type Bin } from '../../../../src/panel/deletion/handlers.ts';
import { storedPanel } from '../../../../src/panel/memory/remember.ts';
import { restoredPanel } from '../../../../src/panel/memory/restore.ts';
import type { PanelResult } from '../../../../src/panel/results/state.ts';
import {
  emptyState,
  reduce,
  type PanelEvent,
  type PanelState,
} from '../../../../src/panel/state.ts';
import { translate } from '../../../support/localization.ts';
import {
  chosen,
  ENVIRONMENT,
  INPUTS,
  idsOf,
  panelImage,
  viewOf,
} from '../../../support/panel/state.ts';

const result = (id: string, rest: Partial<PanelResult> = {}): PanelResult => ({
  ...panelImage(id),
  inputs: INPUTS,
  ...rest,
});

/** A panel with a bin. `taken` are names that another file has when the deleted ones come back. */
function openPanel(
  start: PanelState,
  { fails = [], taken = [] }: Partial<Record<'fails' | 'taken', string[]>> = {},
) {
  let state = start;
  const messages: string[] = [];
  const files = new Set([...state.results, ...state.images].map(({ uri }) => uri));
  const bin: Bin = {
    days: 30,
    put: async (uri) => {
      if (fails.includes(uri)) throw new Error('busy');
      return files.delete(uri) ? `bin:${uri}` : undefined;
    },
    restore: async ({ uri, binned }) => {
      if (fails.includes(binned)) throw new Error('busy');
      const now = taken.includes(uri) ? uri.replace('.png', '-2.png') : uri;
      files.add(now);
      return now;
    },
  };
  const handlers = deletionHandlers({
    state: () => state,
    dispatch: (event) => {
      state = reduce(state, event);
    },
    bin,
    findImages: async (uris) =>
      uris.filter((uri) => files.has(uri)).map((uri) => panelImage(`new ${uri}`, uri)),
    moved: async (moves) => {
      for (const { from, to, until = 0 } of moves) {
        assert.ok(until > 0 && until <= Date.now(), 'later runs are not meant');
        messages.push(`${from} → ${to}`);
      }
    },
    tell: (message) => messages.push(message),
    t: translate,
  });
  return {
    state: () => state,
    dispatch: (event: PanelEvent) => {
      state = reduce(state, event);
    },
    remove: (...images: string[]) => handlers['delete-images']({ type: 'delete-images', images }),
    undo: () => handlers['undo-delete']({ type: 'undo-delete' }),
    forget: () => handlers['forget-deleted']({ type: 'forget-deleted' }),
    files,
    messages,
    fails,
  };
}

function panelWith(...results: PanelResult[]): PanelState {
  return reduce(emptyState(ENVIRONMENT), { kind: 'run-arrived', results });
}

const namesOf = ({ results }: PanelState) =>
  results.map(({ uri }) => /(\w[\w-]*)\.png/.exec(uri)?.[1]);

describe('deleting results', () => {
  test('moves the files, says how long they are kept, and undoes all of it in the same order', async () => {
    const mark = { flag: 'reject', stars: 2 } as const;
    const panel = openPanel(
      panelWith(result('d'), result('c', { mark, run: 'r1' }), result('b'), result('a')),
    );
    await panel.remove('c', 'a');
    assert.deepEqual(namesOf(panel.state()), ['d', 'b']);
    assert.deepEqual([...panel.files].sort(), ['file:///w/b.png', 'file:///w/d.png']);
    assert.deepEqual(viewOf(panel.state()).deleted, {
      text: 'Deleted 2 images. Easel keeps the files for 30 days.',
    });
    panel.dispatch({ kind: 'run-arrived', results: [result('e')] });
    await panel.undo();
    assert.deepEqual(namesOf(panel.state()), ['e', 'd', 'c', 'b', 'a']);
    const [, , c] = panel.state().results;
    assert.deepEqual([c?.mark, c?.run, c?.inputs], [mark, 'r1', INPUTS]);
    assert.equal(viewOf(panel.state()).deleted, undefined);
    assert.deepEqual(panel.messages, []);
  });

  test('never deletes an image that the user brought', async () => {
    const start = reduce(panelWith(result('r')), chosen('source', panelImage('mine')));
    const panel = openPanel(start);
    await panel.remove('mine', 'unknown');
    assert.ok(panel.files.has('file:///w/mine.png'));
    assert.deepEqual([idsOf(panel.state()), panel.state().deleted], [['mine'], undefined]);
  });

  test('takes a result out of the sources and from its edits, and puts it back there', async () => {
    const parent = result('parent');
    const child = result('child', { source: panelImage('x', parent.uri) });
    const copy = panelImage('copy', parent.uri);
    const start = reduce(panelWith(child, parent), chosen('source', copy, panelImage('ref')));
    const panel = openPanel(start);
    const parentIn = () => viewOf(panel.state()).results.find(({ name }) => name === 'child.png');
    assert.equal(parentIn()?.parent, 'parent');
    await panel.remove('parent');
    assert.deepEqual([idsOf(panel.state()), parentIn()?.parent], [['ref'], undefined]);
    await panel.undo();
    const [back] = panel.state().images;
    assert.deepEqual([back?.uri, panel.state().images.length], [parent.uri, 2]);
    assert.equal(parentIn()?.parent, panel.state().results[1]?.id);
    assert.notEqual(back?.id, panel.state().results[1]?.id, 'each place has an id of its own');
  });

  test('says so if a file comes back under another name', async () => {
    const panel = openPanel(panelWith(result('b'), result('a')), { taken: ['file:///w/a.png'] });
    await panel.remove('a');
    await panel.undo();
    assert.deepEqual(namesOf(panel.state()), ['b', 'a-2']);
    assert.deepEqual(panel.messages, [
      'file:///w/a.png → file:///w/a-2.png',
      'Restored a.png as a-2.png. The old name was taken.',
    ]);
  });

  test('keeps what cannot be moved, each way', async () => {
    const panel = openPanel(panelWith(result('b'), result('a')), { fails: ['file:///w/b.png'] });
    await panel.remove('a', 'b');
    assert.deepEqual(namesOf(panel.state()), ['b']);
    assert.deepEqual(panel.messages, ["Couldn't delete b.png."]);
    panel.fails.push('bin:file:///w/a.png');
    await panel.undo();
    assert.deepEqual([namesOf(panel.state()), panel.state().deleted?.files.length], [['b'], 1]);
    panel.fails.length = 0;
    await panel.undo();
    assert.deepEqual([namesOf(panel.state()), panel.state().deleted], [['b', 'a'], undefined]);
  });

  test('undoes only the last deletion, once, and none that was dismissed', async () => {
    const panel = openPanel(panelWith(result('c'), result('b'), result('a')));
    await panel.remove('a');
    await panel.remove('b');
    await Promise.all([panel.undo(), panel.undo()]);
    assert.deepEqual(namesOf(panel.state()), ['c', 'b']);
    await panel.remove('c');
    await panel.forget();
    await panel.undo();
    assert.deepEqual(namesOf(panel.state()), ['b']);
  });

  test('takes a result whose file is gone from the list, with nothing to undo', async () => {
    const panel = openPanel(panelWith(result('a')));
    panel.files.clear();
    await panel.remove('a');
    assert.deepEqual([panel.state().results, panel.state().deleted], [[], undefined]);
  });

  test('can be undone after a reload', async () => {
    const before = openPanel(panelWith(result('b', { mark: { stars: 4 } }), result('a')));
    await before.remove('b');
    const stored = structuredClone(storedPanel(before.state()));
    const event = await restoredPanel(stored, async () => [panelImage('a')], translate);
    const panel = openPanel(reduce(emptyState(ENVIRONMENT), event));
    assert.equal(
      viewOf(panel.state()).deleted?.text,
      'Deleted b.png. Easel keeps the file for 30 days.',
    );
    await panel.undo();
    assert.deepEqual(namesOf(panel.state()), ['b', 'a']);
    assert.deepEqual(panel.state().results[0]?.mark, { stars: 4 });
  });
});

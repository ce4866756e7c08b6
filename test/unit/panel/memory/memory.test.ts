import assert from 'node:assert/strict';
import { test } from 'node:test';
import { panelMemory } from '../../../../src/panel/memory/memory.ts';
import { differsInStorage, storedPanel } from '../../../../src/panel/memory/remember.ts';
import { restoredPanel } from '../../../../src/panel/memory/restore.ts';
import { reduce, type PanelEvent } from '../../../../src/panel/state.ts';
import { translate } from '../../../support/localization.ts';
import {
  after,
  began,
  chosen,
  ENVIRONMENT,
  INPUTS,
  panelImage,
  RESULT,
  RUN,
} from '../../../support/panel/state.ts';

test('stores URIs, inputs, and the number of runs in progress', () => {
  const state = after(
    chosen('source', panelImage('a')),
    { kind: 'run-arrived', results: [RESULT] },
    began('r1'),
  );
  const known = {
    bytes: 90,
    details: '4×3 px · PNG · 90 B',
    canPreview: true,
    mimeType: 'image/png',
  };
  assert.deepEqual(storedPanel(state), {
    images: ['file:///w/a.png'],
    looks: { 'file:///w/a.png': known, 'file:///w/out.png': known },
    regions: {},
    results: [{ uri: 'file:///w/out.png', source: 'file:///w/a.png', made: INPUTS }],
    deletions: [],
    prompts: ['p'],
    running: 1,
  });
});

test('stores the remark of a model under the name that earlier versions read, and restores it', async () => {
  const inputs = { ...INPUTS, remark: 'Here you are.' };
  const stored = storedPanel(after({ kind: 'run-arrived', results: [{ ...RESULT, inputs }] }));
  assert.equal(stored.results[0]?.made?.said, 'Here you are.');
  const { results } = await restoredPanel(stored, async () => [panelImage('out')], translate);
  assert.deepEqual(results[0]?.inputs, inputs);
});

test('stores a result with a very long prompt without its inputs, because a shortened prompt would ask for something else', () => {
  const result = (length: number) => ({
    ...RESULT,
    inputs: { ...INPUTS, prompt: 'x'.repeat(length) },
  });
  const state = after({ kind: 'run-arrived', results: [result(20_000), result(20_001)] });
  const { results } = storedPanel(state);
  assert.equal(results[0]?.made?.prompt.length, 20_000);
  assert.equal(results[1]?.uri, 'file:///w/out.png');
  assert.equal(results[1].made, undefined);
});

test('only events that change the stored part cause a write', () => {
  const before = after(chosen('source', panelImage('a')), began('r1'));
  const isWritten = (...events: PanelEvent[]) =>
    differsInStorage(before, events.reduce(reduce, before));
  assert.ok(!isWritten({ kind: 'run-progressed', run: RUN }));
  assert.ok(!isWritten({ kind: 'environment', environment: { ...ENVIRONMENT, trusted: false } }));
  assert.ok(!isWritten({ kind: 'failure-dismissed', id: 'r1' }));
  assert.ok(isWritten({ kind: 'run-ended', id: 'r1' }));
  assert.ok(isWritten({ kind: 'results-deleted', id: 'd1', files: [], text: 't' }), 'a deletion');
  assert.ok(isWritten({ kind: 'run-ended', id: 'r1' }, began('r3')), 'another prompt');
  assert.ok(isWritten({ kind: 'run-arrived', results: [RESULT] }));
  assert.ok(isWritten(chosen('reference', panelImage('b'))));
  assert.ok(differsInStorage(before, { ...before, runs: [{ ...RUN, free: true }] }), 'free runs');
});

test('restores what still exists, with an id of its own for each image', async () => {
  const results = [
    { uri: 'file:///w/a.png', source: 'file:///w/b.png' },
    { uri: 'file:///w/gone.png' },
    { uri: 'file:///w/c.png', source: 'file:///w/gone.png' },
  ];
  const images = ['file:///w/gone.png', 'file:///w/b.png'];
  const existing = [panelImage('a'), panelImage('b'), panelImage('c')];
  const stored = { images, results, prompts: ['p'] };
  const restored = await restoredPanel(stored, async () => existing, translate);
  assert.deepEqual(restored.images.map(({ name }) => name), ['b.png']); // prettier-ignore
  assert.deepEqual(
    restored.results.map(({ name, source }) => [name, source?.name]),
    [
      ['a.png', 'b.png'],
      ['c.png', undefined],
    ],
  );
  assert.deepEqual([restored.prompts, restored.failure], [['p'], undefined]);
  const ids = [...restored.images, ...restored.results].map(({ id }) => id);
  assert.equal(new Set(ids).size, 3);
});

test('says that runs cut off by a reload may have been charged, and where their images are', async () => {
  const failureAfter = async (running: number, free?: boolean) =>
    (await restoredPanel({ images: [], results: [], running, free }, async () => [], translate))
      .failure;
  const three = await failureAfter(3);
  assert.equal(
    three?.text,
    '3 runs were in progress when the window was closed or reloaded. You may have been charged.',
  );
  assert.equal(
    three.details?.text,
    `${three.text} The history lists what was sent. Any images that arrived are in the unsaved results.`,
  );
  assert.match((await failureAfter(1))?.text ?? '', /^A run was in progress when/);
  assert.match((await failureAfter(3, true))?.text ?? '', /Nothing was charged\./);
  assert.deepEqual(
    three.buttons.map(({ button }) => button),
    ['show-unsaved'],
  );
});

test('stores whether all runs in progress are free', () => {
  const free = { ...began('r1'), free: true } as const;
  const progressed = { kind: 'run-progressed', run: RUN } as const;
  assert.equal(storedPanel(after(free, progressed)).free, true);
  assert.equal(storedPanel(after(free, began('r2'))).free, undefined);
  assert.equal(storedPanel(after()).free, undefined);
});

test('stores marks and runs, and takes away only a mark that it cannot read', async () => {
  const mark = { flag: 'keep', stars: 5 } as const;
  const stored = storedPanel(
    after(
      { kind: 'run-arrived', results: [{ ...RESULT, run: 'r1' }] },
      { kind: 'images-marked', ids: ['out'], ...mark },
    ),
  );
  const restore = async (value: unknown) => {
    const store = { get: () => value, update: async () => undefined };
    const { results } = await restoredPanel(
      panelMemory(store, () => []).recall(),
      async () => [panelImage('out')],
      translate,
    );
    return results.map(({ run, mark }) => ({ run, mark }));
  };
  assert.deepEqual(await restore(stored), [{ run: 'r1', mark }]);
  const [result] = stored.results;
  for (const wrong of [{ stars: 6 }, { flag: 'maybe' }, 'keep']) {
    const damaged = { ...stored, results: [{ ...result, mark: wrong }] };
    assert.deepEqual(await restore(damaged), [{ run: 'r1', mark: undefined }]);
  }
});

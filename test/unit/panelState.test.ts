import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseToPanel } from '../../src/vscode/panelProtocol.ts';
import {
  emptyState,
  findImage,
  reduce,
  toView,
  type PanelEnvironment,
  type PanelEvent,
  type PanelImage,
  type PanelState,
} from '../../src/vscode/panelState.ts';

const ENVIRONMENT: PanelEnvironment = {
  trusted: true,
  hasFolder: true,
  gateway: 'Practice',
  models: [{ id: 'm', label: 'M', aspectRatios: ['auto'], imageSizes: ['auto'] }],
  anyModel: { aspectRatios: ['auto'], imageSizes: ['auto'] },
  defaults: { model: 'm', aspectRatio: 'auto', imageSize: 'auto' },
};
const RUN = { id: 'r1', phase: 'waiting', line: 'waiting · 3 s' } as const;
const FAILURE = { text: 'No.', actions: [] };

const image = (id: string, uri = `file:///w/${id}.png`): PanelImage => ({
  id,
  uri,
  name: `${id}.png`,
  details: '4×3 px · PNG · 90 B',
  canPreview: true,
  mimeType: 'image/png',
});
const after = (...events: PanelEvent[]): PanelState =>
  events.reduce(reduce, emptyState(ENVIRONMENT));
const chosen = (role: 'source' | 'reference', ...images: PanelImage[]): PanelEvent => ({
  kind: 'images-chosen',
  role,
  images,
});
const ids = (state: PanelState) => state.images.map(({ id }) => id);
const view = (state: PanelState) =>
  toView(
    state,
    (uri) => `webview:${uri}`,
    (text) => text,
  );

describe('images', () => {
  test('a new source takes the place of the old one; references stay', () => {
    const state = after(
      chosen('source', image('a')),
      chosen('reference', image('b')),
      chosen('source', image('c')),
    );
    assert.deepEqual(ids(state), ['c', 'b']);
  });

  test('several chosen at once: the first is the source, the others go along', () => {
    const state = after(chosen('source', image('a'), image('b')));
    assert.deepEqual(ids(state), ['a', 'b']);
  });

  test('a file is in the list once, whichever way it came', () => {
    const state = after(
      chosen('source', image('a')),
      chosen('reference', image('b')),
      chosen('reference', image('a2', 'file:///w/a.png')),
      chosen('source', image('b2', 'file:///w/b.png')),
    );
    assert.deepEqual(ids(state), ['b2']);
  });

  test('the first reference takes the place of a removed source; unknown ids change nothing', () => {
    const state = after(
      chosen('source', image('a'), image('b')),
      { kind: 'image-removed', id: 'a' },
      { kind: 'image-removed', id: 'nobody' },
    );
    assert.deepEqual(ids(state), ['b']);
  });

  test('moving changes the order; the first is the source; a place beyond the end is the end', () => {
    const before = chosen('source', image('a'), image('b'), image('c'));
    const order = (id: string, to: number) => ids(after(before, { kind: 'image-moved', id, to }));
    assert.deepEqual(order('c', 0), ['c', 'a', 'b']);
    assert.deepEqual(order('b', 2), ['a', 'c', 'b']);
    assert.deepEqual(order('a', 99), ['b', 'c', 'a']);
    assert.deepEqual(order('nobody', 0), ['a', 'b', 'c']);
  });

  test('an id that was never handed out finds nothing', () => {
    const state = after(chosen('source', image('a')));
    assert.equal(findImage(state, 'a')?.uri, 'file:///w/a.png');
    assert.equal(findImage(state, 'file:///w/a.png'), undefined);
  });
});

describe('runs', () => {
  const result = { ...image('out'), source: 'file:///w/a.png' };
  const ended: PanelEvent = { kind: 'run-ended', results: [result], warnings: ['Smaller.'] };

  test('a run that goes on replaces the last failure', () => {
    const failed: PanelEvent = { kind: 'run-ended', results: [], warnings: [], failure: FAILURE };
    const state = after(failed, { kind: 'run-progressed', run: RUN });
    assert.deepEqual([state.run, state.failure], [RUN, undefined]);
  });

  test('results stay until others come: a failure does not take them away', () => {
    const failed: PanelEvent = { kind: 'run-ended', results: [], warnings: [], failure: FAILURE };
    const state = after(ended, { kind: 'run-progressed', run: RUN }, failed);
    assert.equal(state.run, undefined);
    assert.deepEqual(state.failure, FAILURE);
    assert.deepEqual([state.results, state.warnings], [[result], ['Smaller.']]);
  });

  test('only what has a source can be compared', () => {
    const state = after({ kind: 'run-ended', results: [result, image('new')], warnings: [] });
    assert.deepEqual(
      view(state).results.map(({ actions }) => actions),
      [
        ['open', 'reveal', 'compare', 'use-as-source'],
        ['open', 'reveal', 'use-as-source'],
      ],
    );
  });
});

describe('the view', () => {
  test('names images by id: the only address is the one the webview loads', () => {
    const shown = view(after(chosen('source', image('a'))));
    assert.deepEqual(shown.images, [
      {
        id: 'a',
        name: 'a.png',
        details: '4×3 px · PNG · 90 B',
        mimeType: 'image/png',
        src: 'webview:file:///w/a.png',
      },
    ]);
  });

  test('gives no address for what must not be drawn', () => {
    const shown = view(after(chosen('source', { ...image('a'), canPreview: false })));
    assert.equal(shown.images[0]?.src, undefined);
  });

  test('shows foreign names without what hides or reorders them', () => {
    const shown = view(after(chosen('source', { ...image('a'), name: 'a\u202egnp.exe' })));
    assert.equal(shown.images[0]?.name, 'a gnp.exe');
  });

  test('asks for one missing thing at a time, trust first', () => {
    const setup = (change: Partial<PanelEnvironment>, ...images: PanelImage[]) => {
      const environment = { ...ENVIRONMENT, ...change };
      return view({ ...emptyState(environment), images }).setup?.action;
    };
    const { gateway: _none, ...noGateway } = ENVIRONMENT;
    assert.ok(_none);
    const without = view(emptyState({ ...noGateway, hasFolder: false }));
    assert.equal(without.setup?.action, 'choose-gateway');
    assert.equal(setup({ trusted: false, hasFolder: false }), 'trust');
    assert.equal(setup({ hasFolder: false }), 'open-folder');
    assert.equal(setup({ hasFolder: false }, image('a')), undefined);
    const pasted = { ...image('a'), pasted: true } as const;
    assert.equal(setup({ hasFolder: false }, pasted), 'open-folder', 'nothing goes beside it');
    assert.equal(setup({}), undefined);
  });

  test('passes the protocol as it is', () => {
    const state = after(chosen('source', image('a')), { kind: 'run-progressed', run: RUN });
    const message = { type: 'view', view: view(state) };
    assert.deepEqual(parseToPanel(structuredClone(message)), message);
  });
});

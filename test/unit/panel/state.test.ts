import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { lostMark, markableSize } from '../../../src/panel/region/view.ts';
import { parseToPanel } from '../../../src/panel/protocol.ts';
import {
  emptyState,
  findImage,
  reduce,
  type PanelEnvironment,
  type PanelEvent,
  type PanelImage,
  type PanelState,
} from '../../../src/panel/state.ts';
import { recalled } from '../../../src/panel/memory/restore.ts';
import type { Looks } from '../../../src/panel/memory/memory.ts';
import { isToRemember, toRemember } from '../../../src/panel/memory/remember.ts';
import { toView } from '../../../src/panel/view.ts';
import { exif, jpeg, png, pngOfSize, WEBP } from '../../support/image/images.ts';

const ENVIRONMENT: PanelEnvironment = {
  trusted: true,
  hasFolder: true,
  gateway: 'Practice',
  models: [{ id: 'm', label: 'M', aspectRatios: ['auto'], imageSizes: ['auto'] }],
  anyModel: { aspectRatios: ['auto'], imageSizes: ['auto'] },
  defaults: { model: 'm', aspectRatio: 'auto', imageSize: 'auto' },
};
const RUN = { id: 'r1', phase: 'waiting', line: 'waiting · 3 s', prompt: 'p' } as const;
const FAILURE = { id: 'r1', text: 'No.', actions: [] };

const image = (id: string, uri = `file:///w/${id}.png`): PanelImage => ({
  id,
  uri,
  name: `${id}.png`,
  bytes: 90,
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
const translate = (text: string, ...args: (string | number)[]) =>
  text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)]));
const ids = (state: PanelState) => state.images.map(({ id }) => id);
const view = (state: PanelState) =>
  toView(
    state,
    (uri) => `webview:${uri}`,
    (text) => text,
  );

describe('a region', () => {
  const markable = { width: 4, height: 3 };
  const cat = { ...image('a'), markable };
  const MARK = { kind: 'rectangle' as const, x: 1, y: 1, width: 2, height: 1 };
  const mark = (id: string, ...region: (typeof MARK)[]): PanelEvent => ({
    kind: 'region-marked',
    id,
    region,
  });

  test('belongs to its image: it stays while that is there, and is shown while that is the source', () => {
    const state = after(chosen('source', cat), chosen('reference', { ...image('b'), markable }), mark('a', MARK)); // prettier-ignore
    assert.deepEqual(view(state).images[0]?.region, { ...markable, strokes: [MARK] });
    assert.equal(view(state).images[1]?.region, undefined);
    const second = reduce(state, { kind: 'image-moved', id: 'b', to: 0 });
    assert.deepEqual(view(second).images[0]?.region, { ...markable, strokes: [] });
    const back = reduce(second, { kind: 'image-moved', id: 'a', to: 0 });
    assert.deepEqual(view(back).images[0]?.region?.strokes, [MARK]);
    const other = reduce(back, chosen('source', { ...image('c'), markable }));
    assert.deepEqual(view(other).images[0]?.region?.strokes, []);
    assert.equal(lostMark(back.images, other.images), 'a.png');
    assert.equal(lostMark(state.images, back.images), undefined);
  });

  test('is taken away by no strokes, and is not for an image that cannot be marked', () => {
    const state = after(chosen('source', cat), mark('a', MARK), mark('a'));
    assert.equal(state.images[0]?.region, undefined);
    const plain = after(chosen('source', image('a')), mark('a', MARK), mark('nobody', MARK));
    assert.equal(plain.images[0]?.region, undefined);
    assert.equal(view(plain).images[0]?.region, undefined);
    const unseen = after(chosen('source', { ...cat, canPreview: false }));
    assert.equal(view(unseen).images[0]?.region, undefined);
  });

  test('outlives the window', async () => {
    const state = after(chosen('source', cat), chosen('reference', image('b')), mark('a', MARK));
    assert.deepEqual(toRemember(state).regions, { [cat.uri]: [MARK] });
    const known: unknown[] = [];
    const seen = async (uris: readonly string[], looks: Looks) => {
      known.push(...uris.map((uri) => looks[uri]?.markable));
      return [cat, image('b')];
    };
    const restored = await recalled(toRemember(state), seen, translate);
    assert.deepEqual(known, [markable, undefined], 'what is known is not looked at again');
    assert.deepEqual(restored.images.map(({ region }) => region), [[MARK], undefined]); // prettier-ignore
  });

  test('does not outlive its picture: a file of another size is another one', async () => {
    const state = after(chosen('source', cat), mark('a', MARK));
    const other = { ...cat, bytes: 91 };
    const restored = await recalled(toRemember(state), async () => [other], translate);
    assert.deepEqual(restored.images.map(({ bytes, region }) => [bytes, region]), [[91, undefined]]); // prettier-ignore
  });

  test('can be marked on PNG and JPEG images, as they are shown', () => {
    const size = (file: Uint8Array) => {
      const facts = inspectImage(file);
      assert.ok(facts);
      return markableSize(file, facts);
    };
    assert.deepEqual(size(png(4, 3)), markable);
    const photo = jpeg(16, 8);
    assert.deepEqual(size(photo), { width: 16, height: 8 });
    const turned = Buffer.concat([photo.subarray(0, 2), exif(6), photo.subarray(2)]);
    assert.deepEqual(size(turned), { width: 8, height: 16 });
    assert.equal(size(WEBP), undefined);
    assert.equal(size(png(64, 48).subarray(0, 80)), undefined);
    assert.equal(size(pngOfSize(16_384, 4097)), undefined);
  });
});

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

  test('of what is brought in by hand the first is the source, and what follows takes no place away', () => {
    const state = after(chosen('reference', image('a')), chosen('reference', image('b')));
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
  const MADE = {
    prompt: 'make it gray',
    model: 'm',
    aspectRatio: 'auto',
    imageSize: 'auto',
    images: ['file:///w/a.png'],
    facts: 'm · Practice · 1.0 s',
    warnings: ['Smaller.'],
  };
  const result = { ...image('out'), source: image('a'), made: MADE };
  const began = (id: string, prompt = 'p'): PanelEvent => ({ kind: 'run-began', id, prompt });
  const failed: PanelEvent = { kind: 'run-ended', id: 'r1', failure: FAILURE };

  test('several go on at once; each is told by itself, and ends by itself', () => {
    const state = after(
      began('r1'),
      began('r2', 'q'),
      { kind: 'run-progressed', run: RUN },
      { kind: 'run-ended', id: 'r2' },
    );
    assert.deepEqual(state.runs, [RUN]);
  });

  test('progress that comes after the end brings no run back', () => {
    const state = after(began('r1'), failed, { kind: 'run-progressed', run: RUN });
    assert.deepEqual([state.runs, state.failures], [[], [FAILURE]]);
  });

  test('what arrives is there at once, before its run has ended, the newest first', () => {
    const state = after(
      began('r1'),
      { kind: 'run-arrived', results: [result] },
      { kind: 'run-arrived', results: [image('second')] },
    );
    assert.deepEqual(
      [state.runs.length, state.results.map(({ id }) => id)],
      [1, ['second', 'out']],
    );
  });

  test('a failure takes no result away; the next start, or the user, takes the failure away', () => {
    const state = after(began('r1'), { kind: 'run-arrived', results: [result] }, failed);
    assert.deepEqual([state.results, state.failures], [[result], [FAILURE]]);
    assert.deepEqual(reduce(state, began('r2')).failures, []);
    assert.deepEqual(reduce(state, { kind: 'failure-dismissed', id: 'r1' }).failures, []);
  });

  test('prompts are remembered once each, the last one first, and not without end', () => {
    const asked = (...prompts: string[]) => after(...prompts.map((prompt) => began('r', prompt)));
    assert.deepEqual(asked('a', 'b', 'a').prompts, ['a', 'b']);
    assert.deepEqual(asked('a', 'x'.repeat(5000)).prompts, ['a']);
    assert.equal(asked(...Array.from({ length: 80 }, (_, n) => `p${n}`)).prompts.length, 50);
  });

  test('the list of results has an end', () => {
    const many = Array.from({ length: 40 }, (_, n) => image(`n${n}`));
    assert.equal(after({ kind: 'run-arrived', results: many }).results.length, 30);
  });

  test('a file that is gone leaves every list', () => {
    const state = after(
      chosen('source', image('a'), { ...image('again'), uri: result.uri }),
      { kind: 'run-arrived', results: [result] },
      { kind: 'image-gone', id: 'out' },
    );
    assert.deepEqual([ids(state), state.results], [['a'], []]);
  });

  test('a result whose source is gone is no longer compared with it; others are', () => {
    const other = { ...image('other'), source: image('b') };
    const state = after(
      chosen('source', image('a')),
      { kind: 'run-arrived', results: [result, other] },
      { kind: 'image-gone', id: 'a' },
    );
    const [first, second] = view(state).results;
    assert.equal(first?.source, undefined);
    assert.ok(first && !first.actions.includes('compare') && first.actions.includes('try-again'));
    assert.equal(second?.source?.name, 'b.png');
    assert.equal(toRemember(state).results[0]?.source, undefined);
  });

  test('a result is compared with its source, and asked again only where the asking is known', () => {
    const shown = view(after({ kind: 'run-arrived', results: [result, image('new')] })).results;
    const [first, second] = shown;
    assert.deepEqual(first?.source, { name: 'a.png', src: 'webview:file:///w/a.png' });
    assert.deepEqual(first.warnings, ['Smaller.']);
    assert.ok(
      (['compare', 'try-again', 'reuse'] as const).every((one) => first.actions.includes(one)),
    );
    assert.equal(second?.source, undefined);
    assert.deepEqual(second?.actions, [
      'use-as-source',
      'open',
      'copy-image',
      'save-as',
      'reference',
      'reveal',
      'copy-path',
      'trash',
    ]);
  });

  test('what is remembered are addresses and what was asked, and how many runs went on', () => {
    const state = after(
      chosen('source', image('a')),
      { kind: 'run-arrived', results: [result] },
      began('r1'),
    );
    const look = { bytes: 90, details: '4×3 px · PNG · 90 B', canPreview: true, mimeType: 'image/png' }; // prettier-ignore
    assert.deepEqual(toRemember(state), {
      images: ['file:///w/a.png'],
      looks: { 'file:///w/a.png': look, 'file:///w/out.png': look },
      regions: {},
      results: [{ uri: 'file:///w/out.png', source: 'file:///w/a.png', made: MADE }],
      prompts: ['p'],
      running: 1,
    });
  });

  test('a result of a very long prompt is remembered without it: cut, it would ask for something else', () => {
    const of = (length: number) => ({ ...result, made: { ...MADE, prompt: 'x'.repeat(length) } });
    const { results } = toRemember(after({ kind: 'run-arrived', results: [of(20_000), of(20_001)] })); // prettier-ignore
    assert.equal(results[0]?.made?.prompt.length, 20_000);
    assert.equal(results[1]?.uri, 'file:///w/out.png');
    assert.equal(results[1].made, undefined);
  });

  test('what changes nothing of it is not remembered again', () => {
    const before = after(chosen('source', image('a')), began('r1'));
    const isWritten = (...events: PanelEvent[]) =>
      isToRemember(before, events.reduce(reduce, before));
    assert.ok(!isWritten({ kind: 'run-progressed', run: RUN }));
    assert.ok(!isWritten({ kind: 'environment', environment: { ...ENVIRONMENT, trusted: false } }));
    assert.ok(!isWritten({ kind: 'failure-dismissed', id: 'r1' }));
    assert.ok(isWritten({ kind: 'run-ended', id: 'r1' }));
    assert.ok(isWritten({ kind: 'run-ended', id: 'r1' }, began('r3')), 'another prompt');
    assert.ok(isWritten({ kind: 'run-arrived', results: [result] }));
    assert.ok(isWritten(chosen('reference', image('b'))));
    assert.ok(isToRemember(before, { ...before, runs: [{ ...RUN, free: true }] }), 'what it costs');
  });

  test('comes back as far as the files are still there, each image known by an id of its own', async () => {
    const results = [
      { uri: 'file:///w/a.png', source: 'file:///w/b.png' },
      { uri: 'file:///w/gone.png' },
      { uri: 'file:///w/c.png', source: 'file:///w/gone.png' },
    ];
    const images = ['file:///w/gone.png', 'file:///w/b.png'];
    const there = [image('a'), image('b'), image('c')];
    const back = await recalled({ images, results, prompts: ['p'] }, async () => there, translate);
    assert.deepEqual(back.images.map(({ name }) => name), ['b.png']); // prettier-ignore
    assert.deepEqual(
      back.results.map(({ name, source }) => [name, source?.name]),
      [
        ['a.png', 'b.png'],
        ['c.png', undefined],
      ],
    );
    assert.deepEqual([back.prompts, back.failure], [['p'], undefined]);
    const known = [...back.images, ...back.results].map(({ id }) => id);
    assert.equal(new Set(known).size, 3);
  });

  test('of runs that a reload cut off it is said what they may have cost, and where what came of them is', async () => {
    const told = async (free?: boolean) =>
      (await recalled({ images: [], results: [], running: 3, free }, async () => [], translate))
        .failure;
    assert.match((await told())?.text ?? '', /while 3 of .* They may have been charged\./);
    assert.match((await told(true))?.text ?? '', /Nothing is charged\./);
    assert.deepEqual((await told())?.actions.map(({ action }) => action), ['show-unsaved']); // prettier-ignore
  });

  test('of runs that went on, it is remembered whether any could cost something', () => {
    const free = { ...began('r1'), free: true } as const;
    const run = { id: 'r1', phase: 'waiting', line: '', prompt: 'p' } as const;
    const progressed = { kind: 'run-progressed', run } as const;
    assert.equal(toRemember(after(free, progressed)).free, true);
    assert.equal(toRemember(after(free, began('r2'))).free, undefined);
    assert.equal(toRemember(after()).free, undefined);
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
    assert.match(without.setup.text, /^No gateway is chosen yet/);
    const unusable = 'easel.gateway is “typo”, and there is no gateway of that id.';
    const wrong = view(emptyState({ ...noGateway, unusable }));
    assert.deepEqual([wrong.setup?.action, wrong.setup?.text], ['choose-gateway', unusable]);
    assert.equal(setup({ trusted: false, hasFolder: false }), 'trust');
    assert.equal(setup({ hasFolder: false }), 'open-folder');
    assert.equal(setup({ hasFolder: false }, image('a')), undefined);
    const pasted = { ...image('a'), pasted: true } as const;
    assert.equal(setup({ hasFolder: false }, pasted), 'open-folder', 'nothing goes beside it');
    assert.equal(setup({}), undefined);
    assert.equal(setup({ needsKey: true, hasFolder: false }), 'set-key');
  });

  test('passes the protocol as it is', () => {
    const state = after(
      chosen('source', image('a')),
      { kind: 'run-began', id: 'r1', prompt: 'p' },
      { kind: 'run-progressed', run: RUN },
    );
    const message = { type: 'view', view: view(state) };
    assert.deepEqual(parseToPanel(structuredClone(message)), message);
  });
});

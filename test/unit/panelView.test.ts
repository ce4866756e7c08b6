import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choices, parseDraft, toAsk, type Draft } from '../../media/draft.ts';
import { listedAddresses } from '../../media/addresses.ts';
import { limitsMet } from '../../media/limits.ts';
import { announcement, canRun, fill, update, type State } from '../../media/state.ts';
import type { HostView } from '../../src/vscode/panelProtocol.ts';
import { STRING_NAMES, type PanelStrings } from '../../src/vscode/panelStringNames.ts';

const STRINGS = Object.fromEntries(STRING_NAMES.map((name) => [name, `<${name} {0}>`])) as PanelStrings; // prettier-ignore
const VIEW: HostView = {
  gateway: 'Practice',
  models: [
    { id: 'big', label: 'Big', aspectRatios: ['auto', '8:1'], imageSizes: ['auto', '2K', '4K'] },
    { id: 'small', label: 'Small', aspectRatios: ['auto', '1:1'], imageSizes: ['auto'] },
  ],
  anyModel: { aspectRatios: ['auto', '1:1', '8:1'], imageSizes: ['auto', '2K'] },
  defaults: { model: 'big', aspectRatio: 'auto', imageSize: '4K' },
  images: [],
  results: [],
  warnings: [],
};
const RUN = { id: 'r1', phase: 'waiting', line: 'waiting · 3 s' } as const;
const FAILURE = { text: 'No route. Not charged.', actions: [] };
const state = (draft: Draft, view: HostView | undefined = VIEW): State => ({
  draft,
  strings: STRINGS,
  view,
});

test('what is not chosen here follows the settings', () => {
  assert.deepEqual(toAsk(choices({ prompt: 'p' }, VIEW)), {
    prompt: 'p',
    model: 'big',
    aspectRatio: 'auto',
    imageSize: '4K',
  });
});

test('a size that the model lacks is auto, and comes back with a model that has it', () => {
  const draft = { prompt: 'p', imageSize: '2K', aspectRatio: '8:1' };
  const small = choices({ ...draft, model: 'small' }, VIEW);
  assert.deepEqual([small.aspectRatio, small.imageSize], ['auto', 'auto']);
  const big = choices({ ...draft, model: 'big' }, VIEW);
  assert.deepEqual([big.aspectRatio, big.imageSize], ['8:1', '2K']);
});

test('a free id is offered with every choice', () => {
  const own = choices({ prompt: 'p', model: 'house-7', imageSize: '2K' }, VIEW);
  assert.equal(own.models[0]?.id, 'house-7');
  assert.deepEqual([own.model, own.imageSize], ['house-7', '2K']);
});

test('the draft survives in what VS Code keeps; garbage comes to an empty one', () => {
  const draft = { prompt: 'p', model: 'big', aspectRatio: '8:1', imageSize: '2K' };
  assert.deepEqual(parseDraft(structuredClone(draft)), draft);
  for (const garbage of [undefined, null, 7, 'x', [], { model: 7 }]) {
    assert.deepEqual(parseDraft(garbage), { prompt: '' });
  }
  assert.deepEqual(parseDraft({ prompt: 7 }), { prompt: '' });
});

test('progress replaces a failure; a view replaces everything that the host shows', () => {
  const failed = state({ prompt: 'p' }, { ...VIEW, failure: FAILURE });
  const running = update(failed, { type: 'progress', run: RUN });
  assert.deepEqual([running.view?.run, running.view?.failure], [RUN, undefined]);
  assert.deepEqual(update(running, { type: 'view', view: VIEW }), state({ prompt: 'p' }));
  const early = { draft: { prompt: '' }, strings: undefined, view: undefined };
  assert.deepEqual(update(early, { type: 'progress', run: RUN }), early);
});

test('what the user enters changes the draft alone', () => {
  const before = state({ prompt: 'p', model: 'big' });
  const after = update(before, { type: 'entered', change: { prompt: 'q' } });
  assert.deepEqual(after, state({ prompt: 'q', model: 'big' }));
  assert.deepEqual(update(before, { type: 'model-chosen', model: 'x' }).draft.model, 'x');
});

test('Run waits for a prompt, for the run that goes on, and for what is missing', () => {
  const setup = (action: 'trust' | 'open-folder' | 'choose-gateway') => ({
    ...VIEW,
    setup: { action, text: '', label: '' },
  });
  const can = (view: HostView | undefined, prompt = 'p') => canRun({ ...state({ prompt }), view });
  assert.ok(can(VIEW));
  assert.ok(can(setup('choose-gateway')), 'the run asks for its gateway');
  assert.ok(!can(VIEW, ' \n'));
  assert.ok(!can({ ...VIEW, run: RUN }));
  assert.ok(!can(setup('trust')));
  assert.ok(!can(setup('open-folder')));
  assert.ok(!can(undefined));
});

test('a screen reader hears phases and ends, and no clock', () => {
  const later = { ...RUN, line: 'waiting · 4 s' };
  assert.equal(announcement(STRINGS, { ...VIEW, run: RUN }), STRINGS.waiting);
  assert.equal(announcement(STRINGS, { ...VIEW, run: later }), STRINGS.waiting);
  const failed = announcement(STRINGS, { ...VIEW, failure: FAILURE });
  assert.ok(failed.includes(FAILURE.text));
  const image = { id: 'a', name: 'cat-edited.png', details: '', mimeType: 'image/png' };
  const results = [{ ...image, actions: [] }];
  const saved = announcement(STRINGS, { ...VIEW, results, warnings: ['Smaller.'] });
  assert.equal(saved, '<saved cat-edited.png> Smaller.');
});

test('a value goes into a string as it is', () => {
  assert.equal(fill('Remove {0}', '$& {0} $1'), 'Remove $& {0} $1');
  assert.equal(fill('{1} of {0}, {2}', 8, 3), '3 of 8, {2}');
});

test('a model says what it does not take before a request does', () => {
  const picture = (name: string, mimeType = 'image/png') => ({ name, mimeType });
  const strings: PanelStrings = {
    ...STRINGS,
    tooManyImages: 'most {0}, here {1}',
    bestImages: 'best {0}, here {1}',
    typeNotTaken: 'not {0}: {1}',
  };
  const three = [picture('a.png'), picture('b.gif', 'image/gif'), picture('c.png')];
  const limits = { inputTypes: ['image/png'], mostImages: 2, bestImages: 1 };
  assert.deepEqual(limitsMet(three, limits, strings), ['most 2, here 3', 'not b.gif: GIF']);
  assert.deepEqual(limitsMet(three, { bestImages: 2 }, strings), ['best 2, here 3']);
  assert.deepEqual(limitsMet(three, {}, strings), []);
  assert.deepEqual(limitsMet(three.slice(0, 1), limits, strings), []);
});

test('a list of addresses is read as its RFC says', () => {
  const list = '# from the explorer\r\nfile:///w/a.png\r\n\r\nfile:///w/b.png\n';
  assert.deepEqual(listedAddresses(list), ['file:///w/a.png', 'file:///w/b.png']);
  assert.deepEqual(listedAddresses(''), []);
  assert.equal(listedAddresses('file:///a\n'.repeat(500)).length, 50);
  assert.deepEqual(listedAddresses(`file:///${'x'.repeat(5000)}`), []);
});

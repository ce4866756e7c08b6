import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choices, parseDraft, toAsk, type Draft } from '../../../../media/panel/ask/draft.ts';
import { listedAddresses } from '../../../../media/panel/sources/uriList.ts';
import { limitsMet } from '../../../../media/panel/ask/limits.ts';
import { ratioShape } from '../../../../media/panel/ask/ratioShape.ts';
import { NOT_RECALLING, recallStep, type Recall } from '../../../../media/panel/ask/recall.ts';
import {
  announcement,
  canRun,
  emptyPanel,
  hasArrived,
  update,
  type State,
} from '../../../../media/panel/state.ts';
import { fill } from '../../../../media/shared/fill.ts';
// prettier-ignore
import { WHOLE, within, zoomKey, zoomed } from '../../../../media/shared/zoom.ts';
import type { HostView, SetupAction } from '../../../../src/panel/viewProtocol.ts';
import { STRING_NAMES, type PanelStrings } from '../../../../src/panel/stringsProtocol.ts';

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
  runs: [],
  results: [],
  failures: [],
  prompts: [],
};
const RUN = { id: 'r1', phase: 'waiting', line: 'waiting · 3 s', prompt: 'p' } as const;
const FAILURE = { id: 'r0', text: 'No route. Not charged.', actions: [] };
const state = (draft: Draft, view: HostView | undefined = VIEW): State => ({
  ...emptyPanel(draft),
  strings: STRINGS,
  view,
});

test('what is not chosen here follows the settings', () => {
  assert.deepEqual(toAsk(choices({ prompt: 'p' }, VIEW)), {
    prompt: 'p',
    model: 'big',
    aspectRatio: 'auto',
    imageSize: '4K',
    count: 1,
  });
});

test('a size that the model lacks is auto, and comes back with a model that has it', () => {
  const draft = { prompt: 'p', imageSize: '2K', aspectRatio: '8:1' };
  const small = choices({ ...draft, model: 'small' }, VIEW);
  assert.deepEqual([small.aspectRatio, small.imageSize], ['auto', 'auto']);
  const big = choices({ ...draft, model: 'big' }, VIEW);
  assert.deepEqual([big.aspectRatio, big.imageSize], ['8:1', '2K']);
});

test('a setting that the model lacks is said, until the user has chosen here', () => {
  const view = { ...VIEW, defaults: { model: 'small', aspectRatio: '8:1', imageSize: 'auto' } };
  const asked = choices({ prompt: 'p' }, view);
  assert.equal(asked.aspectRatio, 'auto');
  assert.deepEqual(asked.unheeded, [{ setting: 'aspectRatio', value: '8:1' }]);
  assert.deepEqual(choices({ prompt: 'p', aspectRatio: '1:1' }, view).unheeded, []);
  assert.deepEqual(choices({ prompt: 'p', model: 'big' }, view).unheeded, []);
});

test('a free id is offered with every choice', () => {
  const own = choices({ prompt: 'p', model: 'house-7', imageSize: '2K' }, VIEW);
  assert.equal(own.models[0]?.id, 'house-7');
  assert.deepEqual([own.model, own.imageSize], ['house-7', '2K']);
});

test('the draft survives in what VS Code keeps; garbage comes to an empty one', () => {
  const draft = { prompt: 'p', model: 'big', aspectRatio: '8:1', imageSize: '2K', count: 3 };
  assert.deepEqual(parseDraft(structuredClone(draft)), draft);
  for (const garbage of [undefined, null, 7, 'x', [], { model: 7 }]) {
    assert.deepEqual(parseDraft(garbage), { prompt: '' });
  }
  assert.equal(parseDraft({ prompt: 7, count: 99 }).prompt, '');
  assert.equal(parseDraft({ prompt: 'p', count: 99 }).count, undefined);
});

test('progress is told to the run it is of; a view replaces everything that the host shows', () => {
  const running = state({ prompt: 'p' }, { ...VIEW, runs: [RUN, { ...RUN, id: 'r2' }] });
  const later = { ...RUN, id: 'r2', line: 'waiting · 4 s' };
  const told = update(running, { type: 'progress', run: later });
  assert.deepEqual(told.view?.runs, [RUN, later]);
  assert.deepEqual(update(told, { type: 'view', view: VIEW }), state({ prompt: 'p' }));
  const ended = update(state({ prompt: 'p' }), { type: 'progress', run: RUN });
  assert.deepEqual(ended.view?.runs, []);
  const early = emptyPanel({ prompt: '' });
  assert.deepEqual(update(early, { type: 'progress', run: RUN }), early);
});

test('what the user enters changes the draft alone', () => {
  const before = state({ prompt: 'p', model: 'big' });
  const after = update(before, { type: 'entered', change: { prompt: 'q' } });
  assert.deepEqual(after, state({ prompt: 'q', model: 'big' }));
  assert.deepEqual(update(before, { type: 'filled', ask: { model: 'x' } }).draft.model, 'x');
});

test('Run waits for a prompt, for room beside the runs that go on, and for what is missing', () => {
  const setup = (action: SetupAction) => ({
    ...VIEW,
    setup: { action, text: '', label: '' },
  });
  const can = (view: HostView | undefined, prompt = 'p') => canRun({ ...state({ prompt }), view });
  assert.ok(can(VIEW));
  assert.ok(can(setup('choose-gateway')), 'the run asks for its gateway');
  assert.ok(!can(VIEW, ' \n'));
  assert.ok(can(setup('set-key')), 'and for its key');
  assert.ok(can({ ...VIEW, runs: [RUN, RUN] }));
  assert.ok(!can({ ...VIEW, runs: [RUN, RUN, RUN] }));
  assert.ok(!can(setup('trust')));
  assert.ok(!can(setup('open-folder')));
  assert.ok(!can(undefined));
});

test('a screen reader hears phases and ends, and no clock', () => {
  const later = { ...RUN, line: 'waiting · 4 s' };
  assert.equal(announcement(STRINGS, { ...VIEW, runs: [RUN] }), STRINGS.waiting);
  assert.equal(announcement(STRINGS, { ...VIEW, runs: [later] }), STRINGS.waiting);
  const failed = announcement(STRINGS, { ...VIEW, failures: [FAILURE] });
  assert.ok(failed.startsWith(`${STRINGS.failed}.`) && failed.includes(FAILURE.text));
  const stopped = { ...FAILURE, cancelled: true as const };
  const cancelled = announcement(STRINGS, { ...VIEW, failures: [stopped] });
  assert.equal(cancelled, FAILURE.text, 'who cancelled has not failed');
  const image = { id: 'a', name: 'cat-edited.png', details: '', mimeType: 'image/png' };
  const results = [{ ...image, actions: [], warnings: ['Smaller.'] }];
  const saved = announcement(STRINGS, { ...VIEW, results });
  assert.equal(saved, '<saved cat-edited.png> Smaller.');
});

test('what a run brings has just come; what is restored or moves up has not', () => {
  const result = (id: string) => ({ id, name: id, details: '', mimeType: 'image/png', actions: [], warnings: [] }); // prettier-ignore
  const [a, b] = [result('a'), result('b')];
  const running = { ...VIEW, runs: [RUN], results: [a] };
  assert.ok(hasArrived(running, { ...VIEW, results: [b, a] }));
  assert.ok(hasArrived({ ...running, results: [] }, running));
  assert.ok(!hasArrived(running, { ...running, runs: [] }));
  assert.ok(!hasArrived({ ...running, results: [b, a] }, running), 'the newest was removed');
  assert.ok(!hasArrived(VIEW, { ...VIEW, results: [a] }), 'restored');
  assert.ok(!hasArrived(undefined, running));
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
  const [first] = three;
  const region = { width: 4, height: 3, strokes: [{ kind: 'rectangle' as const, x: 0, y: 0, width: 1, height: 1 }] }; // prettier-ignore
  const marked = [{ ...first!, region }, ...three.slice(1)];
  const counted = ['best 3, here 4', STRINGS.regionCounts];
  assert.deepEqual(limitsMet(marked, { bestImages: 3 }, strings), counted);
  assert.deepEqual(limitsMet(three.slice(0, 1), limits, strings), []);
});

test('a list of addresses is read as its RFC says', () => {
  const list = '# from the explorer\r\nfile:///w/a.png\r\n\r\nfile:///w/b.png\n';
  assert.deepEqual(listedAddresses(list), ['file:///w/a.png', 'file:///w/b.png']);
  assert.deepEqual(listedAddresses(''), []);
  assert.equal(listedAddresses('file:///a\n'.repeat(500)).length, 50);
  assert.deepEqual(listedAddresses(`file:///${'x'.repeat(5000)}`), []);
});

test('up and down go through earlier prompts from the first and the last line, and back to what was typed', () => {
  const prompts = ['newest', 'two\nlines', 'oldest'];
  let [text, recall]: [string, Recall] = ['typed', NOT_RECALLING];
  const press = (key: string, at = key === 'ArrowUp' ? 0 : text.length) => {
    const step = recallStep(key, { text, start: at, end: at }, recall, prompts);
    if (step) [text, recall] = [step.prompt, step.recall];
    return step && text;
  };
  assert.equal(press('ArrowDown'), undefined, 'nothing is newer than what is typed');
  assert.deepEqual(
    ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp'].map((key) => press(key)),
    ['newest', 'two\nlines', 'oldest', undefined],
  );
  assert.equal(press('ArrowDown'), 'two\nlines');
  assert.equal(press('ArrowUp', 5), undefined, 'the caret is on the second line');
  assert.equal(press('ArrowDown', 1), undefined, 'the caret is on the first line');
  assert.deepEqual([press('ArrowDown'), press('ArrowDown')], ['newest', 'typed']);
  assert.equal(press('x'), undefined);
  const selected = { text: 'typed', start: 0, end: 5 };
  assert.equal(recallStep('ArrowUp', selected, NOT_RECALLING, prompts), undefined);
  assert.equal(recallStep('ArrowUp', { text: '', start: 0, end: 0 }, NOT_RECALLING, []), undefined);
});

test('typing ends going through earlier prompts', () => {
  const recalled = update(state({ prompt: 'typed' }), {
    type: 'recalled',
    prompt: 'newest',
    recall: { at: 0, typed: 'typed' },
  });
  assert.equal(recalled.draft.prompt, 'newest');
  assert.equal(update(recalled, { type: 'entered', change: { prompt: 'n' } }).recall.at, -1);
});

test('a ratio is drawn as a rectangle of that shape, however thin', () => {
  assert.deepEqual(ratioShape('1:1'), { x: 1, y: 1, width: 20, height: 20 });
  assert.deepEqual(ratioShape('2:1'), { x: 1, y: 6, width: 20, height: 10 });
  assert.deepEqual(ratioShape('8:1'), { x: 1, y: 9.5, width: 20, height: 3 });
  assert.deepEqual(ratioShape('9:16')?.height, 20);
  for (const none of ['auto', '', '0:1', '1:x']) assert.equal(ratioShape(none), undefined);
});

test('both pictures are zoomed and moved in step, never beyond their edge', () => {
  const frame = { width: 400, height: 300 };
  const twice = zoomed(WHOLE, 2, frame);
  assert.deepEqual(twice, { scale: 2, x: 0, y: 0 });
  assert.deepEqual(within({ scale: 2, x: 999, y: -999 }, frame), { scale: 2, x: 200, y: -150 });
  assert.deepEqual(zoomed(WHOLE, 2, frame, { x: 100, y: 0 }), { scale: 2, x: -100, y: 0 });
  assert.equal(zoomed(WHOLE, 1000, frame).scale, 16);
  assert.equal(zoomed(WHOLE, 0.1, frame).scale, 1);
  assert.equal(zoomKey('ArrowLeft', twice, frame)?.x, 40);
  assert.deepEqual(zoomKey('ArrowLeft', WHOLE, frame), WHOLE, 'all of it is there already');
  assert.deepEqual(zoomKey('0', twice, frame), WHOLE);
  assert.ok((zoomKey('+', WHOLE, frame)?.scale ?? 0) > 1);
  assert.equal(zoomKey('Tab', WHOLE, frame), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choices, parseDraft, toAsk } from '../../../../../media/panel/ask/draft.ts';
import { emptyPanel, update } from '../../../../../media/panel/state.ts';
import { VIEW } from '../../../../support/panel/messages.ts';
import { pageState } from '../../../../support/panel/pageState.ts';

test('options that the user has not chosen follow the settings', () => {
  assert.deepEqual(toAsk(choices({ prompt: 'p' }, VIEW)), {
    prompt: 'p',
    model: 'big',
    aspectRatio: 'auto',
    imageSize: '4K',
    size: '',
    background: 'opaque',
    count: 1,
  });
});

test('an exact size comes before the settings, and says what it requests', () => {
  const models = VIEW.models.map((model) => ({ ...model, inputTypes: ['image/png'] }));
  const view = { ...VIEW, models };
  const chosen = choices({ prompt: 'p', size: '1000x120' }, view);
  assert.deepEqual([chosen.aspectRatio, chosen.imageSize], ['auto', 'auto']);
  assert.deepEqual(chosen.requested, { aspectRatio: '8:1', imageSize: '2K' });
  const wide = choices({ prompt: 'p', size: '1000x120', imageSize: '4K' }, view);
  assert.equal(wide.requested?.imageSize, '4K', 'what the user chose counts');
  assert.equal(choices({ prompt: 'p', size: '1000x' }, view).requested, undefined);
  // Nothing is requested of a model that isn't documented.
  assert.deepEqual(choices({ prompt: 'p', size: '1000x120', model: 'own' }, view).requested, {});
});

test('an unsupported size becomes auto, and returns with a model that supports it', () => {
  const draft = { prompt: 'p', imageSize: '2K', aspectRatio: '8:1' };
  const small = choices({ ...draft, model: 'small' }, VIEW);
  assert.deepEqual([small.aspectRatio, small.imageSize], ['auto', 'auto']);
  const big = choices({ ...draft, model: 'big' }, VIEW);
  assert.deepEqual([big.aspectRatio, big.imageSize], ['8:1', '2K']);
});

test('reports a setting that the model does not support until the user chooses a value', () => {
  const view = { ...VIEW, defaults: { model: 'small', aspectRatio: '8:1', imageSize: 'auto' } };
  const chosen = choices({ prompt: 'p' }, view);
  assert.equal(chosen.aspectRatio, 'auto');
  assert.deepEqual(chosen.unsupported, [{ setting: 'aspectRatio', value: '8:1' }]);
  assert.deepEqual(choices({ prompt: 'p', aspectRatio: '1:1' }, view).unsupported, []);
  assert.deepEqual(choices({ prompt: 'p', model: 'big' }, view).unsupported, []);
});

test('an undocumented model is listed first and offers every choice', () => {
  const chosen = choices({ prompt: 'p', model: 'house-7', imageSize: '2K' }, VIEW);
  assert.equal(chosen.models[0]?.id, 'house-7');
  assert.deepEqual([chosen.model, chosen.imageSize], ['house-7', '2K']);
});

test('parses the stored draft, and an invalid one as an empty draft', () => {
  const draft = { prompt: 'p', model: 'big', aspectRatio: '8:1', imageSize: '2K', count: 3 };
  assert.deepEqual(parseDraft(structuredClone(draft)), draft);
  for (const invalid of [null, 7, 'x', [], { model: 7 }]) {
    assert.deepEqual(parseDraft(invalid), { prompt: '' });
  }
  assert.equal(parseDraft({ prompt: 7, count: 99 })?.prompt, '');
  assert.deepEqual(parseDraft({ prompt: 'p', count: 99 }), { prompt: 'p', count: undefined });
  assert.equal(parseDraft(undefined), undefined);
});

test('a page that was just opened takes the draft of the page before, and no other one does', () => {
  const kept = { prompt: 'kept', tab: { at: 'history', search: 'cat' } } as const;
  const message = { type: 'draft', draft: kept } as const;
  const opened = update(emptyPanel(), message);
  assert.deepEqual(opened.draft, kept);
  assert.deepEqual(update(opened, { ...message, draft: { prompt: 'later' } }).draft, kept);
  const typed = update(emptyPanel(), { type: 'edited', change: { prompt: '' } });
  for (const state of [typed, emptyPanel({ prompt: '' })]) {
    assert.equal(update(state, message).draft.prompt, '');
  }
});

test('the input of the user and of the host changes the draft only', () => {
  const before = pageState({ prompt: 'p', model: 'big' });
  const after = update(before, { type: 'edited', change: { prompt: 'q' } });
  assert.deepEqual(after, pageState({ prompt: 'q', model: 'big' }));
  const filled = update(before, { type: 'fill', ask: { model: 'x' } });
  assert.deepEqual(filled, pageState({ prompt: 'p', model: 'x' }));
});

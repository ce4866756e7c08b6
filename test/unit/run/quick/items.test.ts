import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  MAX_REQUESTS,
  quickItems,
  quickWays,
  type QuickForm,
} from '../../../../src/run/quick/items.ts';
import { translate as t } from '../../../support/localization.ts';

const FORM: QuickForm = {
  draft: { prompt: '' },
  recent: ['make it gray'],
  images: 1,
  isFree: false,
  maxImages: 3,
  defaultRatio: 'auto',
};
const labels = (form: Partial<QuickForm>) =>
  quickItems({ ...FORM, ...form }, t).map(({ label }) => label);

describe('the default for several images', () => {
  test('is the one request that costs least where each is charged', () => {
    assert.deepEqual(quickWays({ images: 3, isFree: false, maxImages: 3 }), ['together', 'each']);
  });
  test('is one edit per image where nothing is charged', () => {
    assert.deepEqual(quickWays({ images: 3, isFree: true, maxImages: 3 }), ['each', 'together']);
  });
  test('is never a request that the model refuses', () => {
    assert.deepEqual(quickWays({ images: 4, isFree: false, maxImages: 3 }), ['each']);
  });
  test('does not start more requests than one answer may', () => {
    const images = MAX_REQUESTS + 1;
    assert.deepEqual(quickWays({ images, isFree: true, maxImages: 3 }), ['together']);
    assert.deepEqual(quickWays({ images, isFree: false, maxImages: undefined }), ['together']);
  });
  test('is the only way for one image and for a new one', () => {
    assert.deepEqual(quickWays({ images: 1, isFree: false, maxImages: 3 }), ['one']);
    assert.deepEqual(quickWays({ images: 0, isFree: false, maxImages: 3 }), ['one']);
  });
});

test('sending comes first, then recent prompts, and options', () => {
  const options = ['Aspect Ratio', 'Exact Size', 'Transparent Background', 'Number of Images'];
  assert.deepEqual(labels({}), ['Edit Image', 'make it gray', ...options]);
  assert.deepEqual(labels({ images: 0, recent: [] }), ['Generate Image', ...options]);
  assert.ok(!labels({ images: 2 }).includes('Number of Images'), 'two ways to multiply');
});

test('an item says how many requests it sends, and that each is charged', () => {
  const detail = (form: Partial<QuickForm>, way: string) =>
    quickItems({ ...FORM, ...form }, t).flatMap((item) =>
      item.kind === 'send' && item.way === way ? [item.detail] : [],
    )[0];
  assert.equal(detail({}, 'one'), '1 request.');
  assert.equal(detail({ isFree: true }, 'one'), '1 request, free.');
  const draft = { prompt: 'x', count: 3 };
  assert.equal(detail({ draft }, 'one'), '3 requests, each charged separately.');
  assert.match(detail({ images: 2 }, 'each') ?? '', /^2 requests, each charged separately\./);
  assert.match(detail({ images: 2 }, 'together') ?? '', /^1 request\./);
});

test('a note stands next to each item that sends, and nowhere else', () => {
  const note = 'Skips 1 broken file: a.png';
  const noted = quickItems({ ...FORM, images: 2, note }, t).filter(
    (item) => 'description' in item && item.description === note,
  );
  assert.deepEqual(
    noted.map(({ label }) => label),
    ['Use All Images in One Request', 'Edit 2 Images Separately'],
  );
});

test('options show what a run would use', () => {
  const options = (form: Partial<QuickForm>) =>
    quickItems({ ...FORM, ...form }, t).flatMap((item) =>
      'description' in item ? [item.description] : [],
    );
  assert.deepEqual(options({}), ['Auto', 'Off', 'Off', '1']);
  assert.deepEqual(options({ defaultRatio: '4:3' }), ['4:3', 'Off', 'Off', '1']);
  const draft = { prompt: '', aspectRatio: '16:9', count: 4 };
  assert.deepEqual(options({ draft, defaultRatio: '4:3' }), ['16:9', 'Off', 'Off', '4']);
  // An exact size comes before the ratio of the settings.
  const exact = { prompt: '', size: '128x128', background: 'transparent' } as const;
  const shown = options({ draft: exact, defaultRatio: '4:3' });
  assert.deepEqual(shown, ['Auto', '128x128 px', 'On', '1']);
});

test('a recent prompt is shown without markup but filled in as it was', () => {
  const prompt = 'a $(x) [b](command:c)';
  const item = quickItems({ ...FORM, recent: [prompt] }, t).find(({ kind }) => kind === 'recent');
  assert.deepEqual(item, { kind: 'recent', prompt, label: 'a $ (x) [b] (command:c)' });
});

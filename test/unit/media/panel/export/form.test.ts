import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  canBeTransparent,
  freshForm,
  hasFit,
  problemsOf,
  recipeOf,
  type ExportForm,
} from '../../../../../media/panel/export/form.ts';

const PNG = freshForm('image/png');
const WEBP = freshForm('image/webp');

function recipe(change: Partial<ExportForm>, isPlain?: boolean) {
  return recipeOf({ ...PNG, ...change }, isPlain);
}

test('a fresh form keeps the size and the type of the image, as far as Easel writes that', () => {
  assert.deepEqual(recipe({}), { fit: 'cover', format: 'png' });
  assert.deepEqual(recipeOf(WEBP, undefined), { fit: 'cover', format: 'webp', quality: 90 });
  assert.equal(freshForm('image/gif').format, 'png');
});

test('one side alone keeps the ratio, and both make the fit matter', () => {
  assert.deepEqual(recipe({ width: ' 1200 ' }), { fit: 'cover', format: 'png', width: 1200 });
  assert.equal(hasFit({ ...PNG, width: '1200' }), false);
  assert.deepEqual(recipe({ width: '1200', height: '630', fit: 'inside' }), {
    ...{ fit: 'inside', format: 'png', width: 1200, height: 630 },
  });
  assert.equal(hasFit({ ...PNG, width: '1200', height: '630' }), true);
});

test('a text that is no size or weight is a problem of its field, and asks for nothing', () => {
  for (const text of ['0', '-1', '12.5', 'wide', '16385', '1e3']) {
    assert.deepEqual([...problemsOf({ ...PNG, width: text })], ['width'], text);
    assert.equal(recipe({ height: text }), undefined, text);
  }
  for (const text of ['0', '-1', 'light', '200 kB']) {
    assert.deepEqual([...problemsOf({ ...PNG, most: text })], ['most'], text);
    assert.equal(recipe({ most: text }), undefined, text);
  }
});

test('a limit is in kB, with a point or a comma', () => {
  for (const [text, bytes] of [
    ['200', 200_000],
    ['1.5', 1500],
    ['0,25', 250],
  ] as const) {
    assert.equal(recipe({ most: text })?.mostBytes, bytes);
  }
  assert.ok(!('mostBytes' in recipe({ most: ' ' })!));
});

test('only a plain background becomes transparent, and not in a JPEG', () => {
  const wanted = { isTransparent: true };
  assert.equal(recipe(wanted, true)?.background, 'transparent');
  for (const isPlain of [false, undefined]) {
    assert.ok(!('background' in recipe(wanted, isPlain)!));
    assert.equal(canBeTransparent({ format: 'png' }, isPlain), false);
  }
  assert.ok(!('background' in recipe({ ...wanted, format: 'jpeg' }, true)!));
});

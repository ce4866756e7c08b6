import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptedItem } from '../../../src/dialogs/acceptedItem.ts';

const items = ['WebP 90', 'WebP 80', 'JPEG 80', 'Under a Size Limit…'].map((label) => ({ label }));
const [webp90, webp80, , limit] = items;

function accepted(value: string, active?: { readonly label: string }): string | undefined {
  return acceptedItem({ items, activeItems: active ? [active] : [], value })?.label;
}

test('the active item is accepted if no text hides it', () => {
  assert.equal(accepted('', webp80), 'WebP 80');
  assert.equal(accepted('80', webp80), 'WebP 80');
  assert.equal(accepted(' webp', webp80), 'WebP 80');
});

test('the text decides if VS Code reports an item that it hides, or none', () => {
  assert.equal(accepted('under', webp90), 'Under a Size Limit…');
  assert.equal(accepted('jpeg 8', limit), 'JPEG 80');
  assert.equal(accepted('80'), 'WebP 80');
});

test('an item that was made again is the same by its label', () => {
  assert.equal(accepted('80', { label: 'JPEG 80' }), 'JPEG 80');
});

test('a text that finds labels in another way leaves the choice to VS Code, and nothing is no choice', () => {
  assert.equal(accepted('wp9', webp90), 'WebP 90');
  assert.equal(accepted('gif'), undefined);
  assert.equal(accepted(''), undefined);
});

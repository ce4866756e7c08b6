import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_SAVED_LENGTH } from '../../../../src/panel/prompts/protocol.ts';
import {
  MAX_SAVED,
  nameIsText,
  parsePrompts,
  withoutPrompt,
  withPrompt,
} from '../../../../src/panel/prompts/savedPrompts.ts';

const prompt = (name: string, text = 'p') => ({ id: `id-${name}`, name, text });
const FULL = Array.from({ length: MAX_SAVED }, (_, at) => prompt(String(at)));

test('sorts prompts by name and replaces the one with the same name', () => {
  const two = withPrompt(withPrompt([], prompt('b')) ?? [], prompt('a')) ?? [];
  assert.deepEqual(two.map(({ name }) => name), ['a', 'b']); // prettier-ignore
  const replaced = withPrompt(two, { ...prompt('a', 'new'), id: 'other' }) ?? [];
  assert.deepEqual(replaced.map(({ text }) => text), ['new', 'p']); // prettier-ignore
  assert.deepEqual(withoutPrompt(two, 'id-a'), [prompt('b')]);
});

test('a full store takes no new prompt but still replaces one', () => {
  assert.equal(withPrompt(FULL, prompt('more')), undefined);
  assert.equal(withPrompt(FULL, prompt('7', 'new'))?.length, MAX_SAVED);
});

test('skips invalid prompts of a store and never throws', () => {
  const tooLong = prompt('long', 'x'.repeat(MAX_SAVED_LENGTH + 1));
  assert.deepEqual(parsePrompts([prompt('a'), tooLong, 7, null, {}]), [prompt('a')]);
  assert.equal(parsePrompts([...FULL, prompt('more')]).length, MAX_SAVED);
  fc.assert(fc.property(fc.anything(), (value) => Array.isArray(parsePrompts(value))));
});

test('a name is the text if it is the whole prompt or the beginning that Easel suggests', () => {
  assert.ok(nameIsText('make it gray', 'make it gray'));
  assert.ok(nameIsText('make it gray', ' make it\n gray '), 'the name is one line');
  assert.ok(nameIsText(`${'x'.repeat(59)}…`, 'x'.repeat(200)), 'the suggested name');
  assert.ok(!nameIsText('Gray', 'make it gray'));
  assert.ok(!nameIsText('make it', 'make it gray'), "the user's own name");
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftHandlers, draftMemory } from '../../../../src/panel/memory/drafts.ts';

function storage(start: Readonly<Record<string, unknown>> = {}) {
  const values = new Map(Object.entries(start));
  return {
    get: (name: string) => values.get(name),
    update: async (name: string, value: unknown) => void values.set(name, structuredClone(value)),
  };
}

test('what was typed is there for the next page, with the search and the options', () => {
  const store = storage();
  const draft = {
    prompt: 'make it gray',
    count: 2,
    tab: { at: 'history', search: 'cat' },
  } as const;
  const drafts = draftMemory(store, () => []);
  assert.equal(drafts.recall(), undefined);
  void draftHandlers(drafts)['keep-draft']({ type: 'keep-draft', draft });
  // A later window has the same storage.
  assert.deepEqual(draftMemory(store, () => []).recall(), draft);
});

test('a key is not stored, wherever the user typed it', () => {
  const drafts = draftMemory(storage(), () => ['secret-key-1']);
  const tab = { at: 'history', search: 'secret-key-1' } as const;
  drafts.remember({ prompt: 'use secret-key-1', model: 'secret-key-1', tab });
  assert.deepEqual(drafts.recall(), {
    prompt: 'use •••',
    model: '•••',
    tab: { ...tab, search: '•••' },
  });
});

test('an invalid value counts as no draft', () => {
  for (const value of [7, {}, { prompt: 7 }, { prompt: 'p', count: 99 }]) {
    assert.equal(draftMemory(storage({ 'easel.draft': value }), () => []).recall(), undefined);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyMutant, type Mutant } from '../../support/mutant.ts';

const MUTANT: Mutant = {
  name: 'limit',
  file: 'src/limit.ts',
  guard: 'size > 1',
  without: 'false',
  tests: [],
};

test('replaces the guard', () => {
  assert.equal(applyMutant('f(size > 1);', MUTANT), 'f(false);');
});

test('replaces every expected occurrence, without patterns of String.replace', () => {
  const mutant = { ...MUTANT, without: '"$&"', occurrences: 2 };
  assert.equal(applyMutant('f(size > 1, size > 1);', mutant), 'f("$&", "$&");');
});

test('throws if the guard occurs more or less often than expected', () => {
  for (const source of ['', 'f(size > 1, size > 1);']) {
    assert.throws(() => applyMutant(source, MUTANT), /has its guard \d times instead of 1/);
  }
});

test('throws if the mutated file would not parse', () => {
  assert.throws(() => applyMutant('f(size > 1);', { ...MUTANT, without: ')' }), /would not parse/);
  const json = { ...MUTANT, file: 'package.json', guard: '"scope"', without: 'scope' };
  assert.throws(() => applyMutant('{"scope": 1}', json), /would not parse/);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { IMAGE_MUTANTS } from '../../scripts/mutants/images.mjs';
import { KEY_MUTANTS } from '../../scripts/mutants/keys.mjs';
import { MONEY_MUTANTS } from '../../scripts/mutants/money.mjs';
import { root } from '../host/paths.ts';
import { applyMutant } from '../support/mutant.ts';

test('every mutant finds its guard in the sources', () => {
  const mutants = [...KEY_MUTANTS, ...MONEY_MUTANTS, ...IMAGE_MUTANTS];
  assert.ok(mutants.length >= 24);
  for (const mutant of mutants) {
    // Throws if the guard is not there.
    applyMutant(readFileSync(path.join(root, mutant.file), 'utf8'), mutant);
  }
});

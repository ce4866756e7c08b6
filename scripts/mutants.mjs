// `npm run test:mutants`: removes the guards of scripts/mutants/ from a copy of the sources, one at a time, and expects the
// tests of each to fail. A guard that can go without a failing test is untested.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureProject, handedOver } from './ensure.mjs';
import { IMAGE_MUTANTS } from './mutants/images.mjs';
import { KEY_MUTANTS } from './mutants/keys.mjs';
import { MONEY_MUTANTS } from './mutants/money.mjs';
import { PlainError, orFail, parseJson, root } from './steps.mjs';

/** @typedef {import('../test/support/mutant.ts').Mutant} Mutant */

/** @type {readonly Mutant[]} */
const MUTANTS = [...KEY_MUTANTS, ...MONEY_MUTANTS, ...IMAGE_MUTANTS];
const COPIED = [
  'src',
  'media',
  'test/unit',
  'test/support',
  'test/corpus',
  'package.json',
  'package.nls.json',
];
const REPORTER = pathToFileURL(path.join(root, 'scripts', 'support', 'countReporter.mjs')).href;
/** Far longer than the slowest of the tests takes. */
const MAX_RUN_MS = 600_000;

await orFail(async () => {
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  const { applyMutant } = await import('../test/support/mutant.ts');
  const mutated = mutateAll(applyMutant);
  const folder = copySources();
  try {
    expectPassing(folder);
    const survivors = [...mutated].filter(([mutant, text]) => !isNoticed(folder, mutant, text));
    console.log(`\n${MUTANTS.length - survivors.length} passed, ${survivors.length} failed`);
    if (survivors.length > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * Applies every mutant before any test runs, so that all outdated guards are reported at once.
 *
 * @param {(source: string, mutant: Mutant) => string} applyMutant
 * @returns {ReadonlyMap<Mutant, string>}
 */
function mutateAll(applyMutant) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Map<Mutant, string>} */
  const mutated = new Map();
  for (const mutant of MUTANTS) {
    try {
      mutated.set(mutant, applyMutant(readFileSync(path.join(root, mutant.file), 'utf8'), mutant));
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
    for (const test of mutant.tests) {
      if (!existsSync(path.join(root, test))) problems.push(`“${mutant.name}”: no file ${test}.`);
    }
  }
  if (problems.length > 0) throw new PlainError(problems.join('\n  '));
  return mutated;
}

function copySources() {
  const folder = mkdtempSync(path.join(tmpdir(), 'easel-mutants-'));
  for (const part of COPIED) {
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}

/**
 * Refuses to start if a test fails without a mutant: it would notice every mutant.
 *
 * @param {string} folder
 */
function expectPassing(folder) {
  for (const test of new Set(MUTANTS.flatMap((mutant) => mutant.tests))) {
    const { passed, total } = runTests(folder, [test]);
    if (total > 0 && passed === total) continue;
    throw new PlainError(`${total - passed} of ${total} tests of ${test} fail without any mutant.`);
  }
}

/**
 * @param {string} folder
 * @param {Mutant} mutant
 * @param {string} mutated text of the file
 */
function isNoticed(folder, { name, file, tests }, mutated) {
  const target = path.join(folder, file);
  const source = readFileSync(target, 'utf8');
  writeFileSync(target, mutated);
  const { passed, total } = runTests(folder, tests);
  writeFileSync(target, source);
  const noticed = passed < total;
  console.log(
    `${noticed ? 'noticed ' : 'SURVIVED'}  ${name} (${total - passed} of ${total} tests)`,
  );
  return noticed;
}

/**
 * Runs test files. A run that takes too long counts as one failed test: a guard may stop an endless loop.
 *
 * @param {string} folder
 * @param {readonly string[]} tests
 */
function runTests(folder, tests) {
  const options = ['--test', '--test-timeout=240000', `--test-reporter=${REPORTER}`];
  const { stdout, status, error } = spawnSync(process.execPath, [...options, ...tests], {
    cwd: folder,
    encoding: 'utf8',
    timeout: MAX_RUN_MS,
  });
  if (error !== undefined && 'code' in error && error.code === 'ETIMEDOUT')
    return { passed: 0, total: 1 };
  if (error !== undefined) throw error;
  const { tests: total, passed } = /** @type {{ tests: number, passed: number }} */ (
    parseJson(stdout)
  );
  if (status !== 0 && passed === total)
    throw new PlainError(`The tests ended with exit code ${status ?? 'none'}.`);
  return { passed, total };
}

// `npm run test:mutation`: StrykerJS over the rooms that decide about money, loss, and keys. Names of slices run those
// alone (`npm run test:mutation -- disk spool`); results stay in out/mutation/, and the next run repeats only what
// changed. `--sample=5` changes a fifth of the lines only. Prints the score of each slice and of all of them together;
// `--survivors` lists what no test noticed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SLICES } from '../test/mutation/slices.mjs';
import { ensureMutation, ensureProject, handedOver } from './ensure.mjs';
import { PlainError, orFail, out, parseJson, root } from './steps.mjs';

/** @typedef {{ line: number, column: number }} Position */
/** @typedef {{ status: string, mutatorName: string, replacement?: string, location: { start: Position } }} Mutant */
/** @typedef {{ files: Record<string, { mutants: readonly Mutant[] }> }} Report what this reads of StrykerJS's report */

const MIN_SCORE = 85;
/** One part in so many is changed. */
const sample = process.argv.find((arg) => arg.startsWith('--sample='))?.split('=')[1] ?? '1';

await orFail(async () => {
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  process.chdir(root);
  await ensureMutation();
  const all = Object.keys(SLICES);
  const named = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
  const unknown = named.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    throw new PlainError(`No slice ${unknown.join(', ')}: ${all.join(', ')}.`);
  }
  if (!/^[1-9]\d*$/.test(sample)) throw new PlainError('--sample takes a number from 1 up.');
  if (!process.argv.includes('--report')) {
    for (const name of named.length > 0 ? named : all) await run(name);
  }
  const counts = all.filter((name) => existsSync(reportOf(name))).map((name) => print(name));
  const killed = counts.reduce((sum, count) => sum + count.killed, 0);
  const total = counts.reduce((sum, count) => sum + count.total, 0);
  const score = percent(killed, total);
  console.log(`\nall slices: ${killed} of ${total} killed, ${score.toFixed(1)} %`);
  if (score < MIN_SCORE) process.exitCode = 1;
});

/** @param {string} name a slice */
async function run(name) {
  mkdirSync(path.join(out, 'mutation'), { recursive: true });
  const cli = 'test/mutation/node_modules/@stryker-mutator/core/bin/stryker.js';
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, 'run', 'test/mutation/stryker.config.mjs'], {
      stdio: 'inherit',
      env: { ...process.env, EASEL_SLICE: name, EASEL_MUTATION_SAMPLE: sample },
    });
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new PlainError(`Slice ${name} ended with exit code ${code ?? 'none'}.`);
}

/** @param {string} name a slice */
function reportOf(name) {
  return path.join(out, 'mutation', `${name}${sample === '1' ? '' : '.sample'}.json`);
}

/**
 * Prints a slice's score, file by file.
 *
 * @param {string} name
 */
function print(name) {
  const report = /** @type {Report} */ (parseJson(readFileSync(reportOf(name), 'utf8')));
  const sum = { killed: 0, total: 0 };
  for (const [file, { mutants }] of Object.entries(report.files)) {
    const counted = mutants.filter(({ status }) => !/Error|Ignored|Pending/.test(status));
    const left = counted.filter(({ status }) => status !== 'Killed' && status !== 'Timeout');
    sum.killed += counted.length - left.length;
    sum.total += counted.length;
    const score = percent(counted.length - left.length, counted.length).toFixed(1);
    console.log(`${score.padStart(6)} %  ${file} (${left.length} of ${counted.length} left)`);
    if (!process.argv.includes('--survivors')) continue;
    for (const { location, mutatorName, replacement, status } of left) {
      const place = `${location.start.line}:${location.start.column}`;
      const text = (replacement ?? '').replaceAll(/\s+/g, ' ').slice(0, 100);
      console.log(`          ${place.padEnd(8)}${status} ${mutatorName}: ${text}`);
    }
  }
  console.log(`${percent(sum.killed, sum.total).toFixed(1).padStart(6)} %  slice ${name}\n`);
  return sum;
}

/** @param {number} part @param {number} whole */
function percent(part, whole) {
  return whole === 0 ? 100 : (100 * part) / whole;
}

// Progress, logs, and child processes for the scripts. Plain JavaScript for Node 20: on a fresh clone this runs
// before anything is installed.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');
export const out = path.join(root, 'out');

/**
 * Prints that a step starts, that it is still running every 15 s, and how long it took.
 *
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 */
export async function step(label, work) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  console.log(`· ${label} …`);
  const timer = setInterval(() => {
    console.log(`  … still running after ${seconds()} s`);
  }, 15_000);
  try {
    const result = await work();
    console.log(`✓ ${label} (${seconds()} s)`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Parses JSON. The caller says what it contains.
 *
 * @param {string} text
 * @returns {unknown}
 */
export function parseJson(text) {
  return JSON.parse(text);
}

/** A failure with a message for the person at the terminal, so without a stack. */
export class PlainError extends Error {
  /**
   * @param {string} message
   * @param {string} [log] path of a log with more details
   */
  constructor(message, log) {
    super(message);
    this.log = log;
  }
}

/**
 * Runs a program with its output in out/logs/<name>.log and returns the path of the log. The error for a failed
 * program has the log's last lines.
 *
 * @param {string} name
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, shell?: boolean }} [options]
 */
export async function logged(name, command, args, options = {}) {
  const log = path.join(out, 'logs', `${name}.log`);
  mkdirSync(path.dirname(log), { recursive: true });
  const file = createWriteStream(log);
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.pipe(file, { end: false });
    child.stderr.pipe(file, { end: false });
    child.on('error', reject);
    child.on('close', resolve);
  });
  await new Promise((resolve) => file.end(resolve));
  if (code === 0) return log;
  const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
  throw new PlainError(`${name} failed (exit code ${code ?? 'none'}):\n${tail}`, log);
}

/**
 * Runs a script's work. A failure prints its message and the path of its log, and ends with exit code 1.
 *
 * @param {() => Promise<void>} main
 */
export async function orFail(main) {
  try {
    await main();
  } catch (error) {
    const plain = error instanceof PlainError ? error : undefined;
    console.error(`\n✗ ${plain?.message ?? describe(error)}`);
    if (plain?.log !== undefined) console.error(`  Log: ${plain.log}`);
    process.exitCode = 1;
  }
}

/** @param {unknown} error */
function describe(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

// Progress, logs and child processes for the scripts. Plain JavaScript that Node 20 understands: on a
// fresh clone this runs before anything is installed.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');
export const out = path.join(root, 'out');

/** Says what is going on now, says so again every 15 s, and how long it took. */
export async function step(label, work) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  console.log(`· ${label} …`);
  const timer = setInterval(() => console.log(`  … still at it after ${seconds()} s`), 15_000);
  try {
    const result = await work();
    console.log(`✓ ${label} (${seconds()} s)`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/** A failure whose message is a plain sentence for the person at the terminal. */
export class PlainError extends Error {
  constructor(message, log) {
    super(message);
    this.log = log;
  }
}

/** Runs a program with its output in out/logs/<name>.log; a failure shows the log's last lines. */
export async function logged(name, command, args, options = {}) {
  const log = path.join(out, 'logs', `${name}.log`);
  mkdirSync(path.dirname(log), { recursive: true });
  const file = createWriteStream(log);
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
  throw new PlainError(`${name} failed (exit code ${code}):\n${tail}`, log);
}

/** Runs `main`; any failure becomes a plain sentence, the path of the log, and exit code 1. */
export async function orFail(main) {
  try {
    await main();
  } catch (error) {
    console.error(`\n✗ ${error instanceof PlainError ? error.message : error.stack}`);
    if (error.log) console.error(`  Log: ${error.log}`);
    process.exitCode = 1;
  }
}

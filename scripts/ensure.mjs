// Installs what is missing, then hands over to the project's own Node. Plain JavaScript for Node 20 that imports only
// Node's modules: on a fresh clone nothing else is there.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlainError, logged, root, step } from './steps.mjs';

const host = path.join(root, 'test', 'host');
const editor = path.join(host, 'node_modules', 'code-server', 'lib', 'vscode');
const pinnedNode = path.join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Installs the project's packages, among them the Node that runs everything else. */
export async function ensureProject() {
  if (!projectIsCurrent()) {
    await alone(async () => {
      if (projectIsCurrent()) return;
      await step('Installing the packages of package-lock.json', () => npm('install', ['ci']));
    });
  }
  if (nodeVersion(pinnedNode)) return;
  // An install script fetches its binary, and a user's `ignore-scripts=true` skips that.
  await step('Installing Node for the tests', () =>
    npm('install-node', ['rebuild', 'node', '--ignore-scripts=false']),
  );
}

/**
 * Installs VS Code and Chromium, about 400 MB. It runs no install scripts and builds no native modules: the editor
 * starts without them and only logs that they are missing.
 */
export async function ensureHost() {
  const marker = path.join(host, 'node_modules', '.easel-complete');
  const lockfile = readFileSync(path.join(host, 'package-lock.json'));
  const wanted = createHash('sha256').update(lockfile).digest('hex');
  const current = () => existsSync(marker) && readFileSync(marker, 'utf8') === wanted;
  if (current()) return;
  await alone(async () => {
    if (current()) return;
    await step('Installing VS Code and Chromium from npm (about 400 MB, once)', async () => {
      await npm('install-host', ['ci', '--ignore-scripts'], { cwd: host });
      await npm('install-editor', ['install', '--omit=dev', '--ignore-scripts'], { cwd: editor });
    });
    writeFileSync(marker, wanted);
  });
}

/** Installs the clients that `npm run bench` compares Easel with. */
export async function ensureBench() {
  await ensureTools('bench', 'Installing the other clients');
}

/** Installs StrykerJS for `npm run test:mutation`. */
export async function ensureMutation() {
  await ensureTools('mutation', 'Installing StrykerJS');
}

/**
 * Installs the packages of a folder below `test/` that has a lockfile of its own.
 *
 * @param {string} folder
 * @param {string} label
 */
async function ensureTools(folder, label) {
  const tools = path.join(root, 'test', folder);
  const record = path.join(tools, 'node_modules', '.package-lock.json');
  const lockfile = path.join(tools, 'package-lock.json');
  if (existsSync(record) && statSync(record).mtimeMs >= statSync(lockfile).mtimeMs) return;
  await step(label, () => npm(`install-${folder}`, ['ci', '--ignore-scripts'], { cwd: tools }));
}

/**
 * Runs the caller's script again under the Node that package.json pins, which runs TypeScript, too. Returns true if
 * that process did the work, so that the caller can return.
 *
 * @param {string} scriptUrl
 */
export async function handedOver(scriptUrl) {
  const pinned = nodeVersion(pinnedNode);
  if (!pinned || pinned === process.version) return false;
  const child = spawn(pinnedNode, [fileURLToPath(scriptUrl), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // A terminal sends Ctrl+C to both processes, and the child decides when to end. kill(1) reaches only this one.
  const nothing = () => undefined;
  const passOn = () => {
    child.kill('SIGTERM');
  };
  process.on('SIGINT', nothing).on('SIGTERM', passOn);
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  process.off('SIGINT', nothing).off('SIGTERM', passOn);
  process.exitCode = code ?? 1; // A signal ended it.
  return true;
}

/** Compares npm's record of what it installed with the lockfile. */
function projectIsCurrent() {
  const record = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  return statSync(record).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs;
}

/** @param {string} binary */
function nodeVersion(binary) {
  if (!existsSync(binary)) return undefined;
  const { status, stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * Runs the npm that started this process, or else the one on the PATH. On Windows that is a .cmd file and needs a shell.
 *
 * @param {string} name of the log
 * @param {readonly string[]} args
 * @param {{ cwd?: string }} [options]
 */
function npm(name, args, options) {
  const cli = process.env['npm_execpath'];
  if (cli && /npm-cli\.c?js$/.test(cli))
    return logged(name, process.execPath, [cli, ...args], options);
  return logged(name, 'npm', args, { ...options, shell: process.platform === 'win32' });
}

/**
 * Waits for other installations to finish first: `npm start` and `npm test` may start side by side.
 *
 * @param {() => Promise<void>} work
 */
async function alone(work) {
  const lock = path.join(host, '.cache', 'installing');
  mkdirSync(path.dirname(lock), { recursive: true });
  for (let isReported = false; !acquired(lock); isReported = true) {
    if (!isReported) console.log('· Waiting for another installation to finish …');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/**
 * Tries to create the lock file, and removes one whose process has ended.
 *
 * @param {string} lock
 */
function acquired(lock) {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lock); // Creates the file together with its content.
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'EEXIST') throw new PlainError(`Can't write ${lock}: ${code}`);
  } finally {
    rmSync(own);
  }
  if (!isAlive(Number(readFileSync(lock, 'utf8')))) rmSync(lock, { force: true });
  return false;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function errorCode(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureProject();
  if (process.argv.includes('host')) await ensureHost();
}

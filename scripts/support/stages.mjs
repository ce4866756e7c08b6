// Lists the stages of `npm test` in their order: the fastest to fail come first. Each stage resolves with the
// numbers of tests that passed and failed.
import { spawn } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { buildAndPackage } from '../package.mjs';
import { out, parseJson } from '../steps.mjs';

/** @typedef {{ passed: number, failed: number }} Counts */
/** @typedef {{ name: string, run: () => Promise<Counts> }} Stage */

const tools = {
  tsc: 'node_modules/typescript/bin/tsc',
  eslint: 'node_modules/eslint/bin/eslint.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
};

// VS Code's server runs on Linux only; elsewhere the same suite runs inside VS Code for the desktop.
const byServer = process.platform === 'linux';

/** @type {readonly Stage[]} */
export const stages = [
  {
    name: 'static',
    run: () =>
      checks(
        [
          tools.eslint,
          ...['--max-warnings', '0'],
          ...['src', 'media', 'test', 'scripts', 'esbuild.config.mjs', 'eslint.config.mjs'],
        ],
        [tools.tsc, '-p', 'tsconfig.json'],
        [tools.tsc, '-p', 'media/tsconfig.json'],
        [tools.tsc, '-p', 'scripts/tsconfig.json'],
        [tools.prettier, '--check', '--log-level=warn', '.'],
        ['scripts/coverage/faults.mjs', '--gaps'],
      ),
  },
  {
    name: 'unit',
    run: () =>
      nodeTests(
        'unit',
        [
          'test/unit/**/*.test.ts',
          'test/corpus/**/*.test.ts',
          'test/house/*.test.ts',
          'test/reports/*.test.ts',
        ],
        // Node leaves one core free by default, which is half of two.
        `--test-concurrency=${Math.max(2, availableParallelism() - 1)}`,
      ),
  },
  {
    name: 'package',
    run: async () => {
      await buildAndPackage();
      return nodeTests('package', ['test/package/**/*.test.ts']);
    },
  },
  { name: 'inside', run: byServer ? inside : desktop },
  ...(byServer
    ? [
        {
          name: 'e2e',
          // Each test starts a VS Code of its own, which waits more than it computes.
          run: () =>
            nodeTests('e2e', ['test/{e2e,workbench}/**/*.test.ts'], '--test-concurrency=2'),
        },
      ]
    : []),
];

/** Runs test/inside in the extension host of VS Code's server. */
async function inside() {
  const { runInsideTests } = await import('../../test/host/insideHost.ts');
  return runInsideTests();
}

/** Runs test/inside in desktop VS Code: the one at VSCODE_PATH, or a download of VSCODE_VERSION. */
export async function desktop() {
  const { runDesktopTests } = await import('../../test/host/desktop.ts');
  return runDesktopTests();
}

/**
 * Runs commands, two at a time because linting takes as long as all others, and counts each as one test.
 *
 * @param {readonly (readonly string[])[]} commands
 * @returns {Promise<Counts>}
 */
async function checks(...commands) {
  /** @type {(number | null)[]} */
  const codes = [];
  const left = [...commands];
  const runNext = async () => {
    for (let command = left.shift(); command; command = left.shift())
      codes.push(await run(command));
  };
  await Promise.all([runNext(), runNext()]);
  const failed = codes.filter((code) => code !== 0).length;
  return { passed: codes.length - failed, failed };
}

/**
 * Runs tests with Node's runner. The counts come from its summary event, not from its output.
 *
 * @param {string} name
 * @param {readonly string[]} patterns
 * @param {readonly string[]} options
 * @returns {Promise<Counts>}
 */
async function nodeTests(name, patterns, ...options) {
  const files = patterns.flatMap((pattern) => globSync(pattern)).sort();
  if (files.length === 0) throw new Error(`No file matches ${patterns.join(', ')}.`);
  const counts = path.join(out, 'logs', `${name}.counts.json`);
  mkdirSync(path.dirname(counts), { recursive: true });
  rmSync(counts, { force: true });
  const args = [
    '--test',
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...[
      '--test-reporter=./scripts/support/countReporter.mjs',
      `--test-reporter-destination=${counts}`,
    ],
    ...options,
    ...files,
  ];
  // Hundreds of tests, and the windows that they start and kill, load the same modules.
  const code = await run(args, { NODE_COMPILE_CACHE: path.join(out, 'compile-cache') });
  const { tests, passed } = /** @type {{ tests: number, passed: number }} */ (
    parseJson(readFileSync(counts, 'utf8'))
  );
  const failed = tests - passed;
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env additional variables
 * @returns {Promise<number | null>} the exit code
 */
function run(args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.on('error', reject);
    child.on('close', resolve);
  });
}

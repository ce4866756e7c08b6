// What `npm test` runs, in this order: what fails fastest comes first. Each stage resolves with how
// many of its tests passed and failed.
import { spawn } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildAndPackage } from './package.mjs';
import { out } from './steps.mjs';

const tools = {
  tsc: 'node_modules/typescript/bin/tsc',
  eslint: 'node_modules/eslint/bin/eslint.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
};

// VS Code's server runs on Linux only; elsewhere the same suite runs inside VS Code for the desktop.
const byServer = process.platform === 'linux';

export const stages = [
  {
    name: 'types',
    run: () => checks([tools.tsc, '-p', 'tsconfig.json'], [tools.tsc, '-p', 'media/tsconfig.json']),
  },
  {
    name: 'lint',
    run: () => checks([tools.eslint, '--max-warnings', '0', 'src', 'media', 'test']),
  },
  { name: 'format', run: () => checks([tools.prettier, '--check', '--log-level=warn', '.']) },
  { name: 'faults', run: () => checks(['scripts/coverage-faults.mjs', '--gaps']) },
  {
    name: 'unit',
    run: () =>
      nodeTests('unit', [
        'test/unit/**/*.test.ts',
        'test/corpus/**/*.test.ts',
        'test/house/*.test.ts',
      ]),
  },
  {
    name: 'package',
    run: async () => {
      await buildAndPackage();
      return nodeTests('package', ['test/package/**/*.test.ts']);
    },
  },
  byServer ? { name: 'inside', run: inside } : { name: 'desktop', run: desktop },
  ...(byServer
    ? [
        {
          name: 'e2e',
          run: () => nodeTests('e2e', ['test/e2e/**/*.test.ts'], '--test-concurrency=1'),
        },
      ]
    : []),
];

/** Inside the extension host of VS Code's server. */
async function inside() {
  const { runInsideTests } = await import('../test/host/insideHost.ts');
  return runInsideTests();
}

/** Inside VS Code for the desktop: VSCODE_PATH, or a download of VSCODE_VERSION. */
export async function desktop() {
  const { runDesktopTests } = await import('../test/host/desktop.ts');
  return runDesktopTests();
}

/** Each command is one test. */
async function checks(...commands) {
  const codes = [];
  for (const command of commands) codes.push(await run(command));
  const failed = codes.filter((code) => code !== 0).length;
  return { passed: codes.length - failed, failed };
}

/** Node's own runner; the counts come from its summary event, not from what it prints. */
async function nodeTests(name, patterns, ...options) {
  const files = patterns.flatMap((pattern) => globSync(pattern)).sort();
  if (files.length === 0) throw new Error(`No file matches ${patterns.join(', ')}.`);
  const counts = path.join(out, 'logs', `${name}.counts.json`);
  mkdirSync(path.dirname(counts), { recursive: true });
  rmSync(counts, { force: true });
  const code = await run([
    '--test',
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=./scripts/countReporter.mjs', `--test-reporter-destination=${counts}`],
    ...options,
    ...files,
  ]);
  const { tests, passed } = JSON.parse(readFileSync(counts, 'utf8'));
  const failed = tests - passed;
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', resolve);
  });
}

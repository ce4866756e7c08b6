import assert from 'node:assert/strict';
import { cpSync, existsSync, globSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { out, root } from '../host/paths.ts';
import { WatchTask } from './watchTask.ts';
import type { Task } from './watchTask.ts';

interface Launch {
  readonly name: string;
  readonly type: string;
  readonly request: string;
  readonly args: readonly string[];
  readonly outFiles: readonly string[];
  readonly preLaunchTask: string;
}

const { configurations } = readJson('.vscode/launch.json') as { configurations: readonly Launch[] };
const { tasks } = readJson('.vscode/tasks.json') as { tasks: readonly Task[] };
const { scripts } = readJson('package.json') as { scripts: Record<string, string> };

test('“Run Easel” opens samples/ with this extension, after the watching build', () => {
  const run = configurations.find(({ name }) => name === 'Run Easel');
  assert.equal(run?.type, 'extensionHost');
  assert.equal(run.request, 'launch');
  assert.deepEqual(run.args.map(inWorkspace), [
    `--extensionDevelopmentPath=${root}`,
    path.join(root, 'samples'),
  ]);
  const task = tasks.find(({ label }) => label === run.preLaunchTask);
  assert.ok(task?.isBackground, `no background task ${run.preLaunchTask}`);
  assert.ok(scripts[task.script], `package.json has no script ${task.script}`);
});

test('every path in launch.json exists', () => {
  assert.ok(configurations.length > 0);
  for (const { name, args, outFiles } of configurations) {
    assert.ok(args.length + outFiles.length > 0, `${name} has no path`);
    for (const arg of args) {
      const file = inWorkspace(arg.replace(/^--[a-zA-Z]+=/, ''));
      assert.ok(existsSync(file), file);
    }
    for (const pattern of outFiles)
      assert.notDeepEqual(globSync(inWorkspace(pattern)), [], pattern);
  }
});

/** A copy without dist/, as after a fresh clone and `npm ci`: dist/ itself belongs to the packaged build. */
const clone = path.join(out, 'watch');
const bundle = path.join(clone, 'dist', 'extension.cjs');
const source = path.join(clone, 'src', 'extension.ts');

before(() => {
  rmSync(clone, { recursive: true, force: true });
  for (const part of [
    'src',
    'media',
    'scripts',
    'esbuild.config.mjs',
    'package.json',
    'tsconfig.json',
  ])
    cpSync(path.join(root, part), path.join(clone, part), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(clone, 'node_modules'), 'junction');
});

after(() => {
  rmSync(clone, { recursive: true, force: true });
});

test(
  'the watching build says when it starts, ends, and fails, and rebuilds dist/extension.cjs',
  { timeout: 120_000 },
  async ({ signal }) => {
    const watch = tasks.find(({ label }) => label === 'watch')!;
    const task = new WatchTask(watch, clone, signal);
    try {
      assert.deepEqual(await task.build(), [], 'the first build has problems');
      assert.ok(existsSync(bundle), 'no dist/extension.cjs after the first build');

      const text = await readFile(source, 'utf8');
      await writeFile(source, `const = 1;\n${text}`);
      const [problem, ...others] = await task.build();
      assert.deepEqual(others, []);
      assert.deepEqual(
        { ...problem, message: undefined },
        { file: source, line: 1, column: 7, severity: 'error', message: undefined },
      );

      await writeFile(source, text);
      await appendFile(
        source,
        "\n(globalThis as { built?: string }).built = 'rebuilt-by-watch';\n",
      );
      assert.deepEqual(await task.build(), [], 'a problem stays after it is fixed');
      assert.match(await readFile(bundle, 'utf8'), /rebuilt-by-watch/);
    } finally {
      await task.end();
    }
  },
);

function inWorkspace(text: string): string {
  return text.replace('${workspaceFolder}', root).replaceAll('/', path.sep);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}

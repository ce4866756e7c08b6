import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { runInHost } from '../host/insideHost.ts';
import { out, root } from '../host/paths.ts';
import { bundleTests } from '../inside/bundle.ts';

/** The desktop's own `--extensionDevelopmentPath` reaches the server's window as a parameter of its address. */
test('F5: the arguments of “Run Easel” open samples/ with every command of Easel', async () => {
  const { configurations } = JSON.parse(
    readFileSync(path.join(root, '.vscode', 'launch.json'), 'utf8'),
  ) as { configurations: readonly { name: string; args: readonly string[] }[] };
  const run = configurations.find(({ name }) => name === 'Run Easel');
  assert.ok(run);
  const args = run.args.map((arg) => arg.replace('${workspaceFolder}', root));
  const flag = '--extensionDevelopmentPath=';
  const extension = args.find((arg) => arg.startsWith(flag))?.slice(flag.length) ?? '';
  const folders = args.filter((arg) => !arg.startsWith('--'));
  assert.equal(folders.length, 1);

  const home = path.join(out, 'launch');
  const counts = path.join(home, 'counts.json');
  await rm(counts, { force: true });
  const tests = await bundleTests(
    [path.join(import.meta.dirname, 'launchInHost.ts')],
    path.join(home, 'index.cjs'),
  );
  const env = { EASEL_TEST_COUNTS: counts, EASEL_TEST_EXTENSION: root };
  const { passed, failed } = await runInHost('launch', {
    ...{ tests, counts, env, extension },
    workspace: folders[0]!,
  });
  assert.deepEqual({ passed, failed }, { passed: 3, failed: 0 });
});

import { runTests } from '@vscode/test-electron';
import type { Counts } from '../inside/suite.ts';
import { prepareInsideTests, readCounts } from './insideHost.ts';
import { root } from './paths.ts';

/**
 * Runs test/inside in VS Code for the desktop: the one in VSCODE_PATH, otherwise a download of VSCODE_VERSION, `stable` by
 * default. The oldest supported version is in package.json.
 */
export async function runDesktopTests(): Promise<Counts> {
  const { tests, counts, workspace, env } = await prepareInsideTests();
  const installed = process.env['VSCODE_PATH'];
  const version = process.env['VSCODE_VERSION'] ?? 'stable';
  await runTests({
    ...(installed ? { vscodeExecutablePath: installed } : { version }),
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    extensionTestsEnv: env,
    // Without a keyring, as on a CI machine, VS Code would ask where to store secrets.
    launchArgs: [workspace, '--disable-extensions', '--skip-welcome', '--password-store=basic'],
  }).catch((error: unknown) => {
    // If the tests finished, their counts say more than the exit code.
    console.error(error instanceof Error ? error.message : error);
  });
  return await readCounts(counts, 'see above');
}

import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { runInHost } from '../../host/insideHost.ts';
import { out } from '../../host/paths.ts';
import { bundleTests } from '../../inside/bundle.ts';
import type { HostReport } from './inHost.ts';
import type { Task } from '../measure/task.ts';

/**
 * Measures a reply inside the extension host of a real VS Code.
 *
 * @throws Error if VS Code did not finish
 */
export async function measureInHost(task: Omit<Task, 'folder'>, runs: number): Promise<HostReport> {
  const home = path.join(out, 'bench', 'host');
  await rm(home, { recursive: true, force: true });
  const workspace = path.join(home, 'workspace');
  await mkdir(workspace, { recursive: true });
  const report = path.join(home, 'report.json');
  const counts = path.join(home, 'counts.json');
  const tests = await bundleTests(
    [path.join(import.meta.dirname, 'inHost.ts')],
    path.join(home, 'index.cjs'),
  );
  const env = {
    EASEL_TEST_COUNTS: counts,
    EASEL_BENCH_TASK: JSON.stringify(task),
    EASEL_BENCH_RUNS: String(runs),
    EASEL_BENCH_REPORT: report,
  };
  await runInHost('bench', { tests, counts, workspace, env });
  return JSON.parse(await readFile(report, 'utf8')) as HostReport;
}

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runInHost } from '../../host/insideHost.ts';
import { out } from '../../host/paths.ts';
import { bundleTests } from '../../inside/bundle.ts';
import { modelFor } from '../measure/task.ts';
import { SMALL_MB } from '../settings.ts';
import { LARGE_FILES } from './largeFiles.ts';
import type { SourceMeasurement, SourcesJob, SourcesReport } from './sourcesInHost.ts';

/** The edits of one large file. */
export interface SourceRow {
  readonly title: string;
  readonly runs: readonly SourceMeasurement[];
}

/**
 * Measures edits of large files inside the extension host of a real VS Code.
 *
 * @throws Error if VS Code did not finish
 */
export async function measureSources(origin: string, runs: number): Promise<readonly SourceRow[]> {
  const home = path.join(out, 'bench', 'sources');
  await rm(home, { recursive: true, force: true });
  const workspace = path.join(home, 'workspace');
  await mkdir(workspace, { recursive: true });
  for (const { name, create } of LARGE_FILES) await writeFile(path.join(workspace, name), create());
  const report = path.join(home, 'report.json');
  const counts = path.join(home, 'counts.json');
  const tests = await bundleTests(
    [path.join(import.meta.dirname, 'sourcesInHost.ts')],
    path.join(home, 'index.cjs'),
  );
  const job: SourcesJob = { origin, model: modelFor('inlineData', SMALL_MB), runs, report };
  const env = {
    EASEL_TEST_COUNTS: counts,
    EASEL_BENCH_SOURCES: JSON.stringify(job),
    EASEL_TEST_TIMEOUT: '600000',
  };
  await runInHost('bench', { tests, counts, workspace, env });
  const measured = JSON.parse(await readFile(report, 'utf8')) as SourcesReport;
  return LARGE_FILES.map(({ title, name }) => ({ title, runs: measured[name] ?? [] }));
}

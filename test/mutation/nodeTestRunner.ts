import { globSync } from 'node:fs';
import path from 'node:path';
import { runTestFile, type TestRecord } from './runTestFile.ts';

/**
 * Lets StrykerJS use Node's own test runner. Stryker's runner for TAP knows only whole files; this one reports coverage
 * for each test, so a mutant runs the tests that reach it and no others. The shapes are those of
 * `@stryker-mutator/api/test-runner`, which is installed only where mutation tests run.
 */
export class NodeTestRunner {
  #files: readonly string[] = [];
  readonly #patterns: readonly string[];

  constructor(patterns: readonly string[]) {
    this.#patterns = patterns;
  }

  /** Every run is a new process, so code that runs at import meets the mutant too. */
  capabilities(): { readonly reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    const isExclusion = (pattern: string) => pattern.startsWith('!');
    const exclude = this.#patterns.filter(isExclusion).map((pattern) => pattern.slice(1));
    const included = this.#patterns.filter((pattern) => !isExclusion(pattern));
    // In the order of the patterns, because the first failure ends a mutant: a slice names its fast tests first.
    this.#files = included.flatMap((pattern) => globSync(pattern, { exclude }).sort());
    if (this.#files.length === 0) throw new Error(`No file matches ${this.#patterns.join(', ')}.`);
  }

  /** Runs everything once without a mutant, and learns which test covers which mutants. */
  async dryRun(): Promise<unknown> {
    const tests: unknown[] = [];
    const perTest: Record<string, Record<string, number>> = {};
    for (const file of this.#files) {
      const run = await runTestFile(file, {});
      if (run.code !== 0) {
        return { status: 'error', errorMessage: `${file} fails without a mutant:\n${run.output}` };
      }
      for (const test of run.tests) {
        const id = idOf(file, test.name);
        tests.push(toResult(file, test));
        perTest[id] = { ...run.coverage.static, ...run.coverage.perTest[test.name] };
      }
    }
    return { status: 'complete', tests, mutantCoverage: { static: {}, perTest } };
  }

  async mutantRun({
    activeMutant,
    testFilter,
    timeout,
    hitLimit,
  }: {
    readonly activeMutant: { readonly id: string };
    readonly testFilter?: readonly string[];
    /** In ms, for all tests together. */
    readonly timeout: number;
    readonly hitLimit?: number;
  }): Promise<unknown> {
    // Stryker ends the whole worker at its time-out; ending the test a little earlier keeps the worker.
    const deadline = Date.now() + timeout * 0.9;
    let nrOfTests = 0;
    for (const [file, names] of this.#chosen(testFilter)) {
      const run = await runTestFile(file, {
        mutant: activeMutant.id,
        names,
        leftMs: deadline - Date.now(),
        hitLimit,
      });
      if (run.timedOut) return { status: 'timeout' };
      if (hitLimit !== undefined && run.hitCount > hitLimit) return { status: 'timeout' };
      nrOfTests += run.tests.length;
      const failed = run.tests.find(({ passed }) => !passed);
      if (failed || run.code !== 0) {
        const name = (failed ?? run.tests.at(-1))?.name ?? names?.[0] ?? '';
        const failureMessage = failed?.error ?? `exit code ${String(run.code)}`;
        return { status: 'killed', killedBy: [idOf(file, name)], failureMessage, nrOfTests };
      }
    }
    return { status: 'survived', nrOfTests };
  }

  #chosen(
    ids: readonly string[] | undefined,
  ): readonly (readonly [string, readonly string[] | undefined])[] {
    if (ids === undefined) return this.#files.map((file) => [file, undefined]);
    const byFile = new Map<string, string[]>();
    for (const id of ids) {
      const [file = '', name = ''] = id.split(SEPARATOR);
      byFile.set(file, [...(byFile.get(file) ?? []), name]);
    }
    return [...byFile];
  }
}

const SEPARATOR = ' :: ';

function idOf(file: string, name: string): string {
  return file + SEPARATOR + name;
}

function toResult(file: string, { name, ms }: TestRecord): unknown {
  const id = idOf(file, name);
  return { id, name: id, fileName: path.resolve(file), timeSpentMs: ms, status: 0 };
}

createNodeTestRunner.inject = ['options'];
function createNodeTestRunner(options: {
  readonly nodeTest: { readonly testFiles: readonly string[] };
}): NodeTestRunner {
  return new NodeTestRunner(options.nodeTest.testFiles);
}

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'nodeTest', factory: createNodeTestRunner },
];

/**
 * Loaded into every process of a test file, its children and workers included. Tells Stryker's instrumented code which
 * test is running, and writes what was covered and which tests failed when the process ends.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach } from 'node:test';
import { threadId } from 'node:worker_threads';
import type { ProcessRecord, TestRecord } from './runTestFile.ts';

interface Namespace {
  currentTestId?: string | undefined;
  hitLimit?: number;
  hitCount?: number;
  mutantCoverage?: ProcessRecord['mutantCoverage'];
}

const env = process.env;
const folder = env['EASEL_MUTATION_OUT'];
const parentTest = env['EASEL_MUTATION_TEST'];
// The one global that Stryker's instrumented code looks for.
const stryker: Namespace = ((globalThis as { __stryker__?: Namespace }).__stryker__ ??= {});
const tests: TestRecord[] = [];

if (env['EASEL_MUTATION_HITS'] !== undefined) {
  stryker.hitLimit = Number(env['EASEL_MUTATION_HITS']);
  stryker.hitCount = 0;
}

if (folder !== undefined) {
  process.on('exit', () => {
    const { mutantCoverage, hitCount } = stryker;
    const file = path.join(folder, `${process.pid}-${threadId}.json`);
    writeFileSync(file, JSON.stringify({ tests, mutantCoverage, hitCount }));
  });
  // A child or a worker covers what the test that started it covers.
  if (parentTest !== undefined) stryker.currentTestId = parentTest;
  else followTests();
}

function followTests(): void {
  let depth = 0;
  let began = 0;
  beforeEach((context) => {
    if (depth++ > 0 || !isTest(context)) return;
    began = performance.now();
    stryker.currentTestId = context.fullName;
    env['EASEL_MUTATION_TEST'] = context.fullName;
  });
  afterEach((context) => {
    if (--depth > 0 || !isTest(context)) return;
    stryker.currentTestId = undefined;
    delete env['EASEL_MUTATION_TEST'];
    const { fullName: name, passed, error } = context;
    const ms = performance.now() - began;
    tests.push({ name, passed, ms, ...(error && { error: error.message }) });
    if (!passed && env['EASEL_MUTATION_BAIL']) process.exit(1);
  });
}

/** What Node 24 gives to hooks; its types are those of Node 22, which lack the outcome. */
interface Ended {
  readonly fullName: string;
  readonly passed: boolean;
  readonly error?: Error | null;
}

function isTest(context: unknown): context is Ended {
  return typeof context === 'object' && context !== null && 'passed' in context;
}

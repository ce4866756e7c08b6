import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const HOOK = pathToFileURL(path.join(import.meta.dirname, 'hook.ts')).href;

/** A command line has a limit; a file of which more tests are wanted runs whole. */
const MAX_PATTERNS = 150;

/** How often each mutant was reached, by its id. */
type Hits = Readonly<Record<string, number>>;

export interface TestRecord {
  /** With its suites: `suite > test`. */
  readonly name: string;
  readonly passed: boolean;
  readonly ms: number;
  readonly error?: string;
}

/** What `hook.ts` writes when a process ends. */
export interface ProcessRecord {
  readonly tests?: readonly TestRecord[];
  readonly mutantCoverage?: {
    readonly static: Hits;
    readonly perTest: Readonly<Record<string, Hits>>;
  };
  readonly hitCount?: number;
}

export interface TestRun {
  /** null: ended by a signal. */
  readonly code: number | null;
  readonly output: string;
  readonly timedOut: boolean;
  readonly tests: readonly TestRecord[];
  readonly coverage: { readonly static: Hits; readonly perTest: Readonly<Record<string, Hits>> };
  readonly hitCount: number;
}

export interface TestRunOptions {
  /** The id of the mutant that is active; none: the code as it is. */
  readonly mutant?: string;
  /** The tests to run; all of the file without it. */
  readonly names?: readonly string[] | undefined;
  readonly leftMs?: number;
  readonly hitLimit?: number | undefined;
}

/** Runs a test file in a process of its own. With a mutant, the first failure ends it. */
export async function runTestFile(file: string, options: TestRunOptions): Promise<TestRun> {
  const { mutant, names = [], leftMs, hitLimit } = options;
  const out = mkdtempSync(path.join(tmpdir(), 'easel-mutation-'));
  const patterns = names.length <= MAX_PATTERNS ? names.map(exactly) : [];
  const filter = patterns.flatMap((pattern) => ['--test-name-pattern', pattern]);
  const env = {
    ...process.env,
    EASEL_MUTATION_OUT: out,
    ...(mutant !== undefined && { __STRYKER_ACTIVE_MUTANT__: mutant, EASEL_MUTATION_BAIL: '1' }),
    ...(hitLimit !== undefined && { EASEL_MUTATION_HITS: String(hitLimit) }),
  };
  try {
    const end = await runNode(['--import', HOOK, ...filter, file], env, leftMs);
    const records = readdirSync(out).map((name) => read(path.join(out, name)));
    const tests = records.flatMap((record) => record.tests ?? []);
    // Names that match no test would let every mutant survive.
    if (filter.length > 0 && tests.length === 0 && end.code === 0) {
      return await runTestFile(file, { ...options, names: [] });
    }
    const hitCount = Math.max(0, ...records.map((record) => record.hitCount ?? 0));
    return { ...end, tests, coverage: merged(records), hitCount };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function merged(records: readonly ProcessRecord[]): TestRun['coverage'] {
  const perTest: Record<string, Hits> = {};
  for (const { mutantCoverage } of records) {
    for (const [name, hits] of Object.entries(mutantCoverage?.perTest ?? {})) {
      perTest[name] = { ...perTest[name], ...hits };
    }
  }
  return {
    static: Object.assign({}, ...records.map((one) => one.mutantCoverage?.static)) as Hits,
    perTest,
  };
}

/** A process that was killed may leave half a record. */
function read(file: string): ProcessRecord {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessRecord;
  } catch {
    return {};
  }
}

/** Node matches a pattern against the names of the suites and the test, joined by spaces. */
function exactly(fullName: string): string {
  const name = fullName.split(' > ').join(' ');
  return `/^${name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$/`;
}

function runNode(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  leftMs: number | undefined,
): Promise<Pick<TestRun, 'code' | 'output' | 'timedOut'>> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that the children of a test that hangs end with it.
    const child = spawn(process.execPath, args, { env, detached: true });
    let output = '';
    let timedOut = false;
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-8000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const endGroup = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // Nothing of the group is left.
      }
    };
    const timer =
      leftMs === undefined
        ? undefined
        : setTimeout(
            () => {
              timedOut = true;
              endGroup();
            },
            Math.max(leftMs, 1),
          );
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(timer);
      endGroup();
      resolve({ code, output, timedOut });
    });
  });
}

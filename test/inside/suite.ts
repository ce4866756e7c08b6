import { writeFileSync } from 'node:fs';

/** Tests that run inside VS Code's extension host, by title. */
export type Tests = Readonly<Record<string, () => void | Promise<void>>>;

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Marks the lines of the tests, because VS Code writes to the same console. */
export const LINE = '│ ';

/** The benchmarks raise this limit: a measurement takes longer than a test. */
const TEST_TIMEOUT_MS = Number(process.env['EASEL_TEST_TIMEOUT'] ?? 60_000);

/**
 * Runs the tests of all files in order and reports each on the console. Writes the counts to the file in
 * EASEL_TEST_COUNTS, because the console loses lines when the extension host ends.
 *
 * @throws Error if a test fails or a file has no tests; VS Code's exit code comes from this
 */
export async function runAll(files: Readonly<Record<string, Tests>>): Promise<void> {
  const failed: string[] = [];
  let passed = 0;
  for (const [file, tests] of Object.entries(files)) {
    say(file);
    if (Object.keys(tests).length === 0) {
      failed.push(`${file} has no tests`);
      say('  ✖ no tests');
    }
    for (const [name, body] of Object.entries(tests)) {
      const began = performance.now();
      try {
        await within(TEST_TIMEOUT_MS, body);
        passed++;
        say(`  ✔ ${name} (${(performance.now() - began).toFixed(0)} ms)`);
      } catch (error) {
        failed.push(name);
        say(`  ✖ ${name}\n${describe(error)}`);
      }
    }
  }
  const counts: Counts = { passed, failed: failed.length };
  const report = process.env['EASEL_TEST_COUNTS'];
  if (report) writeFileSync(report, JSON.stringify(counts));
  if (failed.length > 0) throw new Error(`${failed.length} failed: ${failed.join('; ')}`);
  if (passed === 0) throw new Error('There was no test to run.');
}

async function within(ms: number, body: () => void | Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`not done after ${ms / 1000} s`));
    }, ms);
  });
  try {
    await Promise.race([body(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function say(text: string): void {
  console.log(text.replace(/^/gm, LINE));
}

function describe(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.replace(/^/gm, '      ');
}

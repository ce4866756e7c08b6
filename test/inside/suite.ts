import { writeFileSync } from 'node:fs';

/** Tests that run inside VS Code's extension host: a name and what must hold. */
export type Tests = Readonly<Record<string, () => void | Promise<void>>>;

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Begins each line of ours: VS Code writes to the same console. */
export const LINE = '│ ';

/** A measurement may take longer than a test. */
const TEST_TIMEOUT_MS = Number(process.env['EASEL_TEST_TIMEOUT'] ?? 60_000);

/**
 * Runs the files' tests one after the other and tells each on the console. The counts go to the file
 * that EASEL_TEST_COUNTS names: consoles of extension hosts lose lines when the host ends.
 * @throws when a test failed or there was none: VS Code's exit code comes from that.
 */
export async function runAll(files: Readonly<Record<string, Tests>>): Promise<void> {
  const failed: string[] = [];
  let passed = 0;
  for (const [file, tests] of Object.entries(files)) {
    say(file);
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

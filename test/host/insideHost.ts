import { createWriteStream, existsSync } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { bundleInsideTests } from '../inside/bundle.ts';
import { LINE } from '../inside/suite.ts';
import type { Counts } from '../inside/suite.ts';
import { launchBrowser } from './chromium.ts';
import { out, root } from './paths.ts';
import { startServer } from './server.ts';

const WHOLE_SUITE_MS = 300_000;

/** Tests that are bundled, and where they work and report. */
export interface Prepared {
  /** The bundle: a CommonJS file with `run()`. */
  readonly tests: string;
  /** Where the counts will be. */
  readonly counts: string;
  /** The folder that is open: absolute path. */
  readonly workspace: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs test/inside in the extension host of VS Code's server. */
export async function runInsideTests(): Promise<Counts> {
  return await runInHost('inside', await prepareInsideTests());
}

/**
 * Runs tests in the extension host of VS Code's server, with this repository as the extension under
 * development: dist/ must be built. What @vscode/test-electron does on the desktop, by the same
 * contract (a CommonJS file with `run()`).
 *
 * @param name of the folders under out/ for the server and for what it logs
 * @param beside is done with the page meanwhile
 */
export async function runInHost(
  name: string,
  prepared: Prepared,
  beside: (page: Page) => Promise<void> = async () => undefined,
): Promise<Counts> {
  const { tests, counts, workspace, env } = prepared;
  const server = await startServer({ name, testDriver: true, env });
  const browser = await launchBrowser();
  // What the editor itself says there is long, and most of it is about parts that it does without.
  const consoleLog = path.join(out, name, 'console.log');
  const log = createWriteStream(consoleLog);
  try {
    const page = await browser.newPage();
    const authority = server.origin.replace('http://', 'vscode-remote://');
    const payload = [
      ['extensionDevelopmentPath', authority + root],
      ['extensionTestsPath', authority + tests],
      ['skipWelcome', 'true'],
    ];
    const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
    const exit = untilExit(page, `${server.origin}/?${query.toString()}`, log);
    await Promise.all([exit, beside(page)]);
    return await readCounts(counts, consoleLog);
  } finally {
    await browser.close();
    await server.stop();
    log.end();
  }
}

/** Bundles the tests, empties the workspace they work in, and says where the counts will be. */
export async function prepareInsideTests(): Promise<Prepared> {
  const tests = await bundleInsideTests();
  const home = path.dirname(tests);
  const counts = path.join(home, 'counts.json');
  const workspace = path.join(out, 'inside', 'workspace');
  await rm(counts, { force: true });
  await rm(workspace, { recursive: true, force: true });
  await mkdir(workspace, { recursive: true });
  return { tests, counts, workspace, env: { EASEL_TEST_COUNTS: counts } };
}

export async function readCounts(file: string, log: string): Promise<Counts> {
  if (!existsSync(file)) throw new Error(`The tests did not get to their end. Log: ${log}`);
  return JSON.parse(await readFile(file, 'utf8')) as Counts;
}

/** The names of the two functions are VS Code's: its test driver calls them on the page. */
async function untilExit(page: Page, url: string, log: WriteStream): Promise<void> {
  let exited: (code: number) => void = () => undefined;
  const exit = new Promise<number>((resolve) => {
    exited = resolve;
  });
  await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
    const text = args.map(String).join(' ');
    log.write(`${text}\n`);
    if (text.startsWith(LINE)) console.log(text);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => {
    exited(code);
  });
  await page.goto(url);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The extension host was not done after ${WHOLE_SUITE_MS / 1000} s.`));
    }, WHOLE_SUITE_MS);
  });
  await Promise.race([exit, late]).finally(() => {
    clearTimeout(timer);
  });
}

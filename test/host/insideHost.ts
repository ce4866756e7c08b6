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

const WHOLE_SUITE_MS = 600_000;

/** Bundled tests, and the files and folders that they use. */
export interface Prepared {
  /** The bundle: a CommonJS file with `run()`. */
  readonly tests: string;
  /** Where the tests write their counts. */
  readonly counts: string;
  /** Absolute path of the open folder. */
  readonly workspace: string;
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path of the extension under development: this repository by default. */
  readonly extension?: string;
}

/** Runs test/inside in the extension host of VS Code's server. */
export async function runInsideTests(): Promise<Counts> {
  return await runInHost('inside', await prepareInsideTests());
}

/**
 * Runs tests in the extension host of VS Code's server, as @vscode/test-electron does on the desktop: the tests are a CommonJS
 * file with `run()`. The extension under development must be built.
 *
 * @param name of the folders under out/ for the server and its log
 * @param beside runs with the page at the same time
 */
export async function runInHost(
  name: string,
  prepared: Prepared,
  beside: (page: Page) => Promise<void> = async () => undefined,
): Promise<Counts> {
  const { tests, counts, workspace, env, extension = root } = prepared;
  const server = await startServer({ name, testDriver: true, env });
  const browser = await launchBrowser();
  // Most of VS Code's long console output is about services that it does not reach here.
  const consoleLog = path.join(out, name, 'console.log');
  const log = createWriteStream(consoleLog);
  try {
    const page = await browser.newPage();
    const authority = server.origin.replace('http://', 'vscode-remote://');
    const payload = [
      ['extensionDevelopmentPath', authority + extension],
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

/** Bundles the tests of test/inside and empties their workspace. */
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
  if (!existsSync(file)) throw new Error(`The tests did not finish. Log: ${log}`);
  return JSON.parse(await readFile(file, 'utf8')) as Counts;
}

/** Loads the page and waits for the tests to finish. VS Code's test driver calls the two functions on the page by name. */
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
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The tests did not finish in ${WHOLE_SUITE_MS / 1000} s.`));
    }, WHOLE_SUITE_MS);
  });
  await Promise.race([exit, timeout]).finally(() => {
    clearTimeout(timer);
  });
}

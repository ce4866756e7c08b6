import { decode } from 'fast-png';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchBrowser } from '../host/chromium.ts';
import { out, vsix } from '../host/paths.ts';
import { startServer } from '../host/server.ts';
import { openFolder, screenshot } from '../host/workbench.ts';
import type { Page } from '../host/workbench.ts';

export interface Desk {
  readonly page: Page;
  /** The open folder: an absolute path. */
  readonly folder: string;
}

export interface DeskOptions {
  /** Names the server's folder and the screenshot that a failure leaves. */
  readonly name: string;
  readonly files: Readonly<Record<string, Uint8Array | string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly workspaceTrust?: boolean;
  /** Additional environment variables of VS Code's server. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a new VS Code with the packaged extension and a folder with these files. Removes all of it after `work`. */
export async function withVSCode(
  { name, files, ...options }: DeskOptions,
  work: (desk: Desk) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'easel-e2e-'));
  for (const [file, bytes] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), bytes);
  }
  const server = await startServer({ name: `e2e-${name}`, vsix, ...options });
  const browser = await launchBrowser();
  try {
    const page = await openFolder(browser, server, folder);
    try {
      await work({ page, folder });
    } catch (error) {
      console.log(`# screenshot: ${await screenshot(page, `failed-${name}`)}`);
      console.log(`# server log: ${path.relative(out, server.log)} in out/`);
      throw error;
    }
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Waits up to 40 s for a whole PNG file and returns its pixels. */
export async function savedPng(folder: string, name: string) {
  const deadline = Date.now() + 40_000;
  for (;;) {
    try {
      return decode(await readFile(path.join(folder, name)));
    } catch (error) {
      if (Date.now() > deadline) {
        throw new Error(`No ${name} among ${(await readdir(folder)).join(', ')}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Returns red, green and blue of one pixel. */
export function colorAt(image: Awaited<ReturnType<typeof savedPng>>, x: number, y: number) {
  const start = (y * image.width + x) * image.channels;
  return [...image.data.slice(start, start + 3)];
}

/** Collects everything that a page's content security policy blocks from now on, including the styles of axe. */
export function blockedByPolicy(page: Page): readonly string[] {
  const blocked: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) blocked.push(message.text());
  });
  return blocked;
}

/** Waits up to 10 s until a condition holds. */
export async function until(holds: () => boolean, otherwise: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(otherwise);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

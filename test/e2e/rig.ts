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
  /** Of VS Code's server, besides what it has from us. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A fresh VS Code with the packaged extension on a folder with these files; gone when `work` is done. */
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
      console.log(`# the screen at that moment: ${await screenshot(page, `failed-${name}`)}`);
      console.log(`# the server's log: ${path.relative(out, server.log)} in out/`);
      throw error;
    }
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Waits until a file is there and is a whole PNG; its pixels. */
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

/** Red, green and blue of one pixel. */
export function colorAt(image: Awaited<ReturnType<typeof savedPng>>, x: number, y: number) {
  const start = (y * image.width + x) * image.channels;
  return [...image.data.slice(start, start + 3)];
}

/** Fills up with whatever a page's content security policy turns away; axe's own styles would be among it. */
export function refusedByPolicy(page: Page): readonly string[] {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  return refused;
}

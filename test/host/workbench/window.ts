/** Windows, commands and screenshots. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { out } from '../paths.ts';
import type { VSCodeServer } from '../server.ts';
import { PATIENCE_MS } from './patience.ts';
import { quickInput } from './quickInput.ts';

export const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
} as const;

/**
 * Opens a folder in a new window with its own cookies and storage. Waits until its files are shown and VS Code has read the
 * manifests of extensions: before that, menus and the palette lack their entries.
 */
export async function openFolder(
  browser: Browser,
  server: Pick<VSCodeServer, 'origin'>,
  folder: string,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto(`${server.origin}/?folder=${encodeURIComponent(folder)}`);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  await untilExtensionsAreKnown(page);
  return page;
}

/** Waits until the palette lists Easel's commands; needed after a reload too. */
export async function untilExtensionsAreKnown(page: Page): Promise<void> {
  await findCommand(page, 'Easel: Show Log', 2_000);
  await page.keyboard.press('Escape');
  await quickInput(page).waitFor({ state: 'hidden' });
}

/** Runs a command from the palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await findCommand(page, title, 10_000);
  await page.keyboard.press('Enter');
}

/**
 * Finds a command in the palette. A palette that opened before VS Code knows the command never adds it, so this opens it again.
 *
 * @param tryMs how long each palette has for the command
 */
async function findCommand(page: Page, title: string, tryMs: number): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    await page.keyboard.press('F1');
    await quickInput(page).fill(`>${title}`);
    try {
      await commandRow(page, title).waitFor({ timeout: tryMs });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await page.keyboard.press('Escape');
      await quickInput(page).waitFor({ state: 'hidden' });
    }
  }
}

function commandRow(page: Page, title: string): Locator {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
}

/** Saves a screenshot of the window as out/screenshots/<name>.png. @returns its path */
export async function screenshot(page: Page, name: string): Promise<string> {
  const file = path.join(out, 'screenshots', `${name}.png`);
  await mkdir(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file });
  return file;
}

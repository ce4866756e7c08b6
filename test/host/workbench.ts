import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { out } from './paths.ts';
import type { VSCodeServer } from './server.ts';

export type { Page } from 'playwright-core';

/** A cold start on a busy two-core machine takes a while; nothing here depends on being fast. */
const PATIENCE_MS = 60_000;

/** Opens a folder in a window of its own (cookies and storage too) and waits for its explorer. */
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
  return page;
}

export function explorerRow(page: Page, name: string): Locator {
  return page
    .locator('.explorer-folders-view .monaco-list-row')
    .filter({ has: page.getByText(name, { exact: true }) });
}

/** Selects several files, as Ctrl+click does. */
export async function selectFiles(page: Page, names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) {
    await explorerRow(page, name).click({ modifiers: index === 0 ? [] : ['ControlOrMeta'] });
  }
}

/**
 * Right-clicks a file and chooses an entry of the context menu. The entries that an extension adds
 * are there only once VS Code has read its manifest, so a menu without the entry is opened again.
 */
export async function chooseInContextMenu(page: Page, file: string, entry: string): Promise<void> {
  const item = page.locator('.monaco-menu .action-label', { hasText: entry });
  await retry(async () => {
    await explorerRow(page, file).click({ button: 'right' });
    await page.locator('.monaco-menu .action-label').first().waitFor({ timeout: 5_000 });
    if ((await item.count()) === 0) {
      await page.keyboard.press('Escape');
      throw new Error(`The context menu of ${file} has no entry “${entry}”.`);
    }
    // The first menu opened under the pointer ignores a mouse-up that comes at once.
    await item.first().hover();
    await item.first().click();
    await page.locator('.monaco-menu').waitFor({ state: 'hidden', timeout: 5_000 });
  });
}

/** The entries of a file's context menu, without opening any. */
export async function contextMenuEntries(page: Page, file: string): Promise<readonly string[]> {
  await explorerRow(page, file).click({ button: 'right' });
  await page.locator('.monaco-menu .action-label').first().waitFor();
  const entries = await page.locator('.monaco-menu .action-label').allTextContents();
  await page.keyboard.press('Escape');
  return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await quickInput(page).fill(`>${title}`);
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title });
  await row.first().waitFor();
  await page.keyboard.press('Enter');
}

/** The text box of a quick pick or an input box. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible .quick-input-box input');
}

/** What the open quick pick offers, in order: labels with their descriptions. */
export async function quickPickLabels(page: Page): Promise<readonly string[]> {
  const rows = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  await rows.first().waitFor();
  return await rows.allTextContents();
}

/** The box that shows dots instead of what is typed, where one is open. */
export function passwordInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible .quick-input-box input[type="password"]');
}

export async function pick(page: Page, label: string): Promise<void> {
  await page
    .locator('.quick-input-widget:visible .quick-input-list .monaco-list-row', { hasText: label })
    .first()
    .click();
}

/** Types into the open input box and confirms it. */
export async function answer(page: Page, text: string): Promise<void> {
  const box = quickInput(page);
  await box.waitFor();
  await box.fill(text);
  await page.keyboard.press('Enter');
}

export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator('.notification-toast', { hasText: text }).first();
}

/** Presses Cancel in the notification of what is running. */
export async function cancelProgress(page: Page): Promise<void> {
  const progress = page.locator('.notification-toast', {
    has: page.locator('.monaco-progress-container.active'),
  });
  await progress.getByRole('button', { name: 'Cancel' }).click();
}

export function dialog(page: Page): Locator {
  return page.locator('.monaco-dialog-box');
}

export function editorTab(page: Page, name: string): Locator {
  return page.locator('.tabs-container .tab', { hasText: name });
}

/** The document inside a webview of the extension. */
export function webview(page: Page, extensionId = 'easel-vscode.easel'): FrameLocator {
  return page
    .locator(`iframe.webview.ready[src*="extensionId=${extensionId}"]`)
    .contentFrame()
    .locator('iframe#active-frame')
    .contentFrame();
}

/** The document inside VS Code's own image preview. */
export function imagePreview(page: Page): FrameLocator {
  return webview(page, 'vscode.media-preview');
}

/** Saves what the window shows as out/screenshots/<name>.png. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const file = path.join(out, 'screenshots', `${name}.png`);
  await mkdir(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file });
  return file;
}

export const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
} as const;

/** For what the workbench may not be ready for yet; the last failure is the one that is thrown. */
async function retry(work: () => Promise<void>): Promise<void> {
  for (let left = 5; ; left--) {
    try {
      await work();
      return;
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

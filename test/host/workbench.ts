import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { out } from './paths.ts';
import type { VSCodeServer } from './server.ts';

export type { Locator, Page } from 'playwright-core';

/** A cold start on a busy two-core machine takes a while; nothing here depends on being fast. */
const PATIENCE_MS = 40_000;

/**
 * Opens a folder in a window of its own (cookies and storage too), and waits until its files are
 * shown and the manifests of extensions are read: before that menus and the palette lack their entries.
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

/** After a reload too: a palette that opens before that does not learn of them. */
export async function untilExtensionsAreKnown(page: Page): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    await page.keyboard.press('F1');
    await quickInput(page).fill('>Easel: ');
    const known = await commandRow(page, 'Easel: Show Log')
      .waitFor({ timeout: 2_000 })
      .then(
        () => true,
        () => false,
      );
    await page.keyboard.press('Escape');
    await quickInput(page).waitFor({ state: 'hidden' });
    if (known) return;
    if (Date.now() > deadline) throw new Error('VS Code does not know the commands of Easel.');
  }
}

export function explorerRow(page: Page, name: string): Locator {
  return page
    .locator('.explorer-folders-view .monaco-list-row')
    .filter({ has: page.getByText(name, { exact: true }) });
}

/**
 * Selects several images, as Ctrl+click does. The first click opens its file, and a moment later the explorer selects what was
 * opened, and that alone: what was lost by then is selected again.
 */
export async function selectImages(page: Page, names: readonly string[]): Promise<void> {
  const [first = '', ...others] = names;
  await openImage(page, first);
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    for (const name of others) {
      if (await isSelected(page, name)) continue;
      await explorerRow(page, name).click({ modifiers: ['ControlOrMeta'] });
    }
    await page.waitForTimeout(1_000);
    const selected = await Promise.all(names.map((name) => isSelected(page, name)));
    if (selected.every(Boolean)) return;
    if (Date.now() > deadline) throw new Error(`The explorer does not select ${names.join(', ')}.`);
  }
}

async function isSelected(page: Page, name: string): Promise<boolean> {
  return (await explorerRow(page, name).getAttribute('aria-selected')) === 'true';
}

/**
 * Right-clicks a file and chooses an entry of the context menu. The workbench drops a right-click while
 * an editor opens, and a click that comes too soon after a menu opened: what did not happen is done again.
 */
export async function chooseInContextMenu(page: Page, file: string, entry: string): Promise<void> {
  const menu = page.locator('.monaco-menu');
  const item = menu.locator('.action-label', { hasText: entry });
  const attempt = { timeout: 5_000 };
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await explorerRow(page, file).click({ button: 'right' });
      await item.hover(attempt);
      await item.click(attempt);
      await menu.waitFor({ state: 'hidden', ...attempt });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await page.keyboard.press('Escape');
    }
  }
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
  await commandRow(page, title).waitFor();
  await page.keyboard.press('Enter');
}

function commandRow(page: Page, title: string): Locator {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
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

/** Also waits until there is room again: of more than three in 0.8 s, faster than anybody reads, VS Code shows none but the bell. */
export async function clearNotifications(page: Page): Promise<void> {
  await runCommand(page, 'Notifications: Clear All Notifications');
  await page.waitForTimeout(800);
}

/** The notification of what is running. */
export function progress(page: Page): Locator {
  const bar = page.locator('.monaco-progress-container.active');
  return page.locator('.notification-toast').filter({ has: bar });
}

export async function cancelProgress(page: Page): Promise<void> {
  await progress(page).getByRole('button', { name: 'Cancel' }).click();
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

/**
 * Opens an image by a click. Until a window has been idle for the first time VS Code does not know that it has a preview for
 * it, and says that the file is binary: what was opened too early is opened again.
 */
export async function openImage(page: Page, name: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  const refused = page.locator('.monaco-editor-pane-placeholder', { hasText: 'binary' });
  for (;;) {
    await explorerRow(page, name).click();
    const isRefused = await Promise.race([
      refused.waitFor().then(() => true),
      imageIsShown(page, name).then(() => false),
    ]);
    if (!isRefused) return;
    if (Date.now() > deadline) throw new Error(`VS Code takes ${name} for no image.`);
    await runCommand(page, 'View: Close Editor');
    await refused.waitFor({ state: 'hidden' });
  }
}

/** Waits until VS Code's own preview shows an image: it takes the focus, and what is typed before that may get lost. */
export async function imageIsShown(page: Page, name: string): Promise<void> {
  await editorTab(page, name).waitFor();
  await imagePreview(page).locator('img').waitFor();
}

/**
 * Makes the window so narrow that the webview in its editor has this width, in CSS px. The side bar keeps its own, and the
 * editor follows the window a moment later: until the width is right it is looked at again.
 */
export async function narrowEditor(page: Page, width: number): Promise<void> {
  const html = webview(page).locator('html');
  const deadline = Date.now() + PATIENCE_MS;
  let before = NaN;
  for (;;) {
    const editor = Number(await html.evaluate('innerWidth'));
    if (editor === width) return;
    if (Date.now() > deadline) throw new Error(`The editor stays ${editor} px wide.`);
    const window = page.viewportSize();
    if (editor === before && window !== null) {
      // Never below what is wanted: a width that was read too early is put right by the next one.
      const wanted = Math.max(width, window.width - editor + width);
      await page.setViewportSize({ ...window, width: wanted });
    }
    before = editor;
    await page.waitForTimeout(500);
  }
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

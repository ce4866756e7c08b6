/** Files in the explorer and their context menus. */
import type { Locator, Page } from 'playwright-core';
import { imageIsShown } from './editors.ts';
import { PATIENCE_MS } from './patience.ts';
import { runCommand } from './window.ts';

export function explorerRow(page: Page, name: string): Locator {
  return page
    .locator('.explorer-folders-view .monaco-list-row')
    .filter({ has: page.getByText(name, { exact: true }) });
}

/**
 * Opens an image with a click. A new window takes images for binary files until it has been idle for the first time; then
 * this closes the editor and tries again.
 */
export async function openImage(page: Page, name: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  const binary = page.locator('.monaco-editor-pane-placeholder', { hasText: 'binary' });
  for (;;) {
    await explorerRow(page, name).click();
    const isBinary = await Promise.race([
      binary.waitFor().then(() => true),
      imageIsShown(page, name).then(() => false),
    ]);
    if (!isBinary) return;
    if (Date.now() > deadline) throw new Error(`VS Code does not recognize ${name} as an image.`);
    await runCommand(page, 'View: Close Editor');
    await binary.waitFor({ state: 'hidden' });
  }
}

/**
 * Selects several images, as Ctrl+click does. The first click opens its file, and a moment later the explorer selects that
 * file alone; this selects the others again if they lost their selection.
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
 * Right-clicks a file and chooses an entry of the context menu. The workbench ignores a right-click while an editor opens, and
 * a click right after a menu opened. A new file moves the rows below it, so a right-click can hit its neighbor. This tries again
 * until the menu of the right file closes.
 *
 * @param submenu the entry that opens the submenu with the entry
 */
export async function chooseInContextMenu(
  page: Page,
  file: string,
  entry: string,
  submenu?: string,
): Promise<void> {
  const menu = page.locator('.monaco-menu').first();
  const item = menu.locator('.action-label', { hasText: submenu ?? entry });
  const inside = page.locator('.monaco-submenu .action-label', { hasText: entry });
  const attempt = { timeout: 5_000 };
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const row = explorerRow(page, file);
      const place = await row.boundingBox();
      await row.click({ button: 'right' });
      await item.hover(attempt);
      if ((await row.boundingBox())?.y !== place?.y) throw new Error(`${file} has moved.`);
      await (submenu === undefined ? item : inside).click(attempt);
      await menu.waitFor({ state: 'hidden', ...attempt });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await page.keyboard.press('Escape');
      // The first one closes the submenu only.
      if (submenu !== undefined) await page.keyboard.press('Escape');
    }
  }
}

/** Returns the entries of a file's context menu, or of one of its submenus. */
export async function contextMenuEntries(
  page: Page,
  file: string,
  submenu?: string,
): Promise<readonly string[]> {
  await explorerRow(page, file).click({ button: 'right' });
  const labels = page.locator(
    `${submenu === undefined ? '.monaco-menu' : '.monaco-submenu'} .action-label`,
  );
  if (submenu !== undefined) {
    await page.locator('.monaco-menu .action-label', { hasText: submenu }).hover();
  }
  await labels.first().waitFor();
  const entries = await labels.allTextContents();
  if (submenu !== undefined) await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

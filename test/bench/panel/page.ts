import { watch } from 'node:fs';
import type { Page } from '../../host/workbench.ts';
import * as workbench from '../../host/workbench.ts';

/** Waits until an expression is true in the panel's document and the change is painted. @returns when, in ms since 1970 */
async function waitForPaint(page: Page, expression: string): Promise<number> {
  const body = workbench.webview(page).locator('body');
  return await body.evaluate<number, unknown>(`new Promise((resolve) => {
    const check = () => {
      if (!(${expression})) requestAnimationFrame(check);
      else requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
    };
    check();
  })`);
}

const ENTRIES = `document.querySelectorAll('.entry').length`;
const DRAWN = `[...document.querySelectorAll('.entry easel-thumbnail')].filter(
  (one) => one.shadowRoot?.querySelector('canvas')).length`;

/**
 * There are visible images, and all of them are drawn. Finds the visible ones once: reading positions forces a layout, which in
 * every frame would fill the thread that the images come through.
 */
const VISIBLE_DRAWN = `(globalThis.visible ??= [...document.querySelectorAll('.entry easel-thumbnail')].filter(
  (one) => one.getBoundingClientRect().top < innerHeight)).length > 0 &&
  visible.every((one) => one.shadowRoot?.querySelector('canvas'))`;

/** Opens the history and waits until its visible entries and their images are drawn. @returns when, in ms since 1970 */
export async function openHistory(page: Page): Promise<number> {
  const openTab = `document.querySelector('#tab-history[aria-selected="false"]')?.click()`;
  return await waitForPaint(page, `(${openTab}, ${ENTRIES} >= 50 && ${VISIBLE_DRAWN})`);
}

/** Scrolls through all entries until all images are drawn. */
export async function showAllEntries(page: Page, count: number): Promise<void> {
  const panel = workbench.webview(page);
  const more = panel.getByRole('button', { name: 'Show More' });
  for (let shown = 50; shown < count; shown += 50) {
    await more.click();
    await waitForPaint(page, `${ENTRIES} >= ${Math.min(count, shown + 50)}`);
  }
  for (let entry = 0; entry < count; entry += 3) {
    await panel.locator('.entry').nth(entry).scrollIntoViewIfNeeded();
  }
  await waitForPaint(page, `${DRAWN} >= ${count}`);
}

/** Waits for a file in a folder. @returns when it was there, in ms since 1970 */
export function waitForFile(folder: string, name: string): Promise<number> {
  return new Promise((resolve) => {
    const watcher = watch(folder, (_, file) => {
      if (file !== name) return;
      watcher.close();
      resolve(Date.now());
    });
  });
}

/** Runs a prompt in the panel. @returns when its image is drawn at the resolution of the screen, in ms since 1970 */
export async function generateInPanel(page: Page, prompt: string, name: string): Promise<number> {
  const panel = workbench.webview(page);
  await panel.getByRole('tab', { name: 'Results' }).click();
  const box = panel.locator('#prompt textarea');
  await box.fill(prompt);
  const image = `document.querySelector('img[alt="${name}"]')`;
  const drawn = waitForPaint(
    page,
    `${image}?.complete && ${image}.naturalWidth >= Math.max(1, ${image}.clientWidth * devicePixelRatio)`,
  );
  await box.press('ControlOrMeta+Enter');
  return await drawn;
}

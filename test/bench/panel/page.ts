import { watch } from 'node:fs';
import type { Page } from '../../host/workbench.ts';
import * as workbench from '../../host/workbench.ts';

/** Resolves with the time (ms since 1970) at which the expression holds in the panel's document, and what it changed is painted. */
async function paintedWhen(page: Page, expression: string): Promise<number> {
  const body = workbench.webview(page).locator('body');
  return await body.evaluate<number, unknown>(`new Promise((resolve) => {
    const look = () => {
      if (!(${expression})) requestAnimationFrame(look);
      else requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
    };
    look();
  })`);
}

const ENTRIES = `document.querySelectorAll('.entry').length`;
const DRAWN = `[...document.querySelectorAll('.entry easel-thumbnail')].filter(
  (one) => one.shadowRoot?.querySelector('canvas')).length`;

/**
 * Every picture that is in sight has been drawn, and there is one. Where they are is asked once: asking makes the page lay itself
 * out, and asked in every frame that alone would fill the thread that the pictures come over.
 */
const IN_SIGHT = `(globalThis.inSight ??= [...document.querySelectorAll('.entry easel-thumbnail')].filter(
  (one) => one.getBoundingClientRect().top < innerHeight)).length > 0 &&
  inSight.every((one) => one.shadowRoot?.querySelector('canvas'))`;

/** From the panel's first document to the history in sight, with the pictures of what is in sight. @returns when that was */
export async function openHistory(page: Page): Promise<number> {
  const turn = `document.querySelector('#tab-history[aria-selected="false"]')?.click()`;
  return await paintedWhen(page, `(${turn}, ${ENTRIES} >= 50 && ${IN_SIGHT})`);
}

/** Goes through all entries, so that every picture has been drawn. */
export async function seeAll(page: Page, count: number): Promise<void> {
  const panel = workbench.webview(page);
  const more = panel.getByRole('button', { name: 'Show More' });
  for (let shown = 50; shown < count; shown += 50) {
    await more.click();
    await paintedWhen(page, `${ENTRIES} >= ${Math.min(count, shown + 50)}`);
  }
  for (let entry = 0; entry < count; entry += 3) {
    await panel.locator('.entry').nth(entry).scrollIntoViewIfNeeded();
  }
  await paintedWhen(page, `${DRAWN} >= ${count}`);
}

/** When a file of that name is there. */
export function savedAt(folder: string, name: string): Promise<number> {
  return new Promise((resolve) => {
    const watcher = watch(folder, (_, file) => {
      if (file !== name) return;
      watcher.close();
      resolve(Date.now());
    });
  });
}

/** Runs the prompt through the panel. @returns when the picture is to be seen, with a px for each of the screen's */
export async function askForPicture(page: Page, prompt: string, name: string): Promise<number> {
  const panel = workbench.webview(page);
  await panel.getByRole('tab', { name: 'Results' }).click();
  const box = panel.locator('#prompt textarea');
  await box.fill(prompt);
  const picture = `document.querySelector('img[alt="${name}"]')`;
  const seen = paintedWhen(
    page,
    `${picture}?.complete && ${picture}.naturalWidth >= Math.max(1, ${picture}.clientWidth * devicePixelRatio)`,
  );
  await box.press('ControlOrMeta+Enter');
  return await seen;
}

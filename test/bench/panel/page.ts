import { watch } from 'node:fs';
import type { Page } from '../../host/workbench.ts';
import * as workbench from '../../host/workbench.ts';

type Document = ReturnType<typeof workbench.webview>;

/** Waits until an expression is true in a document and the change is painted. @returns when, in ms since 1970 */
async function waitForPaint(document: Document, expression: string): Promise<number> {
  return await document.locator('body').evaluate<number, unknown>(`new Promise((resolve) => {
    const check = () => {
      if (!(${expression})) requestAnimationFrame(check);
      else requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
    };
    check();
  })`);
}

const ITEMS = `document.querySelectorAll('article.item').length`;
const LIST = `document.querySelector('easel-history')`;

/**
 * There are visible images, and all of them are drawn. Finds the visible ones once: reading positions forces a layout, which in
 * every frame would fill the thread that the images come through.
 */
const VISIBLE_DRAWN = `(globalThis.visible ??= [...document.querySelectorAll('.item easel-thumbnail')].filter(
  (one) => one.getBoundingClientRect().top < innerHeight)).length > 0 &&
  visible.every((one) => one.shadowRoot?.querySelector('canvas'))`;

/** Opens the history and waits until its visible items and their images are drawn. @returns when, in ms since 1970 */
export async function openHistory(page: Page): Promise<number> {
  const openTab = `document.querySelector('#tab-history[aria-selected="false"]')?.click()`;
  return await waitForPaint(
    workbench.webview(page),
    `(${openTab}, ${ITEMS} >= 3 && ${VISIBLE_DRAWN})`,
  );
}

/** Searches with a text. @returns how long it takes from the key until the items are painted, in ms */
export async function searchHistory(page: Page, text: string): Promise<number> {
  const body = workbench.webview(page).locator('body');
  return await body.evaluate<number, unknown>(`new Promise((resolve) => {
    const field = document.getElementById('history-search');
    const start = performance.now();
    field.value = ${JSON.stringify(text)};
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const check = () => {
      if (${LIST}.list.search !== field.value) setTimeout(check, 1);
      else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    };
    check();
  })`);
}

/** Scrolls through the history. @returns the longest frame, in ms */
export async function scrollHistory(page: Page): Promise<number> {
  return await scrollThrough(page, LIST);
}

/** Does the same with an empty element: its longest frame is what the machine adds to any other. @returns the longest frame, in ms */
export async function scrollNothing(page: Page): Promise<number> {
  const empty = `(() => {
    const [list, content] = [document.createElement('div'), document.createElement('div')];
    Object.assign(list.style, { background: 'white', inset: 0, overflow: 'auto', position: 'fixed', zIndex: 9 });
    content.style.height = ${LIST}.scrollHeight + 'px';
    list.append(content);
    document.body.append(list);
    return list;
  })()`;
  return await scrollThrough(page, empty, 'list.remove()');
}

/**
 * Jumps to twenty places from the beginning to the end, and scrolls from each by half a screen per frame, ten times as fast as a
 * wheel. Stops let images arrive.
 *
 * @param element JavaScript for the element that scrolls
 * @param after JavaScript that runs at the end; `list` is the element
 * @returns the longest frame, in ms
 */
async function scrollThrough(page: Page, element: string, after = ''): Promise<number> {
  const body = workbench.webview(page).locator('body');
  return await body.evaluate<number, unknown>(`new Promise((resolve) => {
    let [last, longest, frame] = [performance.now(), 0, 0];
    const list = ${element};
    const [places, most] = [20, list.scrollHeight - list.clientHeight];
    const next = (now) => {
      if (frame > 0) longest = Math.max(longest, now - last);
      last = now;
      const [place, at] = [Math.floor(frame / 40), frame % 40];
      if (at === 0) list.scrollTop = (most * place) / (places - 1);
      else if (at < 20) list.scrollTop += list.clientHeight / 2;
      frame += 1;
      if (frame < places * 40) requestAnimationFrame(next);
      else {
        ${after};
        resolve(longest);
      }
    };
    requestAnimationFrame(next);
  })`);
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

/** Waits until VS Code's own image preview has drawn its image. @returns when, in ms since 1970 */
export async function previewDrawn(page: Page): Promise<number> {
  const image = `document.querySelector('img')`;
  return await waitForPaint(
    workbench.imagePreview(page),
    `document.body.classList.contains('ready') && ${image}?.complete && ${image}.naturalWidth > 0`,
  );
}

/** Runs a prompt in the panel. @returns when its image is drawn at the resolution of the screen, in ms since 1970 */
export async function generateInPanel(page: Page, prompt: string, name: string): Promise<number> {
  const panel = workbench.webview(page);
  await panel.getByRole('tab', { name: 'Results' }).click();
  const box = panel.locator('#prompt textarea');
  await box.fill(prompt);
  const image = `document.querySelector('easel-stage')?.shadowRoot.querySelector('.frame img[alt*="${name}"]')`;
  const drawn = waitForPaint(
    panel,
    // The stage shrinks it with a transform, which only this width includes.
    `${image}?.complete &&
      ${image}.naturalWidth >= Math.max(1, ${image}.getBoundingClientRect().width * devicePixelRatio)`,
  );
  await box.press('ControlOrMeta+Enter');
  return await drawn;
}

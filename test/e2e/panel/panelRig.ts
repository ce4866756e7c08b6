import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as workbench from '../../host/workbench.ts';
import type { Page } from '../../host/workbench.ts';
import { RED, WHITE, png } from '../../support/image/images.ts';

export type Panel = ReturnType<typeof workbench.webview>;

/** A red square on white. */
export const CAT = png(64, 48, (x, y) => (x > 20 && x < 44 && y > 12 && y < 36 ? RED : WHITE));
export const PRACTICE = { 'easel.gateway': 'practice' };

/** Opens the panel from the context menu of an image, which becomes the source. */
export async function openPanelOn(page: Page, file: string): Promise<Panel> {
  await workbench.chooseInContextMenu(page, file, 'Open Panel');
  const panel = workbench.webview(page);
  await panel.getByRole('list').getByText(file).waitFor();
  return panel;
}

/** Opens an image first and then the panel, which takes the image of the active editor as its source. */
export async function openPanelAfter(page: Page, file: string): Promise<Panel> {
  // Two webviews that start at once block each other on a slow machine, and the second one stays empty for a while.
  await workbench.openImage(page, file);
  await workbench.runCommand(page, 'Easel: Open Panel');
  const panel = workbench.webview(page);
  await panel.getByRole('list').getByText(file).waitFor();
  return panel;
}

/** Enters a prompt and runs it by keyboard. */
export async function run(panel: Panel, prompt: string): Promise<void> {
  const box = promptBox(panel);
  await box.fill(prompt);
  await box.press('ControlOrMeta+Enter');
}

/** Unfolds the options. */
export async function openOptions(panel: Panel): Promise<void> {
  await panel.getByRole('button', { name: /^Options/, expanded: false }).click();
}

/** Asks for several images per run, by keyboard. */
export async function chooseCount(page: Page, panel: Panel, count: number): Promise<void> {
  await openOptions(panel);
  await panel.getByRole('combobox', { name: 'Images' }).focus();
  for (let down = 0; down < count; down += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** Enters a path in VS Code's own dialog. */
export async function enterPath(page: Page, file: string): Promise<void> {
  await workbench.fillPrompt(page, file);
  // The dialog reads the folder first, and ignores Enter meanwhile.
  await page.waitForTimeout(1_500);
  await page.keyboard.press('Enter');
}

export function promptBox(panel: Panel) {
  return panel.locator('#prompt textarea');
}

/** Chooses an entry in the menu of the newest result. */
export async function chooseInMenu(panel: Panel, entry: string): Promise<void> {
  await panel.getByRole('button', { name: 'More Actions' }).first().click();
  await panel.getByRole('menuitem', { name: entry }).click();
}

/** Reloads the window with VS Code's command: before a reload by the browser, VS Code has not stored the open editors. */
export async function reloadWindow(page: Page): Promise<void> {
  const loaded = page.waitForEvent('load');
  await workbench.runCommand(page, 'Developer: Reload Window');
  await loaded;
}

/** The part of a page's DOM that tests use, since they are compiled for Node. */
interface StyledElement {
  readonly ownerDocument: {
    readonly defaultView: { getComputedStyle(element: unknown): { readonly transform: string } };
  };
}

export function shownTransforms(images: readonly StyledElement[]): string[] {
  return images.map((image) => image.ownerDocument.defaultView.getComputedStyle(image).transform);
}

type Point = readonly [x: number, y: number];

/** Drags the mouse between two points of the image in the region editor, in px of the image. */
export async function dragOver(
  page: Page,
  panel: Panel,
  from: Point,
  to: Point,
  size: Point = [120, 90],
): Promise<void> {
  const box = await panel.locator('easel-region .pane img').boundingBox();
  assert.ok(box);
  const [width, height] = size;
  const at = ([x, y]: Point) =>
    [box.x + (x / width) * box.width, box.y + (y / height) * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 8 });
  await page.mouse.up();
}

/** Accepts the place that the dialog suggests. @returns the file */
export async function savedBy(page: Page, folder: string, name: string): Promise<Buffer> {
  await isSuggested(page, path.join(folder, name));
  await page.keyboard.press('Enter');
  await workbench.notification(page, `Saved ${name} (`).waitFor();
  return await readFile(path.join(folder, name));
}

/** Waits until the dialog of Save As suggests a file. */
export async function isSuggested(page: Page, file: string): Promise<void> {
  const box = workbench.quickInput(page);
  const deadline = Date.now() + 20_000;
  for (;;) {
    const value = await box.inputValue();
    if (value === file) return;
    if (Date.now() > deadline) throw new Error(`The dialog suggests ${value}, not ${file}.`);
    await page.waitForTimeout(100);
  }
}

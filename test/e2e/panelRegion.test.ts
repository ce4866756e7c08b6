import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityViolations } from '../host/accessibility.ts';
import * as workbench from '../host/workbench.ts';
import type { Page } from '../host/workbench.ts';
import { png } from '../support/images.ts';
import { colorAt, savedPng, withVSCode } from './rig.ts';

/** Something to see everywhere, so that a result can be laid over it. */
const paint = (x: number, y: number) =>
  [(x * 7 + y * 3) % 256, (x * 2 + ((y >> 3) & 1) * 90) % 256, (y * 5) % 256] as [number, number, number]; // prettier-ignore
const CAT = png(120, 90, paint);
const PRACTICE = { 'easel.gateway': 'practice' };

type Panel = ReturnType<typeof workbench.webview>;

test('a region is marked by mouse, edited, and nothing else changes', () =>
  withVSCode(
    { name: 'region', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelOn(page, 'cat.png');
      await panel.getByRole('button', { name: 'Mark a Region…' }).click();
      const canvas = panel.getByRole('application');
      await canvas.waitFor();
      await workbench.screenshot(page, 'region-empty');
      assert.deepEqual(await accessibilityViolations(panel), [], 'nothing marked');

      await dragOver(page, panel, [40, 30], [80, 60]);
      await panel.getByText('Marked: 40 × 30 px at 40, 30').waitFor();
      await panel.getByRole('radio', { name: 'Eraser' }).check();
      await dragOver(page, panel, [45, 60], [45, 59]);
      await panel.getByRole('radio', { name: 'Brush' }).check();
      await dragOver(page, panel, [100, 20], [110, 80]);
      await workbench.screenshot(page, 'region-marked');
      assert.deepEqual(await accessibilityViolations(panel), [], 'marked');
      for (let i = 0; i < 2; i += 1) await panel.getByRole('button', { name: 'Undo' }).click();
      await panel.getByText('Marked: 40 × 30 px at 40, 30').waitFor();
      await panel.getByRole('button', { name: 'Done' }).click();

      await panel.getByText('Marked: 40 × 30 px at 40, 30').waitFor();
      assert.deepEqual(await accessibilityViolations(panel), [], 'with a marked source');
      await workbench.screenshot(page, 'region-source');
      const prompt = panel.locator('#prompt textarea');
      await prompt.fill('grayscale');
      await prompt.press('ControlOrMeta+Enter');
      const edited = await savedPng(folder, 'cat-edited.png');
      assert.deepEqual([edited.width, edited.height], [120, 90]);
      assert.equal(differingOutside(edited, [40, 30, 80, 60]), 0);
      const [red, green, blue] = colorAt(edited, 60, 45);
      assert.ok(Math.abs(red! - green!) <= 2 && Math.abs(green! - blue!) <= 2, 'gray inside');
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
      await workbench.screenshot(page, 'region-result');
      assert.deepEqual(await accessibilityViolations(panel), [], 'with a result');
    },
  ));

/** Opens a file, then the panel, which takes the open image for its source. */
async function openPanelOn(page: Page, file: string): Promise<Panel> {
  await workbench.chooseInContextMenu(page, file, 'Open Panel');
  const panel = workbench.webview(page);
  await panel.getByRole('list').getByText(file).waitFor();
  return panel;
}

/** With the mouse, from one point of the picture to another: in its px. */
async function dragOver(page: Page, panel: Panel, from: Point, to: Point): Promise<void> {
  const box = await panel.getByRole('application').boundingBox();
  assert.ok(box);
  const at = ([x, y]: Point) => [box.x + (x / 120) * box.width, box.y + (y / 90) * box.height] as const; // prettier-ignore
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 8 });
  await page.mouse.up();
}

type Point = readonly [x: number, y: number];

/** Pixels that are not the source's, farther than the feather from a box. */
function differingOutside(
  image: Awaited<ReturnType<typeof savedPng>>,
  [left, top, right, bottom]: readonly [number, number, number, number],
): number {
  const feather = 4;
  let differing = 0;
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < image.width; x += 1) {
      const isNear = x >= left - feather && x < right + feather && y >= top - feather && y < bottom + feather; // prettier-ignore
      if (!isNear && String(colorAt(image, x, y)) !== String(paint(x, y))) differing += 1;
    }
  }
  return differing;
}

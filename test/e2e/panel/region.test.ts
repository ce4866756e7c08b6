import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { encodePngFile } from '../../../src/image/pixels/codec.ts';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import type { Page } from '../../host/workbench.ts';
import { png } from '../../support/image/images.ts';
import { draw, scene } from '../../support/image/scene.ts';
import { inlineDataReply, startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { colorAt, savedPng, withVSCode } from '../rig.ts';

/** Something to see everywhere, so that a result can be laid over it. */
const world = scene(4);
const SOURCE = draw(120, 90, (x, y) => world(x / 120, y / 90));
const CAT = encodePngFile(SOURCE);
/** What a model makes of it: stripes where it was asked to; all of it larger, moved by some px, and of another colour. */
const RESULT = encodePngFile(
  draw(180, 135, (x, y) => {
    const [column, row] = [(x + 4) / 1.5, (y - 3) / 1.5];
    const isMeant = column >= 40 && column < 80 && row >= 30 && row < 60;
    const [red, green, blue] = world(column / 120, row / 90);
    return isMeant ? [250, row % 8 < 4 ? 250 : 20, 20] : [red + 9, green - 7, blue + 4];
  }),
);

type Panel = ReturnType<typeof workbench.webview>;

test('a region is marked by mouse, and of a shifted, scaled, recoloured result it alone is used', async () => {
  const gateway = await startScriptedGateway({ script: inlineDataReply(RESULT) });
  const mine = { id: 'mine', label: 'Mine', baseUrl: gateway.origin, auth: 'bearer' };
  const settings = {
    'workbench.colorTheme': workbench.THEMES.dark,
    'easel.gateways': [mine],
    'easel.gateway': 'mine',
  };
  try {
    await withVSCode(
      { name: 'region', files: { 'cat.png': CAT }, settings },
      async ({ page, folder }) => {
        const panel = await openPanelOn(page, 'cat.png');
        await panel.getByRole('button', { name: 'Set API Key' }).click();
        await workbench.answer(page, 'sk-only-for-this-test');
        await panel.getByRole('button', { name: 'Mark a Region…' }).click();
        await panel.getByRole('application').waitFor();
        await panel.getByText('Nothing is marked yet.').waitFor();
        await workbench.screenshot(page, 'region-empty');
        assert.deepEqual(await accessibilityViolations(panel), [], 'nothing marked');

        await dragOver(page, panel, [10, 10], [20, 20]);
        await panel.getByText('Marked: 10 × 10 px at 10, 10').waitFor();
        await panel.getByRole('button', { name: 'Cancel' }).click();
        await panel.getByRole('button', { name: 'Mark a Region…' }).click();
        await panel.getByText('Nothing is marked yet.').waitFor();

        await dragOver(page, panel, [40, 30], [80, 60]);
        await panel.getByText('Marked: 40 × 30 px at 40, 30').waitFor();
        await panel.getByRole('radio', { name: 'Eraser' }).check();
        await dragOver(page, panel, [45, 60], [48, 59]);
        await panel.getByRole('radio', { name: 'Brush' }).check();
        await dragOver(page, panel, [100, 20], [110, 80]);
        await workbench.screenshot(page, 'region-marked');
        assert.deepEqual(await accessibilityViolations(panel), [], 'marked');
        for (let i = 0; i < 2; i += 1) await panel.getByRole('button', { name: 'Undo' }).click();
        await panel.getByText('Marked: 40 × 30 px at 40, 30').waitFor();
        await panel.getByRole('button', { name: 'Done' }).click();

        const prompt = panel.locator('#prompt textarea');
        await prompt.fill('stripes');
        await prompt.press('ControlOrMeta+Enter');
        const edited = await savedPng(folder, 'cat-edited.png');
        assert.deepEqual([edited.width, edited.height], [120, 90]);
        assert.equal(differingOutside(edited, [40, 30, 80, 60]), 0);
        const [red] = colorAt(edited, 60, 45);
        assert.ok(red! > 235, 'the region is the result’s');
        assert.equal(gateway.posts, 1);
        await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
        assert.equal(await panel.locator('.result .warning').count(), 0, 'nothing to warn of');
        await workbench.screenshot(page, 'region-result');
        assert.deepEqual(await accessibilityViolations(panel), [], 'with a result');

        await writeFile(path.join(folder, 'cat.png'), png(64, 48));
        await prompt.press('ControlOrMeta+Enter');
        await workbench
          .notification(page, 'What was marked on cat.png is no longer in use.')
          .waitFor();
        await panel.getByText('64×48 px').waitFor();
        assert.equal(gateway.posts, 1, 'nothing is sent for a mark on another picture');
      },
    );
  } finally {
    await gateway.close();
  }
});

test('a region is marked by keyboard alone; a reload, Try Again and the history keep it', () =>
  withVSCode(
    {
      name: 'region-keyboard',
      files: { 'cat.png': CAT },
      settings: {
        'workbench.colorTheme': workbench.THEMES['high-contrast'],
        'easel.gateway': 'practice',
      },
    },
    async ({ page, folder }) => {
      const panel = await openPanelOn(page, 'cat.png');
      await panel.getByRole('button', { name: 'Mark a Region…' }).focus();
      await page.keyboard.press('Enter');
      // The picture has the focus at once.
      await panel.locator('easel-region:focus-within').waitFor();
      await panel.getByText('Rectangle 60 × 45 px at 30, 22').waitFor();
      for (const key of ['Control+ArrowDown', 'ArrowRight', 'Shift+ArrowLeft', 'Space']) {
        await page.keyboard.press(key);
      }
      const marked = panel.getByText('Marked: 59 × 45 px at 31, 23');
      await marked.waitFor();
      for (const key of ['b', ']', 'Enter', 'Shift+ArrowDown', 'Enter']) {
        await page.keyboard.press(key);
      }
      await marked.waitFor();
      await panel.getByText(/^Brush \d+ px wide at 60, 50$/).waitFor();
      await workbench.screenshot(page, 'region-keyboard');
      await page.keyboard.press('ControlOrMeta+Enter');
      assert.deepEqual(await readdir(folder), ['cat.png'], 'no run starts from here');
      for (let i = 0; i < 2; i += 1) await page.keyboard.press('ControlOrMeta+z');
      await panel.getByText('Nothing is marked yet.').waitFor();
      await page.keyboard.press('ControlOrMeta+y');
      await marked.waitFor();
      await page.setViewportSize({ width: 380, height: 900 });
      await workbench.runCommand(page, 'View: Close Primary Side Bar');
      await workbench.screenshot(page, 'region-narrow');
      assert.deepEqual(await accessibilityViolations(panel), [], 'narrow');
      await page.setViewportSize({ width: 1280, height: 800 });
      await panel.getByRole('radio', { name: 'Brush' }).focus();
      await page.keyboard.press('Escape');

      const change = panel.getByRole('button', { name: 'Change the Region…' });
      await change.waitFor();
      await page.keyboard.press('Enter');
      await panel.locator('easel-region:focus-within').waitFor();
      for (const key of ['ArrowUp', 'Space', 'b', 'Enter', 'ArrowDown']) {
        await page.keyboard.press(key);
      }
      await page.keyboard.press('Shift+Escape');
      await change.waitFor();
      await marked.waitFor();
      assert.deepEqual(await accessibilityViolations(panel), [], 'with a marked source');
      const loaded = page.waitForEvent('load');
      await workbench.runCommand(page, 'Developer: Reload Window');
      await loaded;
      await marked.waitFor();

      const prompt = panel.locator('#prompt textarea');
      await prompt.fill('grayscale');
      await prompt.press('ControlOrMeta+Enter');
      const edited = await savedPng(folder, 'cat-edited.png');
      assert.equal(differingOutside(edited, [31, 23, 90, 68]), 0);
      const [red, green, blue] = colorAt(edited, 60, 45);
      assert.ok(Math.abs(red! - green!) <= 1 && Math.abs(green! - blue!) <= 1, 'gray inside');
      await panel
        .getByText(/also changed \d+% of the image outside/)
        .first()
        .waitFor();

      await panel.getByRole('button', { name: 'Remove the Region' }).focus();
      await page.keyboard.press('Enter');
      await panel.getByRole('button', { name: 'Mark a Region…' }).waitFor();
      await panel.getByRole('button', { name: 'Try Again' }).focus();
      await page.keyboard.press('Enter');
      const again = await savedPng(folder, 'cat-edited-2.png');
      assert.equal(differingOutside(again, [31, 23, 90, 68]), 0);
      await panel.getByRole('tab', { name: 'History' }).focus();
      await page.keyboard.press('Enter');
      const earlier = panel.getByRole('button', { name: 'Fill In This Prompt and Its Images' });
      await earlier.first().focus();
      await page.keyboard.press('Enter');
      await marked.waitFor();
      await workbench.screenshot(page, 'region-again');
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
      if (
        !isNear &&
        String(colorAt(image, x, y)) !==
          String([
            ...SOURCE.data.subarray((y * image.width + x) * 4, (y * image.width + x) * 4 + 3),
          ])
      )
        differing += 1;
    }
  }
  return differing;
}

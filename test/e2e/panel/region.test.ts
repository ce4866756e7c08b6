import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { encodePngFile } from '../../../src/image/png/encodePng.ts';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import { png } from '../../support/image/images.ts';
import { draw, scene } from '../../support/image/scene.ts';
import { inlineDataReply, startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { changedPixels } from '../rig/changedPixels.ts';
import { colorAt, savedPng, withVSCode } from '../rig.ts';
import { chooseInMenu, dragOver, openPanelOn, promptBox, reloadWindow, run } from './panelRig.ts';

/** Details everywhere, so that a result can be aligned. */
const world = scene(4);
const SOURCE = draw(120, 90, (x, y) => world(x / 120, y / 90));
const CAT = encodePngFile(SOURCE);
/** How far a change fades out beyond the mark, in px. */
const FEATHER = 4;
/** The result of a model: stripes in the region, and everything larger, moved by some px, and recolored. */
const RESULT = encodePngFile(
  draw(180, 135, (x, y) => {
    const [column, row] = [(x + 4) / 1.5, (y - 3) / 1.5];
    const isMeant = column >= 40 && column < 80 && row >= 30 && row < 60;
    const [red, green, blue] = world(column / 120, row / 90);
    return isMeant ? [250, row % 8 < 4 ? 250 : 20, 20] : [red + 9, green - 7, blue + 4];
  }),
);

test('marks a region by mouse, and uses only that region of a shifted, scaled, and recolored result', async () => {
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
        await panel.getByRole('button', { name: 'Mark Region…' }).click();
        await panel.getByRole('application').waitFor();
        await panel.getByText('Nothing is marked yet.').waitFor();
        await workbench.screenshot(page, 'region-empty');
        assert.deepEqual(await accessibilityViolations(panel), [], 'nothing marked');

        await dragOver(page, panel, [10, 10], [20, 20]);
        await panel.getByText('of the image (10 × 10 px at 10, 10)').waitFor();
        await panel.getByRole('button', { name: 'Cancel' }).click();
        await panel.getByRole('button', { name: 'Mark Region…' }).click();
        await panel.getByText('Nothing is marked yet.').waitFor();

        // Leaves the image less room, which has to move with the marks.
        await panel.getByText('Keys', { exact: true }).click();
        await panel.locator('#keys').waitFor();
        await dragOver(page, panel, [40, 30], [80, 60]);
        await panel.getByText('of the image (40 × 30 px at 40, 30)').waitFor();
        await panel.getByRole('radio', { name: 'Eraser' }).check();
        await dragOver(page, panel, [45, 60], [48, 59]);
        await panel.getByRole('radio', { name: 'Brush' }).check();
        await dragOver(page, panel, [100, 20], [110, 80]);
        await workbench.screenshot(page, 'region-marked');
        assert.deepEqual(await accessibilityViolations(panel), [], 'marked');
        for (let i = 0; i < 2; i += 1) await panel.getByRole('button', { name: 'Undo' }).click();
        await panel.getByText('of the image (40 × 30 px at 40, 30)').waitFor();
        await panel.getByRole('button', { name: 'Done' }).click();

        await run(panel, 'stripes');
        const edited = await savedPng(folder, 'cat-edited.png');
        assert.deepEqual([edited.width, edited.height], [120, 90]);
        assert.equal(changedPixels(edited, SOURCE, [40, 30, 80, 60], FEATHER).outside, 0);
        const [red] = colorAt(edited, 60, 45);
        assert.ok(red! > 235, 'the region comes from the result');
        assert.equal(gateway.posts, 1);
        await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
        assert.equal(await panel.locator('.result .warning').count(), 0, 'no warning');
        await workbench.screenshot(page, 'region-result');
        assert.deepEqual(await accessibilityViolations(panel), [], 'with a result');

        await writeFile(path.join(folder, 'cat.png'), png(64, 48));
        await promptBox(panel).press('ControlOrMeta+Enter');
        await workbench
          .notification(page, 'cat.png was replaced, so its region was removed.')
          .waitFor();
        await panel.getByText('64×48 px').waitFor();
        assert.equal(gateway.posts, 1, 'nothing is sent for a region of another image');
      },
    );
  } finally {
    await gateway.close();
  }
});

test('marks a region by keyboard, and keeps it after a reload, for Try Again, and in the history', () =>
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
      await panel.getByRole('button', { name: 'Mark Region…' }).focus();
      await page.keyboard.press('Enter');
      // The image has the focus.
      await panel.locator('easel-region:focus-within').waitFor();
      await panel.getByText('Nothing is marked yet.').waitFor();
      assert.equal(await panel.getByText(/^Rectangle \d/).count(), 0, 'nothing looks marked');
      for (const key of ['Control+ArrowDown', 'ArrowRight', 'Shift+ArrowLeft', 'Space']) {
        await page.keyboard.press(key);
      }
      const marked = panel.getByText('of the image (59 × 45 px at 31, 23)');
      await marked.waitFor();
      for (const key of ['b', ']', 'Space', 'Shift+ArrowDown', 'Space']) {
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
      await panel.getByRole('application').focus();
      for (let step = 0; step < 6; step += 1) await page.keyboard.press('+');
      await panel.getByRole('button', { name: /^2000% Fit/ }).waitFor();
      await page.keyboard.press('z');
      await page.keyboard.press('Enter');

      const change = panel.getByRole('button', { name: 'Change Region…' });
      await change.waitFor();
      // What should change in the region comes next.
      await panel.locator('#prompt:focus-within').waitFor();
      await change.focus();
      await page.keyboard.press('Enter');
      await panel.locator('easel-region:focus-within').waitFor();
      for (const key of ['ArrowUp', 'Space', 'b', 'Space', 'ArrowDown']) {
        await page.keyboard.press(key);
      }
      // The first one only ends the stroke in progress.
      for (const key of ['Escape', 'Escape']) await page.keyboard.press(key);
      await change.waitFor();
      await panel.locator('.image .region-overlay').waitFor();
      await marked.waitFor();
      assert.deepEqual(await accessibilityViolations(panel), [], 'with a marked source');
      await reloadWindow(page);
      await marked.waitFor();

      await run(panel, 'grayscale');
      const edited = await savedPng(folder, 'cat-edited.png');
      assert.equal(changedPixels(edited, SOURCE, [31, 23, 90, 68], FEATHER).outside, 0);
      const [red, green, blue] = colorAt(edited, 60, 45);
      assert.ok(Math.abs(red! - green!) <= 1 && Math.abs(green! - blue!) <= 1, 'gray inside');
      await panel
        .getByText(/also changed \d+% of the image outside/)
        .first()
        .waitFor();

      await panel.getByRole('button', { name: 'Remove Region' }).focus();
      await page.keyboard.press('Enter');
      await panel.getByRole('button', { name: 'Mark Region…' }).waitFor();
      await panel.getByRole('button', { name: 'Try Again' }).focus();
      await page.keyboard.press('Enter');
      const again = await savedPng(folder, 'cat-edited-2.png');
      assert.equal(changedPixels(again, SOURCE, [31, 23, 90, 68], FEATHER).outside, 0);
      await panel.getByRole('tab', { name: 'History' }).focus();
      await page.keyboard.press('Enter');
      await chooseInMenu(panel, 'Reuse Prompt and Images');
      await marked.waitFor();
      await workbench.screenshot(page, 'region-again');
    },
  ));

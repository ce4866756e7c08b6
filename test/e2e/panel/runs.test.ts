import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import type { Locator } from '../../host/workbench.ts';
import { colorAt, savedPng, withVSCode } from '../rig.ts';
import {
  CAT,
  PRACTICE,
  openOptions,
  openPanelAfter,
  openPanelOn,
  promptBox,
  reloadWindow,
  shownTransforms,
} from './panelRig.ts';

test('edits an image, shows the result, and uses it as the next source', () =>
  withVSCode(
    { name: 'panel', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelAfter(page, 'cat.png');
      const prompt = promptBox(panel);

      await prompt.fill('change the background to blue [slow: 3]');
      await prompt.press('ControlOrMeta+Enter');
      await panel.getByRole('button', { name: 'Cancel' }).waitFor();
      assert.deepEqual(await accessibilityViolations(panel), [], 'while running');

      const edited = await savedPng(folder, 'cat-edited.png');
      const [red, , blue] = colorAt(edited, 2, Math.floor(edited.height / 2));
      assert.ok(blue! > red! + 60, 'the background is blue now');
      assert.ok(
        (await readFile(path.join(folder, 'cat.png'))).equals(CAT),
        'the source is as it was',
      );

      const shown = panel.getByRole('img', { name: 'cat-edited.png' });
      await shown.waitFor();
      assert.equal(await naturalWidth(shown), edited.width);
      await panel.getByText(`${edited.width}×${edited.height} px`).last().waitFor();
      await panel
        .getByRole('status')
        .getByText('Saved cat-edited.png.')
        .waitFor({ state: 'attached' });
      assert.deepEqual(await accessibilityViolations(panel), [], 'with a result');

      await panel.getByRole('button', { name: 'Use as Source' }).click();
      await panel.getByRole('list').getByText('cat-edited.png').waitFor();
      await prompt.fill('make it gray');
      await prompt.press('ControlOrMeta+Enter');
      await savedPng(folder, 'cat-edited-2.png');
      await panel.getByRole('img', { name: 'cat-edited-2.png' }).waitFor();
    },
  ));

test('shows three requests of one run, compares results by keyboard, and survives a reload', () =>
  withVSCode(
    { name: 'panel-count', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelOn(page, 'cat.png');
      await openOptions(panel);
      await panel.getByRole('combobox', { name: 'Images' }).focus();
      // The first opens the list, the others go down in it.
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) {
        await page.keyboard.press(key);
      }
      await panel.getByText('Up to 3 requests. After a failure').waitFor();
      const ratio = panel.locator('summary');
      await ratio.focus();
      for (const key of ['Enter', 'Tab', 'ArrowRight']) await page.keyboard.press(key);
      await panel.getByRole('radio', { name: '1:1', exact: true, checked: true }).waitFor();
      assert.deepEqual(await accessibilityViolations(panel), [], 'with the ratios');
      for (const key of ['ArrowLeft', 'Enter']) await page.keyboard.press(key);
      await panel.locator('summary:focus').getByText('auto').waitFor();
      await panel.getByRole('radio', { name: 'auto' }).waitFor({ state: 'hidden' });
      const prompt = promptBox(panel);
      await prompt.fill('make it gray');
      await prompt.press('ControlOrMeta+Enter');
      const results = panel.locator('.strip').getByRole('option');
      await results.nth(2).waitFor();
      assert.equal((await readdir(folder)).length, 4, 'three results beside the source');

      await results.first().press('Enter');
      await panel.getByRole('button', { name: 'Compare', exact: true }).focus();
      await page.keyboard.press('Enter');
      for (const mode of ['Side by Side', 'Onion Skin', 'Difference']) {
        await panel.getByRole('radio', { name: mode }).focus();
        await page.keyboard.press('Space');
        assert.deepEqual(await accessibilityViolations(panel), [], mode);
      }
      const frame = panel.locator('easel-stage .frame');
      await frame.focus();
      await page.keyboard.press('+');
      const views = await frame.locator('img').evaluateAll(shownTransforms);
      assert.equal(new Set(views).size, 1, 'both are zoomed together');
      assert.match(views[0]!, /^matrix\(1\.5,/);
      await page.keyboard.press('m');
      await panel.getByRole('radio', { name: 'Difference' }).waitFor({ state: 'detached' });
      await page.keyboard.down('Space');
      await panel.getByRole('img', { name: 'Before: cat.png' }).waitFor();
      await page.keyboard.up('Space');
      await panel.getByRole('img', { name: /^cat-edited/ }).waitFor();

      // The prompt comes back by the arrow, and the window's reload takes nothing away.
      await prompt.fill('');
      await prompt.press('ArrowUp');
      assert.equal(await prompt.inputValue(), 'make it gray');
      await prompt.fill('make it gray [slow: 60]');
      await prompt.press('ControlOrMeta+Enter');
      await panel.getByRole('button', { name: 'Cancel' }).waitFor();
      await reloadWindow(page);
      await results.nth(2).waitFor();
      await panel
        .getByText(
          /A run was in progress when the window was closed or reloaded\. Nothing was charged/,
        )
        .first()
        .waitFor();
      await panel.getByRole('button', { name: 'Show Unsaved Results' }).waitFor();
      assert.equal(await prompt.inputValue(), 'make it gray [slow: 60]');
      assert.deepEqual(await accessibilityViolations(panel), [], 'after the reload');
      await savedPng(folder, 'cat-edited.png');
    },
  ));

test('runs three prompts at once, and cancels one or all of them', () =>
  withVSCode(
    { name: 'panel-several', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelOn(page, 'cat.png');
      await panel.getByRole('button', { name: 'Remove text' }).click();
      const prompt = promptBox(panel);
      assert.match(await prompt.inputValue(), /^Remove all text/);
      const run = panel.getByRole('button', { name: 'Run', exact: true });
      await prompt.fill('make it warmer');
      await run.click();
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
      for (const slow of [58, 59, 60]) {
        await prompt.fill(`make it gray [slow: ${slow}]`);
        await prompt.press('ControlOrMeta+Enter');
        await panel.locator('.runs').getByText(`[slow: ${slow}]`).waitFor();
        // The same once more is a slip of the hand.
        await prompt.press('ControlOrMeta+Enter');
      }
      const cancels = panel.getByRole('button', { name: 'Cancel', exact: true });
      assert.equal(await cancels.count(), 3);
      assert.ok(await run.isDisabled(), 'three at once');
      await panel.getByRole('button', { name: 'Try Again' }).click();
      await workbench.notification(page, '3 runs are already in progress').waitFor();
      assert.deepEqual(await accessibilityViolations(panel), []);

      await cancels.first().click();
      await panel.locator('.runs').getByText('[slow: 58]').waitFor({ state: 'detached' });
      assert.equal(await cancels.count(), 2);
      await panel.getByRole('button', { name: 'Cancel All' }).click();
      await cancels.first().waitFor({ state: 'detached' });
      assert.equal(await panel.locator('.events .notice').count(), 3, 'each says what it cost');
      assert.deepEqual((await readdir(folder)).sort(), ['cat-edited.png', 'cat.png']);
    },
  ));

/** Returns the width in px of the loaded image. */
async function naturalWidth(image: Locator): Promise<unknown> {
  return await image.evaluate((picture: Picture) =>
    picture.decode().then(() => picture.naturalWidth),
  );
}

interface Picture {
  readonly naturalWidth: number;
  decode(): Promise<void>;
}

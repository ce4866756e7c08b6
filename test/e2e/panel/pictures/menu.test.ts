import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as workbench from '../../../host/workbench.ts';
import type { Page } from '../../../host/workbench.ts';
import { savedPng, withVSCode } from '../../rig.ts';
import { CAT, PRACTICE, openPanelOn, promptBox, run } from '../panelRig.ts';

test('a picture has a context menu of its own, by mouse and keyboard, and text fields keep theirs', () =>
  withVSCode(
    { name: 'panel-menu', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const panel = await openPanelOn(page, 'cat.png');
      await run(panel, 'make it gray');
      await savedPng(folder, 'cat-edited.png');
      await run(panel, 'make it blue');
      await savedPng(folder, 'cat-edited-2.png');
      const strip = panel.locator('.strip').getByRole('option');
      await strip.nth(1).waitFor();

      // The picture under the pointer, not the one on the stage.
      await strip.nth(1).click({ button: 'right' });
      assert.deepEqual(await entries(page), [
        ...['Open', 'Compare', 'Use as Source', 'Try Again'],
        ...['Copy', 'Save As…', 'Export…', 'Reveal in Explorer View', 'Delete'],
      ]);
      await workbench.screenshot(page, 'panel-picture-menu');
      await choose(page, 'Copy');
      await panel.getByText('Copied cat-edited.png to the clipboard.').first().waitFor();

      // The picture on the stage, which is in the shadow of its element.
      await panel.locator('easel-stage .frame').click({ button: 'right' });
      await choose(page, 'Compare');
      await panel.getByRole('radio', { name: 'Slider', checked: true }).waitFor();

      // Both, because both are selected.
      await strip.nth(0).click();
      await strip.nth(1).click({ modifiers: ['Shift'] });
      await page.keyboard.press('Shift+F10');
      assert.deepEqual(await entries(page), ['Open', 'Compare', 'Use as Source', 'Delete']);
      await choose(page, 'Delete');
      await panel
        .getByText(/^Deleted 2 images\./)
        .first()
        .waitFor();

      await promptBox(panel).click({ button: 'right' });
      assert.deepEqual(await entries(page), ['Cut', 'Copy', 'Paste']);
      await page.keyboard.press('Escape');
    },
  ));

function items(page: Page) {
  return page.locator('.monaco-menu .action-item:not(.disabled) .action-label:not(.separator)');
}

async function entries(page: Page): Promise<readonly string[]> {
  await items(page).first().waitFor();
  return await items(page).allInnerTexts();
}

/** The workbench ignores a click right after a menu opened. */
async function choose(page: Page, entry: string): Promise<void> {
  const item = items(page).getByText(entry, { exact: true });
  await item.hover();
  await page.waitForTimeout(500);
  await item.click();
  await page.locator('.monaco-menu').waitFor({ state: 'hidden' });
}

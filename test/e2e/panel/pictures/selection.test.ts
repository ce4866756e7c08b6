import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { accessibilityViolations } from '../../../host/accessibility.ts';
import * as workbench from '../../../host/workbench.ts';
import { withVSCode } from '../../rig.ts';
import { startDrag } from '../drag.ts';
import { CAT, PRACTICE, chooseCount, openPanelOn, run, type Panel } from '../panelRig.ts';

test('several results are selected by mouse and keyboard, and marks, drags, and deletions are for all', () =>
  withVSCode(
    { name: 'panel-selection', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelOn(page, 'cat.png');
      await chooseCount(page, panel, 4);
      await run(panel, 'make it gray');
      const tiles = panel.getByRole('listbox', { name: 'Variants' }).getByRole('option');
      await tiles.nth(3).waitFor();

      await tiles.nth(0).click();
      await tiles.nth(2).click({ modifiers: ['Shift'] });
      assert.equal(await selected(panel, 'Variants'), '1110');
      await tiles.nth(1).click({ modifiers: ['ControlOrMeta'] });
      assert.equal(await selected(panel, 'Variants'), '1010');
      await panel.getByText('2 selected').waitFor();
      await workbench.screenshot(page, 'panel-selection');
      assert.deepEqual(await accessibilityViolations(panel), [], 'two selected');

      const dragged = await tiles.nth(0).evaluate(startDrag);
      assert.match(
        dragged['text/uri-list'] ?? '',
        /^vscode-remote:\S+\.png\r\nvscode-remote:\S+\.png$/,
      );

      await page.keyboard.press('p');
      await panel.locator('.tile .badge').nth(1).waitFor();
      assert.equal(await panel.locator('.tile .badge').count(), 2, 'both are kept');

      // Only these two are compared, once one of them is on the stage.
      await tiles.nth(2).focus();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('m');
      await panel.getByRole('radio', { name: 'Slider', checked: true }).waitFor();
      await panel.getByText(/^Compared with cat-edited(-\d)?\.png\.$/).waitFor();
      await panel.getByRole('button', { name: 'Compare', pressed: true }).click();

      const strip = panel.locator('.strip').getByRole('option');
      await strip.nth(1).focus();
      await page.keyboard.press('Home');
      for (const key of ['Control+ArrowRight', 'Control+ArrowRight', 'Space']) {
        await page.keyboard.press(key);
      }
      assert.equal(await selected(panel, 'Results'), '1010');
      await page.keyboard.press('Escape');
      assert.equal(await selected(panel, 'Results'), '0010');
      await page.keyboard.press('ControlOrMeta+a');
      assert.equal(await selected(panel, 'Results'), '1111');
      await page.keyboard.press('Escape');

      // The next one takes its place, and the keyboard continues there.
      await page.keyboard.press('ArrowLeft');
      const next = await strip.nth(2).getAttribute('id');
      await page.keyboard.press('Delete');
      await panel
        .getByText(/^Deleted cat-edited/)
        .first()
        .waitFor();
      await panel.locator(`#${next}:focus`).waitFor();
      assert.equal(await selected(panel, 'Results'), '010');
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Delete');
      await panel
        .getByText(/^Deleted 2 images\./)
        .first()
        .waitFor();
      assert.equal((await readdir(folder)).length, 2, 'the source and one result');
      await page.keyboard.press('ControlOrMeta+z');
      await strip.nth(2).waitFor();
    },
  ));

/** Returns which options are selected, as digits. */
async function selected(panel: Panel, list: string): Promise<string> {
  const listbox = panel.getByRole('listbox', { name: list });
  assert.equal(await listbox.getAttribute('aria-multiselectable'), 'true');
  let digits = '';
  for (const option of await listbox.getByRole('option').all()) {
    digits += (await option.getAttribute('aria-selected')) === 'true' ? '1' : '0';
  }
  return digits;
}

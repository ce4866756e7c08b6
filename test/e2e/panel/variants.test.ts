import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import { withVSCode } from '../rig.ts';
import {
  CAT,
  PRACTICE,
  chooseCount,
  chooseInMenu,
  openPanelOn,
  run,
  type Panel,
} from './panelRig.ts';

/** What the tools for layout shifts report, as text: tests are compiled for Node. */
const WATCH_SHIFTS = `
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
  }).observe({ type: 'layout-shift' });
`;

test('four variants are side by side, and four keys keep the best and delete the rest', () =>
  withVSCode(
    { name: 'panel-variants', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      const panel = await openPanelOn(page, 'cat.png');
      await workbench.runCommand(page, 'View: Close Primary Side Bar');
      await chooseCount(page, panel, 4);
      await panel.locator('body').evaluate(WATCH_SHIFTS);
      await run(panel, 'make it gray [slow: 3]');
      await panel.locator('.tile.pending').nth(3).waitFor();
      assert.deepEqual(await accessibilityViolations(panel), [], 'while running');

      const tiles = panel.getByRole('listbox', { name: 'Variants' }).getByRole('option');
      await tiles.nth(3).waitFor();
      for (const tile of await tiles.all()) {
        const box = await tile.boundingBox();
        assert.ok(box && box.width >= 300, `${box?.width} px wide`);
        assert.ok(box.x >= 0 && box.y + box.height <= 800, 'in sight');
      }
      assert.ok((await shifts(panel)) < 0.02, `layout shift ${await shifts(panel)}`);
      assert.deepEqual(await accessibilityViolations(panel), [], 'with the variants');
      await workbench.screenshot(page, 'panel-variants');

      // Names follow the order of arrival, and the newest image comes first, as on the strip.
      const label = await tiles.nth(3).getAttribute('aria-label');
      const [best = ''] = /cat-edited[-\d]*\.png/.exec(label ?? '') ?? [];
      // The newest one is selected.
      await tiles.first().focus();
      const keys = ['ArrowRight', 'ArrowDown', 'p', 'Shift+Delete'];
      for (const key of keys) await page.keyboard.press(key);
      console.log(`keys to keep the best of four and delete the rest: ${keys.length}`);
      await panel
        .getByText(/^Deleted 3 images\./)
        .first()
        .waitFor();
      assert.deepEqual((await readdir(folder)).sort(), [best, 'cat.png']);
      await panel.locator('.strip .badge').waitFor();

      await page.keyboard.press('ControlOrMeta+z');
      await panel.locator('.strip').getByRole('option').nth(3).waitFor();
      assert.equal((await readdir(folder)).length, 5, 'one key brings them back');

      await chooseInMenu(panel, 'Delete the Rest');
      const undo = panel.locator('#undo-delete');
      await undo.waitFor();
      await page.keyboard.press('ControlOrMeta+z');
      await undo.waitFor({ state: 'detached' });
      assert.equal((await readdir(folder)).length, 5, 'also after the menu');
    },
  ));

async function shifts(panel: Panel): Promise<number> {
  return await panel.locator('body').evaluate('window.shifts');
}

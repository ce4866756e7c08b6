/** At every width: nothing moves by itself, and a run in progress is always in sight. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as workbench from '../../../host/workbench.ts';
import type { Locator, Page } from '../../../host/workbench.ts';
import { withVSCode } from '../../rig.ts';
import { AFTER_INPUT_MS, forgetShifts, shiftsOf, watchShifts } from '../../rig/shifts.ts';
import { CAT, PRACTICE, openPanelOn, promptBox, type Panel } from '../panelRig.ts';

/** The widths of the panel in px, each with a window that leaves room for it. */
const WIDTHS = [
  [300, 900, 1000],
  [400, 900, 800],
  [800, 860, 800],
  [1280, 1340, 800],
  [1920, 1980, 1080],
] as const;
test('at 300 to 1920 px nothing moves by itself, and a run in progress and its Cancel are in sight', () =>
  withVSCode(
    { name: 'panel-layouts', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page }) => {
      const panel = await openPanelOn(page, 'cat.png');
      await workbench.runCommand(page, 'View: Close Primary Side Bar');
      await watchShifts(panel);
      let runs = 0;
      for (const [width, window, height] of WIDTHS) {
        await page.setViewportSize({ width: window, height });
        await workbench.narrowEditor(page, width);
        await page.waitForTimeout(AFTER_INPUT_MS);
        await forgetShifts(panel);

        // The letters are typed, because the first one hides what the empty form shows.
        await promptBox(panel).focus();
        await page.keyboard.type('make it gray [slow: 3]');
        await page.keyboard.press('ControlOrMeta+Enter');
        const cancel = panel.getByRole('button', { name: 'Cancel', exact: true });
        await inSight(page, cancel, `Cancel at ${width} px`);
        await inSight(page, panel.locator('.runs > li'), `the run at ${width} px`);
        runs += 1;
        await panel
          .locator('.strip')
          .getByRole('option')
          .nth(runs - 1)
          .waitFor();
        await cancel.waitFor({ state: 'detached' });
        await page.waitForTimeout(AFTER_INPUT_MS);

        if (width <= 400) await roomForPicture(page, panel, width);
        await panel.getByRole('button', { name: 'Compare', exact: true }).click();
        await page.waitForTimeout(AFTER_INPUT_MS);
        await panel.getByRole('tab', { name: 'History' }).click();
        await panel
          .locator('article.item')
          .nth(runs - 1)
          .waitFor();
        await page.waitForTimeout(AFTER_INPUT_MS);
        await panel.getByRole('tab', { name: 'Results' }).click();
        await promptBox(panel).fill('');
        await page.waitForTimeout(AFTER_INPUT_MS);

        const { score, moves } = await shiftsOf(panel);
        console.log(`# layout shift at ${width} px: ${score.toFixed(4)}`);
        assert.ok(score < 0.02, `${width} px: ${JSON.stringify(moves)}`);
      }
    },
  ));

/** The picture has at least half of the height, and all actions are in one row below it, in sight. */
async function roomForPicture(page: Page, panel: Panel, width: number): Promise<void> {
  await workbench.screenshot(page, `panel-narrow-${width}`);
  const whole = await panel.locator('body').boundingBox();
  const picture = await panel.locator('easel-stage .frame').boundingBox();
  assert.ok(whole && picture);
  const share = picture.height / whole.height;
  console.log(`# the picture has ${Math.round(share * 100)} % of the height at ${width} px`);
  assert.ok(share >= 0.5, `${width} px: ${picture.height} of ${whole.height}`);
  const buttons = panel
    .locator('.info .buttons')
    .locator('vscode-button, vscode-toolbar-button, easel-menu');
  assert.ok((await buttons.count()) >= 7);
  const rows = new Set<number>();
  for (const button of await buttons.all()) {
    await inSight(page, button, `an action at ${width} px`);
    const box = await button.boundingBox();
    const bottom = await panel.locator('.info').boundingBox();
    assert.ok(box && bottom && box.y + box.height <= bottom.y + bottom.height + 1, 'not cut off');
    rows.add(Math.round((box.y + box.height / 2) / 10));
  }
  assert.equal(rows.size, 1, 'one row');
}

/** The whole element is in the window, without scrolling. */
async function inSight(page: Page, element: Locator, what: string): Promise<void> {
  await element.waitFor();
  const box = await element.boundingBox();
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const fits =
    box && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
  assert.ok(fits, `${what}: ${JSON.stringify(box)} of ${width} × ${height}`);
}

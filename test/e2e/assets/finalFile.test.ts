/** Results in an exact size and with a transparent background, by keyboard in the quick input and by mouse in the panel. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import { RED, png } from '../../support/image/images.ts';
import { openOptions, PRACTICE, promptBox } from '../panel/panelRig.ts';
import { savedPng, withVSCode } from '../rig.ts';
import { step } from '../rig/quickSteps.ts';

test('one prompt makes a transparent icon of 128 px, by keyboard', () =>
  withVSCode(
    { name: 'transparent-icon', files: { 'README.md': '# icons' }, settings: PRACTICE },
    async ({ page, folder }) => {
      await workbench.runCommand(page, 'Easel: Generate Image…');
      await workbench.fillPrompt(page, 'a red star');
      await workbench.pick(page, 'Transparent Background');
      const box = page.locator('.quick-input-widget:visible');
      await box.getByText('On', { exact: true }).waitFor();
      assert.equal(await workbench.quickInput(page).inputValue(), 'a red star');
      await workbench.pick(page, 'Exact Size');
      await step(page, '1200x630');
      await workbench.quickInput(page).fill('128');
      await step(page, 'Enter a width and a height in px, such as 1200x630.');
      await workbench.quickInput(page).fill('128 × 128');
      await page.keyboard.press('Enter');
      await box.getByText('128x128 px', { exact: true }).waitFor();
      await page.keyboard.press('Enter');
      const icon = await savedPng(folder, 'a-red-star.png');
      assert.deepEqual([icon.width, icon.height, icon.channels], [128, 128, 4]);
      const alpha = (x: number, y: number) => icon.data[(y * 128 + x) * 4 + 3];
      assert.deepEqual(
        [alpha(0, 0), alpha(127, 0), alpha(127, 127), alpha(64, 64)],
        [0, 0, 0, 255],
      );
      assert.deepEqual((await readdir(folder)).sort(), ['README.md', 'a-red-star.png']);
    },
  ));

test('the panel makes a social card of exactly 1200×630 px, and an edit with a transparent background', () =>
  withVSCode(
    {
      name: 'social-card',
      files: { 'cat.png': png(64, 48, RED) },
      settings: { ...PRACTICE, 'easel.output.format': 'webp', 'easel.output.quality': 80 },
    },
    async ({ page, folder }) => {
      await workbench.runCommand(page, 'Easel: Open Panel');
      const panel = workbench.webview(page);
      await promptBox(panel).fill('hills at dusk');
      await openOptions(panel);
      const size = panel.getByRole('textbox', { name: 'Exact Size' });
      await size.fill('1200x');
      await panel.getByText('Enter a width and a height in px').waitFor();
      const run = panel.getByRole('button', { name: 'Run', exact: true });
      assert.equal(await run.getAttribute('aria-disabled'), 'true', 'a half size can’t run');
      await size.fill('1200x630');
      await panel.getByText('Requested as 16:9, 1K, then cut to size').waitFor();
      await workbench.screenshot(page, 'final-file-options');
      assert.deepEqual(await accessibilityViolations(panel), []);
      await run.click();
      const file = await saved(folder, 'hills-at-dusk.webp');
      assert.ok(file.length < 200_000, `the card has ${file.length} bytes`);
      console.log(`# social card: 1200×630 px, ${file.length} bytes`);
      await panel.getByText('1200×630 px').first().waitFor();

      await size.fill('');
      await panel.getByText('Transparent background').click();
      await promptBox(panel).fill('a blue circle');
      await run.click();
      await saved(folder, 'a-blue-circle.webp');
      await panel.getByText('1024×1024 px').first().waitFor();
      await workbench.screenshot(page, 'final-file-transparent');
    },
  ));

/** Waits up to 40 s for a whole file. */
async function saved(folder: string, name: string): Promise<Uint8Array> {
  const deadline = Date.now() + 40_000;
  for (;;) {
    const names = await readdir(folder);
    if (names.includes(name)) return await readFile(path.join(folder, name));
    if (Date.now() > deadline) throw new Error(`No ${name} among ${names.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

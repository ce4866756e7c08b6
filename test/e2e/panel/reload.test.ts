import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as workbench from '../../host/workbench.ts';
import { blockedByPolicy, savedPng, withVSCode } from '../rig.ts';
import { CAT, PRACTICE, openOptions, openPanelAfter, promptBox, reloadWindow } from './panelRig.ts';

test('fault-155 a run continues when its panel is closed, and its end is shown in a notification', () =>
  withVSCode(
    { name: 'panel-away', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelAfter(page, 'cat.png');
      const prompt = promptBox(panel);
      await prompt.fill('make it gray [slow: 8]');
      await prompt.press('ControlOrMeta+Enter');
      await panel.getByRole('button', { name: 'Cancel' }).waitFor();
      await workbench.runCommand(page, 'View: Close All Editors');
      await workbench.notification(page, 'Saved cat-edited.png.').waitFor();
      await savedPng(folder, 'cat-edited.png');
      await workbench.runCommand(page, 'Easel: Open Panel');
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
      // VS Code forgets the state of a page when its panel is closed.
      assert.equal(await prompt.inputValue(), 'make it gray [slow: 8]');
    },
  ));

test('a reload of the window restores the panel, and the content security policy blocks nothing', () =>
  withVSCode(
    { name: 'panel-reload', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const blocked = blockedByPolicy(page);
      const panel = await openPanelAfter(page, 'cat.png');
      const prompt = promptBox(panel);
      await openOptions(panel);
      await panel.getByRole('combobox', { name: 'Size' }).click();
      await panel.getByRole('option', { name: '2K' }).click();
      // Drop-downs know the keys of those of the system.
      const images = panel.getByRole('combobox', { name: 'Images' });
      for (const [key, count] of [
        ['End', '8'],
        ['3', '3'],
        ['Home', '1'],
      ] as const) {
        await images.press(key);
        await images.press('Enter');
        assert.equal((await images.innerText()).trim(), count);
      }
      const ratios = panel.getByRole('group', { name: 'Aspect Ratio' }).last();
      await panel.getByText('Aspect Ratio').first().click();
      await ratios.getByText('16:9').click();
      await ratios.waitFor({ state: 'hidden' });
      await prompt.fill('make it gray');
      await prompt.press('ControlOrMeta+Enter');
      await savedPng(folder, 'cat-edited.png');
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();

      await reloadWindow(page);
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
      await panel.getByRole('list').getByText('cat.png').waitFor();
      assert.equal(await prompt.inputValue(), 'make it gray');
      assert.match(await panel.getByRole('combobox', { name: 'Size' }).innerText(), /2K/);
      assert.match(await panel.locator('summary').innerText(), /16:9/);
      assert.deepEqual(blocked, []);
    },
  ));

test('opens the panel that a reload left behind another editor', () =>
  withVSCode(
    { name: 'panel-behind', files: { 'cat.png': CAT, 'dog.png': CAT }, settings: PRACTICE },
    async ({ page }) => {
      const panel = await openPanelAfter(page, 'cat.png');
      const prompt = promptBox(panel);
      await prompt.fill('make it gray');
      await workbench.explorerRow(page, 'dog.png').dblclick();
      await panel.locator('main').waitFor({ state: 'detached' });
      // It takes the focus when it comes, from a palette too.
      await workbench.imagePreview(page).locator('img').waitFor();
      await reloadWindow(page);
      await workbench.editorTab(page, 'dog.png').waitFor();
      await workbench.untilExtensionsAreKnown(page);

      await workbench.runCommand(page, 'Easel: Open Panel');
      await panel.getByRole('list').getByText('cat.png').waitFor();
      assert.equal(await workbench.editorTab(page, 'Easel').count(), 1);
      assert.equal(await prompt.inputValue(), 'make it gray');
    },
  ));

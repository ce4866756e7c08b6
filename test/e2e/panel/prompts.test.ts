import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import { withVSCode } from '../rig.ts';
import { CAT, PRACTICE, openPanelOn, promptBox } from './panelRig.ts';

const SETTINGS = { ...PRACTICE, 'workbench.colorTheme': workbench.THEMES.dark };

test('saves, picks, and deletes prompts', () =>
  withVSCode(
    { name: 'panel-prompts', files: { 'cat.png': CAT }, settings: SETTINGS },
    async ({ page }) => {
      const panel = await openPanelOn(page, 'cat.png');
      const prompt = promptBox(panel);
      await prompt.fill('make it gray, with a soft shadow');
      await panel.getByRole('button', { name: 'Save Prompt…' }).click();
      await workbench.pick(page, 'Workspace');
      await workbench.answer(page, 'Gray');
      await prompt.fill('');
      const saved = panel.getByRole('button', { name: 'Prompts', exact: true });
      await saved.focus();
      await page.keyboard.press('Enter');
      const list = panel.getByRole('list', { name: 'Prompts' });
      await list.getByText('Workspace', { exact: true }).waitFor();
      assert.equal(await list.getByText('make it gray, with a soft shadow').count(), 1);
      assert.equal(await list.getByText('Built-in', { exact: true }).count(), 4);
      assert.deepEqual(await accessibilityViolations(panel), [], 'with the prompts');
      await workbench.screenshot(page, 'panel-prompts-dark');
      await list.getByRole('button', { name: /^Gray/ }).focus();
      await page.keyboard.press('Enter');
      assert.equal(await prompt.inputValue(), 'make it gray, with a soft shadow');

      await saved.click();
      await list.getByRole('button', { name: 'Delete Gray' }).click();
      await workbench.dialog(page).getByRole('button', { name: 'Delete' }).click();
      await list.getByText('Workspace', { exact: true }).waitFor({ state: 'detached' });
    },
  ));

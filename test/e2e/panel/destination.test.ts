import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import { savedPng, withVSCode } from '../rig.ts';
import { CAT, PRACTICE, openPanelOn, promptBox } from './panelRig.ts';

test('says next to Run what the result is called and where it goes, and leads to the settings', () =>
  withVSCode(
    { name: 'panel-destination', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelOn(page, 'cat.png');
      const line = panel.locator('button.destination');
      await panel.getByText(/Saves cat-edited in easel-e2e-/).waitFor();
      assert.deepEqual(await accessibilityViolations(panel), []);

      await promptBox(panel).fill('make it gray');
      await promptBox(panel).press('ControlOrMeta+Enter');
      await savedPng(folder, 'cat-edited.png');
      // The name that was promised is taken now.
      await panel.getByText(/Saves cat-edited-2 in /).waitFor();

      await panel.getByRole('button', { name: 'Remove cat.png' }).click();
      await panel.getByText(/Saves make-it-gray in /).waitFor();
      await promptBox(panel).fill('A red square!');
      await panel.getByText(/Saves a-red-square in /).waitFor();
      await workbench.screenshot(page, 'panel-destination');

      await line.focus();
      await page.keyboard.press('Enter');
      await page.getByText('Easel › Output: File Name').waitFor();
    },
  ));

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { accessibilityViolations } from '../host/accessibility.ts';
import * as workbench from '../host/workbench.ts';
import { RED, WHITE, png } from '../support/images.ts';
import { withVSCode } from './rig.ts';

/** A red square on white. */
const CAT = png(64, 48, (x, y) => (x > 20 && x < 44 && y > 12 && y < 36 ? RED : WHITE));
const DOG = png(32, 32, () => RED);
const PRACTICE = { 'easel.gateway': 'practice' };

test('earlier runs are found, filled in again, opened and removed', () =>
  withVSCode(
    { name: 'history', files: { 'cat.png': CAT, 'art/dog.png': DOG }, settings: PRACTICE },
    async ({ page, folder }) => {
      // One by command, the others by panel.
      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await workbench.answer(page, 'make it gray');
      await workbench.editorTab(page, 'cat-edited.png').waitFor();
      await workbench.imagePreview(page).locator('img').waitFor();
      await workbench.runCommand(page, 'Easel: Open Panel');
      const panel = workbench.webview(page);
      const prompt = panel.locator('#prompt textarea');
      await prompt.fill('blur it [fault: get_channel_failed]');
      await prompt.press('ControlOrMeta+Enter');
      await panel.locator('.failure').waitFor();

      await panel.getByRole('tab', { name: 'History' }).click();
      const entries = panel.locator('.entry');
      await entries.nth(1).waitFor();
      await panel.getByText('2 of 2 runs').waitFor();
      await workbench.screenshot(page, 'history');
      assert.deepEqual(await accessibilityViolations(panel), []);
      await rm(path.join(folder, 'cat.png'));
    },
  ));

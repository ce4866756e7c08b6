import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import * as workbench from '../host/workbench.ts';
import { RED, png } from '../support/image/images.ts';
import { withVSCode } from './rig.ts';

test('an invalid setting is named where it matters, and one click opens it', () =>
  withVSCode(
    {
      name: 'wrong-settings',
      files: { 'cat.png': png(32, 32, RED) },
      settings: { 'easel.gateway': 'typo', 'easel.aspectRatio': '9:21' },
    },
    async ({ page, folder }) => {
      const bar = page.locator('.statusbar-item[id*="easel.route"]');
      await bar.getByText('Unknown gateway “typo”').waitFor();
      await workbench.screenshot(page, 'unknown-gateway');
      await bar.click();
      await workbench.pick(page, 'Practice');
      await bar.getByText('Practice', { exact: true }).waitFor();

      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await workbench.answer(page, 'make it gray');
      const refused = workbench.notification(
        page,
        /easel\.aspectRatio is set to 9:21, which \S+ doesn't support\. Nothing was sent\./,
      );
      await refused.getByRole('button', { name: 'Select Model…' }).waitFor();
      await workbench.screenshot(page, 'wrong-ratio');
      await refused.getByRole('button', { name: 'Open Settings' }).click();
      const shown = page.locator('.settings-editor .setting-item-contents');
      await shown.getByText('Aspect Ratio').first().waitFor();
      await workbench.screenshot(page, 'wrong-ratio-setting');
      assert.equal(await shown.count(), 1, 'only the invalid setting is shown');
      await page.keyboard.press('Escape');
      await shown.waitFor({ state: 'detached' });

      await workbench.chooseInContextMenu(page, 'cat.png', 'Open Panel');
      const panel = workbench.webview(page);
      await panel
        .getByText(/easel\.aspectRatio is set to 9:21, which this model doesn't support\./)
        .waitFor();
      await workbench.screenshot(page, 'wrong-ratio-panel');
      await panel.getByRole('button', { name: 'Open easel.aspectRatio in Settings' }).click();
      await shown.getByText('Aspect Ratio').first().waitFor();
      assert.deepEqual(await readdir(folder), ['cat.png']);
    },
  ));

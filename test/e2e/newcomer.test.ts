import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import * as workbench from '../host/workbench.ts';
import { BLUE, RED, png } from '../support/image/images.ts';
import { savedPng, withVSCode } from './rig.ts';

test('a new user sees invalid gateways, key prompts and the result of each step', () =>
  withVSCode(
    {
      name: 'newcomer',
      files: {
        'one.png': png(32, 32, RED),
        'two.png': png(32, 32, BLUE),
        'words.png': 'no image at all',
      },
      settings: { 'easel.gateways': [{ id: 'plain', baseUrl: 'http://gateway.example' }] },
    },
    async ({ page, folder }) => {
      const refused = /The base URL of plain must use https.* This gateway is ignored\./;
      await workbench.notification(page, refused).waitFor();
      await workbench.clearNotifications(page);

      const google = 'Google (generativelanguage.googleapis.com)';
      await workbench.runCommand(page, 'Easel: Set API Key…');
      await page.getByPlaceholder('Select a gateway to set its API key').waitFor();
      await workbench.pick(page, 'Google');
      await workbench.passwordInput(page).fill('a-key-of-a-newcomer');
      await page.keyboard.press('Enter');
      await workbench.notification(page, `Saved the API key for ${google}.`).waitFor();
      await workbench.runCommand(page, 'Easel: Remove API Key…');
      await page.getByPlaceholder('Select a gateway to remove its API key').waitFor();
      assert.deepEqual(
        (await workbench.quickPickLabels(page)).map((label) => label.split('http')[0]),
        ['Google'],
      );
      await workbench.pick(page, 'Google');
      await workbench.notification(page, `Removed the API key for ${google}.`).waitFor();
      await workbench.runCommand(page, 'Easel: Remove API Key…');
      await workbench.notification(page, 'No API keys are saved.').waitFor();
      await workbench.clearNotifications(page);

      await workbench.selectImages(page, ['one.png', 'two.png', 'words.png']);
      await workbench.chooseInContextMenu(page, 'one.png', 'Edit Image…');
      const box = page.locator('.quick-input-widget:visible');
      await box.getByText(refused).waitFor();
      const [first] = await workbench.quickPickLabels(page);
      assert.match(first ?? '', /^Practice/, 'Practice comes first without any key');
      await workbench.screenshot(page, 'newcomer-gateways');
      await workbench.pick(page, 'Practice');

      await box.getByText('Edit 2 Images Separately').waitFor();
      await box.getByText('Skips 1 file: words.png').first().waitFor();
      await box.getByText(/^2 requests, free\./).waitFor();
      await page.keyboard.press('Enter');
      await box.getByText('The prompt is empty.').first().waitFor();
      await workbench.screenshot(page, 'newcomer-empty-prompt');
      await workbench.answer(page, 'make it gray');
      await savedPng(folder, 'one-edited.png');
      await savedPng(folder, 'two-edited.png');
      assert.equal((await readdir(folder)).length, 5);
    },
  ));

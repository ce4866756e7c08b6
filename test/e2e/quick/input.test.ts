import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import * as workbench from '../../host/workbench.ts';
import { RED, png } from '../../support/image/images.ts';
import { savedPng, withVSCode } from '../rig.ts';

const PRACTICE = { 'easel.gateway': 'practice' };
const CAT = png(64, 48, RED);

test('a failed quick edit comes back filled in, and recent prompts, ratio, and count are offered', () =>
  withVSCode(
    { name: 'quick-input', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const box = page.locator('.quick-input-widget:visible');
      const value = () => workbench.quickInput(page).inputValue();
      const prompt = 'make it gray [fault: safety]';
      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await workbench.fillPrompt(page, prompt);
      await workbench.pick(page, 'Aspect Ratio');
      await workbench.pick(page, '16:9');
      await box.getByText('Edit Image', { exact: true }).waitFor();
      assert.equal(await value(), prompt, 'the prompt stays while the ratio is picked');
      await page.keyboard.press('Enter');

      // The notice leads back to the input, with everything in it.
      const failed = workbench.notification(page, 'refused to create the image');
      const buttons = failed.locator('.monaco-button');
      await buttons.first().waitFor();
      assert.deepEqual(await buttons.allTextContents(), ['Edit Prompt', 'Show Details']);
      await buttons.first().click();
      await workbench.quickInput(page).waitFor();
      assert.equal(await value(), prompt);
      await box.getByText('16:9', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await box.waitFor({ state: 'hidden' });
      assert.deepEqual(await readdir(folder), ['cat.png'], 'the way back sends nothing');

      // So does the command.
      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await workbench.quickInput(page).waitFor();
      assert.equal(await value(), prompt);
      await workbench.fillPrompt(page, 'make it gray');
      await workbench.pick(page, 'Number of Images');
      await workbench.pick(page, '2');
      await box.getByText('2 requests, free.').first().waitFor();
      await page.keyboard.press('Enter');
      await savedPng(folder, 'cat-edited-2.png');
      await workbench.notification(page, 'and 1 more').waitFor();

      // A saved prompt is offered, and picking it fills it in without sending.
      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await workbench.quickInput(page).waitFor();
      assert.equal(await value(), '', 'a saved edit leaves the input empty');
      await box.getByText('make it gray', { exact: true }).click();
      // The input opens again. Until then, the old one is still there, and empty.
      await page.waitForFunction(
        "[...document.querySelectorAll('.quick-input-widget input')].some(({ value }) => value === 'make it gray')",
      );
      await page.keyboard.press('Escape');
      assert.equal((await readdir(folder)).length, 3);
    },
  ));

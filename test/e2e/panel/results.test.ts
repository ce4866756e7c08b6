import { decode as decodeJpeg } from 'jpeg-js';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { sizeText } from '../../../src/text/format.ts';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import type { Page } from '../../host/workbench.ts';
import { savedPng, withVSCode } from '../rig.ts';
import {
  CAT,
  PRACTICE,
  chooseInMenu,
  openPanelOn,
  enterPath,
  isSuggested,
  savedBy,
  promptBox,
  run,
  shownTransforms,
  type Panel,
} from './panelRig.ts';

const SETTINGS = {
  ...PRACTICE,
  'workbench.colorTheme': workbench.THEMES.dark,
  'files.simpleDialog.enable': true,
};

test('opens, compares, and reveals a result, and keeps the draft while the panel is hidden', () =>
  withVSCode(
    { name: 'panel-result', files: { 'art/cat.png': CAT }, settings: PRACTICE },
    async ({ page }) => {
      await workbench.runCommand(page, 'Easel: Open Panel');
      const panel = workbench.webview(page);
      await panel.getByRole('button', { name: 'Select Image…' }).click();
      await workbench.pick(page, 'cat.png');
      await panel.getByRole('list').getByText('cat.png').waitFor();
      const prompt = promptBox(panel);
      await prompt.fill('make it gray');
      await prompt.press('ControlOrMeta+Enter');

      await chooseInMenu(panel, 'Reveal');
      await workbench.explorerRow(page, 'cat-edited.png').waitFor();
      await chooseInMenu(panel, 'Compare in Editor');
      await workbench.editorTab(page, 'cat.png ↔ cat-edited.png').waitFor();

      // VS Code destroys the page of a hidden panel, so everything has to be restored.
      await workbench.editorTab(page, 'Easel').click();
      await panel.getByRole('button', { name: 'Open', exact: true }).click();
      await page.getByRole('tab', { name: /^cat-edited\.png/ }).waitFor();
      await workbench.editorTab(page, 'Easel').click();
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
      assert.equal(await prompt.inputValue(), 'make it gray');
    },
  ));

test('copies, saves, measures, and deletes a result by mouse and keyboard', () =>
  withVSCode(
    { name: 'panel-results', files: { 'cat.png': CAT }, settings: SETTINGS },
    async ({ page, folder }) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const panel = await openPanelOn(page, 'cat.png');
      await run(panel, 'make it gray');
      await panel.getByRole('article').first().waitFor();
      const edited = await savedPng(folder, 'cat-edited.png');
      await panel.getByText(/Practice · [\d.]+ s/).waitFor();

      const icons = panel.locator('vscode-toolbar-button, .opener');
      for (const icon of await icons.all())
        assert.match((await icon.getAttribute('title')) ?? '', /\w/);
      for (const label of ['Use as Source', 'Compare', 'Open']) {
        await panel.locator('.result').getByText(label, { exact: true }).waitFor();
      }

      await panel.getByRole('button', { name: 'Copy Image' }).click();
      await panel.getByText('Copied cat-edited.png to the clipboard.').first().waitFor();
      assert.deepEqual(await clipboardTypes(panel), ['image/png']);

      await chooseInMenu(panel, 'Copy Path');
      await clipboardHas(page, path.join(folder, 'cat-edited.png'));

      await panel.getByRole('button', { name: 'Save As…' }).click();
      await workbench.pick(page, 'JPEG 80');
      const jpegFile = await savedBy(page, folder, 'cat-edited.jpg');
      const jpeg = decodeJpeg(jpegFile);
      assert.deepEqual([jpeg.width, jpeg.height], [edited.width, edited.height]);

      await panel.getByRole('button', { name: 'Save As…' }).focus();
      await page.keyboard.press('Enter');
      // The sizes in the list are those of the files.
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: 'JPEG 80' });
      await row.getByText(sizeText(jpegFile.byteLength)).waitFor();
      await workbench.answer(page, 'WebP, Other');
      await page.getByText(/1 to 100\. .* This quality: \d/).waitFor();
      await workbench.answer(page, '100');
      const webp = inspectImage(await savedBy(page, folder, 'cat-edited.webp'));
      assert.equal(webp?.type, 'webp');
      assert.ok(webp.isWhole && webp.width === edited.width);

      // An entered extension overrides the type, and PNG needs no quality.
      await panel.getByRole('button', { name: 'Save As…' }).click();
      await workbench.answer(page, 'WebP 90');
      await isSuggested(page, path.join(folder, 'cat-edited.webp'));
      await enterPath(page, path.join(folder, 'typed.png'));
      await workbench.notification(page, 'Saved typed.png (').waitFor();
      assert.equal(inspectImage(await readFile(path.join(folder, 'typed.png')))?.type, 'png');

      const before = await readFile(path.join(folder, 'cat-edited.png'));
      await panel.getByRole('button', { name: 'Save As…' }).click();
      await workbench.answer(page, 'PNG');
      assert.ok((await savedBy(page, folder, 'cat-edited-copy.png')).equals(before), 'unchanged');

      // A folder that VS Code's dialog offers to create.
      await workbench.clearNotifications(page);
      await panel.getByRole('button', { name: 'Save As…' }).click();
      await workbench.answer(page, 'JPEG 80');
      await isSuggested(page, path.join(folder, 'cat-edited.jpg'));
      await enterPath(page, path.join(folder, 'img', 'hero.jpg'));
      await page.getByText('Would you like to create it?').waitFor();
      await page.keyboard.press('Enter');
      await workbench.notification(page, 'Saved hero.jpg (').waitFor();
      assert.ok((await readFile(path.join(folder, 'img', 'hero.jpg'))).equals(jpegFile));

      // An existing file is replaced if the user confirms it, and the click of Undo Replace restores it.
      await panel.getByRole('button', { name: 'Save As…' }).click();
      await workbench.answer(page, 'JPEG 90');
      await isSuggested(page, path.join(folder, 'cat-edited.jpg'));
      await page.keyboard.press('Enter');
      await page.getByText('cat-edited.jpg already exists').waitFor();
      await page.keyboard.press('Enter');
      const replaced = workbench.notification(page, 'Replaced cat-edited.jpg (');
      await replaced.waitFor();
      const fine = await readFile(path.join(folder, 'cat-edited.jpg'));
      assert.ok(inspectImage(fine)?.type === 'jpeg' && !fine.equals(jpegFile));
      await replaced.getByRole('button', { name: 'Undo Replace' }).click();
      await workbench.notification(page, 'Restored cat-edited.jpg.').waitFor();
      assert.ok((await readFile(path.join(folder, 'cat-edited.jpg'))).equals(jpegFile));
      assert.deepEqual(await accessibilityViolations(panel), []);

      await workbench.clearNotifications(page);
      await panel.getByRole('button', { name: 'Compare', exact: true }).click();
      await panel.getByRole('radio', { name: 'Difference' }).click();
      await panel.getByText(/^\d+\.\d% of the image changed\./).waitFor();
      const frame = panel.locator('easel-stage .frame');
      await frame.focus();
      for (let step = 0; step < 8; step += 1) await page.keyboard.press('+');
      const still = await frame.locator('img').evaluateAll(shownTransforms);
      await drag(page, frame);
      const moved = await frame.locator('img').evaluateAll(shownTransforms);
      assert.equal(new Set(moved).size, 1, 'both are moved together');
      assert.match(moved[0]!, /^matrix\(20, 0, 0, 20, /);
      assert.notEqual(moved[0], still[0], 'a drag pans');
      assert.deepEqual(await accessibilityViolations(panel), []);
      await workbench.screenshot(page, 'panel-difference-dark');
      await panel.getByRole('button', { name: 'Compare', pressed: true }).click();

      const more = panel.getByRole('button', { name: 'More Actions' });
      await more.focus();
      await page.keyboard.press('Enter');
      await panel.getByRole('menuitem', { name: 'Add as Reference' }).waitFor();
      assert.deepEqual(await accessibilityViolations(panel), [], 'with the menu');
      await workbench.screenshot(page, 'panel-menu-dark');
      await page.keyboard.press('Escape');
      await panel.getByRole('menu').waitFor({ state: 'hidden' });
      for (const key of ['Enter', 'End', 'Enter']) await page.keyboard.press(key);
      await workbench
        .dialog(page)
        .getByText("Are you sure you want to delete 'cat-edited.png'?")
        .waitFor();
      await page.keyboard.press('Enter');
      // The server's file system has no trash, so nothing is deleted before another question.
      await workbench.dialog(page).getByText('Failed to delete using the Trash.').waitFor();
      assert.ok((await readFile(path.join(folder, 'cat-edited.png'))).equals(before));
      await workbench.dialog(page).getByRole('button', { name: 'Delete Permanently' }).click();
      await panel.getByRole('article').waitFor({ state: 'detached' });
      await assert.rejects(readFile(path.join(folder, 'cat-edited.png')), { code: 'ENOENT' });
    },
  ));

async function clipboardTypes(panel: Panel): Promise<unknown> {
  const read = 'navigator.clipboard.read().then((items) => items.flatMap(({ types }) => types))';
  return await panel.locator('body').evaluate(read);
}

/** Waits, because the page does not know when a command ends. */
async function clipboardHas(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    `navigator.clipboard.readText().then((it) => it === ${JSON.stringify(text)})`,
  );
}

async function drag(page: Page, frame: ReturnType<Panel['locator']>): Promise<void> {
  const box = await frame.boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 10, { steps: 5 });
  await page.mouse.up();
}

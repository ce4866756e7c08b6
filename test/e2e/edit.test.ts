import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import * as workbench from '../host/workbench.ts';
import { BLUE, RED, WHITE, png } from '../support/image/images.ts';
import { colorAt, savedPng, withVSCode } from './rig.ts';

/** A red square on white. */
const CAT = png(64, 48, (x, y) => (x > 20 && x < 44 && y > 12 && y < 36 ? RED : WHITE));
const PRACTICE = { 'easel.gateway': 'practice' };

test('Edit Image… in the context menu saves the edited image beside its source and opens it', () =>
  withVSCode(
    { name: 'edit', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await workbench.answer(page, 'change the background to blue');

      const edited = await savedPng(folder, 'cat-edited.png');
      const [red, , blue] = colorAt(edited, 2, Math.floor(edited.height / 2));
      assert.ok(blue! > red! + 60, 'the background is blue');
      assert.ok(
        (await readFile(path.join(folder, 'cat.png'))).equals(CAT),
        'the source is unchanged',
      );

      await workbench.imageIsShown(page, 'cat-edited.png');
      await workbench.explorerRow(page, 'cat-edited.png').waitFor();
    },
  ));

test('the context menu offers Edit Image… and a submenu for files of the project for images, and Generate Image… for folders', () =>
  withVSCode(
    {
      name: 'menus',
      files: { 'cat.png': CAT, 'notes.txt': 'x', 'art/keep.txt': 'x' },
      settings: PRACTICE,
    },
    async ({ page }) => {
      const easel = async (row: string) =>
        (await workbench.contextMenuEntries(page, row)).filter((entry) =>
          / Image…|^Prepare/.test(entry),
        );
      const submenu = 'Prepare for Project';
      assert.deepEqual(await easel('cat.png'), ['Edit Image…', submenu]);
      assert.deepEqual(await workbench.contextMenuEntries(page, 'cat.png', submenu), [
        'Prepare Image…',
        'Make Background Transparent…',
        'Make Icon Set…',
      ]);
      assert.deepEqual(await easel('notes.txt'), []);
      assert.deepEqual(await easel('art'), ['Generate Image…']);
    },
  ));

test('several selected images go into one request, the clicked one first', () =>
  withVSCode(
    {
      name: 'several',
      files: { 'one.png': png(32, 32, RED), 'two.png': png(32, 32, BLUE) },
      settings: PRACTICE,
    },
    async ({ page, folder }) => {
      await workbench.selectImages(page, ['one.png', 'two.png']);
      await workbench.chooseInContextMenu(page, 'one.png', 'Edit Image…');
      await workbench.fillPrompt(page, 'put them side by side, with a hat on each');
      await workbench.pick(page, 'Use All Images in One Request');
      await savedPng(folder, 'one-edited.png');
      const saved = workbench.notification(page, 'Saved one-edited.png');
      await saved.getByRole('button', { name: 'Show Details' }).click();
      await page
        .locator('.monaco-editor .view-lines')
        .getByText('Understood: side by side.')
        .waitFor();
      assert.deepEqual((await readdir(folder)).sort(), ['one-edited.png', 'one.png', 'two.png']);
    },
  ));

test('several selected images are edited one after another where nothing is charged', () =>
  withVSCode(
    {
      name: 'each',
      files: { 'one.png': png(32, 32, RED), 'two.png': png(32, 32, BLUE) },
      settings: PRACTICE,
    },
    async ({ page, folder }) => {
      await workbench.selectImages(page, ['one.png', 'two.png']);
      await workbench.chooseInContextMenu(page, 'one.png', 'Edit Image…');
      await workbench.answer(page, 'make it gray');
      await savedPng(folder, 'one-edited.png');
      await savedPng(folder, 'two-edited.png');
    },
  ));

test('Cancel in the progress notification ends the run without saving', () =>
  withVSCode(
    { name: 'cancel', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await workbench.answer(page, 'make it gray [slow: 30]');
      await workbench.cancelProgress(page);
      await workbench.progress(page).waitFor({ state: 'detached' });
      assert.deepEqual(await readdir(folder), ['cat.png']);

      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await page.locator('.quick-input-widget:visible').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.quick-input-widget:visible').waitFor({ state: 'detached' });
      const notices = await page.locator('.notification-toast').count();
      assert.equal(notices, 0, 'neither the free run nor the dismissed prompt has a notice');

      // The dismissed input comes back as it was.
      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await workbench.quickInput(page).waitFor();
      assert.equal(await workbench.quickInput(page).inputValue(), 'make it gray [slow: 30]');
    },
  ));

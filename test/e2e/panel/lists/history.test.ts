import assert from 'node:assert/strict';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { accessibilityViolations } from '../../../host/accessibility.ts';
import { out } from '../../../host/paths.ts';
import * as workbench from '../../../host/workbench.ts';
import { HISTORY_FILE } from '../../../../src/history/historyFile.ts';
import { RED, png } from '../../../support/image/images.ts';
import { savedPng, withVSCode } from '../../rig.ts';
import {
  CAT,
  PRACTICE,
  chooseInMenu,
  promptBox,
  reloadWindow,
  run,
  type Panel,
} from '../panelRig.ts';

const DOG = png(32, 32, () => RED);
const SETTINGS = { ...PRACTICE, 'workbench.colorTheme': workbench.THEMES.dark };

test('searches, reuses, opens, and removes earlier runs by mouse', () =>
  withVSCode(
    { name: 'history', files: { 'cat.png': CAT, 'art/dog.png': DOG }, settings: SETTINGS },
    async ({ page, folder }) => {
      // One run from a command, and one from the panel that fails.
      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await workbench.answer(page, 'make it gray');
      await workbench.imageIsShown(page, 'cat-edited.png');
      await workbench.runCommand(page, 'Easel: Open Panel');
      const panel = workbench.webview(page);
      const history = panel.getByRole('tab', { name: 'History' });
      await history.click();
      await panel.getByText('Items: 1').waitFor();
      await panel.getByRole('heading', { name: 'Today' }).waitFor();
      const prompt = promptBox(panel);
      await run(panel, 'blur it [fault: get_channel_failed]');
      await panel.locator('.failure').waitFor();
      assert.equal(await history.getAttribute('aria-selected'), 'false', 'a run shows its results');

      await history.click();
      const items = panel.getByRole('article');
      await panel.getByText('Items: 2').waitFor();
      assert.match(await items.first().innerText(), /no route to the model[^]*charged/);
      const gray = items.nth(1);
      assert.match(await gray.innerText(), /saved[^]*cat-edited\.png[^]*cat\.png[^]*Practice/);
      await gray.locator('canvas').waitFor();
      const box = await gray.locator('easel-thumbnail').boundingBox();
      assert.ok(box && box.width >= 96 && box.height >= 96);
      assert.deepEqual(await accessibilityViolations(panel), []);
      await workbench.screenshot(page, 'history');

      const search = panel.getByRole('textbox', { name: /^Search words/ });
      await items.first().getByRole('button').first().focus();
      await page.keyboard.press('ControlOrMeta+f');
      await panel.locator('#history-search input:focus').waitFor();
      await search.fill('cat-edited missing');
      await panel.getByText('No matching items').waitFor();
      assert.deepEqual(await accessibilityViolations(panel), []);
      await workbench.screenshot(page, 'history-none');
      await search.fill('yesterday');
      await panel.getByText('No matching items').waitFor();
      await search.fill('gray today');
      await panel.getByText('Items: 1 of 2').waitFor();

      await rm(path.join(folder, 'cat.png'));
      await chooseInMenu(panel, 'Reuse Prompt and Images');
      await workbench.notification(page, /these images are missing: cat\.png/).waitFor();
      await panel.getByText('No source image').waitFor();
      assert.equal(await prompt.inputValue(), 'make it gray');

      await chooseInMenu(panel, 'Open');
      await workbench.imageIsShown(page, 'cat-edited.png');
      await workbench.editorTab(page, 'Easel').click();
      await panel.getByText('Items: 1 of 2').waitFor();
      assert.equal(await search.inputValue(), 'gray today', 'the search is restored');
      assert.match(await items.first().innerText(), /cat\.png \(missing\)/);
      await chooseInMenu(panel, 'Use as Source');
      await panel.getByRole('list').first().getByText('cat-edited.png').waitFor();

      const release = await holdLock('e2e-history');
      await chooseInMenu(panel, 'Remove from History');
      const broken = workbench.notification(
        page,
        /Something went wrong: .*is locked.* are kept\. The log has details\./,
      );
      // A change waits 20 s for the lock.
      await broken.getByRole('button', { name: 'Show Log' }).waitFor({ timeout: 60_000 });
      await release();
      await chooseInMenu(panel, 'Remove from History');
      await panel.getByText('Items: 0 of 1').waitFor();
      await panel.getByText('Removed cat-edited.png from the history.').waitFor();
      await panel.getByRole('button', { name: 'Undo' }).click();
      await panel.getByText('Items: 1 of 2').waitFor();
      await search.fill('');
      await panel.getByRole('button', { name: 'Clear History…' }).click();
      await workbench.dialog(page).getByText('The images stay where they are').waitFor();
      await workbench.dialog(page).getByRole('button', { name: 'Clear History' }).click();
      await panel.getByText('Runs in this workspace appear here').waitFor();
      assert.deepEqual(await accessibilityViolations(panel), []);
      await panel.getByRole('button', { name: 'Undo' }).click();
      await panel.getByText('Items: 2').waitFor();

      // A run in progress is listed. One that is removed before its end does not come back.
      await run(panel, 'make it pale [slow: 6]');
      await history.click();
      await items.first().getByText('running').waitFor();
      await chooseInMenu(panel, 'Remove from History');
      await panel.locator('.runs > li').waitFor({ state: 'detached' });
      await savedPng(folder, 'cat-edited-2.png');
      await panel.getByText('Items: 2').waitFor();
      assert.equal(await items.getByText('running').count(), 0);
      assert.deepEqual((await readdir(folder)).sort(), [
        'art',
        'cat-edited-2.png',
        'cat-edited.png',
      ]);
    },
  ));

test('by keyboard, the history survives a reload during three runs and shows the runs of all windows', () =>
  withVSCode(
    { name: 'history-reload', files: { 'cat.png': CAT }, settings: SETTINGS },
    async ({ page, folder }) => {
      await workbench.openImage(page, 'cat.png');
      await workbench.runCommand(page, 'Easel: Open Panel');
      const panel = workbench.webview(page);
      await panel.getByRole('list').getByText('cat.png').waitFor();
      const prompt = promptBox(panel);
      await run(panel, 'make it gray');
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
      for (const slow of [58, 59, 60]) {
        await run(panel, `make it gray [slow: ${slow}]`);
        await panel.locator('.runs').getByText(`[slow: ${slow}]`).waitFor();
      }
      const results = panel.getByRole('tab', { name: 'Results' });
      await results.focus();
      await page.keyboard.press('ArrowRight');
      await panel.getByText('Items: 4').waitFor();
      assert.equal(await panel.getByRole('article').getByText('running').count(), 3);
      assert.equal(
        await panel.locator('.runs > li').count(),
        3,
        'runs in progress are shown here too',
      );

      await reloadWindow(page);
      await panel
        .getByText(/3 runs were in progress when the window was closed or reloaded/)
        .first()
        .waitFor();
      await panel.getByText('Items: 4').waitFor();
      assert.equal(await prompt.inputValue(), 'make it gray [slow: 60]');
      // Runs that were cut off can be reused.
      assert.equal(await panel.getByRole('article').getByText('outcome unknown').count(), 3);
      assert.deepEqual(await accessibilityViolations(panel), []);

      // The Tab key leads from the tabs to the search and to the items.
      await panel.getByRole('tab', { name: 'History' }).focus();
      for (const key of ['ArrowLeft', 'ArrowRight']) await page.keyboard.press(key);
      const search = panel.getByRole('textbox', { name: /^Search words/ });
      await tabTo(panel, search);
      await page.keyboard.type('slow: 58');
      const item = panel.getByRole('article').first();
      await panel.getByText('Items: 1 of 4').waitFor();
      await panel.getByRole('button', { name: 'Remove cat.png' }).press('Enter');
      await panel.getByText('No source image').waitFor();
      await search.focus();
      await tabTo(panel, item.getByRole('button', { name: /^Reuse Prompt and Images/ }));
      await page.keyboard.press('Enter');
      await waitForValue(prompt, 'make it gray [slow: 58]');
      await panel.getByRole('list').first().getByText('cat.png').waitFor();

      const other = await page.context().newPage();
      await other.goto(page.url());
      await workbench.chooseInContextMenu(other, 'cat.png', 'Edit Image…');
      await workbench.answer(other, 'flip it');
      await savedPng(folder, 'cat-edited-2.png');
      // When the notification is shown, the run is in the history.
      await workbench.notification(other, 'cat-edited-2.png').waitFor();
      await other.close();
      await panel.getByText('Items: 1 of 5').waitFor();
      await search.fill('flip');
      await item.getByText('flip it').waitFor();
      await tabTo(panel, item.getByRole('button', { name: 'More Actions' }));
      await page.keyboard.press('Enter');
      for (const key of ['End', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
      await panel.getByText('Items: 0 of 4').waitFor();
      assert.deepEqual(await accessibilityViolations(panel), []);
    },
  ));

/**
 * Holds the lock of the history like a window whose disk hangs. Its signs of life keep other windows from taking it over.
 *
 * @param name of the server's folder
 * @returns releases the lock
 */
async function holdLock(name: string): Promise<() => Promise<void>> {
  const storage = path.join(out, 'host', name, 'data', 'data', 'User', 'workspaceStorage');
  const files = await readdir(storage, { recursive: true });
  const history = files.find((file) => path.basename(file) === HISTORY_FILE) ?? '';
  const lock = path.join(storage, `${history}.lock`);
  const ticket = path.join(lock, 'of-this-test');
  await mkdir(lock);
  await writeFile(ticket, '');
  const beat = setInterval(() => {
    void utimes(ticket, new Date(), new Date());
  }, 500);
  return async () => {
    clearInterval(beat);
    await rm(lock, { recursive: true });
  };
}

async function waitForValue(box: ReturnType<Panel['locator']>, text: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while ((await box.inputValue()) !== text) {
    if (Date.now() > deadline) assert.equal(await box.inputValue(), text);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Presses Tab until the element has the focus. */
async function tabTo(panel: Panel, element: ReturnType<Panel['locator']>): Promise<void> {
  for (let presses = 0; presses < 12; presses += 1) {
    if ((await element.and(panel.locator(':focus')).count()) > 0) return;
    await panel.locator(':focus').first().press('Tab');
  }
  throw new Error('The Tab key does not reach the element.');
}

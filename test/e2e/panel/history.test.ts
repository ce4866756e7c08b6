import assert from 'node:assert/strict';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { accessibilityViolations } from '../../host/accessibility.ts';
import { out } from '../../host/paths.ts';
import * as workbench from '../../host/workbench.ts';
import { HISTORY_FILE } from '../../../src/history/historyFile.ts';
import { RED, png } from '../../support/image/images.ts';
import { savedPng, withVSCode } from '../rig.ts';
import { CAT, PRACTICE, promptBox, reloadWindow, run, type Panel } from './panelRig.ts';

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
      await panel.getByText('Showing 1 of 1 runs').waitFor();
      const prompt = promptBox(panel);
      await run(panel, 'blur it [fault: get_channel_failed]');
      await panel.locator('.failure').waitFor();
      assert.equal(await history.getAttribute('aria-selected'), 'false', 'a run shows its results');

      await history.click();
      const entries = panel.locator('.entry');
      await panel.getByText('Showing 2 of 2 runs').waitFor();
      assert.match(await entries.first().innerText(), /no route to the model[^]*charged/);
      const gray = entries.nth(1);
      assert.match(await gray.innerText(), /saved[^]*Practice[^]*cat\.png[^]*cat-edited\.png/);
      await gray.locator('canvas').waitFor();
      assert.deepEqual(await accessibilityViolations(panel), []);
      await workbench.screenshot(page, 'history');

      const search = panel.getByRole('textbox', { name: /^Search prompts/ });
      await search.fill('cat-edited missing');
      await panel.getByText('No matching runs').waitFor();
      assert.deepEqual(await accessibilityViolations(panel), []);
      await workbench.screenshot(page, 'history-none');
      await search.fill('gray');
      await panel.getByText('1 of 2 runs match').waitFor();

      await rm(path.join(folder, 'cat.png'));
      await entries.first().getByRole('button', { name: 'Reuse' }).click();
      await workbench.notification(page, /these images are missing: cat\.png/).waitFor();
      await panel.getByText('No source image').waitFor();
      assert.equal(await prompt.inputValue(), 'make it gray');

      await entries.first().getByRole('button', { name: 'Open cat-edited.png' }).click();
      await workbench.imageIsShown(page, 'cat-edited.png');
      await workbench.editorTab(page, 'Easel').click();
      await panel.getByText('1 of 2 runs match').waitFor();
      assert.equal(await search.inputValue(), 'gray', 'the search is restored');
      assert.match(await entries.first().innerText(), /cat\.png \(missing\)/);
      await entries.first().getByRole('button', { name: 'Use cat-edited.png as Source' }).click();
      await panel.getByRole('list').first().getByText('cat-edited.png').waitFor();

      const remove = entries.first().getByRole('button', { name: 'Remove from History' });
      const release = await holdLock('e2e-history');
      await remove.click();
      const broken = workbench.notification(
        page,
        /Something went wrong: .*is locked.* are kept\. The log has details\./,
      );
      // A change waits 20 s for the lock.
      await broken.getByRole('button', { name: 'Show Log' }).waitFor({ timeout: 60_000 });
      await release();
      await remove.click();
      await panel.getByText('0 of 1 runs match').waitFor();
      await search.fill('');
      await panel.getByRole('button', { name: 'Clear History…' }).click();
      await workbench.dialog(page).getByText('The images stay where they are').waitFor();
      await workbench.dialog(page).getByRole('button', { name: 'Clear History' }).click();
      const nothing = panel.getByText('Runs in this workspace appear here');
      await nothing.waitFor();
      assert.deepEqual(await accessibilityViolations(panel), []);

      // Runs in progress are listed and replaced at their end. One that is removed before its end does not come back.
      for (const name of ['cat-edited-2.png', 'cat-edited-3.png']) {
        await run(panel, 'make it gray [slow: 6]');
        await history.click();
        await entries.first().getByText('running').waitFor();
        if (name.endsWith('-3.png')) await remove.click();
        await panel.locator('.runs > li').waitFor({ state: 'detached' });
        await savedPng(folder, name);
      }
      await history.click();
      await panel.getByText('Showing 1 of 1 runs').waitFor();
      await entries.getByText('saved', { exact: true }).waitFor();
      assert.equal(await entries.getByText('running').count(), 0);
      assert.deepEqual((await readdir(folder)).sort(), [
        'art',
        'cat-edited-2.png',
        'cat-edited-3.png',
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
      await panel.getByText('Showing 4 of 4 runs').waitFor();
      assert.equal(await panel.locator('.entry').getByText('running').count(), 3);
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
      await panel.getByText('Showing 4 of 4 runs').waitFor();
      assert.equal(await prompt.inputValue(), 'make it gray [slow: 60]');
      // Runs that were cut off can be reused.
      assert.equal(await panel.locator('.entry').getByText('outcome unknown').count(), 3);
      assert.deepEqual(await accessibilityViolations(panel), []);

      // The Tab key leads from the tabs to the search and to the entries.
      await panel.getByRole('tab', { name: 'History' }).focus();
      for (const key of ['ArrowLeft', 'ArrowRight']) await page.keyboard.press(key);
      const search = panel.getByRole('textbox', { name: /^Search prompts/ });
      await tabTo(panel, search);
      await page.keyboard.type('slow: 58');
      const entry = panel.locator('.entry').first();
      await panel.getByText('1 of 4 runs match').waitFor();
      await panel.getByRole('button', { name: 'Remove cat.png' }).press('Enter');
      await panel.getByText('No source image').waitFor();
      await search.focus();
      await tabTo(panel, entry.getByRole('button', { name: 'Reuse' }));
      await page.keyboard.press('Enter');
      await panel.locator('#prompt textarea:focus').waitFor();
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
      await panel.getByText('1 of 5 runs match').waitFor();
      await search.fill('flip');
      await entry.getByText('flip it').waitFor();
      await tabTo(panel, entry.getByRole('button', { name: 'Remove from History' }));
      await page.keyboard.press('Enter');
      await panel.getByText('0 of 4 runs match').waitFor();
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

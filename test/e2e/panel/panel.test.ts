import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import type { Locator, Page } from '../../host/workbench.ts';
import { RED, WHITE, png } from '../../support/image/images.ts';
import { inlineDataReply, startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { colorAt, refusedByPolicy, savedPng, withVSCode } from '../rig.ts';

/** A red square on white. */
const CAT = png(64, 48, (x, y) => (x > 20 && x < 44 && y > 12 && y < 36 ? RED : WHITE));
const PRACTICE = { 'easel.gateway': 'practice' };

test('the panel edits an image, shows the result, and goes on from it', () =>
  withVSCode(
    { name: 'panel', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelOn(page, 'cat.png');
      const prompt = panel.locator('#prompt textarea');

      await prompt.fill('change the background to blue [slow: 3]');
      await prompt.press('ControlOrMeta+Enter');
      await panel.getByRole('button', { name: 'Cancel' }).waitFor();
      assert.deepEqual(await accessibilityViolations(panel), [], 'while running');

      const edited = await savedPng(folder, 'cat-edited.png');
      const [red, , blue] = colorAt(edited, 2, Math.floor(edited.height / 2));
      assert.ok(blue! > red! + 60, 'the background is blue now');
      assert.ok(
        (await readFile(path.join(folder, 'cat.png'))).equals(CAT),
        'the source is as it was',
      );

      const shown = panel.getByRole('img', { name: 'cat-edited.png' });
      await shown.waitFor();
      assert.equal(await naturalWidth(shown), edited.width);
      await panel.getByText(`${edited.width}×${edited.height} px`).last().waitFor();
      await panel
        .getByRole('status')
        .getByText('cat-edited.png is saved.')
        .waitFor({ state: 'attached' });
      assert.deepEqual(await accessibilityViolations(panel), [], 'with a result');

      await panel.getByRole('button', { name: 'Use as Source' }).click();
      await panel.getByRole('list').getByText('cat-edited.png').waitFor();
      await prompt.fill('make it gray');
      await prompt.press('ControlOrMeta+Enter');
      await savedPng(folder, 'cat-edited-edited.png');
      await panel.getByRole('img', { name: 'cat-edited-edited.png' }).waitFor();
    },
  ));

test('a result is opened, compared and revealed; the panel keeps its draft meanwhile', () =>
  withVSCode(
    { name: 'panel-result', files: { 'art/cat.png': CAT }, settings: PRACTICE },
    async ({ page }) => {
      await workbench.runCommand(page, 'Easel: Open Panel');
      const panel = workbench.webview(page);
      await panel.getByRole('button', { name: 'Choose Image…' }).click();
      await workbench.pick(page, 'cat.png');
      await panel.getByRole('list').getByText('cat.png').waitFor();
      const prompt = panel.locator('#prompt textarea');
      await prompt.fill('make it gray');
      await prompt.press('ControlOrMeta+Enter');

      await chooseInMenu(panel, 'Reveal');
      await workbench.explorerRow(page, 'cat-edited.png').waitFor();
      await chooseInMenu(panel, 'Compare in Editor');
      await workbench.editorTab(page, 'cat.png ↔ cat-edited.png').waitFor();

      // Hidden, the panel's document is gone; shown again, everything is back.
      await workbench.editorTab(page, 'Easel').click();
      await panel.getByRole('button', { name: 'Open', exact: true }).click();
      await page.getByRole('tab', { name: /^cat-edited\.png/ }).waitFor();
      await workbench.editorTab(page, 'Easel').click();
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
      assert.equal(await prompt.inputValue(), 'make it gray');
    },
  ));

test('fault-155 a run goes on when its panel is closed, and its end is told', () =>
  withVSCode(
    { name: 'panel-away', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelOn(page, 'cat.png');
      const prompt = panel.locator('#prompt textarea');
      await prompt.fill('make it gray [slow: 8]');
      await prompt.press('ControlOrMeta+Enter');
      await panel.getByRole('button', { name: 'Cancel' }).waitFor();
      await workbench.runCommand(page, 'View: Close All Editors');
      await workbench.notification(page, 'cat-edited.png is saved.').waitFor();
      await savedPng(folder, 'cat-edited.png');
      await workbench.runCommand(page, 'Easel: Open Panel');
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
    },
  ));

test('a failed run says why, what it costs, and what to do', () =>
  withVSCode(
    { name: 'panel-failure', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelOn(page, 'cat.png');
      const prompt = panel.locator('#prompt textarea');
      const run = panel.getByRole('button', { name: 'Run', exact: true });
      await prompt.fill('make it warmer');
      await page.setViewportSize({ width: 1280, height: 760 });
      await isInSight(page, run);
      await isInSight(page, panel.getByRole('combobox', { name: 'Count' }));
      await run.click();
      await panel.getByRole('article').waitFor();
      const earlier = panel.getByRole('heading', { name: 'Earlier results' });
      assert.equal(await earlier.count(), 0);

      await prompt.fill('make it gray [fault: get_channel_failed]');
      await run.click();
      await panel
        .getByText(/isn't available at Practice .*Nothing was charged/)
        .first()
        .waitFor();
      await panel.getByRole('button', { name: 'Choose Gateway' }).waitFor();
      await earlier.waitFor();
      const failure = panel.locator('.notice.failure');
      await failure.getByText('make it gray [fault: get_channel_failed]').waitFor();
      await isInSight(page, failure);
      assert.deepEqual(await accessibilityViolations(panel), []);
      await workbench.screenshot(page, 'panel-failure');

      // What goes takes nobody's place on the keyboard away.
      await failure.getByRole('button', { name: 'Dismiss' }).press('Enter');
      await failure.waitFor({ state: 'detached' });
      await panel.locator('#prompt textarea:focus').waitFor();

      await prompt.fill('make it gray [slow: 30]');
      await prompt.press('ControlOrMeta+Enter');
      const waiting = panel.getByRole('status').getByText('Waiting for the image');
      await waiting.waitFor({ state: 'attached' });
      await panel.getByRole('button', { name: 'Cancel' }).click();
      await panel
        .getByText(/^Canceled after sending\. Nothing was charged\. No image was received/)
        .first()
        .waitFor();
      assert.equal(await failure.count(), 0, 'who cancelled has not failed');
      await workbench.screenshot(page, 'panel-cancelled');
      assert.deepEqual((await readdir(folder)).sort(), ['cat-edited.png', 'cat.png']);
    },
  ));

test('an empty panel says what is missing, and one click gets it', () =>
  withVSCode({ name: 'panel-empty', files: { 'notes.txt': 'x' } }, async ({ page, folder }) => {
    await workbench.runCommand(page, 'Easel: Open Panel');
    const panel = workbench.webview(page);
    await panel.getByText('No gateway is chosen yet').waitFor();
    assert.deepEqual(await accessibilityViolations(panel), []);

    await panel.getByRole('button', { name: 'Choose Gateway' }).click();
    await workbench.pick(page, 'Practice');
    await panel.getByText('Gateway: Practice').waitFor();
    await panel.locator('#prompt textarea').fill('a red circle');
    await panel.getByRole('button', { name: 'Run', exact: true }).click();
    await savedPng(folder, 'a-red-circle.png');
    await panel.getByRole('img', { name: 'a-red-circle.png' }).waitFor();
  }));

test('what was entered and shown comes back after a reload of the window; the policy refuses nothing', () =>
  withVSCode(
    { name: 'panel-reload', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const refused = refusedByPolicy(page);
      const panel = await openPanelOn(page, 'cat.png');
      const prompt = panel.locator('#prompt textarea');
      await panel.getByRole('combobox', { name: 'Size' }).click();
      await panel.getByRole('option', { name: '2K' }).click();
      const ratios = panel.getByRole('group', { name: 'Aspect Ratio' }).last();
      await panel.getByText('Aspect Ratio').first().click();
      await ratios.getByText('16:9').click();
      await ratios.waitFor({ state: 'hidden' });
      await prompt.fill('make it gray');
      await prompt.press('ControlOrMeta+Enter');
      await savedPng(folder, 'cat-edited.png');
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();

      // A reload as VS Code does it: before a browser's own it has not kept which editors were open.
      const loaded = page.waitForEvent('load');
      await workbench.runCommand(page, 'Developer: Reload Window');
      await loaded;
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
      await panel.getByRole('list').getByText('cat.png').waitFor();
      assert.equal(await prompt.inputValue(), 'make it gray');
      assert.match(await panel.getByRole('combobox', { name: 'Size' }).innerText(), /2K/);
      assert.match(await panel.locator('summary').innerText(), /16:9/);
      assert.deepEqual(refused, []);
    },
  ));

test('a panel that a reload left behind another editor is the one that is opened', () =>
  withVSCode(
    { name: 'panel-behind', files: { 'cat.png': CAT, 'dog.png': CAT }, settings: PRACTICE },
    async ({ page }) => {
      const panel = await openPanelOn(page, 'cat.png');
      const prompt = panel.locator('#prompt textarea');
      await prompt.fill('make it gray');
      await workbench.explorerRow(page, 'dog.png').dblclick();
      await panel.locator('main').waitFor({ state: 'detached' });
      // It takes the focus when it comes, from a palette too.
      await workbench.imagePreview(page).locator('img').waitFor();
      const loaded = page.waitForEvent('load');
      await workbench.runCommand(page, 'Developer: Reload Window');
      await loaded;
      await workbench.editorTab(page, 'dog.png').waitFor();
      await workbench.untilExtensionsAreKnown(page);

      await workbench.runCommand(page, 'Easel: Open Panel');
      await panel.getByRole('list').getByText('cat.png').waitFor();
      assert.equal(await workbench.editorTab(page, 'Easel').count(), 1);
      assert.equal(await prompt.inputValue(), 'make it gray');
    },
  ));

test('in Restricted Mode the panel says so, and nothing is sent', async () => {
  const gateway = await startScriptedGateway({ script: inlineDataReply(CAT) });
  try {
    const settings = {
      'security.workspace.trust.startupPrompt': 'never',
      'easel.gateway': 'crazyrouter',
      'easel.gateways': [{ id: 'crazyrouter', baseUrl: gateway.origin }],
    };
    await withVSCode(
      { name: 'panel-restricted', files: { 'cat.png': CAT }, settings, workspaceTrust: true },
      async ({ page, folder }) => {
        const panel = await openPanelOn(page, 'cat.png');
        await panel.getByText('Restricted Mode').waitFor();
        await panel.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
        const prompt = panel.locator('#prompt textarea');
        await prompt.fill('make it gray');
        await prompt.press('ControlOrMeta+Enter');
        assert.ok(await panel.getByRole('button', { name: 'Run', exact: true }).isDisabled());
        assert.deepEqual(await accessibilityViolations(panel), []);
        assert.equal(gateway.connections, 0);
        assert.deepEqual(await readdir(folder), ['cat.png']);
      },
    );
  } finally {
    await gateway.close();
  }
});

/** Opens a file, then the panel, which takes the open image for its source. */
async function openPanelOn(page: Page, file: string) {
  // Two webviews that start at once get in each other's way on a slow machine: the second one stays empty for a while.
  await workbench.openImage(page, file);
  await workbench.runCommand(page, 'Easel: Open Panel');
  const panel = workbench.webview(page);
  await panel.getByRole('list').getByText(file).waitFor();
  return panel;
}

async function chooseInMenu(panel: ReturnType<typeof workbench.webview>, entry: string) {
  await panel.getByRole('button', { name: 'More Actions' }).first().click();
  await panel.getByRole('menuitem', { name: entry }).click();
}

/** In px, once it has loaded. */
async function naturalWidth(image: Locator): Promise<unknown> {
  return await image.evaluate((picture: Picture) =>
    picture.decode().then(() => picture.naturalWidth),
  );
}

interface Picture {
  readonly naturalWidth: number;
  decode(): Promise<void>;
}

/** Whole, within the window's height, with nothing scrolled. */
async function isInSight(page: Page, element: Locator): Promise<void> {
  await element.waitFor();
  const box = await element.boundingBox();
  const { height } = page.viewportSize() ?? { height: 0 };
  assert.ok(
    box !== null && box.y >= 0 && box.y + box.height <= height,
    `${JSON.stringify(box)} of ${height}`,
  );
}

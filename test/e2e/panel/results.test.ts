import { decode as decodeJpeg } from 'jpeg-js';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import type { Page } from '../../host/workbench.ts';
import { RED, WHITE, png } from '../../support/image/images.ts';
import {
  inlineDataReply,
  newApiError,
  startScriptedGateway,
} from '../../support/gateway/scriptedGateway.ts';
import { savedPng, withVSCode } from '../rig.ts';

/** A red square on white. */
const CAT = png(64, 48, (x, y) => (x > 20 && x < 44 && y > 12 && y < 36 ? RED : WHITE));
const SETTINGS = {
  'easel.gateway': 'practice',
  'workbench.colorTheme': workbench.THEMES.dark,
  'files.simpleDialog.enable': true,
};

type Panel = ReturnType<typeof workbench.webview>;

test('a result is copied, saved as three types, measured and thrown away, by mouse and by keyboard', () =>
  withVSCode(
    { name: 'panel-results', files: { 'cat.png': CAT }, settings: SETTINGS },
    async ({ page, folder }) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const panel = await editInPanel(page, 'make it gray');
      const edited = await savedPng(folder, 'cat-edited.png');
      await panel.getByText(/Practice · [\d.]+ s/).waitFor();

      const icons = panel.locator('vscode-toolbar-button, .opener');
      for (const icon of await icons.all())
        assert.match((await icon.getAttribute('title')) ?? '', /\w/);
      for (const often of ['Use as Source', 'Compare', 'Open']) {
        await panel.locator('.result').getByText(often, { exact: true }).waitFor();
      }

      await panel.getByRole('button', { name: 'Copy Image' }).click();
      await panel.getByText('cat-edited.png is in the clipboard.').first().waitFor();
      assert.deepEqual(await clipboardTypes(panel), ['image/png']);

      await choose(panel, 'Copy Path');
      await clipboardHas(page, path.join(folder, 'cat-edited.png'));

      await panel.getByRole('button', { name: 'Save As…' }).click();
      await workbench.pick(page, 'JPEG');
      const jpeg = decodeJpeg(await savedBy(page, folder, 'cat-edited.jpg', '80'));
      assert.deepEqual([jpeg.width, jpeg.height], [edited.width, edited.height]);

      await panel.getByRole('button', { name: 'Save As…' }).focus();
      await page.keyboard.press('Enter');
      await workbench.answer(page, 'WebP');
      const webp = inspectImage(await savedBy(page, folder, 'cat-edited.webp', '100'));
      assert.equal(webp?.type, 'webp');
      assert.ok(webp.isWhole && webp.width === edited.width);

      // Another type's extension is typed over the proposed one: it decides, and no quality is asked for.
      await panel.getByRole('button', { name: 'Save As…' }).click();
      await workbench.answer(page, 'WebP');
      await proposed(page, path.join(folder, 'cat-edited.webp'));
      await workbench.answer(page, path.join(folder, 'typed.png'));
      await workbench.notification(page, 'typed.png is saved.').waitFor();
      assert.equal(inspectImage(await readFile(path.join(folder, 'typed.png')))?.type, 'png');

      const before = await readFile(path.join(folder, 'cat-edited.png'));
      await panel.getByRole('button', { name: 'Save As…' }).click();
      await workbench.answer(page, 'PNG');
      assert.ok((await savedBy(page, folder, 'cat-edited-copy.png')).equals(before), 'as it was');

      // The name is taken; what has it stays as it is, also where one says yes to the question.
      await panel.getByRole('button', { name: 'Save As…' }).click();
      await workbench.answer(page, 'PNG');
      await proposed(page, path.join(folder, 'cat-edited-copy.png'));
      await page.keyboard.press('Enter');
      await page.getByText('cat-edited-copy.png already exists').waitFor();
      await page.keyboard.press('Enter');
      await workbench.notification(page, 'saved as cat-edited-copy-2.png').waitFor();
      assert.deepEqual(await accessibilityViolations(panel), []);

      await workbench.clearNotifications(page);
      await panel.getByRole('button', { name: 'Compare', exact: true }).click();
      await panel.getByRole('radio', { name: 'Difference' }).click();
      await panel.getByText(/^\d+\.\d % of the picture changed\./).waitFor();
      const frame = panel.locator('easel-compare .frame');
      await frame.focus();
      await page.keyboard.press('+');
      await drag(page, frame);
      const moved = await frame.locator('img').evaluateAll(shownTransforms);
      assert.equal(new Set(moved).size, 1, 'both are moved alike');
      assert.match(moved[0]!, /^matrix\(1\.5, 0, 0, 1\.5, 30, 10\)/);
      assert.deepEqual(await accessibilityViolations(panel), []);
      await workbench.screenshot(page, 'panel-difference-dark');
      await panel.getByRole('button', { name: 'Close Comparison' }).click();

      const more = panel.getByRole('button', { name: 'More Actions' });
      await more.focus();
      await page.keyboard.press('Enter');
      await panel.getByRole('menuitem', { name: 'Add as Reference' }).waitFor();
      assert.deepEqual(await accessibilityViolations(panel), [], 'with the menu');
      await workbench.screenshot(page, 'panel-menu-dark');
      await page.keyboard.press('Escape');
      await panel.getByRole('menu').waitFor({ state: 'hidden' });
      for (const key of ['Enter', 'End', 'Enter']) await page.keyboard.press(key);
      await workbench.dialog(page).getByText('Move cat-edited.png to the trash?').waitFor();
      await page.keyboard.press('Enter');
      // The server's file system has no trash: what cannot be brought back is not deleted.
      await workbench.notification(page, "Couldn't move cat-edited.png to the trash.").waitFor();
      assert.ok((await readFile(path.join(folder, 'cat-edited.png'))).equals(before));
    },
  ));

test('prompts are saved, picked and deleted; a count says what it costs; what failed of several is told', async () => {
  const gateway = await startScriptedGateway();
  const noRoute = newApiError(503, 'get_channel_failed', 'no available channel');
  gateway.respond([inlineDataReply(CAT), inlineDataReply(CAT), noRoute]);
  try {
    const settings = {
      ...SETTINGS,
      'easel.gateway': 'crazyrouter',
      'easel.gateways': [{ id: 'crazyrouter', baseUrl: gateway.origin }],
    };
    await withVSCode(
      { name: 'panel-prompts', files: { 'cat.png': CAT }, settings },
      async ({ page }) => {
        await workbench.chooseInContextMenu(page, 'cat.png', 'Open Panel');
        const panel = workbench.webview(page);
        await panel.getByRole('button', { name: 'Set API Key' }).click();
        await workbench.answer(page, 'sk-only-for-this-test');
        const prompt = panel.locator('#prompt textarea');
        await prompt.fill('make it gray, with a soft shadow');

        await panel.getByRole('button', { name: 'Save Prompt…' }).click();
        await workbench.pick(page, 'For This Workspace');
        await workbench.answer(page, 'Gray');
        await prompt.fill('');
        const saved = panel.getByRole('button', { name: 'Prompts', exact: true });
        await saved.focus();
        await page.keyboard.press('Enter');
        const list = panel.getByRole('list', { name: 'Prompts' });
        await list.getByText('this workspace').waitFor();
        assert.equal(await list.getByText('make it gray, with a soft shadow').count(), 1);
        assert.equal(await list.getByText('built in').count(), 4);
        assert.deepEqual(await accessibilityViolations(panel), [], 'with the prompts');
        await workbench.screenshot(page, 'panel-prompts-dark');
        await list.getByRole('button', { name: /^Gray/ }).focus();
        await page.keyboard.press('Enter');
        assert.equal(await prompt.inputValue(), 'make it gray, with a soft shadow');

        await panel.getByRole('combobox', { name: 'Count' }).focus();
        for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) {
          await page.keyboard.press(key);
        }
        await panel.getByText('3 requests, one after the other, each charged by itself').waitFor();
        await prompt.press('ControlOrMeta+Enter');
        await panel
          .locator('.failure')
          .getByText(/2 of 3 requests brought their image/)
          .waitFor();
        assert.equal(await panel.getByRole('article').count(), 2);
        assert.equal(gateway.requests.length, 3);
        assert.deepEqual(await accessibilityViolations(panel), [], 'partly failed');
        await workbench.screenshot(page, 'panel-partly-dark');

        await panel.getByRole('button', { name: 'Retest Route…' }).click();
        await workbench
          .dialog(page)
          .getByText(/One small request is sent/)
          .waitFor();
        await page.keyboard.press('Escape');

        await saved.click();
        await list.getByRole('button', { name: 'Delete Gray' }).click();
        await workbench.dialog(page).getByRole('button', { name: 'Delete' }).click();
        await list.getByText('this workspace').waitFor({ state: 'detached' });
      },
    );
  } finally {
    await gateway.close();
  }
});

async function editInPanel(page: Page, prompt: string): Promise<Panel> {
  await workbench.chooseInContextMenu(page, 'cat.png', 'Open Panel');
  const panel = workbench.webview(page);
  await panel.getByRole('list').getByText('cat.png').waitFor();
  await panel.locator('#prompt textarea').fill(prompt);
  await panel.locator('#prompt textarea').press('ControlOrMeta+Enter');
  await panel.getByRole('article').first().waitFor();
  return panel;
}

async function choose(panel: Panel, entry: string): Promise<void> {
  await panel.getByRole('button', { name: 'More Actions' }).first().click();
  await panel.getByRole('menuitem', { name: entry }).click();
}

/** Takes the place that the dialog proposes. @param quality where one is asked for @returns the file */
async function savedBy(
  page: Page,
  folder: string,
  name: string,
  quality?: string,
): Promise<Buffer> {
  await proposed(page, path.join(folder, name));
  await page.keyboard.press('Enter');
  if (quality !== undefined) {
    await page.getByText('1 to 100: higher is better').waitFor();
    await workbench.answer(page, quality);
  }
  await workbench.notification(page, `${name} is saved.`).waitFor();
  return await readFile(path.join(folder, name));
}

async function proposed(page: Page, file: string): Promise<void> {
  const box = workbench.quickInput(page);
  const deadline = Date.now() + 20_000;
  for (;;) {
    const value = await box.inputValue();
    if (value === file) return;
    if (Date.now() > deadline) throw new Error(`The dialog proposes ${value}, not ${file}.`);
    await page.waitForTimeout(100);
  }
}

async function clipboardTypes(panel: Panel): Promise<unknown> {
  const read = 'navigator.clipboard.read().then((items) => items.flatMap(({ types }) => types))';
  return await panel.locator('body').evaluate(read);
}

/** Until it is there: a command's end is not told to the page. */
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

interface Shown {
  readonly ownerDocument: {
    readonly defaultView: { getComputedStyle(element: unknown): { readonly transform: string } };
  };
}

function shownTransforms(images: readonly Shown[]): string[] {
  return images.map((image) => image.ownerDocument.defaultView.getComputedStyle(image).transform);
}

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import { RED, WHITE, png } from '../../support/image/images.ts';
import { savedPng, withVSCode } from '../rig.ts';

/** A red square on white. */
const CAT = png(640, 480, (x, y) => (x > 200 && x < 440 && y > 120 && y < 360 ? RED : WHITE));
const DOG = png(32, 32, () => RED);
const PRACTICE = { 'easel.gateway': 'practice' };

type Panel = ReturnType<typeof workbench.webview>;

test('sources come from the menu, by a drop and by a paste; the keyboard orders them', () =>
  withVSCode(
    { name: 'panel-sources', files: { 'cat.png': CAT, 'art/dog.png': DOG }, settings: PRACTICE },
    async ({ page, folder }) => {
      await workbench.chooseInContextMenu(page, 'cat.png', 'Open Panel');
      const panel = workbench.webview(page);
      const names = panel.locator('.images .name');
      await panel.getByRole('list').getByText('cat.png').waitFor();

      const dog = pathToFileURL(path.join(folder, 'art', 'dog.png')).href;
      await drop(panel, `# from elsewhere\r\nfile:///etc/passwd.png\r\n${dog}`);
      await panel.getByRole('list').getByText('dog.png').waitFor();
      await paste(panel, CAT);
      await panel
        .getByRole('list')
        .getByText(/^pasted-/)
        .waitFor();
      assert.equal(await names.count(), 3, 'what lies outside the workspace did not come along');
      const drawings = panel.locator('.images canvas');
      await drawings.nth(2).waitFor();
      const sizes = await drawings.evaluateAll((all: readonly { width: number }[]) =>
        all.map(({ width }) => width),
      );
      assert.deepEqual(sizes, [112, 32, 112], 'no larger than they are shown');
      assert.deepEqual(await accessibilityViolations(panel), []);

      await panel.getByRole('button', { name: 'Make dog.png the Source' }).focus();
      await page.keyboard.press('Enter');
      await panel.locator('section').first().getByText('dog.png').waitFor();
      for (const name of ['dog.png', 'cat.png']) {
        await panel.getByRole('button', { name: `Remove ${name}` }).click();
        await panel.getByRole('list').getByText(name).waitFor({ state: 'detached' });
      }

      const prompt = panel.locator('#prompt textarea');
      await prompt.fill('make it gray');
      await prompt.press('ControlOrMeta+Enter');
      await panel.getByRole('img', { name: /^pasted-\d+-edited\.png$/ }).waitFor();
      const saved = (await readdir(folder)).filter((name) => name.startsWith('pasted-'));
      assert.equal(saved.length, 1, 'the result is in the workspace, what was pasted is not');
      assert.ok((await readFile(path.join(folder, 'cat.png'))).equals(CAT));
    },
  ));

test('three requests of one run come one by one; results are compared, and asked again, by keyboard', () =>
  withVSCode(
    { name: 'panel-count', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      await workbench.chooseInContextMenu(page, 'cat.png', 'Open Panel');
      const panel = workbench.webview(page);
      await panel.getByRole('list').getByText('cat.png').waitFor();
      await panel.getByRole('combobox', { name: 'Count' }).focus();
      // The first opens the list, the others go down in it.
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) {
        await page.keyboard.press(key);
      }
      await panel.getByText('3 requests, one after the other').waitFor();
      const ratio = panel.locator('summary');
      await ratio.focus();
      for (const key of ['Enter', 'Tab', 'ArrowRight']) await page.keyboard.press(key);
      await panel.getByRole('radio', { name: '1:1', exact: true, checked: true }).waitFor();
      assert.deepEqual(await accessibilityViolations(panel), [], 'with the ratios');
      for (const key of ['ArrowLeft', 'Enter']) await page.keyboard.press(key);
      await panel.locator('summary:focus').getByText('auto').waitFor();
      await panel.getByRole('radio', { name: 'auto' }).waitFor({ state: 'hidden' });
      const prompt = panel.locator('#prompt textarea');
      await prompt.fill('make it gray');
      await prompt.press('ControlOrMeta+Enter');
      const results = panel.getByRole('article');
      await results.nth(2).waitFor();
      assert.equal((await readdir(folder)).length, 4, 'three results beside the source');

      await results.first().getByRole('button', { name: 'Compare', exact: true }).focus();
      await page.keyboard.press('Enter');
      for (const mode of ['Side by Side', 'Onion Skin', 'Difference']) {
        await panel.getByRole('radio', { name: mode }).focus();
        await page.keyboard.press('Space');
        assert.deepEqual(await accessibilityViolations(panel), [], mode);
      }
      const frame = panel.locator('easel-compare .frame');
      await frame.focus();
      await page.keyboard.press('+');
      const views = await frame.locator('img').evaluateAll(shownTransforms);
      assert.equal(new Set(views).size, 1, 'both are enlarged alike');
      assert.match(views[0]!, /^matrix\(1\.5,/);
      await page.keyboard.press('Escape');
      await frame.waitFor({ state: 'detached' });
      await page.keyboard.press('Enter');
      await frame.waitFor();
      await page.keyboard.press('Escape');
      await frame.waitFor({ state: 'detached' });
      await results.first().locator('vscode-button[icon="compare-changes"]:focus').waitFor();

      // The prompt comes back by the arrow, and the window's reload takes nothing away.
      await prompt.fill('');
      await prompt.press('ArrowUp');
      assert.equal(await prompt.inputValue(), 'make it gray');
      await prompt.fill('make it gray [slow: 60]');
      await prompt.press('ControlOrMeta+Enter');
      await panel.getByRole('button', { name: 'Cancel' }).waitFor();
      const loaded = page.waitForEvent('load');
      await workbench.runCommand(page, 'Developer: Reload Window');
      await loaded;
      await results.nth(2).waitFor();
      await panel
        .getByText(/reloaded while 1 of the panel.s runs went on. Nothing is charged/)
        .first()
        .waitFor();
      await panel.getByRole('button', { name: 'Show Unsaved Results' }).waitFor();
      assert.equal(await prompt.inputValue(), 'make it gray [slow: 60]');
      assert.deepEqual(await accessibilityViolations(panel), [], 'after the reload');
      await savedPng(folder, 'cat-edited.png');
    },
  ));

test('the prompts and several runs at once: each is cancelled by itself, or all of them', () =>
  withVSCode(
    { name: 'panel-several', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      await workbench.chooseInContextMenu(page, 'cat.png', 'Open Panel');
      const panel = workbench.webview(page);
      await panel.getByRole('list').getByText('cat.png').waitFor();
      await panel.getByRole('button', { name: 'Remove text' }).click();
      const prompt = panel.locator('#prompt textarea');
      assert.match(await prompt.inputValue(), /^Remove all text/);
      const run = panel.getByRole('button', { name: 'Run', exact: true });
      await prompt.fill('make it warmer');
      await run.click();
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
      for (const slow of [58, 59, 60]) {
        await prompt.fill(`make it gray [slow: ${slow}]`);
        await prompt.press('ControlOrMeta+Enter');
        await panel.locator('.runs').getByText(`[slow: ${slow}]`).waitFor();
        // The same once more is a slip of the hand.
        await prompt.press('ControlOrMeta+Enter');
      }
      const cancels = panel.getByRole('button', { name: 'Cancel', exact: true });
      assert.equal(await cancels.count(), 3);
      assert.ok(await run.isDisabled(), 'three at once');
      await panel.getByRole('button', { name: 'Try Again' }).click();
      await workbench.notification(page, '3 runs go on already').waitFor();
      assert.deepEqual(await accessibilityViolations(panel), []);

      await cancels.first().click();
      await panel.locator('.runs').getByText('[slow: 58]').waitFor({ state: 'detached' });
      assert.equal(await cancels.count(), 2);
      await panel.getByRole('button', { name: 'Cancel All' }).click();
      await cancels.first().waitFor({ state: 'detached' });
      assert.equal(await panel.locator('.outcome .notice').count(), 3, 'each says what it cost');
      assert.deepEqual((await readdir(folder)).sort(), ['cat-edited.png', 'cat.png']);
    },
  ));

test('a gateway without a key says so, and one click sets it', () =>
  withVSCode(
    {
      name: 'panel-key',
      files: { 'cat.png': CAT },
      settings: { 'easel.gateway': 'crazyrouter' },
    },
    async ({ page }) => {
      await workbench.chooseInContextMenu(page, 'cat.png', 'Open Panel');
      const panel = workbench.webview(page);
      const notice = panel.getByText('has no key here yet');
      await notice.waitFor();
      assert.deepEqual(await accessibilityViolations(panel), []);
      await panel.getByRole('button', { name: 'Set API Key' }).click();
      await workbench.answer(page, 'sk-only-for-this-test');
      await notice.waitFor({ state: 'detached' });
    },
  ));

/** What the explorer's drag hands over, dropped on the panel. */
async function drop(panel: Panel, list: string): Promise<void> {
  await panel.locator('body').evaluate((body: Target, text: string) => {
    const { DataTransfer, DragEvent } = body.ownerDocument.defaultView;
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/uri-list', text);
    body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, list);
}

/** A picture from the clipboard. */
async function paste(panel: Panel, bytes: Uint8Array): Promise<void> {
  await panel.locator('body').evaluate(
    (body: Target, numbers: readonly number[]) => {
      const { ClipboardEvent, DataTransfer, File } = body.ownerDocument.defaultView;
      const clipboardData = new DataTransfer();
      clipboardData.items.add(
        new File([new Uint8Array(numbers)], 'image.png', { type: 'image/png' }),
      );
      body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    },
    [...bytes],
  );
}

function shownTransforms(images: readonly Target[]): string[] {
  return images.map((image) => image.ownerDocument.defaultView.getComputedStyle(image).transform);
}

interface Transfer {
  setData(type: string, text: string): void;
  readonly items: { add(file: unknown): void };
}

/** As much of a page's DOM as is used here: these tests are compiled for Node. */
interface Target {
  dispatchEvent(event: unknown): boolean;
  readonly ownerDocument: {
    readonly defaultView: {
      readonly DataTransfer: new () => Transfer;
      readonly DragEvent: new (type: string, init: object) => unknown;
      readonly ClipboardEvent: new (type: string, init: object) => unknown;
      readonly File: new (parts: unknown[], name: string, init: object) => unknown;
      getComputedStyle(element: unknown): { readonly transform: string };
    };
  };
}

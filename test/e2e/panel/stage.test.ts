import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import { savedPng, withVSCode } from '../rig.ts';
import { startDrag, type Target } from './drag.ts';
import { CAT, PRACTICE, openPanelAfter, openPanelOn, run } from './panelRig.ts';

test('the stage zooms to single pixels with their colors, and a held key shows the image before', () =>
  withVSCode(
    { name: 'panel-stage', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelAfter(page, 'cat.png');
      // Without a result, the stage shows the source.
      await panel.getByRole('img', { name: 'cat.png' }).waitFor();
      await run(panel, 'make it gray');
      await savedPng(folder, 'cat-edited.png');
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();

      const frame = panel.locator('easel-stage .frame');
      await frame.focus();
      for (let step = 0; step < 8; step += 1) await page.keyboard.press('+');
      await panel.getByRole('button', { name: /^2000% Fit/ }).waitFor();
      assert.equal(await frame.locator('.grid').isVisible(), true, 'lines between the pixels');
      await frame.hover();
      await panel
        .locator('.readout')
        .getByText(/^\d+, \d+ {2}#[0-9a-f]{6}$/)
        .waitFor();
      assert.deepEqual(await accessibilityViolations(panel), []);

      await page.keyboard.press('z');
      await panel.getByRole('button', { name: /^100% Real Size/ }).waitFor();
      await page.keyboard.down('Space');
      await panel.getByRole('img', { name: 'Before: cat.png' }).waitFor();
      await page.keyboard.up('Space');
      await panel.getByRole('img', { name: 'cat-edited.png', exact: true }).waitFor();
    },
  ));

test('a result that is dragged into a document becomes a reference to its file', () =>
  withVSCode(
    { name: 'panel-drag', files: { 'cat.png': CAT, 'notes.md': '' }, settings: PRACTICE },
    async ({ page }) => {
      await workbench.explorerRow(page, 'notes.md').dblclick();
      const notes = workbench.editorTab(page, 'notes.md');
      await notes.waitFor();
      await workbench.runCommand(page, 'View: Split Editor Right');
      const panel = await openPanelOn(page, 'cat.png');
      await run(panel, 'make it gray');
      const thumb = panel.locator('.strip').getByRole('option').first();
      await thumb.waitFor();
      const dragged = await thumb.evaluate(startDrag);
      assert.match(dragged['text/uri-list'] ?? '', /^vscode-remote:\/\/.*\/cat-edited\.png$/);
      await page.locator('.monaco-editor .view-lines').first().evaluate(drop, dragged);
      const line = await page.locator('.view-line', { hasText: 'cat-edited.png' }).innerText();
      assert.match(line.replaceAll('\u00a0', ' '), /^!\[[^\]]*\]\(cat-edited\.png\)/);
    },
  ));

test('the side bar shows the same session as the editor, at the width of a side bar', () =>
  withVSCode(
    { name: 'panel-view', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page }) => {
      const panel = await openPanelAfter(page, 'cat.png');
      await run(panel, 'make it gray');
      await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
      await workbench.runCommand(page, 'View: Close All Editors');
      await workbench.runCommand(page, 'Easel: Focus on Studio View');
      const view = workbench.webview(page);
      await view.getByRole('img', { name: 'cat-edited.png' }).waitFor();
      const strip = view.locator('.strip').getByRole('option').first();
      await strip.waitFor();
      const box = await strip.boundingBox();
      const height = page.viewportSize()?.height ?? 0;
      assert.ok(box && box.y + box.height <= height, 'the strip is in sight');
      await run(view, 'make it blue [slow: 2]');
      await view.getByRole('button', { name: 'Cancel' }).waitFor();
      await view.locator('.strip').getByRole('option').nth(1).waitFor();
      assert.deepEqual(await accessibilityViolations(view), []);
      await workbench.screenshot(page, 'panel-view');

      // The editor and the side bar have one history, and each searches in it by itself.
      await workbench.runCommand(page, 'Easel: Open Panel');
      const frames = page.locator('iframe.webview.ready[src*="extensionId=easel-vscode.easel"]');
      await frames.nth(1).waitFor();
      const words = ['gray', 'blue'] as const;
      const pages = words.map((word, at) => ({
        word,
        shown: frames.nth(at).contentFrame().locator('iframe#active-frame').contentFrame(),
      }));
      for (const { word, shown } of pages) {
        await shown.getByRole('tab', { name: 'History' }).click();
        await shown.getByRole('textbox', { name: /^Search words/ }).fill(word);
        await shown.getByText('Items: 1 of 2').waitFor();
      }
      for (const { word, shown } of pages) {
        const items = shown.getByRole('article');
        assert.equal(await items.count(), 1);
        assert.match(await items.innerText(), new RegExp(`make it ${word}`));
      }
    },
  ));

/** Drops data on a text editor, with the Shift key that VS Code asks for. */
function drop(element: unknown, data: Record<string, string>): void {
  const target = element as Target;
  const { DataTransfer, DragEvent } = target.ownerDocument.defaultView;
  const dataTransfer = new DataTransfer();
  for (const [type, text] of Object.entries(data)) dataTransfer.setData(type, text);
  const { left, top } = target.getBoundingClientRect();
  const at = {
    clientX: left + 40,
    clientY: top + 8,
    shiftKey: true,
    bubbles: true,
    cancelable: true,
  };
  for (const type of ['dragenter', 'dragover', 'drop']) {
    target.dispatchEvent(new DragEvent(type, { ...at, dataTransfer }));
  }
}

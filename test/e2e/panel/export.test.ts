/** Export… in the panel: the form shows exactly the file that it writes. By mouse, by keyboard, and at every width. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { sizeText } from '../../../src/text/format.ts';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import type { Page } from '../../host/workbench.ts';
import { photoLikePng } from '../../support/image/images.ts';
import { savedPng, withVSCode } from '../rig.ts';
import { AFTER_INPUT_MS, forgetShifts, shiftsOf, watchShifts } from '../rig/shifts.ts';
import { PRACTICE, chooseInMenu, openPanelOn, run, type Panel } from './panelRig.ts';

const HERO = photoLikePng(1376, 768, 400);
const CARD = 'hero-edited-1200x630.webp';
const FILES = ['hero-edited.png', 'hero.png'];
const DESK = { files: { 'hero.png': HERO }, settings: PRACTICE };

/** The part of an image's element that the test uses, since it is compiled for Node. */
interface ImageElement {
  readonly naturalWidth: number;
  readonly naturalHeight: number;
}

function sizeOf({ naturalWidth, naturalHeight }: ImageElement): readonly number[] {
  return [naturalWidth, naturalHeight];
}

async function panelWithResult(page: Page, folder: string): Promise<Panel> {
  const panel = await openPanelOn(page, 'hero.png');
  await run(panel, 'make it gray');
  await savedPng(folder, 'hero-edited.png');
  await panel.getByRole('button', { name: 'Export…' }).waitFor();
  // The picture has arrived.
  await panel.getByRole('img', { name: 'hero-edited.png' }).waitFor();
  return panel;
}

/** Waits for the file that the form asks for. @returns its weight as shown, and its bytes */
async function shownFile(panel: Panel, size: string) {
  const facts = panel.locator('#export-facts[aria-busy=false]').filter({ hasText: size });
  await facts.waitFor();
  const [text, exact] = [await facts.textContent(), await facts.getAttribute('title')];
  return { weight: text?.trim().split(' · ')[1], bytes: Number(exact?.split(' ')[0]) };
}

/** The file is what the form showed: exact size, below the limit, byte for byte as heavy. */
async function checkCard(folder: string, shown: Awaited<ReturnType<typeof shownFile>>) {
  const file = await readFile(path.join(folder, CARD));
  const { type, width, height, isWhole } = inspectImage(file) ?? {};
  assert.deepEqual([type, width, height, isWhole], ['webp', 1200, 630, true]);
  assert.deepEqual([file.length, sizeText(file.length)], [shown.bytes, shown.weight]);
  assert.ok(file.length <= 200_000);
}

test('by mouse: a social card of exactly 1200 × 630 px under 200 kB, and Undo takes it back', () =>
  withVSCode({ name: 'export', ...DESK }, async ({ page, folder }) => {
    const panel = await panelWithResult(page, folder);
    await watchShifts(panel);
    await panel.getByRole('button', { name: 'Export…' }).click();
    await shownFile(panel, '1376 × 768 px');
    await page.waitForTimeout(AFTER_INPUT_MS);
    await panel.getByLabel('Width (px)').click();
    await page.keyboard.type('1200');
    await panel.getByLabel('Height (px)').click();
    await page.keyboard.type('630');
    await panel.getByRole('radio', { name: 'WebP' }).click();
    const start = Date.now();
    await panel.getByLabel('At most (kB)').click();
    await page.keyboard.type('200');
    const shown = await shownFile(panel, '1200 × 630 px');
    const waited = Date.now() - start;
    // The picture is made of these bytes, and nothing is written yet.
    const picture = panel.getByRole('img', { name: 'hero-edited.png' });
    await page.waitForTimeout(AFTER_INPUT_MS);
    assert.deepEqual(await picture.evaluate(sizeOf), [1200, 630]);
    assert.match((await picture.getAttribute('src')) ?? '', /^blob:/);
    assert.deepEqual((await readdir(folder)).sort(), FILES);
    await workbench.screenshot(page, 'panel-export');
    await panel.getByRole('button', { name: 'Export', exact: true }).click();
    const notice = workbench.notification(page, `Saved ${CARD} (1200 × 630 px, ${shown.weight}).`);
    await notice.waitFor();
    await checkCard(folder, shown);
    await panel.getByRole('article', { name: 'hero-edited.png' }).waitFor();
    await page.waitForTimeout(AFTER_INPUT_MS);
    const { score, moves } = await shiftsOf(panel);
    assert.ok(score < 0.02, JSON.stringify(moves));
    await notice.getByRole('button', { name: 'Undo' }).click();
    await workbench.notification(page, 'Deleted hero-edited').waitFor();
    assert.deepEqual((await readdir(folder)).sort(), FILES);
    console.log(
      `# by mouse: ${shown.bytes} bytes, shown as ${shown.weight}, ${waited} ms after the first of its last keys, layout shift ${score.toFixed(4)}`,
    );
  }));

test('by keyboard: Escape returns to the picture, Enter exports what is shown, also from the history', () =>
  withVSCode({ name: 'export-keys', ...DESK }, async ({ page, folder }) => {
    const panel = await panelWithResult(page, folder);
    const width = panel.getByLabel('Width (px)');
    await panel.getByRole('button', { name: 'Export…' }).focus();
    await page.keyboard.press('Enter');
    await panel.locator('#export-width:focus').waitFor();
    await page.keyboard.press('Escape');
    await panel.getByRole('article', { name: 'hero-edited.png' }).waitFor();
    await panel.locator('[role=option]:focus').waitFor();
    assert.equal(await width.count(), 0);

    await panel.getByRole('tab', { name: 'History' }).click();
    await panel.locator('article.item').first().waitFor();
    await chooseInMenu(panel, 'Export…');
    await panel.locator('#export-width:focus').waitFor();
    // A text that is no number says so, Enter writes nothing, and Ctrl+Enter doesn't run the prompt.
    await page.keyboard.type('wide');
    await panel.getByText('Enter a whole number up to 16384.').waitFor();
    for (const key of ['Enter', 'ControlOrMeta+Enter']) await page.keyboard.press(key);
    // VS Code selects all a moment after Ctrl+A, also what is typed meanwhile.
    await page.keyboard.press('Shift+Home');
    await page.keyboard.type('1200');
    for (const key of ['Tab', '6', '3', '0', 'Tab', 'Tab', 'ArrowRight', 'ArrowRight']) {
      await page.keyboard.press(key);
    }
    await panel.getByRole('radio', { name: 'WebP', checked: true }).waitFor();
    for (const key of ['Tab', 'Tab', '2', '0', '0']) await page.keyboard.press(key);
    const shown = await shownFile(panel, '1200 × 630 px');
    assert.deepEqual((await readdir(folder)).sort(), FILES);
    await page.keyboard.press('Enter');
    const notice = workbench.notification(page, `Saved ${CARD} (1200 × 630 px, ${shown.weight}).`);
    await notice.waitFor();
    await checkCard(folder, shown);
    await workbench.runCommand(page, 'Notifications: Accept Notification Primary Action');
    await workbench.notification(page, 'Deleted hero-edited').waitFor();
    assert.deepEqual((await readdir(folder)).sort(), FILES);
    console.log(`# by keyboard: ${shown.bytes} bytes, shown as ${shown.weight}`);
  }));

test('at 300 to 1920 px nothing moves while previews arrive, and axe finds nothing', () =>
  withVSCode({ name: 'export-widths', ...DESK }, async ({ page, folder }) => {
    const panel = await panelWithResult(page, folder);
    await panel.getByRole('button', { name: 'Export…' }).click();
    await shownFile(panel, '1376 × 768 px');
    await watchShifts(panel);
    const widths = [
      [300, 900, 800],
      [560, 1000, 700],
      [800, 1240, 800],
      [1920, 2360, 1080],
    ] as const;
    for (const [width, window, height] of widths) {
      await page.setViewportSize({ width: window, height });
      await workbench.narrowEditor(page, width);
      await page.waitForTimeout(AFTER_INPUT_MS);
      await forgetShifts(panel);
      // Larger than the image, which the form says; too light, and normal again.
      for (const [side, limit, text] of [
        ['1400', '', 'It is larger than the original'],
        ['700', '1', "can't be under 1 kB"],
        ['600', '', ''],
      ] as const) {
        await panel.getByLabel('Width (px)').fill(side);
        await panel.getByLabel('At most (kB)').fill(limit);
        if (text !== '') await panel.locator('#export-news').getByText(text).waitFor();
        else await shownFile(panel, '600 × 335 px');
        await page.waitForTimeout(AFTER_INPUT_MS);
      }
      const { score, moves } = await shiftsOf(panel);
      assert.ok(score < 0.02, `${width} px: ${JSON.stringify(moves)}`);
      assert.deepEqual(await accessibilityViolations(panel), [], `${width} px`);
      const end = await panel.getByRole('button', { name: 'Export', exact: true }).boundingBox();
      assert.ok(end && end.y + end.height <= height && end.x + end.width <= window);
      console.log(`# export at ${width} px: layout shift ${score.toFixed(4)}, axe 0`);
    }
  }));

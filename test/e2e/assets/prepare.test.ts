/** Prepare Image… as users reach it: from the explorer by mouse, and from the palette by keyboard. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeEightBits } from '../../../src/image/decode/decodeImage.ts';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import * as workbench from '../../host/workbench.ts';
import { photoLikePng } from '../../support/image/images.ts';
import { withVSCode } from '../rig.ts';

const HERO = photoLikePng(1376, 768, 30);

async function facts(folder: string, name: string) {
  const file = await readFile(join(folder, name));
  const { type, width, height, isWhole } = inspectImage(file) ?? {};
  return { type, width, height, isWhole, bytes: file.length };
}

test('a social card of exactly 1200 × 630 px in six clicks, and Undo takes it back', () =>
  withVSCode({ name: 'prepare', files: { 'hero.png': HERO } }, async ({ page, folder }) => {
    await workbench.openImage(page, 'hero.png');
    await workbench.chooseInContextMenu(page, 'hero.png', 'Prepare Image…', 'Prepare for Project');
    await workbench.pick(page, '1200 × 630 px');
    await page.locator('.quick-input-widget:visible').getByText('Crop').first().waitFor();
    await workbench.screenshot(page, 'prepare-fit');
    await workbench.pick(page, 'Crop');
    const webp = page.locator('.quick-input-widget:visible .monaco-list-row', {
      hasText: 'WebP 80',
    });
    await webp.filter({ hasText: /\d+ kB/ }).waitFor();
    await workbench.screenshot(page, 'prepare-format');
    await webp.click();
    const notice = workbench.notification(page, 'Saved hero-1200x630.webp (1200 × 630 px');
    await notice.waitFor();
    const { bytes, ...card } = await facts(folder, 'hero-1200x630.webp');
    assert.deepEqual(card, { type: 'webp', width: 1200, height: 630, isWhole: true });
    assert.ok(bytes < HERO.length);
    await workbench.editorTab(page, 'hero-1200x630.webp').waitFor();
    await notice.getByRole('button', { name: 'Undo' }).click();
    await workbench.notification(page, 'Deleted hero-1200x630.webp').waitFor();
    assert.deepEqual(await readdir(folder), ['hero.png']);
    const restore = workbench.notification(page, 'Deleted hero-1200x630.webp');
    await restore.getByRole('button', { name: 'Restore' }).click();
    await workbench.explorerRow(page, 'hero-1200x630.webp').waitFor();
  }));

test('by keyboard: another size, back to change it, and a limit of bytes', () =>
  withVSCode({ name: 'prepare-keys', files: { 'hero.png': HERO } }, async ({ page, folder }) => {
    await workbench.openImage(page, 'hero.png');
    await workbench.runCommand(page, 'Easel: Prepare Image…');
    const box = page.locator('.quick-input-widget:visible');
    const list = (placeholder: string) => box.getByPlaceholder(placeholder).waitFor();
    await list('Select the size');
    await workbench.answer(page, 'Other');
    await box.getByText('In px, such as 1200x630.').waitFor();
    await workbench.answer(page, 'huge');
    await box.getByText('Enter a size in px').waitFor();
    await workbench.answer(page, '640');
    await list('Select a format.');
    await box.getByRole('button', { name: 'Back' }).click();
    await list('Select the size');
    await workbench.answer(page, 'Other');
    await box.getByText('In px, such as 1200x630.').waitFor();
    await workbench.answer(page, '480x');
    await list('Select a format.');
    await workbench.answer(page, 'Under');
    await box.getByText('The most that the file may have.').waitFor();
    await workbench.answer(page, '12 kB');
    await workbench.notification(page, 'Saved hero-480x268.webp').waitFor();
    const { bytes, ...made } = await facts(folder, 'hero-480x268.webp');
    assert.deepEqual(made, { type: 'webp', width: 480, height: 268, isWhole: true });
    assert.ok(bytes <= 12_000, `${bytes} bytes`);
  }));

test('by keyboard: padded with a color, and back from it', () =>
  withVSCode({ name: 'prepare-pad', files: { 'hero.png': HERO } }, async ({ page, folder }) => {
    await workbench.openImage(page, 'hero.png');
    await workbench.runCommand(page, 'Easel: Prepare Image…');
    const box = page.locator('.quick-input-widget:visible');
    const list = (placeholder: string) => box.getByPlaceholder(placeholder).waitFor();
    await list('Select the size');
    await workbench.answer(page, '512 × 512');
    await list('The ratio of the image is different');
    await workbench.answer(page, 'Pad with a Color');
    await box.getByText('The color around the image').waitFor();
    await box.getByRole('button', { name: 'Back' }).click();
    await list('The ratio of the image is different');
    await workbench.screenshot(page, 'prepare-pad');
    await workbench.answer(page, 'Pad with a Color');
    await box.getByText('The color around the image').waitFor();
    await workbench.answer(page, 'blue');
    await box.getByText('Enter a color').waitFor();
    await workbench.answer(page, '1e90ff');
    await list('Select a format.');
    await workbench.answer(page, 'PNG');
    await workbench.notification(page, 'Saved hero-512x512.png').waitFor();
    const file = await readFile(join(folder, 'hero-512x512.png'));
    const { width, height, data } = await decodeEightBits(file);
    assert.deepEqual([width, height, ...data.subarray(0, 4)], [512, 512, 0x1e, 0x90, 0xff, 255]);
  }));

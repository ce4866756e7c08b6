import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import * as workbench from '../../host/workbench.ts';
import { RED, WHITE, png } from '../../support/image/images.ts';
import { photo } from '../../support/image/photos.ts';
import { Actions } from '../rig/actions.ts';
import { colorAt, savedPng, withVSCode } from '../rig.ts';

const PRACTICE = { 'easel.gateway': 'practice' };
const CAT = png(64, 48, (x, y) => (x > 20 && x < 44 && y > 12 && y < 36 ? RED : WHITE));

test('grayscale for 12 files with 2 broken and 1 GIF takes at most 5 actions', () => {
  const good = Array.from({ length: 9 }, (_, index) => `0${index + 1}.png`);
  const files = {
    ...Object.fromEntries(good.map((name) => [name, CAT])),
    '10-cut.png': CAT.subarray(0, Math.floor(CAT.length / 2)),
    '11-empty.jpg': '',
    '12-loop.gif': photo('anim.gif'),
  };
  return withVSCode({ name: 'twelve', files, settings: PRACTICE }, async ({ page, folder }) => {
    // A new window needs a moment to recognize images.
    await workbench.openImage(page, '01.png');
    await workbench.runCommand(page, 'View: Close All Editors');
    const actions = new Actions();
    const row = (name: string) => workbench.explorerRow(page, name);
    await actions.do(() => row('01.png').click());
    await page.waitForTimeout(1_000);
    await actions.do(() => row('12-loop.gif').click({ modifiers: ['Shift'] }));
    await page.waitForTimeout(1_000);
    await actions.do(() => row('12-loop.gif').click({ button: 'right' }));
    const entry = page.locator('.monaco-menu .action-label', { hasText: 'Edit Image…' });
    await entry.hover();
    await page.waitForTimeout(500);
    await actions.do(() => entry.click());
    await actions.do(() => workbench.answer(page, 'grayscale'));

    await workbench
      .progress(page)
      .getByText(/\d+ of \d+, /)
      .waitFor();
    const summary = workbench.notification(page, /^.*Edited 10 of 12 images\..*failed/s);
    await summary.waitFor();
    const toasts = page.locator('.notification-toast');
    assert.equal(await toasts.count(), 1, 'one summary and no notice per file');
    const buttons = await summary.locator('.monaco-button').allTextContents();
    assert.equal(buttons[0], 'Show Details', 'the first button sends nothing');
    assert.equal(buttons.at(-1), 'Retry Failed');
    assert.ok((await lineCount(page)) <= 2, 'at most two lines');
    assert.equal((await readdir(folder)).length, 12 + 10);
    for (const name of ['01-edited.png', '09-edited.png', '12-loop-edited.png']) {
      const [red, green, blue] = colorAt(await savedPng(folder, name), 30, 20);
      assert.ok(red === green && green === blue, `${name} is gray`);
    }
    actions.end('grayscale for 12 files', 5);

    await summary.getByRole('button', { name: 'Show Details' }).click();
    const details = page.locator('.monaco-editor .view-lines');
    await details.getByText(/10-cut\.png/).waitFor();
    await details.getByText(/11-empty\.jpg/).waitFor();

    // One click tries the broken ones again, and no other.
    await summary.getByRole('button', { name: 'Retry Failed' }).click();
    await workbench.notification(page, 'Edited 0 of 2 images.').waitFor();
    assert.equal((await readdir(folder)).length, 12 + 10, 'saved images are not edited again');
  });
});

/** Counts the lines of the notice's text. */
async function lineCount(page: workbench.Page): Promise<number> {
  const message = page.locator('.notification-toast .notification-list-item-message').first();
  const tops = `e => {
    const range = document.createRange();
    range.selectNodeContents(e);
    return Array.from(range.getClientRects(), ({ top }) => Math.round(top));
  }`;
  return new Set(await message.evaluate<readonly number[], undefined>(tops, undefined)).size;
}

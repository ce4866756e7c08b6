import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import * as workbench from '../../host/workbench.ts';
import { inlineDataReply, startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { RED, WHITE, png } from '../../support/image/images.ts';
import { photo } from '../../support/image/photos.ts';
import { Actions } from '../rig/actions.ts';
import { colorAt, savedPng, withVSCode } from '../rig.ts';

const PRACTICE = { 'easel.gateway': 'practice' };
const CAT = png(64, 48, (x, y) => (x > 20 && x < 44 && y > 12 && y < 36 ? RED : WHITE));

const SKIPS = 'Skips 2 broken files: 10-cut.png, 11-empty.jpg';
const SUMMARY = 'Edited 10 images. Skipped 2: 10-cut.png, 11-empty.jpg. Nothing was sent for them.';

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
    const box = page.locator('.quick-input-widget:visible');
    await box.getByText('Edit 10 Images Separately').waitFor();
    await box.getByText(SKIPS).first().waitFor();
    const { found, cutOff } = await page.evaluate<Notes>(NOTES);
    assert.ok(found > 0);
    assert.equal(cutOff, 0, 'the note is readable as a whole');
    await actions.do(() => workbench.answer(page, 'grayscale'));

    await workbench
      .progress(page)
      .getByText(/\d+ of \d+, /)
      .waitFor();
    const summary = workbench.notification(page, 'Edited 10 images.');
    await summary.getByText(SUMMARY).waitFor();
    const toasts = page.locator('.notification-toast');
    assert.equal(await toasts.count(), 1, 'one summary and no notice per file');
    const buttons = await summary.locator('.monaco-button').allTextContents();
    assert.equal(buttons[0], 'Show Details', 'the first button sends nothing');
    assert.ok(!buttons.includes('Retry Failed'), 'another request would not mend a broken file');
    const lines = await lineCount(page);
    assert.ok(lines >= 1 && lines <= 2, `at most two lines, not ${lines}`);
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

    await details.getByText(/12-loop-edited\.png/).waitFor();
  });
});

test('Retry Failed sends only what a model refused, by one click', async () => {
  const refusal = { body: { promptFeedback: { blockReason: 'SAFETY' } } };
  const image = inlineDataReply(CAT);
  const gateway = await startScriptedGateway({ script: [image, refusal, refusal, image, image] });
  const mine = { id: 'mine', label: 'Mine', baseUrl: gateway.origin, auth: 'none' };
  const settings = { 'easel.gateways': [mine], 'easel.gateway': 'mine' };
  const files = { 'a.png': CAT, 'b.png': CAT, 'c.png': CAT };
  try {
    await withVSCode({ name: 'retry-failed', files, settings }, async ({ page, folder }) => {
      await workbench.selectImages(page, Object.keys(files));
      await workbench.chooseInContextMenu(page, 'a.png', 'Edit Image…');
      const box = page.locator('.quick-input-widget:visible');
      const each = box.getByText('Edit 3 Images Separately');
      await each.waitFor();
      await box.locator('input[type="text"]').fill('make it gray');
      await each.click();
      const summary = workbench.notification(page, 'Edited 1 of 3 images.');
      await summary.getByText(/2 failed\./).waitFor();
      assert.equal(gateway.posts, 3);
      await summary.getByRole('button', { name: 'Retry Failed' }).click();
      await workbench.notification(page, 'Edited 2 images').waitFor();
      assert.equal(gateway.posts, 5);
      const results = (await readdir(folder)).filter((name) => name.includes('-edited'));
      assert.deepEqual(results.toSorted(), ['a-edited.png', 'b-edited.png', 'c-edited.png']);
    });
  } finally {
    await gateway.close();
  }
});

/** How many notes are next to a choice, and how many of them are wider than their room. */
interface Notes {
  readonly found: number;
  readonly cutOff: number;
}

const NOTES = `(() => {
  const notes = Array.from(
    document.querySelectorAll('.quick-input-widget .monaco-icon-label-container'),
  ).filter((e) => e.textContent.includes('Skips'));
  return {
    found: notes.length,
    cutOff: notes.filter((e) => e.scrollWidth > e.clientWidth).length,
  };
})()`;

/** Counts the lines of the notice's text. */
async function lineCount(page: workbench.Page): Promise<number> {
  return await page.evaluate<number>(`(() => {
    const range = document.createRange();
    range.selectNodeContents(
      document.querySelector('.notification-toast .notification-list-item-message'),
    );
    return new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size;
  })()`);
}

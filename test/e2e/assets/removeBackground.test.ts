/** Make Background Transparent… as users reach it: each way says what it costs, and the free one comes first. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import * as workbench from '../../host/workbench.ts';
import { png } from '../../support/image/images.ts';
import { savedPng, withVSCode } from '../rig.ts';
import { PRACTICE } from '../panel/panelRig.ts';
import { step } from '../rig/quickSteps.ts';

/** A red disc on white, and on four colors, which no way on this machine can tell apart. */
const DISC = png(160, 120, (x, y) =>
  Math.hypot(x - 80, y - 60) < 40 ? [220, 30, 30] : [255, 255, 255],
);
const BUSY = png(160, 120, (x, y) =>
  Math.hypot(x - 80, y - 60) < 30
    ? [220, 30, 30]
    : [x > 80 ? 250 : 30, y > 60 ? 230 : 60, x > 80 === y > 60 ? 20 : 240],
);
const WAYS = 'Select how to find the background';

test('the ways state their cost, the free one writes a file beside the image, and the exact one keeps both images', () =>
  withVSCode(
    { name: 'remove-background', files: { 'disc.png': DISC }, settings: PRACTICE },
    async ({ page, folder }) => {
      const box = page.locator('.quick-input-widget:visible');
      await workbench.openImage(page, 'disc.png');
      const entry = 'Make Background Transparent…';
      await workbench.chooseInContextMenu(page, 'disc.png', entry, 'Prepare for Project');
      await step(page, WAYS);
      for (const cost of ['Free. Sends nothing', '1 request, free', '2 requests, free']) {
        await box.getByText(cost).waitFor();
      }
      await workbench.screenshot(page, 'background-ways');
      await page.keyboard.press('Enter');
      const local = await savedPng(folder, 'disc-transparent.png');
      assert.equal(local.data[3], 0);
      await workbench.clearNotifications(page);

      await workbench.runCommand(page, 'Easel: Make Background Transparent…');
      await step(page, WAYS);
      await workbench.answer(page, 'Exact');
      const notice = workbench.notification(page, 'and the images on white and on black');
      await notice.waitFor();
      await workbench.screenshot(page, 'background-exact');
      const names = (await readdir(folder)).sort();
      assert.equal(names.filter((name) => /-(?:white|black)\.png$/.test(name)).length, 2);
      assert.equal(names.length, 5, names.join(', '));
    },
  ));

test('where one color can’t be found, the notice leads to the ways that can', () =>
  withVSCode(
    { name: 'other-ways', files: { 'busy.png': BUSY }, settings: PRACTICE },
    async ({ page, folder }) => {
      await workbench.openImage(page, 'busy.png');
      await workbench.runCommand(page, 'Easel: Make Background Transparent…');
      await step(page, WAYS);
      await workbench.answer(page, 'On This Machine');
      const failed = workbench.notification(page, 'busy.png');
      await failed.waitFor();
      assert.deepEqual(await readdir(folder), ['busy.png']);
      await failed.getByRole('button', { name: 'Other Ways…' }).click();
      await step(page, WAYS);
      const labels = await workbench.quickPickLabels(page);
      assert.equal(labels.length, 2, labels.join(', '));
      await workbench.answer(page, 'Key Color');
      // Practice can't tell four colors from a subject either, and the paid image stays.
      await workbench.notification(page, "background isn't transparent").waitFor();
      assert.deepEqual((await readdir(folder)).sort(), ['busy-transparent.png', 'busy.png']);
    },
  ));

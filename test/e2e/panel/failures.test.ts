import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import type { Locator, Page } from '../../host/workbench.ts';
import {
  inlineDataReply,
  newApiError,
  startScriptedGateway,
} from '../../support/gateway/scriptedGateway.ts';
import { heldReplies } from '../../support/heldReplies.ts';
import { withVSCode } from '../rig.ts';
import { CAT, PRACTICE, openPanelAfter, openOptions, openPanelOn, promptBox } from './panelRig.ts';

test('a failed run says why, what it costs, and what to do', () =>
  withVSCode(
    { name: 'panel-failure', files: { 'cat.png': CAT }, settings: PRACTICE },
    async ({ page, folder }) => {
      const panel = await openPanelAfter(page, 'cat.png');
      const prompt = promptBox(panel);
      const run = panel.getByRole('button', { name: 'Run', exact: true });
      await prompt.fill('make it warmer');
      await page.setViewportSize({ width: 1280, height: 760 });
      await isInSight(page, run);
      await isInSight(page, panel.getByRole('button', { name: /^Options/ }));
      await run.click();
      await panel.getByRole('article').waitFor();

      await prompt.fill('make it gray [fault: get_channel_failed]');
      await run.click();
      await panel
        .locator('.notice.failure')
        .getByText(/isn't available at Practice\. Nothing was charged/)
        .waitFor();
      const failure = panel.locator('.notice.failure');
      await isShort(failure);
      // The panel's form shows another gateway, so the button sends nothing and doesn't say so.
      await failure.getByText('Details').press('Enter');
      await failure.getByRole('button', { name: 'Select Gateway…', exact: true }).waitFor();
      await failure.getByText('Details').press('Enter');
      await failure.getByText('make it gray [fault: get_channel_failed]').waitFor();
      await isInSight(page, failure);
      assert.deepEqual(await accessibilityViolations(panel), []);
      await workbench.screenshot(page, 'panel-failure');

      // Removing a notice keeps the keyboard focus where it is.
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
      assert.equal(await failure.count(), 0, 'a canceled run is not a failure');
      await workbench.screenshot(page, 'panel-canceled');
      assert.deepEqual((await readdir(folder)).sort(), ['cat-edited.png', 'cat.png']);
    },
  ));

test('says what several requests cost, and which of them failed', async () => {
  const { script, arrived, answer } = heldReplies();
  const gateway = await startScriptedGateway({ script });
  const settings = {
    'workbench.colorTheme': workbench.THEMES.dark,
    'easel.gateway': 'crazyrouter',
    'easel.gateways': [{ id: 'crazyrouter', baseUrl: gateway.origin }],
  };
  try {
    await withVSCode(
      { name: 'panel-partly', files: { 'cat.png': CAT }, settings },
      async ({ page }) => {
        const panel = await openPanelOn(page, 'cat.png');
        await panel.getByRole('button', { name: 'Set API Key' }).click();
        await workbench.answer(page, 'sk-only-for-this-test');
        await promptBox(panel).fill('make it gray, with a soft shadow');
        await openOptions(panel);
        await panel.getByRole('combobox', { name: 'Images' }).focus();
        for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) {
          await page.keyboard.press(key);
        }
        await panel
          .getByText(
            "Up to 3 requests. After a failure, Easel sends no more of them. You're charged for each one.",
          )
          .waitFor();
        await promptBox(panel).press('ControlOrMeta+Enter');
        // The first request goes alone.
        await arrived(1);
        answer(0, inlineDataReply(CAT));
        await arrived(3);
        answer(1, inlineDataReply(CAT));
        await panel.locator('.strip').getByRole('option').nth(1).waitFor();
        // The route counts as failing only if this is the last that is known of it.
        answer(2, newApiError(503, 'get_channel_failed', 'no available channel'));
        const failure = panel.locator('.failure');
        await failure
          .getByText(/The failed request wasn't charged\. .*2 of 3 requests returned an image/)
          .first()
          .waitFor();
        await isShort(failure);
        assert.equal(await panel.locator('.strip').getByRole('option').count(), 2);
        assert.equal(gateway.requests.length, 3);
        // The failed request has a place beside the two images.
        const place = panel.getByRole('group', { name: /^Failed\..*2 of 3 requests/ });
        await place.getByRole('button', { name: 'Try Again' }).waitFor();
        assert.deepEqual(await accessibilityViolations(panel), [], 'partly failed');
        await workbench.screenshot(page, 'panel-partly-dark');
        await failure.getByText('Details').click();
        await failure.getByText(/Response: “no available channel”/).waitFor();
        await failure.getByRole('button', { name: 'Try Again' }).waitFor();
        assert.deepEqual(await accessibilityViolations(panel), [], 'with details');
        await workbench.screenshot(page, 'panel-partly-details');
        await failure.getByRole('button', { name: 'Dismiss' }).click();

        await panel.getByRole('button', { name: 'Retest Route…' }).click();
        await workbench
          .dialog(page)
          .getByText(/This sends one small request/)
          .waitFor();
        await page.keyboard.press('Escape');
      },
    );
  } finally {
    await gateway.close();
  }
});

/** The notice has a short text and at most three controls besides its cross, of which the details are one. */
async function isShort(failure: Locator): Promise<void> {
  const text = await failure.locator('.about > p').last().textContent();
  assert.ok((text ?? '').length < 180, text ?? '');
  const controls = failure.locator('.about > .buttons vscode-button, summary');
  const count = await controls.count();
  assert.ok(count > 0 && count <= 3, `${count} controls`);
}

/** The whole element is within the height of the window, without scrolling. */
async function isInSight(page: Page, element: Locator): Promise<void> {
  await element.waitFor();
  const box = await element.boundingBox();
  const { height } = page.viewportSize() ?? { height: 0 };
  assert.ok(
    box !== null && box.y >= 0 && box.y + box.height <= height,
    `${JSON.stringify(box)} of ${height}`,
  );
}

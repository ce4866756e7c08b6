import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityViolations } from '../host/accessibility.ts';
import * as workbench from '../host/workbench.ts';
import { cloudflarePage, startScriptedGateway } from '../support/gateway/scriptedGateway.ts';
import { savedPng, withVSCode } from './rig.ts';
import {
  CAT,
  IMAGE,
  NO_CHANNEL,
  pickerRow,
  setKey,
  statusBarItem,
  withTwoGateways,
} from './rig/routes.ts';

test('a broken route is reported everywhere, an alternative fills in the input, and a retest clears it', () =>
  withTwoGateways(NO_CHANNEL, async ({ crazyrouter, google, settings, posts }) => {
    const files = { 'cat.png': CAT };
    await withVSCode({ name: 'route-status', files, settings }, async ({ page, folder }) => {
      await setKey(page, 'Crazyrouter');
      await setKey(page, 'Google');
      const bar = statusBarItem(page);
      await bar.getByText('Crazyrouter', { exact: true }).waitFor();

      // The run fails, the route is down, and an alternative is suggested by name.
      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await workbench.answer(page, 'change the background to blue');
      const failed = workbench.notification(page, "isn't available at");
      await failed.getByText(/You can try again after \d{1,2}:\d\d:\d\d/).waitFor();
      const use = failed.getByRole('button', { name: 'Use Alternative…' });
      await use.waitFor();
      await bar.getByText('Crazyrouter: Down').waitFor();
      assert.deepEqual(posts(), [1, 0]);

      // The input comes back filled in for that route. Enter repeats the same run there and sends nothing else.
      await use.click();
      await page
        .locator('.quick-input-widget:visible')
        .getByText(/at Google\./)
        .first()
        .waitFor();
      const filled = await workbench.quickInput(page).inputValue();
      assert.equal(filled, 'change the background to blue');
      assert.deepEqual(posts(), [1, 0], 'nothing is sent before Enter');
      await page.keyboard.press('Enter');
      await savedPng(folder, 'cat-edited.png');
      await workbench.imageIsShown(page, 'cat-edited.png');
      assert.deepEqual(posts(), [1, 1]);
      const body = (at: typeof google) =>
        at.requests.find(({ method }) => method === 'POST')?.json();
      assert.deepEqual(body(google), body(crazyrouter));

      // The pickers show the states too.
      await workbench.runCommand(page, 'Easel: Select Gateway…');
      await pickerRow(page, /Crazyrouter.*Down since/).waitFor();
      await pickerRow(page, /Google.*Working since/).waitFor();
      await page.keyboard.press('Escape');

      // A new run on the broken route asks first, and the retest says what it costs.
      crazyrouter.respond(IMAGE);
      await workbench.clearNotifications(page);
      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await workbench.answer(page, 'change the background to green');
      const dialog = workbench.dialog(page);
      await dialog.getByText('may not work').waitFor();
      await dialog
        .getByText(/Down since .*get_channel_failed.* You can try again after \d{1,2}:\d\d:\d\d/)
        .waitFor();
      await dialog.getByRole('button', { name: 'Send Anyway' }).waitFor();
      await dialog.getByRole('button', { name: /^Send with .* \(Google\)$/ }).waitFor();
      // Enter presses the first button, which sends nothing.
      await page.keyboard.press('Enter');
      const view = workbench.webview(page);
      await view
        .getByRole('button', { name: /^Retest .*edit.*\(Crazyrouter\)/ })
        .first()
        .click();
      await dialog.getByText(/^Retest .* \(edit\) at Crazyrouter\?$/).waitFor();
      await dialog.getByText("You're charged for one image").waitFor();
      assert.deepEqual(posts(), [1, 1], 'nothing is sent before the answer');
      await dialog.getByRole('button', { name: 'Send', exact: true }).click();
      await bar.getByText('Crazyrouter', { exact: true }).waitFor();
      assert.deepEqual(posts(), [2, 1]);
      // Behind the page, which the user looks at.
      await workbench.editorTab(page, 'red-square-edited.png').waitFor();

      // The page shows the route as working, with the failure in its history.
      await workbench.runCommand(page, 'Easel: Show Route Status');
      const current = view.locator('.route', { hasText: 'current' }).first();
      await current.getByText(/^Working since .*Your retest/).waitFor();
      await current.getByText('History (2)').click();
      await current.getByText(/Your run, .*get_channel_failed/).waitFor();
      await current.getByText('Down, replaced by newer information').waitFor();
      assert.deepEqual(await accessibilityViolations(view), []);

      // Using another row changes the settings and the status bar.
      const other = /^Use This Route for the Next Run: gemini-3\.1-flash-image · edit \(Google\)$/;
      await view.getByRole('button', { name: other }).click();
      await bar.getByText('Google', { exact: true }).waitFor();

      // The user can clear own results.
      await view.getByRole('button', { name: 'Clear My Results (3)…' }).click();
      await dialog.getByRole('button', { name: 'Clear', exact: true }).click();
      await view.getByRole('button', { name: 'Clear My Results (0)…' }).waitFor();
      await current.getByText('No information about this route yet.').waitFor();
      assert.deepEqual(posts(), [2, 1]);
    });
  }));

test('after a 524, no button but the last sends anything, and the alternative waits in the input', () =>
  withTwoGateways(cloudflarePage(524), async ({ settings, posts }) => {
    await withVSCode(
      { name: 'route-524', files: { 'cat.png': CAT }, settings },
      async ({ page, folder }) => {
        await setKey(page, 'Crazyrouter');
        await setKey(page, 'Google');
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.answer(page, 'change the background to blue');
        const failed = workbench.notification(page, /may be charged\./);
        const buttons = failed.locator('.monaco-button');
        await buttons.first().waitFor();
        // Easel knows no usage page for another host under a built-in id.
        const labels = ['Use Alternative…', 'Show Details', 'Send Again'];
        assert.deepEqual(await buttons.allTextContents(), labels);
        assert.deepEqual(posts(), [1, 0]);
        await buttons.first().click();
        await page
          .locator('.quick-input-widget:visible')
          .getByText(/at Google\./)
          .first()
          .waitFor();
        assert.deepEqual(posts(), [1, 0]);
        await page.keyboard.press('Enter');
        await savedPng(folder, 'cat-edited.png');
        await workbench.imageIsShown(page, 'cat-edited.png');
        assert.deepEqual(posts(), [1, 1]);

        // The route warning appears once a day. After that, only its breaker asks.
        const dialog = workbench.dialog(page);
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.answer(page, 'change the background to green');
        await dialog.getByText('may not work').waitFor();
        await dialog.getByText('You may be charged even if it fails.').waitFor();
        await dialog.getByRole('button', { name: 'Send Anyway' }).click();
        await failed.waitFor();
        assert.deepEqual(posts(), [2, 1]);
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.answer(page, 'change the background to red');
        await dialog
          .getByText(/^gemini-\S+ at Crazyrouter \(\S+\) failed at .*\. Send the request anyway\?$/)
          .waitFor();
        await dialog
          .getByText(/^You can try again after .*\. You may be charged even if it fails again\.$/)
          .waitFor();
        await dialog.getByRole('button', { name: 'Cancel' }).click();
        await dialog.waitFor({ state: 'hidden' });
        assert.deepEqual(posts(), [2, 1]);

        // The page shows the time too, for both operations because they share a breaker.
        await workbench.runCommand(page, 'Easel: Show Route Status');
        const rejected = workbench
          .webview(page)
          .getByText(
            /failed at \d{1,2}:\d\d:\d\d.*, so Easel is pausing requests to it\. You can try again after/,
          );
        await rejected.first().waitFor();
        assert.equal(await rejected.count(), 2);
      },
    );
  }));

test('the panel suggests the alternative too, and one click repeats the run there', () =>
  withTwoGateways(NO_CHANNEL, async ({ settings, posts }) => {
    await withVSCode(
      { name: 'route-panel', files: { 'notes.txt': 'x' }, settings },
      async ({ page, folder }) => {
        await setKey(page, 'Crazyrouter');
        await setKey(page, 'Google');
        await workbench.runCommand(page, 'Easel: Open Panel');
        const panel = workbench.webview(page);
        const prompt = panel.locator('#prompt textarea');
        await prompt.fill('a red square');
        await prompt.press('ControlOrMeta+Enter');
        const use = panel.getByRole('button', { name: /^Send with .* \(Google\)$/ });
        await use.waitFor();
        assert.deepEqual(posts(), [1, 0]);
        await use.click();
        await savedPng(folder, 'a-red-square.png');
        assert.deepEqual(posts(), [1, 1]);
      },
    );
  }));

test('a 429 is not a fault of the route and warns about nothing', async () => {
  const crazyrouter = await startScriptedGateway({ script: { status: 429, body: '' } });
  const settings = {
    'easel.gateway': 'crazyrouter',
    'easel.gateways': [{ id: 'crazyrouter', baseUrl: crazyrouter.origin }],
  };
  try {
    await withVSCode(
      { name: 'route-429', files: { 'cat.png': CAT }, settings },
      async ({ page, folder }) => {
        await setKey(page, 'Crazyrouter');
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.answer(page, 'change the background to blue');
        await workbench.notification(page, 'is limiting requests').waitFor();
        const bar = statusBarItem(page);
        await bar.getByText('Crazyrouter', { exact: true }).waitFor();

        crazyrouter.respond(IMAGE);
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.answer(page, 'change the background to blue');
        await savedPng(folder, 'cat-edited.png');
        assert.equal(crazyrouter.posts, 2);
      },
    );
  } finally {
    await crazyrouter.close();
  }
});

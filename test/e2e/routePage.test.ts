import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { accessibilityViolations } from '../host/accessibility.ts';
import * as workbench from '../host/workbench.ts';
import type { Page } from '../host/workbench.ts';
import { BLUE, RED, png } from '../support/image/images.ts';
import {
  cloudflarePage,
  inlineDataReply,
  newApiError,
  startScriptedGateway,
} from '../support/gateway/scriptedGateway.ts';
import { refusedByPolicy, savedPng, withVSCode } from './rig.ts';

const CAT = png(64, 48, RED);
const MADE = inlineDataReply(png(64, 48, BLUE));
type Theme = keyof typeof workbench.THEMES;
const THEMES: readonly Theme[] = ['light', 'dark', 'high-contrast', 'high-contrast-light'];
const NO_CHANNEL = newApiError(500, 'get_channel_failed', 'no channel for this model');

test('March and April: a route goes down, another is offered, and a retest shows that it is back', async () => {
  const crazyrouter = await startScriptedGateway({ script: NO_CHANNEL });
  const google = await startScriptedGateway({ script: MADE });
  const settings = {
    'easel.gateway': 'crazyrouter',
    'easel.fallbackModels': [],
    'easel.gateways': [
      { id: 'crazyrouter', baseUrl: crazyrouter.origin },
      { id: 'google', baseUrl: google.origin },
    ],
  };
  const files = { 'cat.png': CAT };
  const posts = () => [crazyrouter.posts, google.posts];
  try {
    await withVSCode({ name: 'route-status', files, settings }, async ({ page, folder }) => {
      await setKey(page, 'Crazyrouter');
      await setKey(page, 'Google');
      const bar = page.locator('.statusbar-item[id*="easel.route"]');
      await bar.getByText('Crazyrouter', { exact: true }).waitFor();

      // March: the run fails, the route is down, and the next one is offered by name.
      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await workbench.answer(page, 'change the background to blue');
      const failed = workbench.notification(page, "isn't available at");
      await failed.getByText(/Try again after \d{1,2}:\d\d:\d\d/).waitFor();
      const use = failed.getByRole('button', { name: /^Use .* \(Google\)$/ });
      await use.waitFor();
      await bar.getByText('Crazyrouter: Down').waitFor();
      assert.deepEqual(posts(), [1, 0]);

      // One click repeats the same run there, and nothing else is sent.
      await use.click();
      await savedPng(folder, 'cat-edited.png');
      await workbench.imageIsShown(page, 'cat-edited.png');
      assert.deepEqual(posts(), [1, 1]);
      const body = (at: typeof google) =>
        at.requests.find(({ method }) => method === 'POST')?.json();
      assert.deepEqual(body(google), body(crazyrouter));

      // The pickers say so too.
      await workbench.runCommand(page, 'Easel: Select Gateway…');
      await pickerRow(page, /Crazyrouter.*Down since/).waitFor();
      await pickerRow(page, /Google.*Works since/).waitFor();
      await page.keyboard.press('Escape');

      // A new run on the broken route asks first; the retest costs one image, and says so.
      crazyrouter.respond(MADE);
      await workbench.clearNotifications(page);
      await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
      await workbench.answer(page, 'change the background to green');
      const asked = workbench.dialog(page);
      await asked.getByText('may not work').waitFor();
      await asked
        .getByText(/Down since .*get_channel_failed.* Next try \d{1,2}:\d\d:\d\d\./)
        .waitFor();
      await asked.getByRole('button', { name: 'Continue' }).waitFor();
      await asked.getByRole('button', { name: /^Use .* \(Google\)$/ }).waitFor();
      await asked.getByRole('button', { name: 'Retest…' }).click();
      await asked.getByText(/^Retest .* \(edit\) at Crazyrouter\?$/).waitFor();
      await asked.getByText('It costs one image').waitFor();
      assert.deepEqual(posts(), [1, 1], 'nothing is sent while it is asked');
      await asked.getByRole('button', { name: 'Send' }).click();
      await bar.getByText('Crazyrouter', { exact: true }).waitFor();
      assert.deepEqual(posts(), [2, 1]);
      await workbench.imageIsShown(page, 'red-square-edited.png');

      // The page: working as of today, with the failure below it.
      await workbench.runCommand(page, 'Easel: Show Route Status');
      const view = workbench.webview(page);
      const current = view.locator('.route', { hasText: 'in use' }).first();
      await current.getByText(/^Works since .*Your retest/).waitFor();
      await current.getByText('History (2)').click();
      await current.getByText(/Your run, .*get_channel_failed/).waitFor();
      await current.getByText('Down, superseded').waitFor();
      assert.deepEqual(await accessibilityViolations(view), []);

      // Choosing another row changes the settings, and with them the status bar.
      const other = /^Choose gemini-3\.1-flash-image · edit \(Google\)$/;
      await view.getByRole('button', { name: other }).click();
      await bar.getByText('Google', { exact: true }).waitFor();

      // What was observed can be forgotten.
      await view.getByRole('button', { name: 'Forget Own Results… (3)' }).click();
      await asked.getByRole('button', { name: 'Forget', exact: true }).click();
      await view.getByRole('button', { name: 'Forget Own Results… (0)' }).waitFor();
      await current.getByText('Nobody has said anything').waitFor();
      assert.deepEqual(posts(), [2, 1]);
    });
  } finally {
    await crazyrouter.close();
    await google.close();
  }
});

test('after a 524 the way to find out stays first, and the next route comes after it', async () => {
  const crazyrouter = await startScriptedGateway({ script: cloudflarePage(524) });
  const google = await startScriptedGateway({ script: MADE });
  const settings = {
    'easel.gateway': 'crazyrouter',
    'easel.fallbackModels': [],
    'easel.gateways': [
      { id: 'crazyrouter', baseUrl: crazyrouter.origin },
      { id: 'google', baseUrl: google.origin },
    ],
  };
  try {
    await withVSCode(
      { name: 'route-524', files: { 'cat.png': CAT }, settings },
      async ({ page, folder }) => {
        await setKey(page, 'Crazyrouter');
        await setKey(page, 'Google');
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.answer(page, 'change the background to blue');
        const failed = workbench.notification(page, /may be charged\. Try again after \d{1,2}:/);
        const buttons = failed.locator('.monaco-button');
        await buttons.first().waitFor();
        const [first, second] = await buttons.allTextContents();
        // Another host under a built-in id has no usage page that Easel knows of.
        assert.equal(first, 'Show Log');
        assert.match(second!, /^Use .* \(Google\)$/);
        assert.deepEqual([crazyrouter.posts, google.posts], [1, 0]);
        await buttons.nth(1).click();
        await savedPng(folder, 'cat-edited.png');
        await workbench.imageIsShown(page, 'cat-edited.png');
        assert.deepEqual([crazyrouter.posts, google.posts], [1, 1]);

        // The route is warned of once a day; after that only its pause is asked about.
        const asked = workbench.dialog(page);
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.answer(page, 'change the background to green');
        await asked.getByText('may not work').waitFor();
        await asked.getByRole('button', { name: 'Continue' }).click();
        await failed.waitFor();
        assert.deepEqual([crazyrouter.posts, google.posts], [2, 1]);
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.answer(page, 'change the background to red');
        await asked.getByText('Try once now?').waitFor();
        await asked.getByRole('button', { name: 'Cancel' }).click();
        await asked.waitFor({ state: 'hidden' });
        assert.deepEqual([crazyrouter.posts, google.posts], [2, 1]);

        // The page gives the time too, for both operations: they share the channel.
        await workbench.runCommand(page, 'Easel: Show Route Status');
        const resting = workbench
          .webview(page)
          .getByText(/rejected a request at \d{1,2}:\d\d:\d\d\./);
        await resting.first().waitFor();
        assert.equal(await resting.count(), 2);
      },
    );
  } finally {
    await crazyrouter.close();
    await google.close();
  }
});

test('the panel offers the next route too, and one click repeats the run there', async () => {
  const crazyrouter = await startScriptedGateway({ script: NO_CHANNEL });
  const google = await startScriptedGateway({ script: MADE });
  const settings = {
    'easel.gateway': 'crazyrouter',
    'easel.fallbackModels': [],
    'easel.gateways': [
      { id: 'crazyrouter', baseUrl: crazyrouter.origin },
      { id: 'google', baseUrl: google.origin },
    ],
  };
  try {
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
        const use = panel.getByRole('button', { name: /^Use .* \(Google\)$/ });
        await use.waitFor();
        assert.deepEqual([crazyrouter.posts, google.posts], [1, 0]);
        await use.click();
        await savedPng(folder, 'a-red-square.png');
        assert.deepEqual([crazyrouter.posts, google.posts], [1, 1]);
      },
    );
  } finally {
    await crazyrouter.close();
    await google.close();
  }
});

test('too many requests are no fault of the route: nothing warns of it', async () => {
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
        await workbench.notification(page, 'asks you to wait').waitFor();
        const bar = page.locator('.statusbar-item[id*="easel.route"]');
        await bar.getByText('Crazyrouter', { exact: true }).waitFor();

        crazyrouter.respond(MADE);
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

test('the page holds in every theme and at 300 px, and knows that Practice works', async () => {
  const settings = { 'easel.gateway': 'practice' };
  const files = { 'notes.txt': 'x' };
  await withVSCode({ name: 'route-themes', files, settings }, async ({ page, folder }) => {
    await workbench.runCommand(page, 'Easel: Show Route Status');
    const view = workbench.webview(page);
    const current = view.locator('.route', { hasText: 'in use' }).first();
    await current.getByText('Works. Part of Easel').waitFor();
    await current.getByRole('button', { name: /^Retest / }).click();
    const asked = workbench.dialog(page);
    await asked.getByText(/^Retest .* \(edit\) at Practice\?$/).waitFor();
    await asked.getByText('Nothing is charged.').waitFor();
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await asked.waitFor({ state: 'hidden' });

    await workbench.narrowEditor(page, 300);
    await view.locator('summary').first().click();
    for (const theme of THEMES) {
      await useTheme(page, folder, theme);
      assert.deepEqual(await accessibilityViolations(view), [], theme);
      const html = view.locator('html');
      const overflow = await html.evaluate('document.documentElement.scrollWidth - innerWidth');
      assert.equal(overflow, 0, `${theme}: nothing is cut off at the side`);
    }
  });
});

test('what the pages say is shown with its day, as old as it is, by keyboard too; the list of models is free', async () => {
  const house = await startScriptedGateway({
    script: {
      body: {
        models: ['gemini-2.5-flash-image', 'house-image-7'].map((id) => ({ name: `models/${id}` })),
      },
    },
  });
  const settings = {
    'easel.gateway': 'crazyrouter',
    'easel.gateways': [{ id: 'house', label: 'House', baseUrl: house.origin }],
  };
  try {
    await withVSCode(
      { name: 'route-pages', files: { 'cat.png': CAT }, settings },
      async ({ page }) => {
        const refused = refusedByPolicy(page);
        await setKey(page, 'House');
        await workbench.runCommand(page, 'Easel: Show Route Status');
        const view = workbench.webview(page);
        const filter = view.getByRole('searchbox', { name: 'Filter' });
        await filter.waitFor();

        // The focus is in the filter; a row's history and its source are a few Tabs away.
        await filter.fill('crazyrouter 3.1-flash-image-preview edit');
        await view
          .getByRole('status')
          .filter({ hasText: /1 of \d+ routes/ })
          .waitFor();
        const route = view.locator('.route');
        await route.getByText(/^Works as of Apr 14, 2026, long ago\./).waitFor();
        const history = route.locator('summary');
        await history.focus();
        await page.keyboard.press('Enter');
        await route
          .getByText(/docs\.crazyrouter\.com, Mar 23, 2026: .*get_channel_failed/)
          .first()
          .waitFor();
        await route.getByText('Down, superseded, long ago').first().waitFor();
        assert.deepEqual(refused, []);
        assert.deepEqual(await accessibilityViolations(view), []);

        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await workbench.dialog(page).getByText('https://docs.crazyrouter.com/').waitFor();
        await workbench.dialog(page).getByRole('button', { name: 'Cancel' }).click();

        await filter.fill('house 2.5-flash-image edit');
        await view.getByRole('button', { name: 'Which IDs Exist at House?' }).click();
        await view.getByText('House lists 2 models.').waitFor();
        await view.getByText(/does not know yet: house-image-7\.$/).waitFor();
        await route.getByText(/^Not known\. The list of models, .*: the id is on it\./).waitFor();
        assert.deepEqual([house.posts, house.requests.length], [0, 1]);
        assert.equal(house.requests[0]!.headers.authorization, 'Bearer sk-e2e-1234');
      },
    );
  } finally {
    await house.close();
  }
});

/** Changes the theme of the window as a user of this folder would. */
async function useTheme(page: Page, folder: string, theme: Theme): Promise<void> {
  await mkdir(path.join(folder, '.vscode'), { recursive: true });
  const text = JSON.stringify({ 'workbench.colorTheme': workbench.THEMES[theme] });
  await writeFile(path.join(folder, '.vscode', 'settings.json'), text);
  await workbench.webview(page).locator(`body[data-vscode-theme-kind="vscode-${theme}"]`).waitFor();
}

/** A row of the open quick pick, by its label and description. */
function pickerRow(page: Page, text: RegExp) {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: text });
}

async function setKey(page: Page, gateway: string): Promise<void> {
  await workbench.runCommand(page, 'Easel: Set API Key…');
  await workbench.pick(page, gateway);
  await workbench.passwordInput(page).waitFor();
  await workbench.answer(page, 'sk-e2e-1234');
  await workbench.passwordInput(page).waitFor({ state: 'hidden' });
}

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { accessibilityViolations } from '../host/accessibility.ts';
import * as workbench from '../host/workbench.ts';
import type { Page } from '../host/workbench.ts';
import { startScriptedGateway } from '../support/gateway/scriptedGateway.ts';
import { blockedByPolicy, withVSCode } from './rig.ts';
import { CAT, setKey } from './rig/routes.ts';

type Theme = keyof typeof workbench.THEMES;
const THEMES: readonly Theme[] = ['light', 'dark', 'high-contrast', 'high-contrast-light'];

test('Route Status works in every theme and at 300 px, and shows Practice as working', async () => {
  const settings = { 'easel.gateway': 'practice' };
  const files = { 'notes.txt': 'x' };
  await withVSCode({ name: 'route-themes', files, settings }, async ({ page, folder }) => {
    await workbench.runCommand(page, 'Easel: Show Route Status');
    const view = workbench.webview(page);
    const current = view.locator('.route', { hasText: 'current' }).first();
    await current.getByText('Working. Built into Easel.').waitFor();
    await current.getByRole('button', { name: /^Retest / }).click();
    const dialog = workbench.dialog(page);
    await dialog.getByText(/^Retest .* \(edit\) at Practice\?$/).waitFor();
    await dialog.getByText('Nothing is charged.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });

    // Only what is in use is unfolded.
    const folded = view.locator('.gateway:not([open]) > summary');
    assert.deepEqual(await view.locator('.gateway[open] h2').allTextContents(), [
      'Practice on this machine',
    ]);
    await workbench.screenshot(page, 'route-status-folded');
    await workbench.narrowEditor(page, 300);
    while ((await folded.count()) > 0) await folded.first().click();
    await view.locator('.route summary').first().click();
    for (const theme of THEMES) {
      await useTheme(page, folder, theme);
      assert.deepEqual(await accessibilityViolations(view), [], theme);
      const html = view.locator('html');
      const overflow = await html.evaluate('document.documentElement.scrollWidth - innerWidth');
      assert.equal(overflow, 0, `${theme}: nothing is cut off at the side`);
    }
  });
});

test('Route Status shows pages with their dates, works with the keyboard, and lists model IDs for free', async () => {
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
        const blocked = blockedByPolicy(page);
        await setKey(page, 'House');
        await workbench.runCommand(page, 'Easel: Show Route Status');
        const view = workbench.webview(page);
        const filter = view.getByRole('searchbox', { name: 'Filter' });
        await filter.waitFor();

        // The focus starts in the filter. The history and the source of a row are a few Tabs away.
        await filter.fill('crazyrouter 3.1-flash-image-preview edit');
        await view
          .getByRole('status')
          .filter({ hasText: /1 of \d+ routes/ })
          .waitFor();
        const route = view.locator('.route');
        await route.getByText(/^Working as of Apr 14, 2026, may be outdated\./).waitFor();
        const history = route.locator('summary');
        await history.focus();
        await page.keyboard.press('Enter');
        await route
          .getByText(/docs\.crazyrouter\.com, Mar 23, 2026: .*get_channel_failed/)
          .first()
          .waitFor();
        await route
          .getByText('Down, replaced by newer information, may be outdated')
          .first()
          .waitFor();
        assert.deepEqual(blocked, []);
        assert.deepEqual(await accessibilityViolations(view), []);

        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await workbench.dialog(page).getByText('https://docs.crazyrouter.com/').waitFor();
        await workbench.dialog(page).getByRole('button', { name: 'Cancel' }).click();

        await filter.fill('house 2.5-flash-image edit');
        await view.getByRole('button', { name: 'List Model IDs at House' }).click();
        await view.getByText('House lists 2 models.').waitFor();
        await view.getByText(/aren't in Easel's catalog: house-image-7\.$/).waitFor();
        await route.getByText(/^Unknown\. The model list, .*: includes this ID\./).waitFor();
        assert.deepEqual([house.posts, house.requests.length], [0, 1]);
        assert.equal(house.requests[0]!.headers.authorization, 'Bearer sk-e2e-1234');
      },
    );
  } finally {
    await house.close();
  }
});

/** Changes the window's theme in the folder's settings. */
async function useTheme(page: Page, folder: string, theme: Theme): Promise<void> {
  await mkdir(path.join(folder, '.vscode'), { recursive: true });
  const text = JSON.stringify({ 'workbench.colorTheme': workbench.THEMES[theme] });
  await writeFile(path.join(folder, '.vscode', 'settings.json'), text);
  await workbench.webview(page).locator(`body[data-vscode-theme-kind="vscode-${theme}"]`).waitFor();
}

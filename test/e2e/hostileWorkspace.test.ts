import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as workbench from '../host/workbench.ts';
import { inlineDataReply, type ScriptedGateway } from '../support/gateway/scriptedGateway.ts';
import { CAT, KEY, LINK, RESULT, userSettings, withBoth } from './rig/hostile.ts';
import { savedPng, withVSCode } from './rig.ts';

test('threat-T01 threat-T02 the settings and .env of a hostile, trusted folder redirect no key and no request', () =>
  withBoth(async (gateway, evil) => {
    gateway.respond(inlineDataReply(RESULT));
    await withVSCode(
      { name: 'hostile', files: hostileFolder(evil), settings: userSettings(gateway) },
      async ({ page, folder }) => {
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.passwordInput(page).waitFor();
        await workbench.answer(page, KEY);
        await workbench.passwordInput(page).waitFor({ state: 'hidden' });
        // The folder's model appears below the prompt, as text without a link.
        const list = page.locator('.quick-input-widget:visible');
        await list.getByText('[free credit] (command:').first().waitFor();
        assert.equal(await list.locator('a[href]').count(), 0, 'a link in the input');
        await workbench.answer(page, 'make it blue');
        await savedPng(folder, 'cat-edited.png');
        assert.equal(gateway.posts, 1);
        assert.equal(evil.connections, 0);
      },
    );
  }));

test("threat-T01 fault-152 a hostile folder sends nothing in Restricted Mode, and goes only to the user's gateway once it is trusted", () =>
  withBoth(async (gateway, evil) => {
    gateway.respond(inlineDataReply(RESULT));
    const settings = {
      ...userSettings(gateway),
      'security.workspace.trust.startupPrompt': 'never',
    };
    await withVSCode(
      { name: 'hostile-restricted', files: hostileFolder(evil), settings, workspaceTrust: true },
      async ({ page, folder }) => {
        for (const title of ['Easel: Generate Image…', 'Easel: Retest Route…']) {
          await workbench.runCommand(page, title);
          await workbench.notification(page, /Restricted Mode/).waitFor();
          await workbench.clearNotifications(page);
        }
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        const notice = workbench.notification(page, /Restricted Mode/);
        await notice.waitFor();
        assert.equal(gateway.connections + evil.connections, 0);

        await notice.getByRole('button', { name: 'Manage Workspace Trust' }).click();
        await page.locator('.workspace-trust-editor').getByText('Trust', { exact: true }).click();
        await page.getByText('Restricted Mode').first().waitFor({ state: 'hidden' });
        await page.locator('.monaco-modal-editor-block .codicon-close').first().click();
        await page.locator('.workspace-trust-editor').waitFor({ state: 'hidden' });
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.passwordInput(page).waitFor();
        await workbench.answer(page, KEY);
        await workbench.passwordInput(page).waitFor({ state: 'hidden' });
        await workbench.answer(page, 'make it blue');
        await savedPng(folder, 'cat-edited.png');
        assert.equal(evil.connections, 0);
      },
    );
  }));

/** A folder that tries to redirect the key, the prompt and the images. */
function hostileFolder(evil: ScriptedGateway): Readonly<Record<string, Uint8Array | string>> {
  const gateways = ['crazyrouter', 'google', 'routescope', 'evil'].map((id) => ({
    id,
    label: 'Crazyrouter',
    baseUrl: evil.origin,
    auth: 'bearer',
  }));
  const settings = {
    'easel.gateways': gateways,
    'easel.requestTimeout': 1,
    'easel.model': `m ${LINK}`,
    'easel.output.fileName': '../../../${source}-edited',
    'easel.systemInstruction': 'send everything',
    'http.proxy': evil.origin,
    'http.proxyStrictSSL': false,
    '[markdown]': { 'easel.gateways': gateways, 'easel.model': 'evil' },
    'terminal.integrated.env.linux': { GEMINI_API_KEY: 'sk-theirs', HTTPS_PROXY: evil.origin },
  };
  return {
    'cat.png': CAT,
    '.vscode/settings.json': JSON.stringify(settings),
    'evil.code-workspace': JSON.stringify({ folders: [{ path: '.' }], settings }),
    '.env': `GEMINI_BASE_URL=${evil.origin}\nHTTPS_PROXY=${evil.origin}\n`,
  };
}

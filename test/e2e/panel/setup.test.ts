import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import { inlineDataReply, startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { savedPng, withVSCode } from '../rig.ts';
import { CAT, openPanelAfter, openPanelOn, promptBox } from './panelRig.ts';

test('an empty panel asks for a gateway, and one click selects it', () =>
  withVSCode({ name: 'panel-empty', files: { 'notes.txt': 'x' } }, async ({ page, folder }) => {
    await workbench.runCommand(page, 'Easel: Open Panel');
    const panel = workbench.webview(page);
    await panel.getByText('No gateway is selected').waitFor();
    assert.deepEqual(await accessibilityViolations(panel), []);

    await panel.getByRole('button', { name: 'Select Gateway…', exact: true }).click();
    await workbench.pick(page, 'Practice');
    await panel.getByRole('button', { name: /^Options.* · Practice$/ }).waitFor();
    await promptBox(panel).fill('a red circle');
    await panel.getByRole('button', { name: 'Run', exact: true }).click();
    await savedPng(folder, 'a-red-circle.png');
    await panel.getByRole('img', { name: 'a-red-circle.png' }).waitFor();
  }));

test('a gateway without a key asks for it, and one click sets it', () =>
  withVSCode(
    {
      name: 'panel-key',
      files: { 'cat.png': CAT },
      settings: { 'easel.gateway': 'crazyrouter' },
    },
    async ({ page }) => {
      const panel = await openPanelOn(page, 'cat.png');
      const notice = panel.getByText('needs an API key');
      await notice.waitFor();
      assert.deepEqual(await accessibilityViolations(panel), []);
      // Enter keeps the present gateway, although the list begins with one that needs no key.
      await workbench.runCommand(page, 'Easel: Select Gateway…');
      const rows = page.locator('.quick-input-list .monaco-list-row');
      await rows.first().filter({ hasText: 'Practice' }).waitFor();
      await page
        .locator('.quick-input-list .monaco-list-row.focused')
        .filter({ hasText: 'Crazyrouter' })
        .waitFor();
      await page.keyboard.press('Escape');
      await panel.getByRole('button', { name: 'Set API Key…', exact: true }).click();
      await workbench.answer(page, 'sk-only-for-this-test');
      await notice.waitFor({ state: 'detached' });
    },
  ));

test('says that Restricted Mode sends nothing, and sends nothing', async () => {
  const gateway = await startScriptedGateway({ script: inlineDataReply(CAT) });
  try {
    const settings = {
      'security.workspace.trust.startupPrompt': 'never',
      'easel.gateway': 'crazyrouter',
      'easel.gateways': [{ id: 'crazyrouter', baseUrl: gateway.origin }],
    };
    await withVSCode(
      { name: 'panel-restricted', files: { 'cat.png': CAT }, settings, workspaceTrust: true },
      async ({ page, folder }) => {
        const panel = await openPanelAfter(page, 'cat.png');
        await panel.getByText('Restricted Mode').waitFor();
        await panel.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
        const prompt = promptBox(panel);
        await prompt.fill('make it gray');
        await prompt.press('ControlOrMeta+Enter');
        assert.ok(await panel.getByRole('button', { name: 'Run', exact: true }).isDisabled());
        assert.deepEqual(await accessibilityViolations(panel), []);
        assert.equal(gateway.connections, 0);
        assert.deepEqual(await readdir(folder), ['cat.png']);
      },
    );
  } finally {
    await gateway.close();
  }
});

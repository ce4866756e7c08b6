import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import * as workbench from '../host/workbench.ts';
import { inlineDataReply } from '../support/gateway/scriptedGateway.ts';
import { CAT, KEY, RESULT, userSettings, withBoth } from './rig/hostile.ts';
import { withVSCode } from './rig.ts';

test('threat-T33 fifty clicks on Run send one POST', () =>
  withBoth(async (gateway) => {
    gateway.respond(() => ({ ...inlineDataReply(RESULT), waitMs: 2000 }));
    await withVSCode(
      { name: 'clicks', files: { 'cat.png': CAT }, settings: userSettings(gateway) },
      async ({ page, folder }) => {
        await workbench.explorerRow(page, 'cat.png').click();
        await workbench.editorTab(page, 'cat.png').waitFor();
        await workbench.runCommand(page, 'Easel: Open Panel');
        const panel = workbench.webview(page);
        await panel.locator('#prompt textarea').fill('make it blue');
        const run = panel.getByRole('button', { name: 'Run', exact: true });
        await run.waitFor();
        await panel.locator('body').evaluate(`(() => {
          const run = document.querySelector('vscode-button[icon="play"]');
          for (let left = 50; left > 0; left -= 1) run.click();
        })()`);
        await workbench.passwordInput(page).waitFor();
        await workbench.answer(page, KEY);
        await panel.getByRole('img', { name: 'cat-edited.png' }).waitFor();
        assert.equal(gateway.posts, 1);
        assert.deepEqual((await readdir(folder)).sort(), ['cat-edited.png', 'cat.png']);
      },
    );
  }));

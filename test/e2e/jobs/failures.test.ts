/** Job 13 of the trial: a gateway answers with 500, then with 524, then with the image. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as workbench from '../../host/workbench.ts';
import { cloudflarePage, startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { CAT, promptBox } from '../panel/panelRig.ts';
import { Actions } from '../rig/actions.ts';
import { IMAGE, NO_CHANNEL } from '../rig/routes.ts';
import { savedPng, withVSCode } from '../rig.ts';

test('getting an image past a 500 and a 524 takes at most 4 actions, and no request is sent unasked', async () => {
  const gateway = await startScriptedGateway({ script: [NO_CHANNEL, cloudflarePage(524), IMAGE] });
  const settings = {
    'easel.gateway': 'own',
    'easel.gateways': [{ id: 'own', label: 'Own', baseUrl: gateway.origin, auth: 'none' }],
  };
  try {
    await withVSCode(
      { name: 'job-failures', files: { 'cat.png': CAT }, settings },
      async ({ page, folder }) => {
        await workbench.openImage(page, 'cat.png');
        const actions = new Actions();
        await actions.do(() => workbench.runCommand(page, 'Easel: Open Panel'));
        const panel = workbench.webview(page);
        await panel.getByRole('list').getByText('cat.png').waitFor();
        await actions.do(async () => {
          await promptBox(panel).fill('make it gray');
          for (const key of ['Control', 'Enter']) await page.keyboard.down(key);
        });
        const failure = panel.locator('.notice.failure');
        await failure
          .getByText(/Nothing was charged/)
          .first()
          .waitFor();
        assert.equal(gateway.posts, 1);
        // Keys that are held longer than the run took send nothing.
        await page.keyboard.down('Enter');
        for (const key of ['Enter', 'Control']) await page.keyboard.up(key);
        await workbench.screenshot(page, 'job-failures-500');
        await actions.do(() => failure.getByRole('button', { name: 'Try Again' }).click());
        await failure
          .getByText(/may be charged/)
          .first()
          .waitFor();
        assert.equal(gateway.posts, 2);
        await workbench.screenshot(page, 'job-failures-524');
        // No button stands out that could pay twice.
        await failure.locator('vscode-button[secondary]', { hasText: 'Send Again' }).waitFor();
        await actions.do(() => failure.getByRole('button', { name: 'Send Again' }).click());
        await savedPng(folder, 'cat-edited.png');
        assert.equal(gateway.posts, 3);
        actions.end('an image past a 500 and a 524', 4);
      },
    );
  } finally {
    await gateway.close();
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as workbench from '../host/workbench.ts';
import { BLUE, RED, png } from '../support/image/images.ts';
import { inlineDataReply, startScriptedGateway } from '../support/gateway/scriptedGateway.ts';
import { savedPng, withVSCode } from './rig.ts';

const CAT = png(64, 48, RED);

test('the first run asks for a gateway once and offers Practice', () =>
  withVSCode({ name: 'first-run', files: { 'cat.png': CAT } }, async ({ page, folder }) => {
    await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
    const offered = (await workbench.quickPickLabels(page)).join('\n');
    for (const gateway of ['Crazyrouter', 'Routescope', 'Google', 'Practice']) {
      assert.ok(offered.includes(gateway), `${gateway} is not among:\n${offered}`);
    }
    await workbench.pick(page, 'Practice');
    await workbench.answer(page, 'make it gray');
    await savedPng(folder, 'cat-edited.png');

    await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
    await workbench.answer(page, 'make it blue');
    await savedPng(folder, 'cat-edited-2.png');
  }));

test('the first run at a gateway asks for its key in a password box and sends it only there', async () => {
  const gateway = await startScriptedGateway({ script: inlineDataReply(png(64, 48, BLUE)) });
  try {
    const settings = {
      'easel.gateway': 'crazyrouter',
      'easel.gateways': [{ id: 'crazyrouter', baseUrl: gateway.origin }],
    };
    await withVSCode(
      { name: 'key', files: { 'cat.png': CAT }, settings },
      async ({ page, folder }) => {
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        const box = workbench.passwordInput(page);
        const prompt = workbench.quickInput(page);
        // The key and the prompt are both required, in either order.
        for (let left = 2; left > 0; left--) {
          await prompt.waitFor();
          const isKey = await box.isVisible();
          await workbench.answer(page, isKey ? 'sk-e2e-1234' : 'make it blue');
          if (isKey) await box.waitFor({ state: 'hidden' });
        }
        await savedPng(folder, 'cat-edited.png');
        assert.equal(gateway.posts, 1);
        assert.match(gateway.requests[0]!.url, /\?key=sk-e2e-1234$/);
        assert.ok(!(await page.locator('body').innerText()).includes('sk-e2e-1234'));
      },
    );
  } finally {
    await gateway.close();
  }
});

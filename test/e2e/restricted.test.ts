import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import * as workbench from '../host/workbench.ts';
import { RED, png } from '../support/image/images.ts';
import { inlineDataReply, startScriptedGateway } from '../support/gateway/scriptedGateway.ts';
import { withVSCode } from './rig.ts';

const CAT = png(8, 8, RED);

test('in Restricted Mode a command sends nothing and says why', async () => {
  const gateway = await startScriptedGateway({ script: inlineDataReply(CAT) });
  try {
    const settings = {
      'security.workspace.trust.startupPrompt': 'never',
      'easel.gateway': 'crazyrouter',
      'easel.gateways': [{ id: 'crazyrouter', baseUrl: gateway.origin }],
    };
    await withVSCode(
      { name: 'restricted', files: { 'cat.png': CAT }, settings, workspaceTrust: true },
      async ({ page, folder }) => {
        await page.getByText('Restricted Mode').first().waitFor();
        await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
        await workbench.notification(page, /Restricted Mode|trust/i).waitFor();
        assert.equal(gateway.connections, 0);
        assert.deepEqual(await readdir(folder), ['cat.png']);
      },
    );
  } finally {
    await gateway.close();
  }
});

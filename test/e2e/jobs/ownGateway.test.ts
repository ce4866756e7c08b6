/** Job 12 of the trial: the first image over the user's own gateway, of which they know an address and a key. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as workbench from '../../host/workbench.ts';
import { inlineDataReply, startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { BLUE, RED, png } from '../../support/image/images.ts';
import { Actions } from '../rig/actions.ts';
import { savedPng, withVSCode } from '../rig.ts';

const KEY = 'sk-e2e-0123456789abcdef';

test('the first image over an own gateway takes at most 8 actions', async () => {
  const gateway = await startScriptedGateway({
    script: ({ method, headers }) => {
      if (headers.authorization !== `Bearer ${KEY}`) return { status: 401, body: {} };
      if (method === 'POST') return inlineDataReply(png(64, 48, BLUE));
      return { body: { models: [{ name: 'models/gemini-3.1-flash-image-preview' }] } };
    },
  });
  try {
    await withVSCode(
      { name: 'job-gateway', files: { 'cat.png': png(64, 48, RED) } },
      async ({ page, folder }) => {
        const widget = page.locator('.quick-input-widget:visible');
        const answer = async (step: string | RegExp, text?: string) => {
          await widget.getByText(step).or(widget.getByPlaceholder(step)).first().waitFor();
          if (text !== undefined) await workbench.quickInput(page).fill(text);
          await page.keyboard.press('Enter');
        };
        const actions = new Actions();
        await actions.do(() => workbench.runCommand(page, 'Easel: Generate Image…'));
        await actions.do(() => workbench.pick(page, 'Add a Gateway…'));
        await actions.do(() => answer('Paste the gateway', gateway.origin));
        await actions.do(() => answer('Enter a name'));
        await actions.do(() => answer('Paste the API key', KEY));
        await actions.do(() => answer(/works/));
        await actions.do(() => answer(/^What do you need/, 'a lighthouse'));
        await savedPng(folder, 'a-lighthouse.png');
        assert.equal(gateway.posts, 1);
        actions.end('the first image over an own gateway', 8);
      },
    );
  } finally {
    await gateway.close();
  }
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { readProvenance } from '../../../../src/image/provenance/readProvenance.ts';
import * as workbench from '../../../host/workbench.ts';
import { inlineDataReply, startScriptedGateway } from '../../../support/gateway/scriptedGateway.ts';
import { withCredentials } from '../../../support/image/credentials.ts';
import { png } from '../../../support/image/images.ts';
import { withVSCode } from '../../rig.ts';
import { CAT, savedBy, type Panel } from '../panelRig.ts';

const SIGNED = withCredentials(png(640, 480));
const TEXT = 'Content Credentials · says AI made it';

function setText(element: { textContent: string | null }, text: string): void {
  element.textContent = text;
}

/** Returns where the parts of the result's facts are, and its buttons. */
async function places(panel: Panel) {
  const parts = await panel.locator('.info .about, .info .tools, .info .buttons').all();
  return await Promise.all(parts.map((part) => part.boundingBox()));
}

test('shows what a signed result carries without moving anything, and Save As says what it lost', async () => {
  const gateway = await startScriptedGateway({ script: inlineDataReply(SIGNED) });
  const settings = {
    'easel.gateway': 'crazyrouter',
    'easel.gateways': [{ id: 'crazyrouter', baseUrl: gateway.origin }],
    'files.simpleDialog.enable': true,
  };
  try {
    const files = { 'cat.png': CAT };
    await withVSCode({ name: 'panel-origin', files, settings }, async ({ page, folder }) => {
      await workbench.chooseInContextMenu(page, 'cat.png', 'Open Panel');
      const panel = workbench.webview(page);
      await panel.getByRole('button', { name: 'Set API Key' }).click();
      await workbench.answer(page, 'sk-only-for-this-test');
      await panel.locator('#prompt textarea').fill('make it signed');
      await panel.locator('#prompt textarea').press('ControlOrMeta+Enter');

      await panel.getByText(TEXT).waitFor();
      const origin = panel.locator('.info .origin');
      assert.match((await origin.getAttribute('title')) ?? '', /Easel doesn't check them\./);
      assert.doesNotMatch((await panel.locator('.info').textContent()) ?? '', /verif/i);
      // It takes the room that is left: without its text, everything else has the same place.
      for (const width of [1280, 800, 420]) {
        await page.setViewportSize({ width, height: 800 });
        const shown = await places(panel);
        await origin.evaluate(setText, '');
        assert.deepEqual(await places(panel), shown, `in a window of ${width} px`);
        await origin.evaluate(setText, TEXT);
      }
      await page.setViewportSize({ width: 1280, height: 800 });

      assert.ok((await readFile(path.join(folder, 'cat-edited.png'))).equals(SIGNED));
      await panel.getByRole('button', { name: 'Save As…' }).click();
      await workbench.pick(page, 'JPEG 80');
      const saved = readProvenance(await savedBy(page, folder, 'cat-edited.jpg'));
      const notice = workbench.notification(page, 'Saved cat-edited.jpg (');
      await notice
        .getByText("The Content Credentials of cat-edited.png aren't in the new file")
        .waitFor();
      const expected = { hasCredentials: false, sourceType: 'trainedAlgorithmicMedia' };
      assert.deepEqual(saved, expected);
    });
  } finally {
    await gateway.close();
  }
});

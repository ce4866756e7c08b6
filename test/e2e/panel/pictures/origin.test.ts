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
import { CAT, savedBy } from '../panelRig.ts';

const SIGNED = withCredentials(png(640, 480));
const TEXT = 'Content Credentials · says AI made it';

/** What the test reads of an element on the page. */
interface Shown {
  readonly offsetHeight: number;
  textContent: string | null;
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
      const facts = panel.locator('.info .facts');
      assert.match((await facts.getAttribute('title')) ?? '', /Easel doesn't check them\./);
      assert.doesNotMatch((await panel.locator('.info').textContent()) ?? '', /verif/i);
      const height = (element: Shown) => element.offsetHeight;
      for (const width of [1280, 800, 420]) {
        await page.setViewportSize({ width, height: 800 });
        const shown = await facts.evaluate(height);
        await facts.locator('.origin').evaluate((element: { style: { display: string } }) => {
          element.style.display = 'none';
        });
        assert.equal(await facts.evaluate(height), shown, `in a window of ${width} px`);
        await facts.locator('.origin').evaluate((element: { style: { display: string } }) => {
          element.style.display = '';
        });
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

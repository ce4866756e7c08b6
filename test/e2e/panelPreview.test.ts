import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { out } from '../host/paths.ts';
import * as workbench from '../host/workbench.ts';
import type { Page } from '../host/workbench.ts';
import { photoLikePng, png } from '../support/images.ts';
import { inlineDataReply, startScriptedGateway } from '../support/scriptedGateway.ts';
import { savedPng, withVSCode } from './rig.ts';

const NAME = 'panel-preview';
const SIDE = 2048;

test('a large result is seen small at once, compared as it is, and seen in full where its preview is gone', async () => {
  const gateway = await startScriptedGateway({
    script: inlineDataReply(photoLikePng(SIDE, SIDE, 400)),
  });
  const settings = {
    'easel.gateway': 'crazyrouter',
    'easel.gateways': [{ id: 'crazyrouter', baseUrl: gateway.origin }],
    'workbench.colorTheme': workbench.THEMES.dark,
  };
  try {
    await withVSCode(
      { name: NAME, files: { 'cat.png': png(64, 48) }, settings },
      async ({ page, folder }) => {
        await workbench.chooseInContextMenu(page, 'cat.png', 'Open Panel');
        const panel = workbench.webview(page);
        await panel.getByRole('button', { name: 'Set API Key' }).click();
        await workbench.answer(page, 'sk-only-for-this-test');
        await panel.locator('#prompt textarea').fill('make it large');
        await panel.locator('#prompt textarea').press('ControlOrMeta+Enter');

        assert.equal((await savedPng(folder, 'cat-edited.png')).width, SIDE, 'the file is whole');
        assert.deepEqual(await seen(page, '.picture'), { from: 'previews', width: 1024 });

        await panel.getByRole('button', { name: 'Compare', exact: true }).click();
        const compared = 'easel-compare .frame img[alt*="cat-edited"]';
        assert.deepEqual(await seen(page, compared), { from: 'file', width: SIDE });
        await panel.getByRole('button', { name: 'Close Comparison' }).click();

        await rm(previewFile());
        await workbench.runCommand(page, 'View: Close All Editors');
        await workbench.runCommand(page, 'Easel: Open Panel');
        assert.deepEqual(await seen(page, '.picture'), { from: 'file', width: SIDE });
      },
    );
  } finally {
    await gateway.close();
  }
});

/** What a picture of the panel shows, once it is loaded: its width in px. */
async function seen(page: Page, selector: string): Promise<{ from: string; width: number }> {
  const panel = workbench.webview(page);
  const picture = panel.locator(selector);
  await picture.waitFor();
  let width = 0;
  for (let left = 100; left > 0 && width === 0; left -= 1) {
    width = (await picture.evaluate(naturalWidth)) ?? 0;
    if (width === 0) await page.waitForTimeout(100);
  }
  const src = (await picture.getAttribute('src')) ?? '';
  return { from: src.includes('/previews/') ? 'previews' : 'file', width };
}

const naturalWidth = (image: unknown) => (image as { naturalWidth?: number }).naturalWidth;

function previewFile(): string {
  const cwd = path.join(out, 'host', `e2e-${NAME}`);
  const [file, ...others] = globSync('**/easel-vscode.easel/previews/*.png', { cwd });
  assert.ok(file !== undefined && others.length === 0);
  return path.join(cwd, file);
}

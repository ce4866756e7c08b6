import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { out } from '../../host/paths.ts';
import * as workbench from '../../host/workbench.ts';
import type { Page } from '../../host/workbench.ts';
import { photoLikePng, png } from '../../support/image/images.ts';
import { inlineDataReply, startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { refusedByPolicy, savedPng, withVSCode } from '../rig.ts';

const NAME = 'panel-preview';
const SIDE = 2048;

test('a large result is seen small at once, compared as it is, and seen in full where that is not enough', async () => {
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
        const refused = refusedByPolicy(page);
        await workbench.chooseInContextMenu(page, 'cat.png', 'Open Panel');
        const panel = workbench.webview(page);
        await panel.getByRole('button', { name: 'Set API Key' }).click();
        await workbench.answer(page, 'sk-only-for-this-test');
        await panel.locator('#prompt textarea').fill('make it large');
        await panel.locator('#prompt textarea').press('ControlOrMeta+Enter');

        assert.equal((await savedPng(folder, 'cat-edited.png')).width, SIDE, 'the file is whole');
        await shows(page, '.picture', 'previews', 1024);

        await panel.getByRole('button', { name: 'Compare', exact: true }).click();
        const compared = 'easel-compare .frame img[alt*="cat-edited"]';
        await shows(page, compared, 'file', SIDE);
        await panel.getByRole('button', { name: 'Close Comparison' }).click();

        await openAgain(page, 2);
        await shows(page, '.picture', 'file', SIDE);

        await openAgain(page, 1);
        await shows(page, '.picture', 'previews', 1024);
        await rm(previewFile());
        await openAgain(page, 1);
        await shows(page, '.picture', 'file', SIDE);
        assert.deepEqual(refused, []);
      },
    );
  } finally {
    await gateway.close();
  }
});

/** @param density px of the screen for each of the page */
async function openAgain(page: Page, density: number): Promise<void> {
  await workbench.runCommand(page, 'View: Close All Editors');
  const screen = await page.context().newCDPSession(page);
  const size = { width: 1800, height: 1400, deviceScaleFactor: density, mobile: false };
  await screen.send('Emulation.setDeviceMetricsOverride', size);
  await workbench.runCommand(page, 'Easel: Open Panel');
}

/** Waits until a picture of the panel has been loaded from there, with so many px. */
async function shows(page: Page, selector: string, from: 'previews' | 'file', width: number) {
  const picture = workbench.webview(page).locator(selector);
  await picture.waitFor();
  let seen: readonly unknown[] = [];
  for (let left = 100; left > 0; left -= 1) {
    const src = (await picture.getAttribute('src')) ?? '';
    seen = [src.includes('/previews/') ? 'previews' : 'file', await picture.evaluate(naturalWidth)];
    if (seen[0] === from && seen[1] === width) return;
    await page.waitForTimeout(100);
  }
  assert.deepEqual(seen, [from, width]);
}

const naturalWidth = (image: unknown) => (image as { naturalWidth?: number }).naturalWidth;

function previewFile(): string {
  const cwd = path.join(out, 'host', `e2e-${NAME}`);
  const [file, ...others] = globSync('**/easel-vscode.easel/previews/*.png', { cwd });
  assert.ok(file !== undefined && others.length === 0);
  return path.join(cwd, file);
}

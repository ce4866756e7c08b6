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
import { blockedByPolicy, savedPng, withVSCode } from '../rig.ts';

const NAME = 'panel-preview';
const SIDE = 2048;
const STAGE = 'easel-stage .frame img';

test('shows a preview of a large result first, and the full image in a comparison, on a dense screen, and without its preview', async () => {
  // Slowly, as over a real network: the preview is made while the image arrives, and it has one second after the last byte.
  const slowly = { chunkBytes: 256 * 1024, chunkDelayMs: 250 };
  const gateway = await startScriptedGateway({
    script: { ...inlineDataReply(photoLikePng(SIDE, SIDE, 400)), ...slowly },
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
        const blocked = blockedByPolicy(page);
        await workbench.chooseInContextMenu(page, 'cat.png', 'Open Panel');
        const panel = workbench.webview(page);
        await panel.getByRole('button', { name: 'Set API Key' }).click();
        await workbench.answer(page, 'sk-only-for-this-test');
        await panel.locator('#prompt textarea').fill('make it large');
        await panel.locator('#prompt textarea').press('ControlOrMeta+Enter');

        assert.equal((await savedPng(folder, 'cat-edited.png')).width, SIDE, 'the file is whole');
        await shows(page, STAGE, 'previews', 1024);

        await panel.getByRole('button', { name: 'Compare', exact: true }).click();
        const compared = 'easel-stage .frame img[alt*="cat-edited"]';
        await shows(page, compared, 'previews', 1024);
        await panel.locator('easel-stage .frame').press('z');
        await shows(page, compared, 'file', SIDE);
        await panel.getByRole('button', { name: 'Compare', pressed: true }).click();

        await openAgain(page, 2);
        await shows(page, STAGE, 'file', SIDE);

        await openAgain(page, 1);
        await shows(page, STAGE, 'previews', 1024);
        await rm(previewFile());
        await openAgain(page, 1);
        await shows(page, STAGE, 'file', SIDE);
        assert.deepEqual(blocked, []);
      },
    );
  } finally {
    await gateway.close();
  }
});

/** @param density screen px per CSS px */
async function openAgain(page: Page, density: number): Promise<void> {
  await workbench.runCommand(page, 'View: Close All Editors');
  const screen = await page.context().newCDPSession(page);
  const size = { width: 1800, height: 1400, deviceScaleFactor: density, mobile: false };
  await screen.send('Emulation.setDeviceMetricsOverride', size);
  await workbench.runCommand(page, 'Easel: Open Panel');
}

/** Waits until an image of the panel was loaded from a place with a width in px. */
async function shows(page: Page, selector: string, from: 'previews' | 'file', width: number) {
  const image = workbench.webview(page).locator(selector);
  await image.waitFor();
  let loaded: readonly unknown[] = [];
  for (let left = 100; left > 0; left -= 1) {
    const src = (await image.getAttribute('src')) ?? '';
    loaded = [src.includes('/previews/') ? 'previews' : 'file', await image.evaluate(naturalWidth)];
    if (loaded[0] === from && loaded[1] === width) return;
    await page.waitForTimeout(100);
  }
  assert.deepEqual(loaded, [from, width]);
}

const naturalWidth = (image: unknown) => (image as { naturalWidth?: number }).naturalWidth;

function previewFile(): string {
  const cwd = path.join(out, 'host', `e2e-${NAME}`);
  const [file, ...others] = globSync('**/easel-vscode.easel/previews/*.png', { cwd });
  assert.ok(file !== undefined && others.length === 0);
  return path.join(cwd, file);
}

import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from './chromium.ts';
import { root, samples, vsix } from './paths.ts';
import { startServer } from './server.ts';
import * as workbench from './workbench.ts';

const destination = path.join(root, 'media', 'screenshots');

/** The sample being edited, and the panel, in each theme. @returns the files written */
export async function takeScreenshots(): Promise<readonly string[]> {
  const files: string[] = [];
  for (const [name, theme] of Object.entries(workbench.THEMES)) {
    await withSamples(theme, async (page) => {
      for (const scene of [menu, edited, panel]) {
        await scene(page);
        const shot = await workbench.screenshot(page, `${scene.name}-${name}`);
        const file = path.join(destination, path.basename(shot));
        await mkdir(destination, { recursive: true });
        await cp(shot, file);
        files.push(file);
        await page.keyboard.press('Escape');
      }
    });
  }
  return files;
}

async function menu(page: Page): Promise<void> {
  await workbench.explorerRow(page, 'cat.png').click({ button: 'right' });
  await page.locator('.monaco-menu .action-label', { hasText: 'Edit Image…' }).hover();
}

async function edited(page: Page): Promise<void> {
  await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
  await workbench.answer(page, 'change the background to blue');
  await workbench.editorTab(page, 'cat-edited.png').waitFor();
  await workbench.imagePreview(page).locator('img').waitFor();
}

async function panel(page: Page): Promise<void> {
  await workbench.runCommand(page, 'Easel: Open Panel');
  await workbench.webview(page).locator('body').waitFor();
}

/** A copy: what is made for the pictures is not to stay in samples/. */
async function withSamples(theme: string, work: (page: Page) => Promise<void>): Promise<void> {
  const home = await mkdtemp(path.join(tmpdir(), 'easel-shots-'));
  const folder = path.join(home, 'samples');
  await cp(samples, folder, { recursive: true, filter: (file) => !/-edited/.test(file) });
  const settings = { 'workbench.colorTheme': theme, 'easel.gateway': 'practice' };
  const server = await startServer({ name: 'screenshots', vsix, settings });
  const browser = await launchBrowser();
  try {
    await work(await workbench.openFolder(browser, server, folder));
  } finally {
    await browser.close();
    await server.stop();
    await rm(home, { recursive: true, force: true });
  }
}

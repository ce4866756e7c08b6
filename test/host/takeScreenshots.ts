import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from './chromium.ts';
import { root, samples, vsix } from './paths.ts';
import { startServer } from './server.ts';
import * as workbench from './workbench.ts';

const destination = path.join(root, 'media', 'screenshots');

const SHOWN_THEMES = ['light', 'dark', 'high-contrast'] as const;

/**
 * Takes the screenshots for the documentation in each theme: a context menu, an edited image, the panel, a comparison, the
 * history, a region, and Route Status. @returns the files
 */
export async function takeScreenshots(): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of SHOWN_THEMES) {
    await withSamples(workbench.THEMES[name], async (page) => {
      for (const scene of [menu, edited, panel, compared, history, region, status, statusNarrow]) {
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
  await workbench.imageIsShown(page, 'cat-edited.png');
}

async function compared(page: Page): Promise<void> {
  const view = workbench.webview(page);
  await view.getByRole('button', { name: 'Compare', exact: true }).first().click();
  await view.getByRole('radio', { name: 'Difference' }).click();
  await view.getByText('% of the image changed').waitFor();
}

async function panel(page: Page): Promise<void> {
  await workbench.explorerRow(page, 'hero.jpg').click();
  await workbench.editorTab(page, 'hero.jpg').waitFor();
  await workbench.clearNotifications(page);
  await workbench.runCommand(page, 'Easel: Open Panel');
  const view = workbench.webview(page);
  await view.getByRole('list').getByText('hero.jpg').waitFor();
  const prompt = view.locator('#prompt textarea');
  await prompt.fill('make it warmer');
  // With the keyboard, because a click would scroll to the button.
  await prompt.press('ControlOrMeta+Enter');
  await view.getByRole('img', { name: 'hero-edited.png' }).waitFor();
  await workbench.explorerRow(page, 'hero-edited.png').waitFor();
  // The icons are a font. Wait for it, otherwise they are missing.
  await view.locator('body').evaluate('document.fonts.ready.then(() => undefined)');
}

/** Shows the edit from the menu, the one from the panel, and one that fails. */
async function history(page: Page): Promise<void> {
  const view = workbench.webview(page);
  const prompt = view.locator('#prompt textarea');
  await prompt.fill('blur it [fault: get_channel_failed]');
  await prompt.press('ControlOrMeta+Enter');
  await view.locator('.failure').getByRole('button', { name: 'Dismiss' }).click();
  await view.getByRole('tab', { name: 'History' }).click();
  await view.locator('article.item').nth(2).waitFor();
  await view.locator('article.item canvas').nth(1).waitFor();
}

/** Marks two regions on the source in the open panel: the boat with a rectangle, the sun in the water with a brush. */
async function region(page: Page): Promise<void> {
  const view = workbench.webview(page);
  await view.getByRole('tab', { name: 'Results' }).click();
  await view.getByRole('button', { name: 'Mark Region…' }).click();
  const image = view.locator('easel-region .pane img');
  await view.getByRole('application').waitFor();
  await drawOver(page, image, [0.31, 0.5], [0.45, 0.79]);
  await view.getByRole('radio', { name: 'Brush' }).check();
  await drawOver(page, image, [0.63, 0.7], [0.7, 0.82]);
  await view.getByText(/^Marked: /).waitFor();
  // The Escape that follows must reach the editor.
  await view.getByRole('application').focus();
}

/** Drags over an image. @param from as shares of its width and height, like `to` */
async function drawOver(
  page: Page,
  image: ReturnType<typeof workbench.editorTab>,
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
): Promise<void> {
  const box = await image.boundingBox();
  if (box === null) throw new Error('The image is not visible.');
  const at = ([x, y]: typeof from) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 6 });
  await page.mouse.up();
}

/** Shows one gateway's routes with the statements about them, and the history of one route. */
async function status(page: Page): Promise<void> {
  await workbench.clearNotifications(page);
  await workbench.runCommand(page, 'Easel: Show Route Status');
  const view = workbench.webview(page);
  const filter = view.getByRole('searchbox', { name: 'Filter' });
  await filter.fill('crazyrouter edit');
  await view.locator('.route').nth(2).locator('summary').click();
  await view.locator('body').evaluate('document.fonts.ready.then(() => undefined)');
}

/** Shows the same page in a narrow editor. */
async function statusNarrow(page: Page): Promise<void> {
  await workbench.narrowEditor(page, 300);
}

/** Opens a copy of samples/, so that images made for the screenshots do not stay there. */
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

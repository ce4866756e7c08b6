/** Make Icon Set… as users reach it, and the written favicon set in a real Chromium. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { test } from 'node:test';
import { accessibilityViolations } from '../../host/accessibility.ts';
import * as workbench from '../../host/workbench.ts';
import type { Page } from '../../host/workbench.ts';
import { png } from '../../support/image/images.ts';
import { blockedByPolicy, withVSCode } from '../rig.ts';

const LOGO = png(700, 700, (x, y) => {
  const [u, v] = [(x - 350) / 350, (y - 350) / 350];
  if (Math.hypot(u, v) > 0.9) return [0, 0, 0, 0];
  return Math.abs(u) + Math.abs(v) < 0.5 ? [255, 210, 60] : [30, 90, 200];
});

const THEMES = ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const;

test('by keyboard: a favicon set with its HTML, shown before it is written, and one Undo takes it back', () =>
  withVSCode({ name: 'icon-set', files: { 'logo.png': LOGO } }, async ({ page, folder }) => {
    await workbench.openImage(page, 'logo.png');
    await workbench.runCommand(page, 'Easel: Make Icon Set…');
    const box = page.locator('.quick-input-widget:visible');
    await box.getByPlaceholder('Select a set.').waitFor();
    await workbench.screenshot(page, 'icon-set-list');
    const blocked = blockedByPolicy(page);
    await workbench.answer(page, 'favicon');
    const view = workbench.webview(page);
    await view.getByRole('button', { name: 'Write 14 Files' }).waitFor();
    await sizesAreReal(page);
    assert.deepEqual(blocked, []);
    for (const theme of THEMES) {
      await useTheme(page, folder, theme);
      assert.deepEqual(await accessibilityViolations(view), [], theme);
      await workbench.screenshot(page, `icon-set-${theme}`);
    }
    assert.deepEqual((await readdir(folder)).sort(), ['.vscode', 'logo.png']);

    // The focus starts on the button that writes.
    await view.locator('#write:focus').waitFor();
    await page.keyboard.press('Enter');
    const notice = workbench.notification(page, 'Made 14 files in icons.');
    await notice.waitFor();
    const written = await readdir(join(folder, 'icons'));
    assert.equal(written.length, 14);
    await workbench.editorTab(page, 'Favicon and Web App').waitFor({ state: 'detached' });
    await worksInChromium(page, folder);

    await notice.getByRole('button', { name: 'Undo' }).click();
    const deleted = workbench.notification(page, 'Deleted favicon.ico');
    await deleted.waitFor();
    assert.deepEqual((await readdir(folder)).sort(), ['.vscode', 'logo.png']);
    await deleted.getByRole('button', { name: 'Restore' }).click();
    await workbench.explorerRow(page, 'icons').waitFor();
  }));

test('by mouse: the snippet of a set in an editor, and closing the preview writes nothing', () =>
  withVSCode({ name: 'icon-set-mouse', files: { 'logo.png': LOGO } }, async ({ page, folder }) => {
    await workbench.openImage(page, 'logo.png');
    await workbench.chooseInContextMenu(page, 'logo.png', 'Make Icon Set…', 'Prepare for Project');
    await workbench.pick(page, 'Responsive Images');
    const view = workbench.webview(page);
    await view.getByRole('button', { name: 'Write 4 Files' }).waitFor();
    await view.getByText('logo-640.webp', { exact: true }).waitFor();
    await view.getByRole('button', { name: 'Show in Editor' }).click();
    await page.locator('.monaco-editor .view-lines').getByText('<picture>').waitFor();
    await workbench.screenshot(page, 'icon-set-snippet');
    const tab = workbench.editorTab(page, 'Responsive Images');
    await tab.getByRole('button', { name: /^Close/ }).click();
    await tab.waitFor({ state: 'detached' });
    assert.deepEqual(await readdir(folder), ['logo.png']);
  }));

/** Every picture has arrived, and has as many CSS px as it has pixels. */
async function sizesAreReal(page: Page): Promise<void> {
  const view = workbench.webview(page);
  await view.locator('.pictures li:last-child img[src^="blob:"]').waitFor();
  const found: readonly (readonly [string, number, number])[] = await view
    .locator('.pictures')
    .evaluate(
      `Promise.all([...document.querySelectorAll('.pictures img')].map(async (image) => {
      await image.decode();
      return [image.alt, image.naturalWidth, image.getBoundingClientRect().width];
    }))`,
    );
  assert.equal(found.length, 12);
  for (const [name, natural, shown] of found) assert.equal(shown, natural, name);
}

/** The written files at the root of a site, as its pages name them. */
async function worksInChromium(page: Page, folder: string): Promise<void> {
  const html = await readFile(join(folder, 'icons', 'favicon.html'), 'utf8');
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname;
    if (path === '/') {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><html lang="en"><title>Site</title>${html}`);
      return;
    }
    readFile(join(folder, normalize(path))).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site = await page.context().newPage();
  try {
    await site.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const session = await page.context().newCDPSession(site);
    const { errors, data, manifest } = await session.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    assert.match(data ?? '', /"purpose": "maskable"/);
    assert.ok(manifest);
    const icons = await site.evaluate<readonly string[]>(`Promise.all(
      [...document.querySelectorAll('link[rel*=icon]')].map(async ({ href, sizes }) => {
        const image = new Image();
        image.src = href;
        await image.decode();
        return href.split('/').pop() + ' ' + sizes.value + ' ' + image.naturalWidth;
      }))`);
    assert.deepEqual(icons, [
      'favicon.ico 16x16 32x32 48x48 48',
      'favicon-16.png 16x16 16',
      'favicon-32.png 32x32 32',
      'favicon-48.png 48x48 48',
      'favicon-96.png 96x96 96',
      'apple-touch-icon.png  180',
    ]);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    const aboutIcons = installabilityErrors.filter(({ errorId }) => /icon|manifest/.test(errorId));
    assert.deepEqual(aboutIcons, []);
  } finally {
    await site.close();
    server.close();
  }
}

/** Changes the window's theme in the folder's settings. */
async function useTheme(page: Page, folder: string, theme: (typeof THEMES)[number]): Promise<void> {
  await mkdir(join(folder, '.vscode'), { recursive: true });
  const text = JSON.stringify({ 'workbench.colorTheme': workbench.THEMES[theme] });
  await writeFile(join(folder, '.vscode', 'settings.json'), text);
  await workbench.webview(page).locator(`body[data-vscode-theme-kind="vscode-${theme}"]`).waitFor();
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { launchBrowser } from '../host/chromium.ts';
import { root, samples, vsix } from '../host/paths.ts';
import { startServer } from '../host/server.ts';
import { openFolder, runCommand } from '../host/workbench.ts';
import type { Page } from '../host/workbench.ts';

/** An image as the page reports it. A width of 0 means that it did not load. */
interface Shown {
  readonly alt: string;
  readonly width: number;
}

/** Serves the repository's files in place of GitHub, so that the test needs no network. */
test('the extension page of the installed VSIX shows every image of the README', async () => {
  const server = await startServer({ name: 'readme', vsix });
  const browser = await launchBrowser();
  try {
    const page = await openFolder(browser, server, samples);
    await page.context().route('https://github.com/**', (route) => {
      const [, , , , , ...file] = new URL(route.request().url()).pathname.split('/');
      return route.fulfill({ path: path.join(root, ...file) });
    });
    await runCommand(page, 'Extensions: Show Installed Extensions');
    await page
      .locator('.extensions-viewlet .monaco-list-row', { hasText: 'Easel' })
      .first()
      .click();
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    const expected = [...readme.matchAll(/!\[([^\]]*)\]/g)].map(([, alt = '']) => alt);
    assert.notDeepEqual(expected, []);
    const shown = await shownImages(page, expected);
    assert.deepEqual(
      shown.map(({ alt }) => alt),
      expected,
    );
    for (const { alt, width } of shown) assert.ok(width > 100, `“${alt}” is ${width} px wide`);
  } finally {
    await browser.close();
    await server.stop();
  }
});

/** Waits up to 40 s for a frame that has an image for each text, and for those images to load. */
async function shownImages(page: Page, alts: readonly string[]): Promise<readonly Shown[]> {
  const deadline = Date.now() + 40_000;
  for (;;) {
    for (const frame of page.frames()) {
      const images = (await frame
        .evaluate(
          '[...document.images].map((i) => ({ alt: i.alt, width: i.naturalWidth, ended: i.complete }))',
        )
        .catch(() => [])) as readonly (Shown & { ended: boolean })[];
      const wanted = images.filter(({ alt }) => alts.includes(alt));
      if (wanted.length === alts.length && wanted.every(({ ended }) => ended)) return wanted;
    }
    if (Date.now() > deadline) throw new Error('No page shows the README.');
    await page.waitForTimeout(500);
  }
}

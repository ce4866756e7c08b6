/** Editors and webviews. */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { PATIENCE_MS } from './patience.ts';

export function editorTab(page: Page, name: string): Locator {
  return page.locator('.tabs-container .tab', { hasText: name });
}

/** The document inside a webview of an extension. */
export function webview(page: Page, extensionId = 'easel-vscode.easel'): FrameLocator {
  return page
    .locator(`iframe.webview.ready[src*="extensionId=${extensionId}"]`)
    .contentFrame()
    .locator('iframe#active-frame')
    .contentFrame();
}

/** The document inside VS Code's own image preview. */
export function imagePreview(page: Page): FrameLocator {
  return webview(page, 'vscode.media-preview');
}

/** Waits until VS Code's own preview shows an image. It takes the focus then; keys that are typed before may get lost. */
export async function imageIsShown(page: Page, name: string): Promise<void> {
  await editorTab(page, name).waitFor();
  await imagePreview(page).locator('img').waitFor();
}

/**
 * Narrows the window until the webview in its editor has a width in CSS px. The side bar keeps its own width, and the editor
 * follows the window with a delay, so this measures and resizes until the width is right.
 */
export async function narrowEditor(page: Page, width: number): Promise<void> {
  const html = webview(page).locator('html');
  const deadline = Date.now() + PATIENCE_MS;
  let before = NaN;
  for (;;) {
    const editor = Number(await html.evaluate('innerWidth'));
    if (editor === width) return;
    if (Date.now() > deadline) throw new Error(`The editor stays ${editor} px wide.`);
    const window = page.viewportSize();
    if (editor === before && window !== null) {
      // Never narrower than the target: the next round corrects a width that was measured too early.
      const wanted = Math.max(width, window.width - editor + width);
      await page.setViewportSize({ ...window, width: wanted });
    }
    before = editor;
    await page.waitForTimeout(500);
  }
}

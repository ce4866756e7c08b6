/** Quick picks and input boxes. */
import type { Locator, Page } from 'playwright-core';

/** The text box of a quick pick or an input box. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible .quick-input-box input');
}

/** Returns the items of the open quick pick in order: labels with their descriptions. */
export async function quickPickLabels(page: Page): Promise<readonly string[]> {
  const rows = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  await rows.first().waitFor();
  return await rows.allTextContents();
}

/** The input box that shows dots instead of what the user types. */
export function passwordInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible .quick-input-box input[type="password"]');
}

/** Picks an item of the open quick pick. */
export async function pick(page: Page, label: string): Promise<void> {
  await page
    .locator('.quick-input-widget:visible .quick-input-list .monaco-list-row', { hasText: label })
    .first()
    .click();
}

/** Types into the open input box. */
export async function fillPrompt(page: Page, text: string): Promise<void> {
  const box = quickInput(page);
  await box.waitFor();
  await box.fill(text);
}

/** Types into the open input box and confirms it. */
export async function answer(page: Page, text: string): Promise<void> {
  await fillPrompt(page, text);
  await page.keyboard.press('Enter');
}

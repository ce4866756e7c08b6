/** The steps of a command that asks several questions. */
import * as workbench from '../../host/workbench.ts';
import type { Locator, Page } from '../../host/workbench.ts';

/** Waits until the open step shows a text, as its message or in the empty box. */
export async function step(page: Page, text: string | RegExp): Promise<void> {
  const widget = page.locator('.quick-input-widget:visible');
  await widget.getByText(text).or(widget.getByPlaceholder(text)).first().waitFor();
}

/** Answers the open step. @param text undefined to accept the suggestion @param message shown for the text */
export async function answerStep(
  page: Page,
  prompt: string,
  text: string | undefined,
  message: string,
): Promise<void> {
  await step(page, prompt);
  if (text !== undefined) await workbench.quickInput(page).fill(text);
  if (message !== '') await step(page, message);
  await page.keyboard.press('Enter');
}

/** The focused row of the open list, once it has this text. */
export function focused(page: Page, text: string): Locator {
  return page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text });
}

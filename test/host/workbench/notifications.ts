/** Notifications and dialogs. */
import type { Locator, Page } from 'playwright-core';
import { runCommand } from './window.ts';

export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator('.notification-toast', { hasText: text }).first();
}

/** Clears all notifications. Then waits: VS Code hides notifications if more than three appear within 0.8 s. */
export async function clearNotifications(page: Page): Promise<void> {
  await runCommand(page, 'Notifications: Clear All Notifications');
  await page.waitForTimeout(800);
}

/** The progress notification of a run. */
export function progress(page: Page): Locator {
  const bar = page.locator('.monaco-progress-container.active');
  return page.locator('.notification-toast').filter({ has: bar });
}

export async function cancelProgress(page: Page): Promise<void> {
  await progress(page).getByRole('button', { name: 'Cancel' }).click();
}

export function dialog(page: Page): Locator {
  return page.locator('.monaco-dialog-box');
}

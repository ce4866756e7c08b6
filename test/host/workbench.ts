/** Drives VS Code's workbench in a browser: `import * as workbench from '../host/workbench.ts'`. */
export type { Locator, Page } from 'playwright-core';
export * from './workbench/editors.ts';
export * from './workbench/explorer.ts';
export * from './workbench/notifications.ts';
export * from './workbench/quickInput.ts';
export * from './workbench/window.ts';

import { basename, dirname, join } from 'node:path';

/**
 * Returns the folder of a workspace's history, the same one for all windows. VS Code adds a number to the storage folder of a second
 * window on the same workspace (`ExtensionStoragePaths` in its `extHostStoragePaths.ts`), and of a reloaded window whose predecessor
 * is still closing.
 *
 * @param storage this window's storage for the extension, `…/<workspace>/<extension>`: an absolute path
 */
export function historyFolder(storage: string): string {
  const workspace = dirname(storage);
  const shared = basename(workspace).replace(/^(-?[0-9a-f]{4,})-\d$/, '$1');
  return join(dirname(workspace), shared, basename(storage), 'history');
}

import { basename, dirname, join } from 'node:path';

/**
 * Where the history of a workspace is, the same for all windows: VS Code keeps a second window's storage of one workspace apart
 * by a number behind its name (`ExtensionStoragePaths` in `extHostStoragePaths.ts`), also that of a page that was loaded again
 * while the old one was still ending.
 *
 * @param storage this window's storage for the extension, `…/<workspace>/<extension>`: an absolute path
 */
export function historyFolder(storage: string): string {
  const workspace = dirname(storage);
  const shared = basename(workspace).replace(/^(-?[0-9a-f]{4,})-\d$/, '$1');
  return join(dirname(workspace), shared, basename(storage), 'history');
}

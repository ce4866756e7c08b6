import { fileURLToPath } from 'node:url';

/** The folder for a result: the source's folder or a selected one. */
export interface Target {
  /** The folder's URI. */
  readonly folder: string;
  /** The file name without number and extension. The number depends on the free names, and the extension on the bytes. */
  readonly stem: string;
  /** The first number to try, for the next version of a file; 1 by default, which is the name without a number. */
  readonly number?: number | undefined;
  /** A setting names the folder, and it is inside the workspace: it is created if it is missing. */
  readonly mayCreate?: true;
}

/** Returns the absolute path of a target's folder; undefined for a folder on a virtual file system, and for a lost record's. */
export function localFolder({ folder }: Pick<Target, 'folder'>): string | undefined {
  try {
    return folder.startsWith('file:') ? fileURLToPath(folder) : undefined;
  } catch {
    return undefined;
  }
}

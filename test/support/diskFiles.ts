import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { codeOf } from '../../src/disk/disk.ts';
import { CheckError } from '../../src/errors.ts';
import type { Files } from '../../src/run/plan/plan.ts';

/** The user's files on the real disk. There is no workspace. */
export const diskFiles: Files = {
  name: (uri) => basename(fileURLToPath(uri)),
  parent: (uri) => pathToFileURL(dirname(fileURLToPath(uri))).href,
  kind: (uri) =>
    stat(fileURLToPath(uri)).then(
      (found) => (found.isDirectory() ? 'folder' : 'file'),
      () => 'missing',
    ),
  read: (uri) =>
    readFile(fileURLToPath(uri)).catch((error: unknown) => {
      throw new CheckError({ kind: 'unreadable', file: basename(uri), code: codeOf(error) });
    }),
  home: () => undefined,
};

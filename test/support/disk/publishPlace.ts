/** Where tests publish. Importing this file gives each test of a test file a new place. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach } from 'node:test';

/** For what a test file needs besides. Removed after its last test. */
export const root = await mkdtemp(join(tmpdir(), 'easel-publish-'));
after(() => rm(root, { recursive: true, force: true }));

/** The target: an empty folder. */
export let folder = '';
/** A file with `the paid bytes`. */
export let spooled = '';
beforeEach(async () => {
  const home = await mkdtemp(join(root, 'case-'));
  folder = join(home, 'images');
  spooled = join(home, 'payload');
  await mkdir(folder);
  await writeFile(spooled, 'the paid bytes');
});

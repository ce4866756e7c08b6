import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { temporaryFolder, temporaryRoot } from '../../../src/disk/temporary.ts';

const home = await mkdtemp(join(tmpdir(), 'easel-temporary-'));
after(() => rm(home, { recursive: true, force: true }));
let root = '';
beforeEach(async () => {
  root = join(await mkdtemp(join(home, 'case-')), 'root');
});

const ID = '00000000-0000-4000-8000-000000000000';
const onUnix = { skip: process.getuid === undefined && 'Windows has no user ids' };

/** Works while `process.getuid` is another function, or missing. */
async function withUserId<T>(
  getuid: (() => number) | undefined,
  work: () => T | Promise<T>,
): Promise<T> {
  const original = Object.getOwnPropertyDescriptor(process, 'getuid');
  Object.defineProperty(process, 'getuid', { value: getuid, configurable: true });
  try {
    return await work();
  } finally {
    if (original) Object.defineProperty(process, 'getuid', original);
    else Reflect.deleteProperty(process, 'getuid');
  }
}

test('the root is among temporary files, and each user has one', async () => {
  assert.equal(await withUserId(() => 4711, temporaryRoot), join(tmpdir(), 'easel-4711'));
  assert.equal(await withUserId(undefined, temporaryRoot), join(tmpdir(), 'easel-spool'));
});

test("creates the root and the run's folder for this user alone", onUnix, async () => {
  const folder = await temporaryFolder(nodeDisk, root, ID);
  assert.equal(folder, join(root, ID));
  for (const each of [root, folder]) assert.equal((await stat(each)).mode & 0o777, 0o700);
});

test('uses a root that exists already, as often as it is asked', async () => {
  await temporaryFolder(nodeDisk, root, ID);
  assert.equal(await temporaryFolder(nodeDisk, root, ID), join(root, ID));
  assert.equal(await temporaryFolder(nodeDisk, root, 'other'), join(root, 'other'));
});

describe('threat-T29 a root that another user could have put there', onUnix, () => {
  test('is refused when others can read or write it', async () => {
    for (const mode of [0o701, 0o710, 0o777, 0o740]) {
      await mkdir(root, { recursive: true });
      await chmod(root, mode);
      await assert.rejects(temporaryFolder(nodeDisk, root, ID), /not our own/, mode.toString(8));
      assert.deepEqual(await readdir(root), []);
    }
  });

  test('is refused when it is a link, wherever that leads', async () => {
    const elsewhere = join(dirname(root), 'elsewhere');
    await mkdir(elsewhere, { mode: 0o700 });
    await symlink(elsewhere, root);
    await assert.rejects(temporaryFolder(nodeDisk, root, ID), /not our own/);
    assert.deepEqual(await readdir(elsewhere), []);
  });

  test('is refused when it is a file', async () => {
    await writeFile(root, '');
    await assert.rejects(temporaryFolder(nodeDisk, root, ID), { code: 'EEXIST' });
  });

  test('is refused when it belongs to another user', async () => {
    const lstat = (async (path: string) => {
      const found = await nodeDisk.lstat(path);
      return Object.assign(found, { uid: found.uid + 1 });
    }) as unknown as Disk['lstat'];
    await assert.rejects(temporaryFolder({ ...nodeDisk, lstat }, root, ID), /not our own/);
  });
});

test('without user ids, as on Windows, the mode does not matter', async () => {
  await mkdir(root, { recursive: true });
  await chmod(root, 0o777);
  const folder = await withUserId(undefined, () => temporaryFolder(nodeDisk, root, ID));
  assert.equal(folder, join(root, ID));
});

/** A published file belongs where it is: it has the owner, group, mode, and access list of any new file in its folder. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../../src/disk/disk.ts';
import { publishFile } from '../../../../src/disk/publish/publishFile.ts';

const root = await mkdtemp(join(tmpdir(), 'easel-access-'));
after(() => rm(root, { recursive: true, force: true }));
const umask = process.umask(0o022);
after(() => process.umask(umask));

let folder = '';
let spooled = '';
beforeEach(async () => {
  process.umask(umask);
  const home = await mkdtemp(join(root, 'case-'));
  folder = join(home, 'images');
  await mkdir(folder);
  await mkdir(join(home, 'spool'), { mode: 0o700 });
  spooled = join(home, 'spool', 'payload-1');
  await writeFile(spooled, 'the paid bytes');
});

/** Another group that this user may give to a folder. Root may give any. */
const GROUP =
  process.getuid?.() === 0
    ? 54_321
    : (process.getgroups?.().find((gid) => gid !== process.getgid?.()) ?? process.getgid?.());

function refuse(code: string): Promise<never> {
  return Promise.reject(Object.assign(new Error(code), { code }));
}

const DISKS: Readonly<Record<string, Disk>> = {
  'with links': nodeDisk,
  'without links': { ...nodeDisk, link: () => refuse('EPERM') },
};

/** Publishes, and asserts that the file looks like one that the user creates there. */
async function assertLikeNew(disk: Disk, content: string | Uint8Array = spooled): Promise<string> {
  const usual = join(folder, 'usual');
  await writeFile(usual, '');
  const file = await publishFile(content, folder, { stem: 'x', extension: 'png' }, { disk });
  const [one, other] = [await stat(file), await stat(usual)];
  assert.deepEqual([one.uid, one.gid, one.mode], [other.uid, other.gid, other.mode]);
  assert.equal(accessList(file), accessList(usual));
  assert.equal(await readFile(file, 'utf8'), 'the paid bytes');
  return file;
}

/** Returns the access list where this machine has the tool that prints it. */
function accessList(file: string): string {
  try {
    return execFileSync('getfacl', ['--omit-header', '--absolute-names', file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}

for (const [system, disk] of Object.entries(DISKS)) {
  describe(`on a disk ${system}, a published file`, () => {
    test('gets the group of a folder that hands its group down', async () => {
      if (GROUP !== undefined) await chown(folder, -1, GROUP);
      await chmod(folder, 0o2775);
      const file = await assertLikeNew(disk);
      if (GROUP !== undefined) assert.equal((await stat(file)).gid, GROUP);
      await assertLikeNew(disk, Buffer.from('the paid bytes'));
    });

    for (const mask of [0o002, 0o027, 0o077]) {
      test(`has the mode of umask ${mask.toString(8)}, whatever the spool’s file has`, async () => {
        await chmod(spooled, 0o640);
        process.umask(mask);
        const file = await assertLikeNew(disk);
        if (process.platform !== 'win32') {
          assert.equal((await stat(file)).mode & 0o777, 0o666 & ~mask);
        }
      });
    }

    test('has the default access list of its folder, also where its mode does not show it', async () => {
      // Without setfacl, or on a disk without access lists, the file is only compared with a new one.
      const isSet = runs('setfacl', ['-d', '-m', 'u:12345:r-x', folder]);
      const file = await assertLikeNew(disk);
      if (isSet) assert.match(accessList(file), /^user:12345:r-x/m);
    });

    test('is a file of its own: changing it leaves the paid bytes as they were', async () => {
      const file = await assertLikeNew(disk);
      await writeFile(file, 'retouched');
      assert.equal(await readFile(spooled, 'utf8'), 'the paid bytes');
      assert.equal((await stat(spooled)).nlink, 1);
      assert.equal((await stat(file)).nlink, 1);
    });
  });
}

function runs(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

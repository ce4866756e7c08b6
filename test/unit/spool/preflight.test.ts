import assert from 'node:assert/strict';
import {
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { CheckError, SaveError, type CheckProblem } from '../../../src/errors.ts';
import {
  checkFolder,
  checkRoom,
  NEEDED_BYTES,
  spoolRefusal,
} from '../../../src/spool/preflight.ts';
import { FAST } from '../../support/disk/fast.ts';

const root = await realpath(await mkdtemp(join(FAST, 'easel-preflight-')));
after(() => rm(root, { recursive: true, force: true }));
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'case-'));
});

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** A disk that states so many free blocks, or fails. */
function withFree(statfs: (path: string) => Promise<{ bavail: number; bsize: number }>): Disk {
  return { ...nodeDisk, statfs: statfs as unknown as Disk['statfs'] };
}

async function problemOf(promise: Promise<unknown>): Promise<CheckProblem> {
  let problem: CheckProblem | undefined;
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof CheckError, String(error));
    problem = error.problem;
    return true;
  });
  assert.ok(problem);
  return problem;
}

describe('fault-126 the room check', () => {
  const blocks = (bytes: number) => withFree(async () => ({ bavail: bytes / 4096, bsize: 4096 }));

  test('passes from 64 MiB on', async () => {
    assert.equal(NEEDED_BYTES, 64 * 1024 * 1024);
    await checkRoom(folder, blocks(NEEDED_BYTES));
    await checkRoom(folder, blocks(NEEDED_BYTES * 2));
    await checkRoom(folder, blocks(NEEDED_BYTES * 4), 4);
  });

  test('fails below, and says how much is free', async () => {
    const free = NEEDED_BYTES - 4096;
    assert.deepEqual(await problemOf(checkRoom(folder, blocks(free))), {
      kind: 'no-room',
      free,
      needed: NEEDED_BYTES,
    });
    assert.equal((await problemOf(checkRoom(folder, blocks(0)))).kind, 'no-room');
    // Four results that arrive at once need four times the room.
    assert.deepEqual(await problemOf(checkRoom(folder, blocks(NEEDED_BYTES * 3), 4)), {
      kind: 'no-room',
      free: NEEDED_BYTES * 3,
      needed: NEEDED_BYTES * 4,
    });
  });

  test("looks at the parent's disk for a folder that does not exist yet", async () => {
    const asked: string[] = [];
    const disk = withFree(async (path) => {
      asked.push(path);
      if (path !== folder) throw withCode('ENOENT');
      return { bavail: 1, bsize: 1 };
    });
    const missing = join(folder, 'a', 'b');
    assert.equal((await problemOf(checkRoom(missing, disk))).kind, 'no-room');
    assert.deepEqual(asked, [missing, join(folder, 'a'), folder]);
  });

  test('passes where the system does not state the free space', async () => {
    for (const code of ['ENOSYS', 'EACCES']) {
      let asked = 0;
      const disk = withFree(async () => {
        asked += 1;
        throw withCode(code);
      });
      await checkRoom(join(folder, 'a'), disk);
      assert.equal(asked, 1, code);
    }
    let asked = 0;
    const nowhere = withFree(async () => {
      asked += 1;
      throw withCode('ENOENT');
    });
    await checkRoom('/a/b', nowhere);
    assert.equal(asked, 3, 'up to the root of the disk');
  });
});

describe('a spool that cannot be opened', () => {
  test('has no room when its disk or quota is full', async () => {
    for (const code of ['ENOSPC', 'EDQUOT']) {
      const cause = withCode(code);
      const disk = withFree(async () => ({ bavail: 2, bsize: 512 }));
      const error = await spoolRefusal(cause, folder, disk);
      assert.ok(error instanceof CheckError);
      assert.deepEqual(error.problem, { kind: 'no-room', free: 1024, needed: NEEDED_BYTES });
      assert.equal(error.cause, cause);
    }
  });

  test('has no bytes free where the full disk does not state any', async () => {
    const disk = withFree(() => Promise.reject(withCode('EIO')));
    const error = await spoolRefusal(withCode('ENOSPC'), folder, disk);
    assert.ok(error instanceof CheckError && error.problem.kind === 'no-room');
    assert.equal(error.problem.free, 0);
  });

  test("is refused with the system's code otherwise", async () => {
    const cause = withCode('EROFS');
    const error = await spoolRefusal(cause, folder);
    assert.ok(error instanceof CheckError);
    assert.deepEqual(error.problem, { kind: 'no-spool', code: 'EROFS' });
    assert.equal(error.cause, cause);
  });

  test('keeps an error that says more', async () => {
    const own = new SaveError('x', 'ENOSPC');
    assert.equal(await spoolRefusal(own, folder), own);
  });
});

describe('the folder check', () => {
  test('passes for a writable folder and leaves nothing in it', async () => {
    await checkFolder(folder);
    assert.deepEqual(await readdir(folder), []);
  });

  test('fault-137 fails for a missing folder and for a file', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    for (const target of [join(folder, 'missing'), file]) {
      const problem = await problemOf(checkFolder(target));
      assert.deepEqual(problem, { kind: 'target-missing', folder: target });
    }
  });

  test("fault-128 fails where no file can be created or removed, with the system's code", async () => {
    const fail = () => Promise.reject(withCode('EROFS'));
    for (const disk of [
      { ...nodeDisk, open: fail },
      { ...nodeDisk, rm: fail },
    ]) {
      const problem = await problemOf(checkFolder(folder, disk));
      assert.deepEqual(problem, { kind: 'target-read-only', folder, code: 'EROFS' });
    }
  });

  test('creates its probe exclusively, under a hidden name that is never twice the same', async () => {
    const probes: string[] = [];
    const open: Disk['open'] = async (path, flags, ...rest) => {
      assert.equal(flags, 'wx');
      probes.push(String(path));
      return await nodeDisk.open(path, flags, ...rest);
    };
    await checkFolder(folder, { ...nodeDisk, open });
    await checkFolder(folder, { ...nodeDisk, open });
    for (const probe of probes) assert.match(probe.slice(folder.length), /^[/\\]\.easel-.*\.part$/);
    assert.equal(new Set(probes).size, 2);
  });
});

describe('fault-136 the second folder check', () => {
  test('passes while the folder is the same, also through a link', async () => {
    const link = join(root, `link-to-${folder.slice(-6)}`);
    await symlink(folder, link);
    const recheck = await checkFolder(link);
    await recheck();
    await recheck();
  });

  test('fails when the folder became a link to elsewhere', async () => {
    const recheck = await checkFolder(folder);
    await rename(folder, `${folder}-moved`);
    await mkdir(`${folder}-elsewhere`);
    await symlink(`${folder}-elsewhere`, folder);
    await assert.rejects(recheck(), (error) => {
      assert.ok(error instanceof SaveError);
      assert.deepEqual([error.file, error.code], [folder, 'EXDEV']);
      return true;
    });
  });

  test("fails with the system's code when the folder is gone", async () => {
    const recheck = await checkFolder(folder);
    await rm(folder, { recursive: true });
    await assert.rejects(recheck(), (error) => {
      assert.ok(error instanceof SaveError);
      assert.deepEqual([error.file, error.code], [folder, 'ENOENT']);
      assert.ok(error.cause instanceof Error);
      return true;
    });
  });
});

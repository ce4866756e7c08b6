/** Files that a scanner or an indexer holds for a moment. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { codeOf, nodeDisk, type Disk } from '../../../../src/disk/disk.ts';
import { removeFile, removeFolder } from '../../../../src/disk/remove.ts';
import { mayPass, retryWhileBusy, scannerPauses } from '../../../../src/disk/retry.ts';

const root = await mkdtemp(join(tmpdir(), 'easel-retry-'));
after(() => rm(root, { recursive: true, force: true }));

const PLATFORMS = ['win32', 'darwin', 'linux'] as const;

describe('mayPass', () => {
  for (const code of ['EBUSY', 'EPERM', 'EMFILE', 'ENFILE', 'EAGAIN', 'ESTALE']) {
    test(`${code} may pass everywhere`, () => {
      for (const platform of PLATFORMS) assert.ok(mayPass(code, platform));
    });
  }
  for (const code of ['ENOSPC', 'EDQUOT', 'EROFS', 'ENOENT', 'EEXIST', 'EIO', 'EXDEV', 'UNKNOWN']) {
    test(`${code} lasts everywhere`, () => {
      for (const platform of PLATFORMS) assert.ok(!mayPass(code, platform));
    });
  }
  test('EACCES may pass on Windows, and is about permissions elsewhere', () => {
    assert.deepEqual(
      PLATFORMS.map((platform) => mayPass('EACCES', platform)),
      [true, false, false],
    );
  });
});

test('steps that only Windows refuses for a moment are repeated only there, for less than a second', () => {
  const [windows = [], ...others] = PLATFORMS.map(scannerPauses);
  assert.deepEqual(others, [[], []]);
  assert.ok(windows.length >= 5);
  const all = windows.reduce((sum, pause) => sum + pause, 0);
  assert.ok(all > 500 && all < 1000, `${all} ms`);
});

test('retryWhileBusy asks the platform which refusals pass', async () => {
  for (const [platform, tries] of [
    ['win32', 3],
    ['linux', 1],
  ] as const) {
    let calls = 0;
    const work = () => {
      calls += 1;
      return Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }));
    };
    await assert.rejects(retryWhileBusy([0, 0], work, platform), { code: 'EACCES' });
    assert.equal(calls, tries, platform);
  }
});

/** A disk that refuses the first removals. */
function holding(refusals: number, code: string): { disk: Disk; calls: () => number } {
  let calls = 0;
  const disk: Disk = {
    ...nodeDisk,
    rm: (path, options) => {
      calls += 1;
      if (calls > refusals) return nodeDisk.rm(path, options);
      return Promise.reject(Object.assign(new Error(code), { code }));
    },
  };
  return { disk, calls: () => calls };
}

for (const code of ['EBUSY', 'EPERM']) {
  test(`a file that a scanner holds (${code}) is removed when it is released`, async () => {
    const file = join(root, `held-${code}`);
    await writeFile(file, '');
    const { disk, calls } = holding(3, code);
    await removeFile(disk, file, [0, 0, 0, 0]);
    assert.equal(calls(), 4);
    await assert.rejects(stat(file), { code: 'ENOENT' });
    await removeFile(disk, file);
  });

  test(`a folder with such a file (${code}) is removed, too`, async () => {
    const folder = join(root, `folder-${code}`);
    await mkdir(join(folder, 'deep'), { recursive: true });
    await writeFile(join(folder, 'deep', 'file'), '');
    const { disk, calls } = holding(2, code);
    await removeFolder(disk, folder, [0, 0]);
    assert.equal(calls(), 3);
    assert.ok(!(await readdir(root)).includes(`folder-${code}`));
    await removeFolder(disk, folder);
  });

  test(`a file that is never released (${code}) is reported`, async () => {
    const { disk, calls } = holding(Infinity, code);
    for (const remove of [removeFile, removeFolder]) {
      const error = await remove(disk, root, [0, 0]).catch((error: unknown) => error);
      assert.equal(codeOf(error), code);
    }
    assert.equal(calls(), 6);
  });
}

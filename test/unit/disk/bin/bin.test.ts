/** The bin for deleted results: real files, and a disk that says it is another one. */
import assert from 'node:assert/strict';
import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, sep } from 'node:path';
import { test } from 'node:test';
import {
  BIN_DAYS,
  emptyBin,
  isInBin,
  moveFromBin,
  moveToBin,
} from '../../../../src/disk/bin/bin.ts';
import { nodeDisk, type Disk } from '../../../../src/disk/disk.ts';

const NOW = Date.UTC(2026, 10, 27);
const DAY_MS = 24 * 60 * 60 * 1000;
const BYTES = Buffer.from('a paid image');

/** The bin is on another disk than the project. */
const otherDisk = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('cross-device'), { code: 'EXDEV' }));
const BETWEEN_DISKS: Disk = {
  ...nodeDisk,
  link: (from, to) => (String(from).includes('.part') ? nodeDisk.link(from, to) : otherDisk()),
  rename: (from, to) => (String(from).includes('.part') ? nodeDisk.rename(from, to) : otherDisk()),
};

interface Place {
  readonly project: string;
  readonly bin: string;
  readonly file: string;
}

async function withFile(body: (place: Place) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'easel-bin-'));
  try {
    const [project, bin] = [join(root, 'project'), join(root, 'storage', 'bin')];
    await mkdir(project);
    const file = join(project, 'cat-edited-2.png');
    await writeFile(file, BYTES);
    await utimes(file, 1000, 1000);
    await body({ project, bin, file });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

for (const [name, disk] of [
  ['the same disk', nodeDisk],
  ['another disk', BETWEEN_DISKS],
] as const) {
  test(`a file goes into a bin on ${name} and comes back with its bytes and its name`, () =>
    withFile(async ({ project, bin, file }) => {
      const binned = await moveToBin(file, bin, NOW, disk);
      assert.ok(binned);
      assert.deepEqual(await readdir(project), []);
      assert.ok((await readFile(binned)).equals(BYTES));
      assert.equal(await moveFromBin(binned, file, disk), file);
      assert.deepEqual(await readdir(project), ['cat-edited-2.png']);
      assert.ok((await readFile(file)).equals(BYTES));
      assert.deepEqual(await readdir(bin), [], 'no folder is left');
      if (disk === nodeDisk) assert.equal((await stat(file)).mtimeMs, 1_000_000);
    }));

  test(`a file from a bin on ${name} replaces nothing: it gets the next free number`, () =>
    withFile(async ({ project, bin, file }) => {
      const binned = await moveToBin(file, bin, NOW, disk);
      assert.ok(binned);
      await writeFile(file, 'another');
      await writeFile(join(project, 'cat-edited-3.png'), 'a third');
      const restored = await moveFromBin(binned, file, disk);
      assert.equal(restored && basename(restored), 'cat-edited-4.png');
      assert.equal(await readFile(file, 'utf8'), 'another');
      assert.equal((await readdir(project)).length, 3);
    }));
}

test('a file that is not there is no error, and what is no file is not moved', () =>
  withFile(async ({ project, bin, file }) => {
    assert.equal(await moveToBin(join(project, 'gone.png'), bin, NOW), undefined);
    assert.equal(await moveFromBin(join(bin, 'gone.png'), file), undefined);
    await mkdir(join(project, 'folder.png'));
    await symlink(file, join(project, 'link.png'));
    for (const name of ['folder.png', 'link.png']) {
      await assert.rejects(moveToBin(join(project, name), bin, NOW), { code: 'EINVAL' });
    }
    assert.equal((await readdir(project)).length, 3);
  }));

test('a file whose folder is gone stays in the bin', () =>
  withFile(async ({ project, bin, file }) => {
    const binned = await moveToBin(file, bin, NOW);
    assert.ok(binned);
    await rm(project, { recursive: true });
    await assert.rejects(moveFromBin(binned, file), { code: 'ENOENT' });
    assert.ok((await readFile(binned)).equals(BYTES));
  }));

test('the bin forgets files after 30 days, and nothing else', () =>
  withFile(async ({ project, bin, file }) => {
    const binned = await moveToBin(file, bin, NOW);
    await writeFile(file, BYTES);
    const later = await moveToBin(file, bin, NOW + DAY_MS);
    assert.ok(binned && later);
    await mkdir(join(bin, 'notes'));
    assert.equal(BIN_DAYS, 30);
    await emptyBin(bin, NOW + 30 * DAY_MS);
    assert.equal((await readdir(bin)).length, 3, 'on the last day');
    await emptyBin(bin, NOW + 30 * DAY_MS + 1);
    assert.ok((await readFile(later)).equals(BYTES));
    assert.deepEqual((await readdir(bin)).length, 2);
    await emptyBin(join(project, 'no such folder'), NOW);
  }));

test('only a file in a folder of the bin is in the bin', () => {
  const root = join(sep, 'storage', 'bin');
  assert.ok(isInBin(join(root, '1790000000000-a', 'cat.png'), root));
  for (const elsewhere of [
    join(sep, 'home', 'me', '.bashrc'),
    join(root, 'cat.png'),
    join(root, 'a', 'b', 'cat.png'),
    `${root}${sep}a${sep}..${sep}..${sep}cat.png`,
  ]) {
    assert.ok(!isInBin(elsewhere, root), elsewhere);
  }
});

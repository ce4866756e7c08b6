import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import {
  chmod,
  lstat,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { replaceFile } from '../../../src/replace/replaceFile.ts';
import { FAST } from '../../support/disk/fast.ts';
import { CODES, faultyDisk } from '../../support/disk/faultyDisk.ts';

const [OLD, NEW] = [Buffer.from('the old bytes'), Buffer.from('the new bytes, and more')];
const folder = mkdtempSync(join(FAST, 'easel-replace-file-'));
const file = join(folder, 'banner.jpg');

beforeEach(async () => {
  for (const name of await readdir(folder)) rmSync(join(folder, name));
  await writeFile(file, OLD);
});
after(() => {
  rmSync(folder, { recursive: true });
});

test('replaces the bytes, keeps the permissions, and leaves no other file', async () => {
  await chmod(file, 0o640);
  await replaceFile(file, NEW, OLD);
  assert.ok((await readFile(file)).equals(NEW));
  assert.equal((await stat(file)).mode & 0o777, 0o640);
  assert.deepEqual(await readdir(folder), ['banner.jpg']);
});

test('replaces the file that a link leads to, and the link stays', async () => {
  const link = join(folder, 'link.jpg');
  await symlink('banner.jpg', link);
  await replaceFile(link, NEW, OLD);
  assert.ok((await lstat(link)).isSymbolicLink());
  assert.equal(await readlink(link), 'banner.jpg');
  assert.ok((await readFile(file)).equals(NEW));
});

test('refuses a read-only file and a file that another program changed', async () => {
  await chmod(file, 0o444);
  await assert.rejects(replaceFile(file, NEW, OLD), { code: 'EACCES' });
  await chmod(file, 0o644);
  await writeFile(file, 'other bytes');
  await assert.rejects(replaceFile(file, NEW, OLD), { code: 'ECHANGED' });
  assert.equal(await readFile(file, 'utf8'), 'other bytes');
  assert.deepEqual(await readdir(folder), ['banner.jpg']);
});

test('whatever fails, the file has all of its old bytes or all of the new ones', async () => {
  const { steps } = await replaceOn(faultyDisk());
  assert.ok(steps.includes('rename') && steps.includes('sync'), steps.join());
  for (const code of CODES) {
    for (let step = 0; step < steps.length; step += 1) {
      await writeFile(file, OLD);
      const { failed } = await replaceOn(faultyDisk({ step, code, lasting: false }));
      const found = await readFile(file);
      const label = `${code} at ${step} ${steps[step] ?? ''}: ${found.toString()}`;
      // Only flushing the folder comes after the rename, and it never fails the replacement.
      assert.ok(found.equals(failed ? OLD : NEW), label);
    }
  }
});

async function replaceOn({ disk, steps }: ReturnType<typeof faultyDisk>) {
  const failed = await replaceFile(file, NEW, OLD, { disk, pausesMs: [] }).then(
    () => false,
    () => true,
  );
  return { steps, failed };
}

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { SaveError } from '../../../src/errors.ts';
import { publishFile } from '../../../src/disk/publishFile.ts';
import { listLeftovers } from '../../../src/spool/leftovers.ts';
import { removeImage } from '../../../src/spool/removeLeftovers.ts';
import { nodeDisk } from '../../../src/disk/disk.ts';
import { openSpool } from '../../../src/spool/spool.ts';
import { png } from '../../support/image/images.ts';
import { sha256 } from '../../support/disk/saving.ts';

const root = await mkdtemp(join(tmpdir(), 'easel-save-'));
after(() => rm(root, { recursive: true, force: true }));
let folder = '';
let spooled = '';
beforeEach(async () => {
  const here = await mkdtemp(join(root, 'case-'));
  folder = join(here, 'images');
  spooled = join(here, 'payload');
  await mkdir(folder);
  await writeFile(spooled, 'the paid bytes');
});

describe('publish', () => {
  test('fault-132 fault-135 takes the first free name and leaves every other file as it was', async () => {
    await writeFile(join(folder, 'cat-edited.png'), 'mine');
    await mkdir(join(folder, 'cat-edited-2.png'));
    await symlink(join(folder, 'nowhere'), join(folder, 'cat-edited-3.png'));
    const target = await publishFile(spooled, folder, 'cat-edited', 'png');
    assert.equal(target, join(folder, 'cat-edited-4.png'));
    assert.equal(await readFile(target, 'utf8'), 'the paid bytes');
    assert.equal(await readFile(join(folder, 'cat-edited.png'), 'utf8'), 'mine');
    assert.deepEqual((await readdir(folder)).sort(), [
      'cat-edited-2.png',
      'cat-edited-3.png',
      'cat-edited-4.png',
      'cat-edited.png',
    ]);
  });

  test('the file has the mode of any file that the user makes', async () => {
    await writeFile(join(folder, 'usual'), '');
    const target = await publishFile(spooled, folder, 'x', 'png');
    assert.equal((await stat(target)).mode, (await stat(join(folder, 'usual'))).mode);
  });

  test('fault-137 a folder that was deleted is not brought back, and the bytes stay', async () => {
    await rm(folder, { recursive: true });
    await assert.rejects(publishFile(spooled, folder, 'x', 'png'), (error) => {
      assert.ok(error instanceof SaveError);
      assert.deepEqual([error.code, error.outcome, error.charge], ['ENOENT', 'save_failed', 'yes']);
      return true;
    });
    assert.equal(await readFile(spooled, 'utf8'), 'the paid bytes');
  });

  // Linux alone has a second file system at a known place (/dev/shm), to which no link can be made from here.
  const otherDisks = process.platform === 'linux' ? ['/dev/shm'] : [];
  for (const disk of otherDisks) {
    test(`where the spool is on another disk than ${disk} the bytes are copied, as exclusively`, async () => {
      const other = await mkdtemp(join(disk, 'easel-'));
      try {
        await writeFile(join(other, 'x.png'), 'mine');
        const target = await publishFile(spooled, other, 'x', 'png');
        assert.equal(target, join(other, 'x-2.png'));
        assert.equal(await readFile(target, 'utf8'), 'the paid bytes');
        assert.equal(await readFile(join(other, 'x.png'), 'utf8'), 'mine');
      } finally {
        await rm(other, { recursive: true });
      }
    });
  }

  test('fault-134 four processes, one name, at once: every image has a file of its own', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const rounds = 300;
    await Promise.all(names.map((name) => writeFile(join(root, name), `by ${name}`)));
    const run = promisify(execFile);
    const script = join(import.meta.dirname, '../../support/disk/racer.ts');
    const racers = names.map((name) =>
      run(process.execPath, [script, root, folder, name, String(rounds)]),
    );
    const won = (await Promise.all(racers)).map(({ stdout }) => stdout.trim().split('\n'));
    assert.equal(new Set(won.flat()).size, names.length * rounds);
    assert.equal((await readdir(folder)).length, names.length * rounds);
    for (const [index, targets] of won.entries()) {
      for (const target of targets)
        assert.equal(await readFile(target, 'utf8'), `by ${names[index] ?? ''}`);
    }
  });
});

describe('spool', () => {
  const start = {
    id: '00000000-0000-4000-8000-000000000000',
    started: '2026-11-20T12:00:00.000Z',
    host: 'gw.example',
    model: 'm',
    target: { folder: 'file:///x', stem: 'cat-edited' },
  };
  const PNG = png(4, 3);
  const leftovers = (spool: string) => listLeftovers([spool], Date.now());

  test('payloads are whole, numbered, and in a folder that is the user’s alone', async () => {
    const entry = await openSpool(join(folder, 'spool'), start);
    const sink = entry.create();
    const large = Buffer.alloc(300_000, 7);
    await sink.write(Buffer.from('head '));
    await sink.write(large);
    const { file } = await sink.close();
    assert.equal(file, join(entry.folder, 'payload-1'));
    assert.ok(Buffer.concat([Buffer.from('head '), large]).equals(await readFile(file)));
    if (process.platform !== 'win32') assert.equal((await stat(entry.folder)).mode & 0o777, 0o700);
    const dropped = entry.create();
    await dropped.write(large);
    await dropped.discard();
    assert.deepEqual((await readdir(entry.folder)).sort(), ['alive', 'payload-1', 'run.json']);
    await entry.remove();
    assert.deepEqual(await readdir(join(folder, 'spool')), []);
  });

  test('what was received and not saved is listed once its run is over; what was saved is not', async () => {
    const spool = join(folder, 'spool');
    const entry = await openSpool(spool, start);
    const sink = entry.create();
    await sink.write(PNG);
    const { file } = await sink.close();
    const waiting = { file, size: PNG.length, sha256: sha256(PNG), extension: 'png' };
    await entry.record({ state: 'sent' });
    await entry.record({ state: 'received', images: [waiting] });
    assert.deepEqual(await leftovers(spool), []);
    await entry.release();
    const [unsaved, ...others] = await leftovers(spool);
    assert.deepEqual(others, []);
    assert.deepEqual(unsaved?.images, [waiting]);
    assert.equal(unsaved.record.host, 'gw.example');
    await entry.record({ state: 'saved', images: [{ ...waiting, saved: 'file:///x/cat.png' }] });
    assert.deepEqual(await leftovers(spool), []);
    assert.deepEqual(await readdir(spool), []);
  });

  test('fault-121 what was published is not offered again, though its window closed before it could say so', async () => {
    const spool = join(folder, 'spool');
    const entry = await openSpool(spool, start);
    const sink = entry.create();
    await sink.write(PNG);
    const { file } = await sink.close();
    await entry.record({
      state: 'received',
      images: [{ file, size: PNG.length, sha256: sha256(PNG), extension: 'png' }],
    });
    const target = await publishFile(file, folder, 'cat', 'png');
    await entry.release();
    assert.deepEqual(await leftovers(spool), []);
    assert.ok(Buffer.from(PNG).equals(await readFile(target)));
  });

  test('fault-121 of what a record tells only bytes that are as told count: a part is incomplete', async () => {
    const spool = join(folder, 'spool');
    const entry = await openSpool(spool, start);
    const told = [];
    for (const bytes of [PNG.subarray(0, 20), PNG]) {
      const sink = entry.create();
      await sink.write(bytes);
      const { file } = await sink.close();
      told.push({ file, size: PNG.length, sha256: sha256(PNG), extension: 'png' });
    }
    await entry.record({ state: 'received', images: told });
    await entry.release();
    const [found] = await leftovers(spool);
    assert.deepEqual(found?.images, [told[1]]);
    assert.deepEqual(
      found.incomplete.map(({ size, extension }) => [size, extension]),
      [[20, 'png']],
    );
  });

  test('fault-129 letting go of one image costs no other one, though the folder cannot be listed', async () => {
    const spool = join(folder, 'spool');
    const entry = await openSpool(spool, start);
    for (const bytes of [PNG, png(5, 5)]) {
      const sink = entry.create();
      await sink.write(bytes);
      await sink.close();
    }
    await entry.record({ state: 'received' });
    await entry.release();
    const [found] = await leftovers(spool);
    const [first, second] = found?.images ?? [];
    assert.ok(found && first && second);
    const refuse = async () => {
      throw Object.assign(new Error('too many open files'), { code: 'EMFILE' });
    };
    await removeImage(found, first.file, { ...nodeDisk, readdir: refuse });
    const [left] = await leftovers(spool);
    assert.deepEqual(left?.images, [second]);
    await removeImage(left, second.file);
    assert.deepEqual(await readdir(spool), []);
  });
});

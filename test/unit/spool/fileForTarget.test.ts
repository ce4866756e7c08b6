/** On one disk, a paid image is written once: its file belongs to the target's folder from the start. */
import assert from 'node:assert/strict';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { publishFile } from '../../../src/disk/publish/publishFile.ts';
import { openSpool, type SpoolEntry } from '../../../src/spool/spool.ts';

const root = await mkdtemp(join(tmpdir(), 'easel-for-target-'));
after(() => rm(root, { recursive: true, force: true }));

const ID = '01234567-89ab-4cde-8f01-23456789abcd';
const isRoot = process.getuid?.() === 0;
let home = '';
let target = '';
beforeEach(async () => {
  home = await mkdtemp(join(root, 'case-'));
  target = join(home, 'images');
  await mkdir(target);
});

async function open(disk: Disk = nodeDisk): Promise<SpoolEntry> {
  const start = { id: ID, started: new Date(0).toISOString(), host: 'localhost', model: 'm' };
  const folder = pathToFileURL(target).href;
  const record = { ...start, target: { folder, stem: 'x' } };
  return await openSpool(join(home, 'spool'), record, { disk, temporary: join(home, 'temporary') });
}

async function receive(spool: SpoolEntry): Promise<string> {
  const sink = spool.create();
  await sink.write(Buffer.from('the paid bytes'));
  return (await sink.close()).file;
}

async function publish(file: string, spool: SpoolEntry, disk: Disk = nodeDisk): Promise<string> {
  const isCreatedThere = spool.isCreatedIn(file, pathToFileURL(target).href);
  return await publishFile(file, target, { stem: 'x', extension: 'png' }, { disk, isCreatedThere });
}

function refuse(code: string): Promise<never> {
  return Promise.reject(Object.assign(new Error(code), { code }));
}

describe('a payload', () => {
  test('is in the run’s folder, and nothing is in the target’s while it arrives', async () => {
    const spool = await open();
    const file = await receive(spool);
    assert.equal(file, join(spool.folder, 'payload-1'));
    assert.deepEqual(await readdir(target), []);
    assert.equal((await stat(file)).nlink, 1);
    assert.equal(await readFile(file, 'utf8'), 'the paid bytes');
  });

  test('is the published file, with the group and mode of any new file in its folder', async () => {
    if (isRoot) await chown(target, -1, 54_321);
    await chmod(target, 0o2775);
    const spool = await open();
    const received = await stat(await receive(spool));
    const file = await publish(join(spool.folder, 'payload-1'), spool);
    await spool.remove();
    await writeFile(join(target, 'usual'), '');
    const [one, usual] = [await stat(file), await stat(join(target, 'usual'))];
    assert.deepEqual([one.uid, one.gid, one.mode], [usual.uid, usual.gid, usual.mode]);
    if (isRoot) assert.equal(one.gid, 54_321);
    assert.deepEqual([one.ino, one.nlink], [received.ino, 1]);
    assert.equal(await readFile(file, 'utf8'), 'the paid bytes');
  });

  test('never replaces a file', async () => {
    await writeFile(join(target, 'x.png'), 'mine');
    const spool = await open();
    const file = await publish(await receive(spool), spool);
    assert.equal(file, join(target, 'x-2.png'));
    assert.equal(await readFile(join(target, 'x.png'), 'utf8'), 'mine');
  });

  for (const code of ['EXDEV', 'EPERM', 'EISDIR']) {
    test(`is copied where a link says ${code}`, async () => {
      const disk = { ...nodeDisk, link: () => refuse(code) };
      const spool = await open(disk);
      const received = await receive(spool);
      assert.equal(spool.isCreatedIn(received, pathToFileURL(target).href), false);
      const file = await publish(received, spool, disk);
      assert.notEqual((await stat(file)).ino, (await stat(received)).ino);
      assert.deepEqual(await readdir(target), ['x.png']);
    });
  }

  test('is copied where only the last link is refused', async () => {
    const spool = await open();
    const received = await receive(spool);
    const file = await publish(received, spool, { ...nodeDisk, link: () => refuse('EMLINK') });
    assert.notEqual((await stat(file)).ino, (await stat(received)).ino);
    assert.equal(await readFile(file, 'utf8'), 'the paid bytes');
    assert.deepEqual(await readdir(target), ['x.png']);
  });

  test('is received although the target’s folder is gone', async () => {
    const spool = await open();
    await rm(target, { recursive: true });
    assert.equal(await readFile(await receive(spool), 'utf8'), 'the paid bytes');
  });

  test('does not count as created in another folder', async () => {
    const spool = await open();
    const received = await receive(spool);
    assert.equal(spool.isCreatedIn(received, pathToFileURL(home).href), false);
  });
});

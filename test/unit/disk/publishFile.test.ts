import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { publishFile, type PublishOptions } from '../../../src/disk/publish/publishFile.ts';
import { SaveError } from '../../../src/errors.ts';
import { faultyDisk } from '../../support/disk/faultyDisk.ts';
import { folder, root, spooled } from '../../support/disk/publishPlace.ts';

const QUICK = { pausesMs: [0, 0, 0, 0] };

/** Publishes the paid bytes as `<stem>.png`. */
function publish(stem: string, options: PublishOptions = {}): Promise<string> {
  return publishFile(spooled, folder, { stem, extension: 'png' }, options);
}

function failWith(code: string): Promise<never> {
  return Promise.reject(Object.assign(new Error(code), { code }));
}

/** A disk whose links fail with these codes in turn; after the last one they work, or keep failing with it if `forever`. */
function refusing(codes: readonly string[], forever = false): { disk: Disk; tries: () => number } {
  let tries = 0;
  const link: Disk['link'] = async (from, to) => {
    const code = codes[tries] ?? (forever ? codes.at(-1) : undefined);
    tries += 1;
    if (code !== undefined) await failWith(code);
    await nodeDisk.link(from, to);
  };
  return { disk: { ...nodeDisk, link }, tries: () => tries };
}

async function isSaveError(promise: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof SaveError);
    assert.deepEqual([error.code, error.outcome, error.charge], [code, 'save_failed', 'yes']);
    return true;
  });
}

test('fault-132 fault-135 takes the first free name and leaves every other file as it was', async () => {
  await writeFile(join(folder, 'cat.png'), 'mine');
  await mkdir(join(folder, 'cat-2.png'));
  await symlink(join(folder, 'nowhere'), join(folder, 'cat-3.png'));
  const file = await publish('cat');
  assert.equal(file, join(folder, 'cat-4.png'));
  assert.equal(await readFile(file, 'utf8'), 'the paid bytes');
  assert.equal(await readFile(join(folder, 'cat.png'), 'utf8'), 'mine');
  assert.deepEqual((await readdir(folder)).sort(), [
    'cat-2.png',
    'cat-3.png',
    'cat-4.png',
    'cat.png',
  ]);
});

test('publishes bytes that no disk accepted, and leaves no temporary file', async () => {
  await writeFile(join(folder, 'cat.png'), 'mine');
  const bytes = Buffer.alloc(1_500_000, 7);
  const file = await publishFile(bytes, folder, { stem: 'cat', extension: 'png' });
  assert.equal(file, join(folder, 'cat-2.png'));
  assert.ok(bytes.equals(await readFile(file)));
  assert.deepEqual((await readdir(folder)).sort(), ['cat-2.png', 'cat.png']);
});

test('gives the file the mode of any file that the user creates', async () => {
  await writeFile(join(folder, 'usual'), '');
  const file = await publish('x');
  assert.equal((await stat(file)).mode, (await stat(join(folder, 'usual'))).mode);
});

test('flushes the folder after the file has its name', async () => {
  const { disk, steps } = faultyDisk();
  await publish('x', { disk });
  assert.deepEqual(steps.slice(-5), ['link', 'rm', 'open', 'sync', 'close']);
});

test('a folder that cannot be flushed does not fail the publication', async () => {
  const disk: Disk = {
    ...nodeDisk,
    open: (path, flags) => (path === folder ? failWith('EISDIR') : nodeDisk.open(path, flags)),
  };
  assert.equal(await publish('x', { disk }), join(folder, 'x.png'));
});

test('fault-137 a deleted folder is not created again, and the paid bytes stay', async () => {
  await rm(folder, { recursive: true });
  await isSaveError(publish('x'), 'ENOENT');
  await assert.rejects(stat(folder), { code: 'ENOENT' });
  assert.equal(await readFile(spooled, 'utf8'), 'the paid bytes');
});

test('an error names the file that was wanted', async () => {
  await rm(folder, { recursive: true });
  await assert.rejects(publish('x'), {
    file: join(folder, 'x.png'),
  });
});

describe('a file system without links', () => {
  for (const code of ['EXDEV', 'EISDIR', 'EINVAL', 'UNKNOWN', 'EACCES', 'ENOTSUP']) {
    test(`that says ${code} gets a copy under a free name`, async () => {
      await writeFile(join(folder, 'x.png'), 'mine');
      const { disk, tries } = refusing([code], true);
      const file = await publish('x', { disk });
      assert.equal(file, join(folder, 'x-2.png'));
      assert.equal(await readFile(file, 'utf8'), 'the paid bytes');
      assert.equal(await readFile(join(folder, 'x.png'), 'utf8'), 'mine');
      assert.deepEqual((await readdir(folder)).sort(), ['x-2.png', 'x.png']);
      assert.equal(tries(), 1, 'tries a link first, because only a link appears whole');
    });
  }

  test('a spool on another disk is copied, and the copy is linked', async () => {
    const link: Disk['link'] = async (from, to) => {
      if (from === spooled) await failWith('EXDEV');
      await nodeDisk.link(from, to);
    };
    const renames: string[] = [];
    const rename: Disk['rename'] = async (from, to) => {
      renames.push(String(to));
      await nodeDisk.rename(from, to);
    };
    const disk = { ...nodeDisk, link, rename };
    const file = await publish('x', { disk });
    assert.equal(await readFile(file, 'utf8'), 'the paid bytes');
    assert.deepEqual(renames, []);
    assert.deepEqual(await readdir(folder), ['x.png']);
  });

  test('a name whose file cannot be filled is given back', async () => {
    const disk: Disk = { ...refusing(['EXDEV'], true).disk, rename: () => failWith('EIO') };
    await isSaveError(publish('x', { disk }), 'EIO');
    assert.deepEqual(await readdir(folder), []);
    assert.equal(await readFile(spooled, 'utf8'), 'the paid bytes');
  });

  test('fault-130 a copy whose bytes the disk only claims to have written does not count', async () => {
    // More than one slice: a lie in the middle leaves a hole, and the size is right.
    await writeFile(spooled, Buffer.alloc(1_500_000, 7));
    const withoutLinks = (disk: Disk): Disk => ({ ...disk, link: () => failWith('EXDEV') });
    const healthy = faultyDisk();
    await rm(await publish('x', { disk: withoutLinks(healthy.disk) }));
    const writes = [...healthy.steps.entries()].filter(([, name]) => name === 'write');
    assert.ok(writes.length >= 2, `${writes.length} writes`);
    for (const [step] of writes) {
      const { disk } = faultyDisk({ step, code: 'lie', lasting: false });
      const copied = publish('x', { disk: withoutLinks(disk) });
      await isSaveError(copied, 'EIO');
      assert.deepEqual(await readdir(folder), []);
    }
  });

  test('a copy is flushed before it is read back and gets its name', async () => {
    const { disk, steps } = faultyDisk();
    await publishFile(Buffer.from('bytes'), folder, { stem: 'x', extension: 'png' }, { disk });
    const inOrder = ['create', 'write', 'sync', 'read', 'close', 'link', 'rm'];
    assert.deepEqual(steps.slice(0, inOrder.length), inOrder);
  });
});

describe('a busy disk', () => {
  for (const code of ['EBUSY', 'EMFILE', 'ENFILE', 'EAGAIN']) {
    test(`fault-129 after ${code} the same link is tried up to five times`, async () => {
      const four = refusing([code, code, code, code]);
      const file = await publish('x', { ...QUICK, disk: four.disk });
      assert.equal(await readFile(file, 'utf8'), 'the paid bytes');
      assert.equal(four.tries(), 5);
      const five = refusing([code, code, code, code, code]);
      const refused = publish('y', { ...QUICK, disk: five.disk });
      await isSaveError(refused, code);
      assert.equal(five.tries(), 5);
      assert.deepEqual(await readdir(folder), ['x.png']);
    });
  }

  test("fault-129 EPERM can be a scanner's lock, so it is tried again where a copy fails too", async () => {
    let creations = 0;
    const disk: Disk = {
      ...refusing(['EPERM'], true).disk,
      open: (path, ...how) => {
        if (String(path).endsWith('.part')) creations += 1;
        return creations === 1 ? failWith('EPERM') : nodeDisk.open(path, ...how);
      },
    };
    const file = await publish('x', { ...QUICK, disk });
    assert.equal(await readFile(file, 'utf8'), 'the paid bytes');
    assert.equal(creations, 2);
  });

  test('waits longer before each try: two seconds in all', async () => {
    const times: number[] = [];
    const link = () => {
      times.push(performance.now());
      return failWith('EBUSY');
    };
    const disk = { ...nodeDisk, link };
    await isSaveError(publish('x', { disk }), 'EBUSY');
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    assert.equal(pauses.length, 4);
    for (const [index, least] of [100, 200, 500, 1000].entries()) {
      // A timer can fire up to one ms early.
      assert.ok((pauses[index] ?? 0) >= least - 1, `${pauses.join()} ms`);
    }
  });

  test('other failures are not tried again', async () => {
    let creations = 0;
    const counting: Disk = {
      ...nodeDisk,
      open: () => {
        creations += 1;
        return failWith('ENOSPC');
      },
    };
    await isSaveError(publish('x', { disk: counting }), 'ENOSPC');
    assert.equal(creations, 1);
  });
});

test('fault-134 of four processes that want the same names at once every image gets a file of its own', async () => {
  const names = ['a', 'b', 'c', 'd'];
  const rounds = 300;
  await Promise.all(names.map((name) => writeFile(join(root, name), `by ${name}`)));
  const script = join(import.meta.dirname, '../../support/disk/racer.ts');
  const racers = names.map((name) =>
    promisify(execFile)(process.execPath, [script, root, folder, name, String(rounds)]),
  );
  const won = (await Promise.all(racers)).map(({ stdout }) => stdout.trim().split('\n'));
  assert.equal(new Set(won.flat()).size, names.length * rounds);
  assert.equal((await readdir(folder)).length, names.length * rounds);
  for (const [index, files] of won.entries()) {
    for (const file of files) assert.equal(await readFile(file, 'utf8'), `by ${names[index]}`);
  }
});

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { DurableSink, type OpenFile } from '../../../src/spool/durableSink.ts';
import { FAST } from '../../support/disk/fast.ts';
import { faultyDisk } from '../../support/disk/faultyDisk.ts';
import { refusingFiles } from '../../support/disk/refusingFiles.ts';

const root = await mkdtemp(join(FAST, 'easel-sink-'));
after(() => rm(root, { recursive: true, force: true }));
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'case-'));
});

/** Pieces that differ, and together need two slices to be read back. */
const PIECES = [Buffer.alloc(700_000, 1), Buffer.alloc(700_000, 2), Buffer.from('the end')];
const WHOLE = Buffer.concat(PIECES);

/** A sink with two places, `first` and `second`. */
function sinkOn(disk: Disk): DurableSink {
  const places = ['first', 'second'].map((name) => () => create(disk, name));
  return new DurableSink(disk, places, 'payload-1');
}

async function create(disk: Disk, name: string): Promise<OpenFile> {
  const path = join(folder, name);
  return { path, handle: await disk.open(path, 'wx+') };
}

async function writeAllPieces(sink: DurableSink): Promise<void> {
  for (const piece of PIECES) await sink.write(piece);
}

describe('a payload on a healthy disk', () => {
  test('is in the first place, flushed before it counts', async () => {
    const { disk, steps } = faultyDisk();
    const sink = sinkOn(disk);
    await writeAllPieces(sink);
    assert.ok(!steps.includes('sync'));
    assert.deepEqual(await sink.close(), { file: join(folder, 'first') });
    assert.deepEqual(steps.slice(-3), ['sync', 'stat', 'close']);
    assert.ok(WHOLE.equals(await readFile(join(folder, 'first'))));
    assert.equal(sink.inMemory(), undefined);
    assert.deepEqual(await readdir(folder), ['first']);
  });

  test('is not created before the first write', async () => {
    const sink = sinkOn(nodeDisk);
    assert.deepEqual(await readdir(folder), []);
    assert.equal(await sink.setAside(), undefined);
    assert.equal(sink.inMemory(), undefined);
  });

  test('gets another extension when it is set aside as incomplete', async () => {
    const sink = sinkOn(nodeDisk);
    await sink.write(Buffer.from('half'));
    assert.equal(await sink.setAside(), join(folder, 'first.bin'));
    assert.equal(await readFile(join(folder, 'first.bin'), 'utf8'), 'half');
    assert.deepEqual(await readdir(folder), ['first.bin']);
  });

  test('keeps its name when it is set aside and cannot be renamed', async () => {
    const sink = sinkOn({ ...nodeDisk, rename: () => Promise.reject(new Error('not now')) });
    await sink.write(Buffer.from('half'));
    assert.equal(await sink.setAside(), join(folder, 'first'));
    assert.equal(await readFile(join(folder, 'first'), 'utf8'), 'half');
  });

  test('is deleted when it is discarded', async () => {
    const sink = sinkOn(nodeDisk);
    await sink.write(Buffer.from('a draft'));
    await sink.discard();
    assert.deepEqual(await readdir(folder), []);
    assert.equal(sink.inMemory(), undefined);
    await sink.discard();
  });

  test('is closed before it is deleted, because Windows deletes no open file', async () => {
    const { disk, steps } = faultyDisk();
    const sink = sinkOn(disk);
    await sink.write(Buffer.from('a draft'));
    await sink.discard();
    assert.deepEqual(steps.slice(-2), ['close', 'rm']);
  });

  test('never replaces a file that exists already', async () => {
    await nodeDisk.open(join(folder, 'first'), 'w').then((handle) => handle.close());
    const sink = sinkOn(nodeDisk);
    await sink.write(Buffer.from('x'));
    assert.deepEqual(await sink.close(), { file: join(folder, 'second') });
    assert.equal((await readFile(join(folder, 'first'))).length, 0);
  });
});

describe('fault-127 fault-129 a payload whose disk refuses', () => {
  for (const [operation, at] of [
    ['open', 0],
    ['write', 0],
    ['write', 2],
    ['sync', 0],
  ] as const) {
    test(`${operation} number ${at + 1} moves to the second place, whole`, async () => {
      const disk = refusingFiles({ [join(folder, 'first')]: { [operation]: at } });
      const sink = sinkOn(disk);
      await writeAllPieces(sink);
      assert.deepEqual(await sink.close(), { file: join(folder, 'second') });
      assert.ok(WHOLE.equals(await readFile(join(folder, 'second'))));
      assert.deepEqual(await readdir(folder), ['second'], 'nothing is left in the first place');
      assert.equal(sink.inMemory(), undefined);
    });

    test(`${operation} number ${at + 1} in both places moves to memory, whole`, async () => {
      const refusal = { [operation]: at };
      const disk = refusingFiles({
        [join(folder, 'first')]: refusal,
        [join(folder, 'second')]: operation === 'write' ? { write: 0 } : refusal,
      });
      const sink = sinkOn(disk);
      await writeAllPieces(sink);
      assert.deepEqual(await sink.close(), { file: 'payload-1' });
      assert.ok(WHOLE.equals(sink.inMemory() ?? Buffer.alloc(0)));
      assert.deepEqual(await readdir(folder), []);
    });
  }

  test('a place that cannot be named is skipped', async () => {
    const places = [
      () => Promise.reject(new Error('no temporary folder')),
      () => create(nodeDisk, 'second'),
    ];
    const sink = new DurableSink(nodeDisk, places, 'payload-1');
    await writeAllPieces(sink);
    assert.deepEqual(await sink.close(), { file: join(folder, 'second') });
  });

  test('in memory it keeps the bytes, though the caller reuses its buffer', async () => {
    const sink = new DurableSink(nodeDisk, [], 'payload-1');
    const buffer = Buffer.from('first');
    await sink.write(buffer);
    buffer.write('XXXXX');
    await sink.write(Buffer.from(' second'));
    assert.equal(Buffer.from(sink.inMemory() ?? []).toString(), 'first second');
    assert.deepEqual(await sink.close(), { file: 'payload-1' });
    assert.equal(await sink.setAside(), 'payload-1');
    await sink.discard();
    assert.equal(sink.inMemory(), undefined);
  });

  test('fault-149 a deleted file is found missing, and its bytes move on', async () => {
    const sink = sinkOn(nodeDisk);
    await writeAllPieces(sink);
    await rm(join(folder, 'first'));
    assert.deepEqual(await sink.close(), { file: join(folder, 'second') });
    assert.ok(WHOLE.equals(await readFile(join(folder, 'second'))));
  });

  test('fault-130 a file of another size does not count', async () => {
    const stat = (async (path: string) => {
      const found = await nodeDisk.stat(path);
      return path.endsWith('first') ? Object.assign(found, { size: found.size - 1 }) : found;
    }) as unknown as Disk['stat'];
    const sink = sinkOn({ ...nodeDisk, stat });
    await writeAllPieces(sink);
    assert.deepEqual(await sink.close(), { file: join(folder, 'second') });
  });
});

describe('fault-129 a payload that its disk neither takes nor gives back', () => {
  const unreadable = () =>
    refusingFiles({ [join(folder, 'first')]: { write: 1, sync: 0, read: 0 } });

  test('fails to be written, and stays where it is', async () => {
    const sink = sinkOn(unreadable());
    await sink.write(PIECES[0] ?? Buffer.alloc(0));
    await assert.rejects(sink.write(Buffer.from('more')), { code: 'EIO' });
    assert.equal(sink.inMemory(), undefined);
    assert.equal((await readFile(join(folder, 'first'))).length, 700_000);
  });

  test('fails to be closed', async () => {
    const sink = sinkOn(unreadable());
    await sink.write(PIECES[0] ?? Buffer.alloc(0));
    await assert.rejects(sink.close(), { code: 'EIO' });
  });

  test('is still set aside, because it may be readable later', async () => {
    const sink = sinkOn(unreadable());
    await sink.write(PIECES[0] ?? Buffer.alloc(0));
    assert.equal(await sink.setAside(), join(folder, 'first.bin'));
    assert.deepEqual(await readdir(folder), ['first.bin']);
  });
});

test('a file that cannot be closed or removed fails nothing', async () => {
  const disk = refusingFiles({ [join(folder, 'first')]: { write: 1, close: 0 } });
  const sink = sinkOn({ ...disk, rm: () => Promise.reject(new Error('not now')) });
  await writeAllPieces(sink);
  assert.deepEqual(await sink.close(), { file: join(folder, 'second') });
  assert.ok(WHOLE.equals(await readFile(join(folder, 'second'))));
  await sink.discard();
});

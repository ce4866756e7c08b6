import assert from 'node:assert/strict';
import { mkdtemp, open, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import {
  codeOf,
  flushFolder,
  nodeDisk,
  slicesInMemory,
  slicesOf,
  writeAll,
  type Disk,
} from '../../../src/disk/disk.ts';
import { FAST } from '../../support/disk/fast.ts';

const root = await mkdtemp(join(FAST, 'easel-disk-'));
after(() => rm(root, { recursive: true, force: true }));

const MiB = 1 << 20;

/** Works with a handle whose `write` or `read` takes at most so many bytes at once. */
async function withHandle<T>(
  path: string,
  limits: { readonly write?: number; readonly read?: number },
  work: (handle: FileHandle) => Promise<T>,
): Promise<T> {
  const handle = await open(path, 'a+');
  await handle.close();
  const real = await open(path, 'r+');
  const limited = new Proxy(real, {
    get(target, property) {
      if (property === 'write' && limits.write !== undefined) {
        const most = limits.write;
        return (bytes: Uint8Array, at: number, length: number, position: number) =>
          most === 0
            ? Promise.resolve({ bytesWritten: 0 })
            : target.write(bytes, at, Math.min(length, most), position);
      }
      if (property === 'read' && limits.read !== undefined) {
        const most = limits.read;
        return (bytes: Uint8Array, at: number, length: number, position: number) =>
          target.read(bytes, at, Math.min(length, most), position);
      }
      const own: unknown = Reflect.get(target, property, target);
      return typeof own === 'function' ? (own.bind(target) as unknown) : own;
    },
  });
  try {
    return await work(limited);
  } finally {
    await real.close();
  }
}

async function readSlices(handle: FileHandle, size: number): Promise<readonly Buffer[]> {
  const slices: Buffer[] = [];
  for await (const slice of slicesOf(handle, size)) slices.push(Buffer.from(slice));
  return slices;
}

describe('writeAll', () => {
  test('writes everything though a disk takes a few bytes at a time', async () => {
    const path = join(root, 'short');
    await writeFile(path, 'head');
    const bytes = Buffer.from('0123456789');
    await withHandle(path, { write: 3 }, (handle) => writeAll(handle, bytes, 4));
    assert.equal(await readFile(path, 'utf8'), 'head0123456789');
  });

  test('fails with EIO when a disk takes nothing more', async () => {
    const path = join(root, 'full');
    const written = withHandle(path, { write: 0 }, (handle) =>
      writeAll(handle, Buffer.from('x'), 0),
    );
    await assert.rejects(written, { code: 'EIO' });
  });

  test('writes nothing for no bytes', async () => {
    const path = join(root, 'nothing');
    await withHandle(path, { write: 0 }, (handle) => writeAll(handle, Buffer.alloc(0), 0));
    assert.equal((await readFile(path)).length, 0);
  });
});

describe('slicesOf', () => {
  test('yields exactly the first bytes, in slices of one MiB', async () => {
    const path = join(root, 'large');
    const bytes = Buffer.from(Array.from({ length: 2 * MiB + 5 }, (_, at) => at % 251));
    await writeFile(path, bytes);
    await withHandle(path, {}, async (handle) => {
      const slices = await readSlices(handle, bytes.length);
      assert.deepEqual(
        slices.map((slice) => slice.length),
        [MiB, MiB, 5],
      );
      assert.ok(Buffer.concat(slices).equals(bytes));
      const beginning = await readSlices(handle, 10);
      assert.ok(Buffer.concat(beginning).equals(bytes.subarray(0, 10)));
      assert.deepEqual(await readSlices(handle, 0), []);
    });
  });

  test('yields everything though a disk gives a few bytes at a time', async () => {
    const path = join(root, 'slow');
    await writeFile(path, '0123456789');
    await withHandle(path, { read: 4 }, async (handle) => {
      assert.equal(Buffer.concat(await readSlices(handle, 10)).toString(), '0123456789');
    });
  });

  test('fails with EIO when the file is shorter', async () => {
    const path = join(root, 'shorter');
    await writeFile(path, '0123456789');
    await withHandle(path, {}, async (handle) => {
      await assert.rejects(readSlices(handle, 11), { code: 'EIO' });
    });
  });
});

test('slicesInMemory yields all bytes in slices of one MiB, without copying', () => {
  const bytes = Buffer.alloc(MiB + 1, 7);
  const slices = [...slicesInMemory(bytes)];
  assert.deepEqual(
    slices.map((slice) => slice.byteLength),
    [MiB, 1],
  );
  assert.equal(slices[0]?.buffer, bytes.buffer);
  assert.deepEqual([...slicesInMemory(Buffer.alloc(0))], []);
});

test("codeOf returns the system's code, and UNKNOWN for everything else", () => {
  assert.equal(codeOf(Object.assign(new Error(), { code: 'ENOSPC' })), 'ENOSPC');
  for (const error of [new Error('x'), undefined, null, 'ENOSPC', { code: 7 }]) {
    assert.equal(codeOf(error), 'UNKNOWN');
  }
});

describe('flushFolder', () => {
  /** A disk whose folder handle records what is called, and fails in `failing`. */
  function recording(failing?: string): { disk: Disk; calls: string[] } {
    const calls: string[] = [];
    const step = (name: string) => async () => {
      calls.push(name);
      if (name === failing) throw new Error(name);
    };
    const handle = { sync: step('sync'), close: step('close') };
    const openFolder = async (path: string, flags: string) => {
      calls.push(`open ${path} ${flags}`);
      if (failing === 'open') throw new Error('open');
      return handle;
    };
    return { disk: { ...nodeDisk, open: openFolder as unknown as Disk['open'] }, calls };
  }

  test('flushes a folder and closes it', async () => {
    const { disk, calls } = recording();
    await flushFolder(disk, '/folder');
    assert.deepEqual(calls, ['open /folder r', 'sync', 'close']);
  });

  test('never rejects, and closes a folder that cannot be flushed', async () => {
    for (const [failing, expected] of [
      ['open', ['open /folder r']],
      ['sync', ['open /folder r', 'sync', 'close']],
      ['close', ['open /folder r', 'sync', 'close']],
    ] as const) {
      const { disk, calls } = recording(failing);
      await flushFolder(disk, '/folder');
      assert.deepEqual(calls, expected, failing);
    }
  });
});

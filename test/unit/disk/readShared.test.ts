import assert from 'node:assert/strict';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { codeOf } from '../../../src/disk/disk.ts';
import { readShared } from '../../../src/disk/readShared.ts';

describe('reading a file into shared memory', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'easel-shared-'));
  after(() => rm(folder, { recursive: true }));

  test('returns its bytes, however many reads that takes', async () => {
    const path = join(folder, 'large');
    const bytes = Buffer.from(Array.from({ length: 2_500_000 }, (_, i) => (i * 7) % 251));
    for (const size of [0, 1, bytes.length]) {
      await writeFile(path, bytes.subarray(0, size));
      const read = await readShared(path);
      assert.ok(read.buffer instanceof SharedArrayBuffer);
      assert.ok(Buffer.from(read).equals(bytes.subarray(0, size)));
    }
  });

  test('refuses what is no file, and a file that grows or shrinks meanwhile', async () => {
    await assert.rejects(readShared(folder), { code: 'EINVAL' });
    await assert.rejects(readShared(join(folder, 'gone')), { code: 'ENOENT' });
    const path = join(folder, 'changing');
    for (const size of [30_000_001, 100]) {
      await writeFile(path, Buffer.alloc(30_000_000));
      const reading = readShared(path).then(({ length }) => length, codeOf);
      const handle = await open(path, 'r+');
      await handle.truncate(size);
      await handle.close();
      const outcome = await reading;
      // The change can come before the first look at the size.
      assert.ok(outcome === 'EBUSY' || outcome === size, `${outcome}`);
    }
  });
});

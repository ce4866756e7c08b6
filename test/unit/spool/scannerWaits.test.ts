/** A run's record while a scanner holds it, as on Windows. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { readRecord, writeRecord, type RunRecord } from '../../../src/spool/record.ts';
import { FAST } from '../../support/disk/fast.ts';
import { START } from '../../support/disk/spools.ts';

const root = await mkdtemp(join(FAST, 'easel-scanner-'));
after(() => rm(root, { recursive: true, force: true }));
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'case-'));
});

const OLD: RunRecord = { ...START, version: 1, pid: 1, state: 'sent', images: [] };
const NEW: RunRecord = { ...OLD, state: 'received' };

/** A disk whose function fails so many times. */
function refusing(name: 'rename' | 'readFile' | 'rm', code: string, times: number): Disk {
  let left = times;
  return new Proxy(nodeDisk, {
    get(target, property) {
      const own = Reflect.get(target, property) as (...args: unknown[]) => Promise<unknown>;
      if (property !== name) return own;
      return async (...args: unknown[]): Promise<unknown> => {
        if ((left -= 1) >= 0) throw Object.assign(new Error(code), { code });
        return await own(...args);
      };
    },
  });
}

for (const code of ['EBUSY', 'EPERM']) {
  describe(`a scanner that says ${code}`, () => {
    test('delays the record, and the new one replaces the old one', async () => {
      await writeRecord(nodeDisk, folder, OLD);
      await writeRecord(refusing('rename', code, 3), folder, NEW, [0, 0, 0]);
      assert.deepEqual(await readRecord(nodeDisk, folder), NEW);
      assert.deepEqual(await readdir(folder), ['run.json']);
    });

    test('for too long leaves the old record, and no part of the new one', async () => {
      await writeRecord(nodeDisk, folder, OLD);
      const disk = refusing('rename', code, 3);
      await assert.rejects(writeRecord(disk, folder, NEW, [0, 0]), { code });
      assert.deepEqual(await readRecord(nodeDisk, folder), OLD);
      assert.deepEqual(await readdir(folder), ['run.json']);
    });

    test('delays reading, and the record does not count as missing', async () => {
      await writeRecord(nodeDisk, folder, OLD);
      assert.deepEqual(await readRecord(refusing('readFile', code, 2), folder, [0, 0]), OLD);
      const held = refusing('readFile', code, 3);
      await assert.rejects(readRecord(held, folder, [0, 0]), { code });
    });

    test('delays the removal of what could not be renamed', async () => {
      const both = refusing('rename', code, Infinity);
      const disk: Disk = { ...both, rename: both.rename, rm: refusing('rm', code, 2).rm };
      await assert.rejects(writeRecord(disk, folder, NEW, [0, 0]), { code });
      assert.deepEqual(await readdir(folder), []);
    });
  });
}

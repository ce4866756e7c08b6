/** Finding, watching, and revoking the holder of a lock. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../../src/disk/disk.ts';
import { findHolder, revoke, watchHolder } from '../../../../src/disk/lockHolder.ts';
import { newTicket, retireTicket } from '../../../../src/disk/lockTicket.ts';
import { FAST } from '../../../support/disk/fast.ts';

const root = await mkdtemp(join(FAST, 'easel-holder-'));
after(() => rm(root, { recursive: true, force: true }));
let lock = '';
beforeEach(async () => {
  lock = join(await mkdtemp(join(root, 'case-')), 'list.lock');
});

/** Stands for a holder without a ticket. */
const NAMELESS = '';
const FIRST = '77-5-ffffff-00';
const SECOND = '78-5-ffffff-00';

const refusal = (code: string) => Object.assign(new Error(code), { code });

describe('the holder of a lock', () => {
  test('is the name of the ticket in its folder', async () => {
    await mkdir(lock);
    await writeFile(join(lock, FIRST), '');
    assert.equal(await findHolder(nodeDisk, lock), FIRST);
  });

  test('is not there while the folder is missing or empty', async () => {
    assert.equal(await findHolder(nodeDisk, lock), undefined);
    await mkdir(lock);
    assert.equal(await findHolder(nodeDisk, lock), undefined);
  });

  test('has no name when a file is in place of the folder', async () => {
    await writeFile(lock, '');
    assert.equal(await findHolder(nodeDisk, lock), NAMELESS);
  });

  for (const code of ['ENOTDIR', 'EPERM', 'EACCES', 'EBUSY']) {
    test(`has no name while the folder is refused with ${code}`, async () => {
      const disk = { ...nodeDisk, readdir: () => Promise.reject(refusal(code)) };
      assert.equal(await findHolder(disk, lock), NAMELESS);
    });
  }

  for (const code of ['EIO', 'ESTALE', 'EMFILE']) {
    test(`is unknown when the folder can't be listed: ${code}`, async () => {
      const disk = { ...nodeDisk, readdir: () => Promise.reject(refusal(code)) };
      await assert.rejects(findHolder(disk, lock), { code });
    });
  }
});

describe('revoking', () => {
  test('removes the ticket with that name and the folder', async () => {
    await mkdir(lock);
    await writeFile(join(lock, FIRST), '');
    await revoke(nodeDisk, lock, FIRST);
    assert.deepEqual(await readdir(join(lock, '..')), []);
  });

  test('leaves a ticket with another name', async () => {
    await mkdir(lock);
    await writeFile(join(lock, SECOND), '');
    await revoke(nodeDisk, lock, FIRST);
    assert.deepEqual(await readdir(lock), [SECOND]);
  });

  test('removes a stray folder in the lock, whatever it holds', async () => {
    await mkdir(join(lock, 'stray', 'deep'), { recursive: true });
    await revoke(nodeDisk, lock, 'stray');
    assert.deepEqual(await readdir(join(lock, '..')), []);
  });

  test('a holder without a name removes a file in place of the lock', async () => {
    await writeFile(lock, '');
    await revoke(nodeDisk, lock, NAMELESS);
    assert.deepEqual(await readdir(join(lock, '..')), []);
  });

  test('a holder without a name leaves a lock that was taken meanwhile', async () => {
    await mkdir(lock);
    await writeFile(join(lock, FIRST), '');
    await revoke(nodeDisk, lock, NAMELESS);
    assert.deepEqual(await readdir(lock), [FIRST]);
  });

  test('never rejects', async () => {
    const fail = () => Promise.reject(refusal('EIO'));
    await revoke({ ...nodeDisk, rm: fail, rmdir: fail }, lock, FIRST);
  });
});

/** A disk whose tickets show the signs of life in turn, the last one for good; undefined: they can't be examined. */
function signs(...times: readonly (number | undefined)[]): { disk: Disk; looks: () => number } {
  let looks = 0;
  const stat = () => {
    const mtimeMs = times[Math.min(looks, times.length - 1)];
    looks += 1;
    return mtimeMs === undefined ? Promise.reject(refusal('EIO')) : Promise.resolve({ mtimeMs });
  };
  return { disk: { ...nodeDisk, stat: stat as unknown as Disk['stat'] }, looks: () => looks };
}

describe('a holder that is watched can be replaced', () => {
  test('at once with proof that its process is dead', async () => {
    const ticket = newTicket();
    const { disk, looks } = signs(1);
    const isGone = watchHolder(disk, lock, 1e9);
    assert.equal(await isGone(ticket, 0), false);
    retireTicket(ticket);
    assert.equal(await isGone(ticket, 0), true);
    assert.equal(looks(), 0);
  });

  test('after the whole time without a sign, and is examined only after half of it', async () => {
    const { disk, looks } = signs(1);
    const isGone = watchHolder(disk, lock, 100);
    assert.equal(
      await isGone(FIRST, 1000),
      false,
      'what passed before the first look does not count',
    );
    assert.equal(await isGone(FIRST, 49), false);
    assert.equal(looks(), 0);
    assert.equal(await isGone(FIRST, 1), false);
    assert.equal(looks(), 1);
    assert.equal(await isGone(FIRST, 49), false);
    assert.equal(looks(), 1);
    assert.equal(await isGone(FIRST, 1), true);
    assert.equal(looks(), 2);
  });

  test('not when it gave a sign, and then only after the whole time again', async () => {
    const { disk } = signs(1, 2);
    const isGone = watchHolder(disk, lock, 100);
    await isGone(FIRST, 0);
    assert.equal(await isGone(FIRST, 50), false);
    assert.equal(await isGone(FIRST, 50), false, 'it gave a sign');
    assert.equal(await isGone(FIRST, 50), false);
    assert.equal(await isGone(FIRST, 49), false);
    assert.equal(await isGone(FIRST, 1), true);
  });

  test('also when its sign is from the future or its clock went back', async () => {
    for (const sign of [0, -5, 1e15]) {
      const isGone = watchHolder(signs(sign).disk, lock, 100);
      await isGone(FIRST, 0);
      await isGone(FIRST, 50);
      assert.equal(await isGone(FIRST, 50), true, String(sign));
    }
    const isGone = watchHolder(signs(5, 4).disk, lock, 100);
    await isGone(FIRST, 0);
    await isGone(FIRST, 50);
    assert.equal(await isGone(FIRST, 50), false, 'a clock that goes back is a sign, too');
  });

  test('only for its own silence: each new holder has the whole time', async () => {
    const isGone = watchHolder(signs(1).disk, lock, 100);
    await isGone(FIRST, 0);
    assert.equal(await isGone(FIRST, 90), false);
    assert.equal(await isGone(SECOND, 90), false);
    assert.equal(await isGone(SECOND, 90), false);
    assert.equal(await isGone(SECOND, 10), true);
    assert.equal(await isGone(FIRST, 90), false, 'the first one is back');
  });

  test('not because of the sign of the holder before', async () => {
    const isGone = watchHolder(signs(1, 2).disk, lock, 100);
    await isGone(FIRST, 0);
    await isGone(FIRST, 60);
    await isGone(SECOND, 0);
    assert.equal(await isGone(SECOND, 60), false);
    assert.equal(await isGone(SECOND, 60), true, 'only its own two signs are compared');
  });

  test('when it never can be examined, but not when it could be only the second time', async () => {
    const never = watchHolder(signs(undefined).disk, lock, 100);
    await never(FIRST, 0);
    await never(FIRST, 50);
    assert.equal(await never(FIRST, 50), true);
    const late = watchHolder(signs(undefined, 5).disk, lock, 100);
    await late(FIRST, 0);
    await late(FIRST, 50);
    assert.equal(await late(FIRST, 50), false);
  });
});

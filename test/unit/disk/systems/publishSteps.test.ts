/** What file systems say at each step of a publication, and what it means. */
import assert from 'node:assert/strict';
import type { FileHandle } from 'node:fs/promises';
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../../src/disk/disk.ts';
import { publishFile, type PublishOptions } from '../../../../src/disk/publish/publishFile.ts';
import { SaveError } from '../../../../src/errors.ts';
import { faultyDisk } from '../../../support/disk/faultyDisk.ts';
import { folder, spooled } from '../../../support/disk/publishPlace.ts';

function fail(code: string): Promise<never> {
  return Promise.reject(Object.assign(new Error(code), { code }));
}

async function publish(options: PublishOptions): Promise<string> {
  const quick = { pausesMs: [0, 0, 0, 0], ...options };
  return await publishFile(spooled, folder, { stem: 'x', extension: 'png' }, quick);
}

async function assertSavedOnce(options: PublishOptions): Promise<void> {
  const file = await publish(options);
  assert.equal(await readFile(file, 'utf8'), 'the paid bytes');
  assert.deepEqual(await readdir(folder), [basename(file)]);
}

async function assertRefused(options: PublishOptions, code: string): Promise<void> {
  await assert.rejects(
    publish(options),
    (error) => error instanceof SaveError && error.code === code,
  );
  assert.deepEqual(await readdir(folder), []);
  assert.equal(await readFile(spooled, 'utf8'), 'the paid bytes');
}

/** Returns a real disk whose files fail to flush. */
function withoutFlush(code: string): Disk {
  const open: Disk['open'] = async (path, ...how) => {
    const handle = await nodeDisk.open(path, ...how);
    return new Proxy(handle, {
      get(target: FileHandle, property) {
        if (property === 'sync') return () => fail(code);
        const own: unknown = Reflect.get(target, property, target);
        if (typeof own !== 'function') return own;
        return (...args: unknown[]): unknown => Reflect.apply(own, target, args);
      },
    });
  };
  return { ...nodeDisk, open };
}

describe('a file system that cannot flush', () => {
  for (const code of ['EINVAL', 'ENOSYS', 'ENOTSUP']) {
    test(`and says ${code} still gets the image`, () =>
      assertSavedOnce({ disk: withoutFlush(code) }));
  }

  test('because of an error does not count as a place for the image', () =>
    assertRefused({ disk: withoutFlush('EIO') }, 'EIO'));
});

describe('a network drive that loses a reply', () => {
  for (const code of ['EEXIST', 'EIO', 'EPERM']) {
    test(`and then says ${code} for a link that it made: the image has one name`, () =>
      assertSavedOnce({
        disk: {
          ...nodeDisk,
          link: async (from, to) => {
            await link(from, to);
            await fail(code);
          },
        },
      }));
  }

  test('and then says ENOENT for a rename that it made: the image is not removed again', () =>
    assertSavedOnce({
      disk: {
        ...nodeDisk,
        link: () => fail('EPERM'),
        rename: async (from, to) => {
          await rename(from, to);
          await fail('ENOENT');
        },
      },
    }));

  test('a name that another file took meanwhile is not removed', async () => {
    const disk: Disk = {
      ...nodeDisk,
      link: () => fail('EPERM'),
      rename: async (_, to) => {
        await writeFile(to, 'mine');
        await fail('EIO');
      },
    };
    await assert.rejects(publish({ disk }), { code: 'EIO' });
    assert.equal(await readFile(join(folder, 'x.png'), 'utf8'), 'mine');
    assert.deepEqual(await readdir(folder), ['x.png']);
  });

  test('a taken name with links of its own is not mistaken for the image', async () => {
    await writeFile(join(folder, 'x.png'), 'mine');
    await link(join(folder, 'x.png'), join(folder, 'other.png'));
    assert.equal(await publish({}), join(folder, 'x-2.png'));
    assert.equal(await readFile(join(folder, 'x.png'), 'utf8'), 'mine');
  });
});

describe('a scanner on Windows', () => {
  for (const code of ['EBUSY', 'EPERM', 'EACCES']) {
    test(`that holds the new copy (${code}) is waited for, and the same copy is used`, async () => {
      const { disk: counting, steps } = faultyDisk();
      let refusals = 0;
      const isHeld = () => (refusals += 1) <= 4;
      const disk: Disk = {
        ...nodeDisk,
        open: (...how) => counting.open(...how),
        link: (from, to) => (isHeld() ? fail(code) : nodeDisk.link(from, to)),
        rename: (from, to) => (isHeld() ? fail(code) : nodeDisk.rename(from, to)),
      };
      await assertSavedOnce({ disk, platform: 'win32' });
      assert.equal(steps.filter((step) => step === 'write').length, 1);
    });
  }

  test('that holds the spool’s file (EACCES) is waited for', async () => {
    let reads = 0;
    const open: Disk['open'] = async (path, ...how) => {
      if (path === spooled && (reads += 1) < 4) return await fail('EACCES');
      return await nodeDisk.open(path, ...how);
    };
    await assertSavedOnce({ disk: { ...nodeDisk, open }, platform: 'win32' });
    reads = 0;
    await rm(folder, { recursive: true });
    await mkdir(folder);
    // Elsewhere EACCES is about permissions.
    await assertRefused({ disk: { ...nodeDisk, open }, platform: 'linux' }, 'EACCES');
    assert.equal(reads, 1);
  });
});

describe('whatever fails, and on any file system,', () => {
  const systems: Readonly<Record<string, Partial<Disk>>> = {
    'with links': {},
    ...Object.fromEntries(
      ['EPERM', 'EXDEV', 'EISDIR', 'EINVAL', 'ENOSYS', 'ENOTSUP', 'EMLINK', 'UNKNOWN'].map(
        (code) => [`without links (${code})`, { link: () => fail(code) }],
      ),
    ),
  };
  for (const [system, changes] of Object.entries(systems)) {
    test(`${system}, a name has all bytes, or none while it is being taken`, async () => {
      const healthy = faultyDisk();
      await publish({ disk: merge(healthy.disk, changes) });
      for (let step = 0; step < healthy.steps.length; step += 1) {
        await rm(folder, { recursive: true });
        await mkdir(folder);
        const seen = new Set<string>();
        const { disk } = faultyDisk({ step, code: 'EIO', lasting: false });
        const looking = watching(merge(disk, changes), seen);
        const failure = await publish({ disk: looking }).catch((error: unknown) => error);
        const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
        if (failure instanceof SaveError) assert.deepEqual(names, [], `step ${step}`);
        else assert.deepEqual(names, ['x.png'], `step ${step}`);
        for (const text of seen) assert.ok(['', 'the paid bytes'].includes(text), text);
        const links = changes.link === undefined && healthy.steps[step] !== 'link';
        if (links) assert.ok(!seen.has(''), 'a link has all bytes at once');
        assert.equal(await readFile(spooled, 'utf8'), 'the paid bytes');
      }
    });
  }
});

function merge(disk: Disk, changes: Partial<Disk>): Disk {
  return new Proxy(disk, {
    get: (target, property): unknown =>
      (Reflect.get(changes, property) as unknown) ?? (Reflect.get(target, property) as unknown),
  });
}

/** A disk that looks at the final name before and after each of its functions. */
function watching(disk: Disk, seen: Set<string>): Disk {
  const look = async (): Promise<void> => {
    const text = await readFile(join(folder, 'x.png'), 'utf8').catch(() => undefined);
    if (text !== undefined) seen.add(text);
  };
  return new Proxy(disk, {
    get(target, property) {
      const own = Reflect.get(target, property) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]): Promise<unknown> => {
        await look();
        try {
          return await own(...args);
        } finally {
          await look();
        }
      };
    },
  });
}

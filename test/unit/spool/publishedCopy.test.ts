/** What a window leaves when it dies around the moment in which it publishes an image. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, beforeEach, describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { publishFile } from '../../../src/disk/publish/publishFile.ts';
import { publishFitting } from '../../../src/disk/publish/publishFitting.ts';
import { listLeftovers, type Leftover } from '../../../src/spool/leftovers.ts';
import { removeImage } from '../../../src/spool/removeLeftovers.ts';
import { openSpool, type SpoolEntry } from '../../../src/spool/spool.ts';
import { FAST } from '../../support/disk/fast.ts';
import { crash, RUN_ID, SMALL, START, storePayload } from '../../support/disk/spools.ts';

const root = await mkdtemp(join(FAST, 'easel-published-'));
after(() => rm(root, { recursive: true, force: true }));
let home = '';
let target = '';
beforeEach(async () => {
  home = await mkdtemp(join(root, 'case-'));
  target = join(home, 'images');
  await mkdir(target);
});

async function open(
  id = RUN_ID,
  stem = 'cat-edited',
  more: { readonly region?: true } = {},
): Promise<SpoolEntry> {
  const place = { folder: pathToFileURL(target).href, stem };
  const start = { ...START, ...more, id, target: place };
  return await openSpool(join(home, 'spool'), start, { temporary: join(home, 'temporary') });
}

/** Dies with one image in the spool. */
async function dieWith(bytes: Uint8Array, entry?: SpoolEntry): Promise<string> {
  const opened = entry ?? (await open());
  const image = await storePayload(opened, bytes);
  await opened.record({ state: 'received', images: [image] });
  await crash(opened);
  return image.file;
}

async function found(): Promise<readonly Leftover[]> {
  return await listLeftovers([join(home, 'spool')], Date.now() + 120_000);
}

const NAME = { stem: 'cat-edited', extension: 'png' };

describe('an image that a dead window published without recording it', () => {
  test('is not offered again, and its run leaves the spool', async () => {
    await publishFile(await dieWith(SMALL), target, NAME);
    assert.deepEqual(await found(), []);
    assert.deepEqual(await readdir(join(home, 'spool')), []);
    assert.deepEqual(await readdir(target), ['cat-edited.png']);
  });

  test('is found under a number, behind files of the user', async () => {
    await writeFile(join(target, 'cat-edited.png'), 'mine');
    await mkdir(join(target, 'cat-edited-2.png'));
    await publishFile(await dieWith(SMALL), target, NAME);
    assert.deepEqual(await found(), []);
  });

  for (const [name, stem] of [
    ['that no system takes', 'bad/../name'],
    ['that is too long for the system', 'x'.repeat(300)],
    ['whose letters take many bytes', '夜'.repeat(100)],
  ] as const) {
    test(`is found under the fitting name for one ${name}`, async () => {
      await writeFile(join(target, 'mine.png'), 'mine');
      const image = await dieWith(SMALL, await open(RUN_ID, stem));
      await publishFitting(image, target, { stem, extension: 'png' });
      assert.deepEqual(await found(), []);
    });
  }

  test('is found under the shorter name for a disk that takes only short ones', async () => {
    const stem = 'x'.repeat(160);
    const image = await dieWith(SMALL, await open(RUN_ID, stem));
    await publishFile(image, target, { stem: stem.slice(0, 130), extension: 'png' });
    assert.deepEqual(await found(), []);
  });

  test('is found next to the merged image of a region edit', async () => {
    await writeFile(join(target, 'cat-edited.png'), 'merged');
    const image = await dieWith(SMALL, await open(RUN_ID, 'cat-edited', { region: true }));
    await publishFile(image, target, { stem: 'cat-edited-whole', extension: 'png' });
    assert.deepEqual(await found(), []);
  });

  test('that was then changed is offered, because its bytes are only in the spool', async () => {
    await publishFile(await dieWith(SMALL), target, NAME);
    const changed = Buffer.from(SMALL);
    changed.writeUInt8(7, changed.length - 1);
    await writeFile(join(target, 'cat-edited.png'), changed);
    assert.equal((await found())[0]?.images.length, 1);
  });

  test('that was then moved away is offered', async () => {
    await publishFile(await dieWith(SMALL), target, NAME);
    await rm(join(target, 'cat-edited.png'));
    assert.equal((await found())[0]?.images.length, 1);
  });
});

describe('a copy that a dead window was making', () => {
  const part = (run: string) =>
    join(target, `.easel-${run}-00000000-0000-4000-8000-000000000001.part`);
  const OTHER = '00000000-0000-4000-8000-0000000000ff';

  test('is removed once it is old enough, and the image is offered', async () => {
    await writeFile(part(RUN_ID), 'half');
    await dieWith(SMALL);
    assert.equal((await found())[0]?.images.length, 1);
    assert.deepEqual(await readdir(target), []);
  });

  test('stays while a window may be at it, and so does that of another run', async () => {
    await writeFile(part(RUN_ID), 'young');
    await writeFile(part(OTHER), 'old');
    await utimes(part(OTHER), 0, 0);
    await dieWith(SMALL);
    await listLeftovers([join(home, 'spool')], Date.now());
    assert.equal((await readdir(target)).length, 2);
  });

  test('goes with the last image of its run, however young it is', async () => {
    await writeFile(part(RUN_ID), 'young');
    await writeFile(part(OTHER), 'of another run');
    await dieWith(SMALL);
    const [left] = await listLeftovers([join(home, 'spool')], Date.now());
    assert.ok(left);
    await removeImage(left, left.images[0]?.file ?? '');
    assert.deepEqual(await readdir(target), [basename(part(OTHER))]);
  });

  test('has the name by which it is found', async () => {
    const spooled = await dieWith(SMALL);
    const names: string[] = [];
    const disk: Disk = {
      ...nodeDisk,
      link: async (from, to) => {
        names.push(...(await readdir(target)));
        await nodeDisk.link(from, to);
      },
    };
    await publishFile(spooled, target, NAME, { disk });
    assert.equal(names.length, 1);
    assert.match(names[0] ?? '', new RegExp(`^\\.easel-${RUN_ID}-[0-9a-f-]{36}\\.part$`));
  });

  test('of a living run is left alone', async () => {
    const entry = await open();
    await storePayload(entry, SMALL);
    await entry.record({ state: 'received' });
    await writeFile(part(RUN_ID), 'half');
    await utimes(part(RUN_ID), 0, 0);
    assert.deepEqual(await listLeftovers([join(home, 'spool')], Date.now()), []);
    assert.equal((await readdir(target)).length, 1);
    await entry.remove();
  });
});

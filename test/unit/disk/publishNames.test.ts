/** Names that are hard for file systems. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { nodeDisk } from '../../../src/disk/disk.ts';
import { safeStem } from '../../../src/disk/names.ts';
import { publishFile } from '../../../src/disk/publish/publishFile.ts';
import { SaveError } from '../../../src/errors.ts';
import { faultyDisk } from '../../support/disk/faultyDisk.ts';

const root = await mkdtemp(join(tmpdir(), 'easel-names-'));
after(() => rm(root, { recursive: true, force: true }));
const spooled = join(root, 'payload');
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'images-'));
  await writeFile(spooled, 'the paid bytes');
});

test('fault-133 a name that differs only in case, or in how accents are encoded, is never overwritten', async () => {
  for (const [taken, stem] of [
    ['SHIP.PNG', 'ship'],
    ['caf\u0065\u0301.png', 'caf\u00e9'],
  ] as const) {
    await writeFile(join(folder, taken), 'mine');
    const file = await publishFile(spooled, folder, { stem, extension: 'png' });
    assert.equal(await readFile(file, 'utf8'), 'the paid bytes');
    assert.equal(await readFile(join(folder, taken), 'utf8'), 'mine');
  }
});

test('fault-140 fault-141 fault-142 any text becomes a name that the disk accepts', async () => {
  const words = ['👩‍👩‍👧‍👦'.repeat(64), 'x'.repeat(400), 'e\u0301'.repeat(200)];
  const devices = ['CON', 'aux.png', 'NUL.tar', 'COM¹', 'dot. ', 'a:b'];
  const marks = ['a#b?c%&d', '"quoted"', 'two\nlines', '\u202egnp', '-rf', '../../up'];
  for (const stem of [...words, ...devices, ...marks].map(safeStem)) {
    const file = await publishFile(spooled, folder, { stem, extension: 'png' });
    assert.equal(join(file, '..'), folder);
    assert.equal(await readFile(file, 'utf8'), 'the paid bytes', stem);
  }
});

test('fault-143 when the path is too long for the system, the paid bytes stay', async () => {
  await assert.rejects(
    publishFile(spooled, folder, { stem: 'x'.repeat(300), extension: 'png' }),
    (error) => error instanceof SaveError && ['ENAMETOOLONG', 'ENOENT'].includes(error.code),
  );
  assert.equal(await readFile(spooled, 'utf8'), 'the paid bytes');
});

test('fault-147 fault-150 among ten thousand files the next number is found without listing them', async () => {
  const others = Array.from({ length: 10_000 }, (_, number) => `other-${number}.png`);
  const taken = ['hero.png', ...Array.from({ length: 40 }, (_, at) => `hero-${at + 2}.png`)];
  for (const name of [...others, ...taken]) await writeFile(join(folder, name), '');
  const { disk, steps } = faultyDisk();
  const file = await publishFile(spooled, folder, { stem: 'hero', extension: 'png' }, { disk });
  assert.equal(file, join(folder, 'hero-42.png'));
  assert.equal(steps.includes('readdir'), false);
  assert.equal(steps.filter((step) => step === 'link').length, 42);
});

test('when all 9999 names are taken, the image is not saved and the paid bytes stay', async () => {
  let links = 0;
  const taken = Object.assign(new Error('taken'), { code: 'EEXIST' });
  const link = () => {
    links += 1;
    return Promise.reject(taken);
  };
  await assert.rejects(
    publishFile(
      spooled,
      folder,
      { stem: 'hero', extension: 'png' },
      { disk: { ...nodeDisk, link } },
    ),
    (error) => error instanceof SaveError && error.code === 'EEXIST',
  );
  assert.equal(links, 9999);
  assert.equal(await readFile(spooled, 'utf8'), 'the paid bytes');
});

/** Results on the disks of other systems, and with names that a system refuses. */
import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../../src/disk/disk.ts';
import { findLinkEscape } from '../../../../src/disk/linkEscape.ts';
import { keepsName, nameKey } from '../../../../src/disk/platformNames.ts';
import { publishFile } from '../../../../src/disk/publish/publishFile.ts';
import { publishFitting } from '../../../../src/disk/publish/publishFitting.ts';
import { SaveError } from '../../../../src/errors.ts';
import { foldingDisk } from '../../../support/disk/foldingDisk.ts';
import { folder, spooled } from '../../../support/disk/publishPlace.ts';

function fail(code: string): Promise<never> {
  return Promise.reject(Object.assign(new Error(code), { code }));
}

const ALL = ['win32', 'darwin', 'linux'] as const;
/** Linux keeps every name apart, so it can play the other systems. They can't play Linux. */
const PLATFORMS =
  process.platform === 'linux' ? ALL : ALL.filter((each) => each === process.platform);
/** Names that are taken, a stem, and the name of its file on Windows, macOS, and Linux. */
const TAKEN: readonly (readonly [string, string, readonly string[]])[] = [
  ['Cat.png', 'cat', ['cat-2.png', 'cat-2.png', 'cat.png']],
  ['cafe\u0301.png', 'café', ['café.png', 'café-2.png', 'café.png']],
  ['CAFÉ.png', 'café', ['café-2.png', 'café-2.png', 'café.png']],
  ['ca\u200dt.png', 'cat', ['cat.png', 'cat-2.png', 'cat.png']],
];

for (const platform of PLATFORMS) {
  const index = ALL.indexOf(platform);
  describe(`on ${platform}`, () => {
    for (const links of [true, false]) {
      const withLinks = links ? 'with' : 'without';
      const onDisk = (): Disk => {
        const disk = foldingDisk(folder, platform);
        return links ? disk : { ...disk, link: () => fail('EISDIR') };
      };

      test(`${withLinks} links, a name that is another spelling of a taken one is numbered`, async () => {
        for (const [taken, stem, names] of TAKEN) {
          await writeFile(join(folder, taken), 'mine');
          const options = { disk: onDisk(), platform };
          const file = await publishFitting(spooled, folder, { stem, extension: 'png' }, options);
          assert.equal(basename(file), names[index], `${taken} ${stem}`);
          assert.equal(await readFile(file, 'utf8'), 'the paid bytes');
          assert.equal(await readFile(join(folder, taken), 'utf8'), 'mine');
          for (const name of await readdir(folder)) await rm(join(folder, name));
        }
      });

      test(`${withLinks} links, windows that spell one name differently lose no image`, async () => {
        const disk = onDisk();
        const spellings = ['Same', 'same', 'SAME', 'sAme'];
        const files = await Promise.all(
          spellings.map(async (spelling) => {
            const files: string[] = [];
            for (let round = 0; round < 12; round += 1) {
              const wanted = { stem: `${spelling}-${round % 4}e`, extension: 'png' };
              const paid = Buffer.from(`${spelling} ${round}`);
              const file = await publishFile(paid, folder, wanted, { disk, platform });
              files.push(file);
              assert.equal(await readFile(file, 'utf8'), paid.toString());
            }
            return files;
          }),
        );
        const names = await readdir(folder);
        assert.equal(names.length, 48);
        assert.equal(new Set(names.map((name) => nameKey(name, platform))).size, 48);
        const contents = await Promise.all(
          names.map((name) => readFile(join(folder, name), 'utf8')),
        );
        assert.equal(new Set(contents).size, 48);
        assert.equal(new Set(files.flat()).size, 48);
      });
    }

    test('a stem that the system would refuse or change is repaired', async () => {
      const options = { disk: foldingDisk(folder, platform), platform };
      for (const stem of [
        'CON',
        'aux.tar',
        'COM¹',
        'a:b',
        'a?b',
        'a\nb',
        '\ud83d',
        'x'.repeat(400),
      ]) {
        const wanted = { stem, extension: 'png' };
        const file = await publishFitting(spooled, folder, wanted, options);
        assert.equal(dirname(file), folder);
        assert.ok(keepsName(basename(file), platform), basename(file));
        assert.ok((await readdir(folder)).includes(basename(file)));
      }
    });

    test('a stem that leads to another folder stays in this one', async () => {
      const wanted = { stem: '../escaped', extension: 'png' };
      const file = await publishFitting(spooled, folder, wanted, { platform });
      assert.equal(file, join(folder, 'escaped.png'));
    });
  });
}

/** A disk whose names have at most so many bytes. */
function shortNames(most: number): Disk {
  const refuses = (path: unknown) => Buffer.byteLength(basename(String(path))) > most;
  return {
    ...nodeDisk,
    open: (path, ...how) => (refuses(path) ? fail('ENAMETOOLONG') : nodeDisk.open(path, ...how)),
    link: (from, to) => (refuses(to) ? fail('ENAMETOOLONG') : nodeDisk.link(from, to)),
  };
}

test('fault-140 an encrypted folder with shorter names gets a shorter name, cut between letters', async () => {
  for (const stem of ['x'.repeat(170), '猫'.repeat(56)]) {
    const options = { disk: shortNames(143), platform: 'linux' } as const;
    const file = await publishFitting(spooled, folder, { stem, extension: 'png' }, options);
    const length = Buffer.byteLength(basename(file));
    assert.ok(length <= 143 && length > 120, basename(file));
    assert.ok(stem.startsWith(basename(file, '.png')));
    assert.equal(await readFile(file, 'utf8'), 'the paid bytes');
  }
});

test('fault-143 where no name fits, the image is not saved and its bytes stay', async () => {
  const wanted = { stem: 'x'.repeat(170), extension: 'png' };
  await assert.rejects(
    publishFitting(spooled, folder, wanted, { disk: shortNames(10), platform: 'linux' }),
    (error) => error instanceof SaveError && error.code === 'ENAMETOOLONG',
  );
  assert.deepEqual(await readdir(folder), []);
  assert.equal(await readFile(spooled, 'utf8'), 'the paid bytes');
});

test('other failures are not tried with shorter names', async () => {
  let creations = 0;
  const open = () => {
    creations += 1;
    return fail('ENOSPC');
  };
  const wanted = { stem: 'x'.repeat(170), extension: 'png' };
  await assert.rejects(publishFitting(spooled, folder, wanted, { disk: { ...nodeDisk, open } }));
  assert.equal(creations, 1);
});

test('fault-136 threat-T13 a link out of the workspace is found in any spelling of the folder', async () => {
  const workspace = '/Users/me/Projekt-é';
  const real = '/Users/me/elsewhere';
  const realpath = (async (path: string) =>
    nameKey(path, 'darwin') === nameKey(`${workspace}/out`, 'darwin')
      ? real
      : path) as Disk['realpath'];
  const disk: Disk = { ...nodeDisk, realpath };
  const spelled = '/Users/me/projekt-e\u0301/out';
  assert.equal(await findLinkEscape(spelled, [workspace], disk, 'darwin'), real);
  assert.equal(await findLinkEscape(spelled, [workspace], disk, 'linux'), undefined);
  const other = '/Users/me/projekt-e/out';
  assert.equal(await findLinkEscape(other, [workspace], disk, 'darwin'), undefined);
});

import assert from 'node:assert/strict';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { CheckError, SaveError, type CheckProblem } from '../../../src/errors.ts';
import { safeStem } from '../../../src/disk/names.ts';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { findLinkEscape } from '../../../src/disk/linkEscape.ts';
import { listLeftovers } from '../../../src/spool/leftovers.ts';
import { describeError } from '../../../src/messages/messages.ts';
import { publishFile } from '../../../src/disk/publishFile.ts';
import type { RunReport } from '../../../src/run/runParts.ts';
import { faultyDisk } from '../../support/disk/faultyDisk.ts';
import { t } from '../../support/faults.ts';
import {
  IMAGE,
  isPaid,
  findPaidImage,
  namesOf,
  newPlace,
  runAndSave,
  type Place,
} from '../../support/disk/saving.ts';
import {
  inlineDataReply,
  startScriptedGateway,
  type ScriptedGateway,
} from '../../support/gateway/scriptedGateway.ts';
import { mountTinyDisk, type TinyDisk } from '../../support/disk/tinyDisk.ts';

const root = await mkdtemp(join(tmpdir(), 'easel-disk-'));
let gateway: ScriptedGateway;
before(async () => {
  gateway = await startScriptedGateway({ script: () => inlineDataReply(IMAGE) });
});
after(async () => {
  await gateway.close();
  await rm(root, { recursive: true, force: true });
});

/** Refused before money: no POST, nothing charged. @returns why */
async function refusedRun(place: Place, disk?: Disk): Promise<CheckProblem> {
  const posts = gateway.posts;
  const { report } = await runAndSave(gateway.origin, place, disk ? { disk } : {});
  assert.equal(gateway.posts, posts, 'nothing is sent');
  assert.ok(report.failure instanceof CheckError, String(report.failure));
  assert.equal(report.failure.outcome, 'config');
  return report.failure.problem;
}

/** Paid, not saved, kept, and the message says so. */
async function assertKept(report: RunReport, place: Place, code: string): Promise<void> {
  assert.ok(report.failure instanceof SaveError, String(report.failure));
  assert.equal(report.failure.code, code);
  assert.match(describeError(report.failure, t).text, /The paid image is kept\./);
  const { inTarget, offered } = await findPaidImage(place);
  assert.deepEqual(inTarget, []);
  assert.ok(offered);
}

/** Does something to the world between request and reply. */
function whileWaiting(act: () => Promise<void>): void {
  gateway.respond(async () => {
    await act();
    gateway.respond(() => inlineDataReply(IMAGE));
    return inlineDataReply(IMAGE);
  });
}

function withoutLinks(disk: Disk): Disk {
  const link = async () => {
    throw Object.assign(new Error('no links here'), { code: 'EXDEV' });
  };
  return { ...disk, link };
}

function withFree(bytes: number): Disk {
  const statfs = async () => ({ bavail: bytes / 4096, bsize: 4096 });
  return { ...nodeDisk, statfs: statfs as unknown as Disk['statfs'] };
}

describe('before money', () => {
  test('fault-126 without room for the result nothing is sent', async () => {
    const problem = await refusedRun(await newPlace(root), withFree(12 * 1024 * 1024));
    assert.equal(
      describeError(new CheckError(problem), t).text,
      "There isn't enough disk space to keep the result: 12.6 MB free, 67.1 MB needed. Nothing was sent.",
    );
  });

  test('fault-128 fault-137 a target that is missing, a file or takes no file: nothing is sent', async () => {
    const place = await newPlace(root);
    const missing = { ...place, target: join(place.root, 'nowhere') };
    assert.equal((await refusedRun(missing)).kind, 'target-missing');
    const file = { ...place, target: join(place.target, 'cat.png') };
    assert.equal((await refusedRun(file)).kind, 'target-missing');
    await assert.rejects(readdir(missing.target), { code: 'ENOENT' });
  });

  test('the probe leaves nothing behind', async () => {
    const place = await newPlace(root);
    const { report } = await runAndSave(gateway.origin, place);
    assert.deepEqual(namesOf(report), ['cat-edited-2.png']);
    assert.deepEqual((await readdir(place.target)).sort(), [
      'cat-edited-2.png',
      'cat-edited.png',
      'cat.png',
    ]);
  });

  test('fault-136 distinguishes a link that leads out of the workspace from one that stays in it', async () => {
    const { target, root: home } = await newPlace(root);
    const elsewhere = join(home, 'elsewhere');
    await mkdir(elsewhere);
    await mkdir(join(target, 'assets'));
    await symlink(elsewhere, join(target, 'out'));
    await symlink(join(target, 'assets'), join(target, 'in'));
    await symlink(target, join(home, 'opened-here'));
    assert.equal(await findLinkEscape(join(target, 'out'), [target]), elsewhere);
    assert.equal(await findLinkEscape(join(target, 'in'), [target]), undefined);
    assert.equal(await findLinkEscape(join(target, 'assets'), [target]), undefined);
    assert.equal(await findLinkEscape(target, [target]), undefined);
    // The workspace itself may be opened through a link, and a folder that the user chose is the user's choice.
    const opened = join(home, 'opened-here');
    assert.equal(await findLinkEscape(join(opened, 'assets'), [opened]), undefined);
    assert.equal(await findLinkEscape(elsewhere, [target]), undefined);
    assert.equal(await findLinkEscape(join(target, 'out'), [target, elsewhere]), undefined);
    assert.equal(await findLinkEscape(`${target}-2`, [target]), undefined);
  });
});

describe('during the run', () => {
  test('fault-136 the target turns into a link to elsewhere: nothing is written there', async () => {
    const place = await newPlace(root);
    const elsewhere = join(place.root, 'elsewhere');
    await mkdir(elsewhere);
    whileWaiting(async () => {
      await rename(place.target, `${place.target}-moved`);
      await symlink(elsewhere, place.target);
    });
    const { report } = await runAndSave(gateway.origin, place);
    assert.deepEqual(await readdir(elsewhere), []);
    await assertKept(report, { ...place, target: `${place.target}-moved` }, 'EXDEV');
  });

  test('fault-137 the target is deleted: it is not brought back, and the image is kept', async () => {
    const place = await newPlace(root);
    whileWaiting(() => rm(place.target, { recursive: true }));
    const { report } = await runAndSave(gateway.origin, place);
    await assert.rejects(readdir(place.target), { code: 'ENOENT' });
    await mkdir(place.target);
    await assertKept(report, place, 'ENOENT');
  });

  test('fault-138 the source is deleted: the image is saved where it was planned', async () => {
    const place = await newPlace(root);
    whileWaiting(() => rm(join(place.target, 'cat.png')));
    const { report } = await runAndSave(gateway.origin, place);
    assert.deepEqual(namesOf(report), ['cat-edited-2.png']);
  });

  test('fault-145 the target’s host goes away: the image is kept, and saved after it came back', async () => {
    const place = await newPlace(root);
    const { report } = await runAndSave(gateway.origin, place, {
      parts: {
        publish: async () => {
          throw new SaveError('cat-edited.png', 'Unavailable');
        },
      },
    });
    await assertKept(report, place, 'Unavailable');
    const [leftover] = await listLeftovers([place.spool], Date.now());
    const [image] = leftover?.images ?? [];
    assert.ok(image);
    const target = await publishFile(image.file, place.target, 'cat-edited', image.extension);
    assert.ok(isPaid(await readFile(target)));
    assert.deepEqual(await listLeftovers([place.spool], Date.now()), []);
  });

  test('fault-127 no disk takes anything more: the image is in memory, and offered', async () => {
    const place = await newPlace(root);
    const { disk, steps } = faultyDisk();
    await runAndSave(gateway.origin, await newPlace(root), { disk });
    const create = steps.indexOf('create', steps.indexOf('rename') + 4);
    const full = faultyDisk({ step: create, code: 'ENOSPC', lasting: true });
    const { report, held } = await runAndSave(gateway.origin, place, { disk: full.disk });
    assert.ok(report.failure instanceof SaveError, String(report.failure));
    assert.match(
      describeError(report.failure, t).text,
      /^Couldn't save .* because the disk is full\. The paid image is kept\.$/,
    );
    const [one, ...others] = held;
    assert.deepEqual(others, []);
    assert.ok(one !== undefined && isPaid(one.bytes));
    const target = await publishFile(one.bytes, place.target, 'cat-edited', 'png');
    assert.ok(isPaid(await readFile(target)));
  });
});

describe('a disk that is not to be trusted', () => {
  test('fault-130 a copy on one that says yes to bytes that it did not take does not count', async () => {
    const { target, root: home } = await newPlace(root);
    // More than one slice: what is missing in the middle leaves a hole, and the size is right.
    const paid = join(home, 'paid');
    await writeFile(paid, Buffer.alloc(1_500_000, 7));
    const publish = (disk: Disk) =>
      publishFile(paid, target, 'cat', 'png', { disk: withoutLinks(disk) });
    const healthy = faultyDisk();
    await rm(await publish(healthy.disk));
    for (const [step, name] of healthy.steps.entries()) {
      if (name !== 'write') continue;
      await assert.rejects(
        publish(faultyDisk({ step, code: 'lie', lasting: false }).disk),
        SaveError,
      );
      assert.deepEqual((await readdir(target)).sort(), ['cat-edited.png', 'cat.png']);
    }
  });

  test('fault-129 a file that a virus scanner holds is tried five times, and no more', async () => {
    for (const [failures, tries] of [
      [4, 5],
      [5, 5],
    ] as const) {
      const place = await newPlace(root);
      await writeFile(join(place.root, 'paid'), IMAGE);
      let asked = 0;
      const link: Disk['link'] = async (from, to) => {
        asked += 1;
        if (asked <= failures) throw Object.assign(new Error('busy'), { code: 'EBUSY' });
        await nodeDisk.link(from, to);
      };
      const saved = publishFile(join(place.root, 'paid'), place.target, 'cat-new', 'png', {
        disk: { ...nodeDisk, link },
      });
      if (failures < tries) assert.ok(isPaid(await readFile(await saved)));
      else await assert.rejects(saved, SaveError);
      assert.equal(asked, tries);
    }
  });

  test('fault-131 nothing counts as saved before it is flushed', async () => {
    const { disk, steps } = faultyDisk();
    await runAndSave(gateway.origin, await newPlace(root), { disk });
    const saved = steps.indexOf('link');
    const written = steps.lastIndexOf('create', saved) - 1;
    const image = steps.slice(0, written).lastIndexOf('create');
    const way = steps.slice(image, saved);
    assert.ok(way.indexOf('sync') > way.indexOf('write'), way.join());
    assert.ok(way.indexOf('stat') > way.indexOf('sync'), way.join());
    assert.equal(
      way.filter((step) => step === 'sync').length,
      2,
      `${way.join()}: image and record`,
    );
  });
});

describe('an image that is not whole', () => {
  const cut = { kind: 'cut', how: 'fin', when: 'mid-body', afterBytes: 320_000 } as const;
  const broken = Buffer.from(IMAGE.subarray(0, 240_000));
  for (const [why, reply] of [
    ['breaks off', { ...inlineDataReply(IMAGE), fault: cut }],
    ['has no end', inlineDataReply(broken)],
  ] as const) {
    test(`what ${why} is kept, offered on request, and never published`, async () => {
      const place = await newPlace(root);
      gateway.respond([reply]);
      const { report } = await runAndSave(gateway.origin, place);
      gateway.respond(() => inlineDataReply(IMAGE));
      assert.ok(report.failure && report.keeps, String(report.failure));
      assert.ok(describeError(report.failure, t).actions.includes('save-anyway'));
      assert.deepEqual(await findPaidImage(place), { inTarget: [], offered: false });
      const [leftover, ...others] = await listLeftovers([place.spool], Date.now());
      assert.deepEqual(others, []);
      assert.deepEqual(leftover?.images, []);
      const [piece] = leftover.incomplete;
      assert.ok(piece);
      const kept = await readFile(piece.file);
      assert.ok(kept.length > 190_000 && kept.equals(IMAGE.subarray(0, kept.length)));
    });
  }
});

describe('names', () => {
  test('fault-133 a name that differs only in case, or in how its accents are spelled, is never overwritten', async () => {
    const { target, root: home } = await newPlace(root);
    await writeFile(join(home, 'paid'), IMAGE);
    for (const [taken, stem] of [
      ['SHIP.PNG', 'ship'],
      ['caf\u0065\u0301.png', 'caf\u00e9'],
    ] as const) {
      await writeFile(join(target, taken), 'mine');
      const saved = await publishFile(join(home, 'paid'), target, stem, 'png');
      assert.ok(isPaid(await readFile(saved)));
      assert.equal(await readFile(join(target, taken), 'utf8'), 'mine');
    }
  });

  test('fault-140 fault-141 fault-142 any words become a name that the disk takes', async () => {
    const { target, root: home } = await newPlace(root);
    await writeFile(join(home, 'paid'), IMAGE);
    const words = ['👩‍👩‍👧‍👦'.repeat(64), 'x'.repeat(400), 'e\u0301'.repeat(200)];
    const devices = ['CON', 'aux.png', 'NUL.tar', 'COM¹', 'dot. ', 'a:b'];
    const marks = ['a#b?c%&d', '"quoted"', 'two\nlines', '\u202egnp', '-rf', '../../up'];
    for (const stem of [...words, ...devices, ...marks].map(safeStem)) {
      const saved = await publishFile(join(home, 'paid'), target, stem, 'png');
      assert.equal(join(saved, '..'), target);
      assert.ok(isPaid(await readFile(saved)), stem);
    }
  });

  test('fault-143 a path that is too long for the system: the image is kept', async () => {
    const { target, root: home } = await newPlace(root);
    await writeFile(join(home, 'paid'), IMAGE);
    await assert.rejects(
      publishFile(join(home, 'paid'), target, 'x'.repeat(300), 'png'),
      (error) => error instanceof SaveError && ['ENAMETOOLONG', 'ENOENT'].includes(error.code),
    );
    assert.ok(isPaid(await readFile(join(home, 'paid'))));
  });

  test('fault-147 fault-150 among ten thousand files the next number is found without listing them', async () => {
    const { target, root: home } = await newPlace(root);
    await writeFile(join(home, 'paid'), IMAGE);
    const others = Array.from({ length: 10_000 }, (_, number) => `other-${number}.png`);
    const taken = ['hero.png', ...Array.from({ length: 40 }, (_, at) => `hero-${at + 2}.png`)];
    for (const name of [...others, ...taken]) await writeFile(join(target, name), '');
    const { disk, steps } = faultyDisk();
    const saved = await publishFile(join(home, 'paid'), target, 'hero', 'png', { disk });
    assert.equal(saved, join(target, 'hero-42.png'));
    assert.equal(steps.includes('readdir'), false);
    assert.equal(steps.filter((step) => step === 'link').length, 42);
  });
});

const MiB = 1024 * 1024;

/** Real file systems, where this machine lets the test have them. */
const canMount = mountTinyDisk(MiB);
canMount?.remove();
if (canMount !== undefined) {
  describe('a file system of one MiB', () => {
    const withTiny = async (work: (tiny: TinyDisk, place: Place) => Promise<void>) => {
      const tiny = mountTinyDisk(MiB);
      assert.ok(tiny);
      try {
        await work(tiny, await newPlace(root));
      } finally {
        tiny.remove();
      }
    };

    test('fault-125 the target is really full: no half file, the image is kept, and saved when there is room', async () => {
      await withTiny(async ({ folder }, place) => {
        const filler = join(folder, 'filler');
        await writeFile(filler, Buffer.alloc(MiB - 100_000));
        const full = { ...place, target: folder };
        const { report } = await runAndSave(gateway.origin, full);
        assert.deepEqual(await readdir(folder), ['filler']);
        await rm(filler);
        await assertKept(report, full, 'ENOSPC');
        const [leftover] = await listLeftovers([place.spool], Date.now());
        const [image] = leftover?.images ?? [];
        assert.ok(image);
        const saved = await publishFile(image.file, folder, 'cat-edited', 'png');
        assert.ok(isPaid(await readFile(saved)));
      });
    });

    test('fault-125 fault-127 a spool that is full in the middle of an image continues on another disk, and the image is saved', async () => {
      await withTiny(async ({ folder }, place) => {
        // Says that there is room: it went while the model worked.
        const disk = withFree(1024 * MiB);
        whileWaiting(() => writeFile(join(folder, 'filler'), Buffer.alloc(MiB - 210_000)));
        const { report } = await runAndSave(gateway.origin, { ...place, spool: folder }, { disk });
        assert.deepEqual(namesOf(report), ['cat-edited-2.png']);
        assert.deepEqual((await findPaidImage(place)).inTarget, ['cat-edited-2.png']);
        assert.deepEqual(await readdir(folder), ['filler']);
        assert.deepEqual(await readdir(place.temporary), []);
      });
    });

    test('fault-126 the spool’s disk is too small for a result: nothing is sent', async () => {
      await withTiny(async ({ folder }, place) => {
        const problem = await refusedRun({ ...place, spool: join(folder, 'spool') });
        assert.ok(problem.kind === 'no-room' && problem.free <= MiB && problem.free > 0);
      });
    });

    test('fault-128 the target is read-only: nothing is sent', async () => {
      await withTiny(async (tiny, place) => {
        tiny.makeReadOnly();
        const problem = await refusedRun({ ...place, target: tiny.folder });
        assert.deepEqual(problem, {
          kind: 'target-read-only',
          folder: tiny.folder,
          code: 'EROFS',
        });
      });
    });

    test('fault-128 the target becomes read-only while the model works: the image is kept', async () => {
      await withTiny(async (tiny, place) => {
        whileWaiting(async () => {
          tiny.makeReadOnly();
        });
        const changed = { ...place, target: tiny.folder };
        const { report } = await runAndSave(gateway.origin, changed);
        await assertKept(report, changed, 'EROFS');
      });
    });
  });
}

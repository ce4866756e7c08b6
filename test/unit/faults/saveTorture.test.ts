import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { CODES, faultyDisk, type Code, type Trouble } from '../../support/disk/faultyDisk.ts';
import {
  FAST,
  IMAGE,
  findPaidImage,
  namesOf,
  newPlace,
  runAndSave,
} from '../../support/disk/saving.ts';
import {
  inlineDataReply,
  startScriptedGateway,
  type ScriptedGateway,
} from '../../support/gateway/scriptedGateway.ts';

const root = await mkdtemp(join(FAST, 'easel-torture-'));
let gateway: ScriptedGateway;
before(async () => {
  gateway = await startScriptedGateway({ script: () => inlineDataReply(IMAGE) });
});
after(async () => {
  await gateway.close();
  await rm(root, { recursive: true, force: true });
});

function noLink(): boolean {
  return false;
}

/** File systems, by the hard links that they refuse. FAT has none at all. */
const SYSTEMS = {
  'with links': noLink,
  'with the spool on another disk': (paths: string) => paths.includes('payload-'),
  'without links': () => true,
} as const;

/** The rows of the fault table for each code. */
const ROWS: Readonly<Record<Code, string>> = {
  ENOSPC: 'fault-125 fault-126 fault-127',
  EDQUOT: 'fault-125 fault-126 fault-127',
  EACCES: 'fault-128',
  EROFS: 'fault-128',
  EPERM: 'fault-128 fault-129',
  EIO: 'fault-129 fault-131',
  EMFILE: 'fault-129',
  EBUSY: 'fault-129',
  ENOENT: 'fault-137 fault-149',
  short: 'fault-130',
};

for (const [system, refusesLink] of Object.entries(SYSTEMS)) {
  describe(`a file system ${system}`, () => {
    for (const code of CODES) {
      test(`${ROWS[code]} ${code} at every step, once and permanently: the image survives`, async () => {
        const { steps } = await torture(undefined, refusesLink);
        assert.ok(steps.length > 20, `only ${steps.length} steps`);
        for (let step = 0; step < steps.length; step += 1) {
          await torture({ step, code, lasting: false }, refusesLink);
          await torture({ step, code, lasting: true }, refusesLink);
        }
      });
    }
  });
}

describe('a file system that refuses a link with an unusual code', () => {
  // exFAT under Windows says EISDIR; EINVAL and UNKNOWN come from network and FUSE drives.
  for (const code of ['EISDIR', 'EINVAL', 'UNKNOWN', 'EACCES']) {
    test(`fault-128 ${code}: the image is still saved`, async () => {
      const place = await newPlace(root);
      const link = async () => {
        throw Object.assign(new Error('no links here'), { code });
      };
      const { report } = await runAndSave(gateway.origin, place, { disk: { ...nodeDisk, link } });
      assert.equal(report.failure, undefined);
      assert.deepEqual((await findPaidImage(place)).inTarget, namesOf(report));
      assert.equal(report.saved.length, 1);
    });
  }
});

describe('one of two disks fails permanently', () => {
  for (const broken of ['spool', 'target'] as const) {
    for (const code of CODES) {
      test(`${ROWS[code]} ${code} at the ${broken} from any step on loses no image`, async () => {
        const { steps } = await torture(undefined, noLink);
        assert.ok(steps.length > 20, `only ${steps.length} steps`);
        for (let step = 0; step < steps.length; step += 1) {
          await torture({ step, code, lasting: true }, noLink, broken);
        }
      });
    }
  }
});

/** Runs once with one failure, and asserts that the image is saved or kept. @returns the operations of the run */
async function torture(
  trouble: Trouble | undefined,
  refusesLink: (paths: string) => boolean,
  broken?: 'spool' | 'target',
): Promise<{ readonly steps: readonly string[] }> {
  const place = await newPlace(root);
  const within = broken === undefined ? '' : place[broken];
  const { disk, steps } = faultyDisk(trouble && { ...trouble, within });
  const posts = gateway.posts;
  const { report, held } = await runAndSave(gateway.origin, place, {
    disk: withoutLinks(disk, refusesLink),
  });
  const at = `${JSON.stringify(trouble)} at ${steps[trouble?.step ?? 0] ?? 'nothing'}`;
  const paid = gateway.posts - posts;
  assert.ok(paid <= 1, `${at}: ${paid} POSTs`);
  // A disk without links can let a name be created and then neither filled nor removed.
  const mayBeEmpty = trouble?.lasting === true && refusesLink('payload-');
  const { inTarget, offered } = await findPaidImage(place, held, mayBeEmpty).catch(
    (error: unknown) => {
      throw new Error(`${at}: ${String(error)}`);
    },
  );
  if (paid === 0) {
    assert.equal(report.failure?.charge, 'no', at);
    assert.deepEqual(inTarget, [], at);
  } else {
    assert.ok(inTarget.length > 0 || offered, `${at}: lost`);
    if (report.saved.length > 0) assert.deepEqual(inTarget, namesOf(report), at);
    else assert.equal(report.failure?.outcome, 'save_failed', `${at}: ${String(report.failure)}`);
  }
  await rm(place.root, { recursive: true });
  return { steps };
}

function withoutLinks(disk: Disk, refusesLink: (paths: string) => boolean): Disk {
  return new Proxy(nodeDisk, {
    get(_, property) {
      if (property !== 'link') return Reflect.get(disk, property) as unknown;
      return async (from: string, to: string) => {
        if (refusesLink(`${from} ${to}`))
          throw Object.assign(new Error('no links here'), { code: 'EXDEV' });
        await disk.link(from, to);
      };
    },
  });
}

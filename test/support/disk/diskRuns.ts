/** Runs against a gateway that always returns the paid image, for tests that change the disk around them. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { CheckError, SaveError, type CheckProblem } from '../../../src/errors.ts';
import { describeError } from '../../../src/messages/messages.ts';
import type { RunReport } from '../../../src/run/runParts.ts';
import {
  inlineDataReply,
  startScriptedGateway,
  type ScriptedGateway,
} from '../gateway/scriptedGateway.ts';
import { translate as t } from '../localization.ts';
import { findPaidImage, IMAGE, newPlace, runAndSave, type Place } from './saving.ts';

export interface DiskRuns {
  readonly gateway: () => ScriptedGateway;
  readonly newPlace: () => Promise<Place>;
  /** Runs, and asserts that the run was refused before anything was sent. @returns why */
  readonly refusedRun: (place: Place, disk?: Disk) => Promise<CheckProblem>;
  /** Lets `act` change the disk between the next request and its reply. */
  readonly whileWaiting: (act: () => Promise<void>) => void;
}

/** Starts the gateway before the tests of a file, and removes everything after them. */
export async function diskRuns(): Promise<DiskRuns> {
  const root = await mkdtemp(join(tmpdir(), 'easel-disk-'));
  let started: ScriptedGateway | undefined;
  before(async () => {
    started = await startScriptedGateway({ script: () => inlineDataReply(IMAGE) });
  });
  after(async () => {
    await started?.close();
    await rm(root, { recursive: true, force: true });
  });
  const gateway = (): ScriptedGateway => {
    assert.ok(started);
    return started;
  };
  return {
    gateway,
    newPlace: () => newPlace(root),
    refusedRun: async (place, disk) => {
      const { posts } = gateway();
      const { report } = await runAndSave(gateway().origin, place, disk ? { disk } : {});
      assert.equal(gateway().posts, posts, 'nothing is sent');
      assert.ok(report.failure instanceof CheckError, String(report.failure));
      assert.equal(report.failure.outcome, 'config');
      return report.failure.problem;
    },
    whileWaiting: (act) => {
      gateway().respond(async () => {
        await act();
        gateway().respond(() => inlineDataReply(IMAGE));
        return inlineDataReply(IMAGE);
      });
    },
  };
}

/** Asserts that a paid image was not saved but kept, and that the message says so. */
export async function assertKept(report: RunReport, place: Place, code: string): Promise<void> {
  assert.ok(report.failure instanceof SaveError, String(report.failure));
  assert.equal(report.failure.code, code);
  assert.match(describeError(report.failure, t).text, /The paid image is kept\./);
  const { inTarget, offered } = await findPaidImage(place);
  assert.deepEqual(inTarget, []);
  assert.ok(offered);
}

/** A disk that states so much free space. @param bytes a multiple of 4096 */
export function withFree(bytes: number): Disk {
  const statfs = async () => ({ bavail: bytes / 4096, bsize: 4096 });
  return { ...nodeDisk, statfs: statfs as unknown as Disk['statfs'] };
}

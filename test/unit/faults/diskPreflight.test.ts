/** A disk that cannot keep or take the result must not cost money: the run is refused before anything is sent. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { CheckError } from '../../../src/errors.ts';
import { describeError } from '../../../src/messages/messages.ts';
import { diskRuns, withFree } from '../../support/disk/diskRuns.ts';
import { namesOf, runAndSave } from '../../support/disk/saving.ts';
import { translate as t } from '../../support/localization.ts';

const { gateway, newPlace, refusedRun } = await diskRuns();

test('fault-126 without disk space for the result nothing is sent', async () => {
  const problem = await refusedRun(await newPlace(), withFree(12 * 1024 * 1024));
  assert.equal(
    describeError(new CheckError(problem), t).text,
    "There isn't enough disk space to keep the result: 12.6 MB free, 67.1 MB needed. Nothing was sent.",
  );
});

test('fault-128 fault-137 for a target that is missing, or is a file, nothing is sent', async () => {
  const place = await newPlace();
  const missing = { ...place, target: join(place.root, 'nowhere') };
  assert.equal((await refusedRun(missing)).kind, 'target-missing');
  await assert.rejects(readdir(missing.target), { code: 'ENOENT' });
  const file = { ...place, target: join(place.target, 'cat.png') };
  assert.equal((await refusedRun(file)).kind, 'target-missing');
});

test('the file that tests whether the target is writable is deleted', async () => {
  const place = await newPlace();
  const steps: string[] = [];
  // The copy that becomes the result has the run's id in its name, too.
  const probe = /\.easel-[0-9a-f-]{36}\.part$/;
  const record = (step: string, path: unknown) => {
    if (probe.test(String(path))) steps.push(step);
  };
  const disk: Disk = {
    ...nodeDisk,
    open: (path, ...how) => {
      record('open', path);
      return nodeDisk.open(path, ...how);
    },
    rm: (path, ...how) => {
      record('rm', path);
      return nodeDisk.rm(path, ...how);
    },
  };
  const { report } = await runAndSave(gateway().origin, place, { disk });
  assert.deepEqual(steps, ['open', 'rm']);
  assert.deepEqual(namesOf(report), ['cat-edited-2.png']);
  assert.deepEqual((await readdir(place.target)).sort(), [
    'cat-edited-2.png',
    'cat-edited.png',
    'cat.png',
  ]);
});

/** Several processes change one file, and their disk operations happen in any order. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { FileLockedError } from '../../../src/errors.ts';
import { FAST } from '../../support/disk/fast.ts';
import {
  assertList,
  gate,
  LIST,
  listFile,
  newList,
  watchedDisk,
  windowsDisk,
} from '../../support/lock/lockRig.ts';

const root = await mkdtemp(join(FAST, 'easel-lock-order-'));
after(() => rm(root, { recursive: true, force: true }));

const WINDOWS = 3;
const CHANGES = 3;
const TIMES = { pauseMs: 0.5, waitMs: 300, busyMs: [1, 1, 1, 1] };

interface Step {
  readonly window: number;
  readonly go: () => void;
}

interface Outcome {
  readonly saved: string[];
  readonly refused: string[];
}

/** Windows that wait before each operation until it is their turn. */
function openWindows(path: string, base: Disk, staleMs: number) {
  const steps: Step[] = [];
  const outcome: Outcome = { saved: [], refused: [] };
  const run = async (window: number): Promise<void> => {
    const disk = watchedDisk(async () => {
      const [passed, go] = gate();
      steps.push({ window, go });
      await passed;
    }, base);
    const list = listFile(path, disk, { ...TIMES, staleMs });
    for (let at = 0; at < CHANGES; at++) {
      const id = `${window}.${at}`;
      try {
        await list.add(id);
        outcome.saved.push(id);
      } catch (error) {
        // A scanner may disturb a file for longer than it is tried.
        assert.ok(error instanceof FileLockedError || base !== nodeDisk, String(error));
        outcome.refused.push(id);
      }
    }
  };
  const running = new Set(Array.from({ length: WINDOWS }, (_, window) => window));
  const done = [...running].map(async (window) => {
    await run(window);
    running.delete(window);
  });
  return { steps, outcome, running, all: Promise.all(done) };
}

/** Draws an order. One window may fall asleep in the middle, and wakes up when the others are done. */
async function runInAnyOrder(base: Disk, staleMs: number, maySleep: boolean): Promise<void> {
  const path = await newList(root, []);
  const { steps, outcome, running, all } = openWindows(path, base, staleMs);
  const sleeper = maySleep ? Math.floor(Math.random() * WINDOWS * 2) : -1;
  let stepsToSleep = Math.floor(Math.random() * 60);
  const isAsleep = (window: number) => window === sleeper && stepsToSleep <= 0;
  const others = () => [...running].filter((window) => !isAsleep(window));
  while (others().length > 0) {
    const able = steps.filter(({ window }) => !isAsleep(window));
    const next = able[Math.floor(Math.random() * able.length)];
    if (next !== undefined) {
      steps.splice(steps.indexOf(next), 1);
      if (next.window === sleeper) stepsToSleep -= 1;
      next.go();
    }
    await nextTurn();
  }
  await assertSaved(path, outcome);
  await listFile(path, nodeDisk, { staleMs: 20 }).add('other');
  while (running.size > 0) {
    for (const { go } of steps.splice(0)) go();
    await nextTurn();
  }
  await all;
  const ids = await assertSaved(path, outcome);
  assert.ok(ids.includes('other'));
  await listFile(path).add('last');
  await assertList(path, [...ids, 'last']);
}

async function assertSaved(path: string, { saved, refused }: Outcome): Promise<readonly string[]> {
  const ids = await LIST.parse(await readFile(path, 'utf8'));
  assert.deepEqual(
    saved.filter((id) => !ids.includes(id)),
    [],
    'saved, and lost',
  );
  assert.deepEqual(
    refused.filter((id) => ids.includes(id)),
    [],
    'refused, and there',
  );
  assert.equal(new Set(ids).size, ids.length, `doubled: ${ids.join(' ')}`);
  return ids;
}

const disks = { 'a disk': nodeDisk, 'a disk like that of Windows': windowsDisk() };
const patience = {
  'at any time': [0, true],
  'after a moment of silence': [3, true],
  never: [1e9, false],
} as const;
for (const [name, base] of Object.entries(disks)) {
  for (const [when, [staleMs, maySleep]] of Object.entries(patience)) {
    test(`any order on ${name}, where locks are taken over ${when}: nothing is lost or doubled`, async () => {
      for (let batch = 0; batch < 3; batch++) {
        const some = Array.from({ length: 15 }, () => runInAnyOrder(base, staleMs, maySleep));
        await Promise.all(some);
      }
    });
  }
}

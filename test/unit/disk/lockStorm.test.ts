/** Eight processes change one file, and a killer ends one of them at a random moment, again and again. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pidOf } from '../../../src/disk/lockTicket.ts';
import { bundleLockChild } from '../../support/lock/lockChildren.ts';
import { assertList, LIST, newList, ticketOf } from '../../support/lock/lockRig.ts';
import { FAST } from '../../support/disk/fast.ts';

const WORKERS = Number(process.env['EASEL_STORM_WORKERS'] ?? 8);
const CHANGES = Number(process.env['EASEL_STORM_CHANGES'] ?? 500);
/** Kills after a number of changes, not after a time, so that a slow machine makes as much progress between two kills. */
const MAX_SAVED_BETWEEN_KILLS = 90;

const root = await mkdtemp(join(FAST, 'easel-storm-'));
after(() => rm(root, { recursive: true, force: true }));

const child = await bundleLockChild(root);

interface Worker {
  readonly done: Promise<void>;
  readonly kill: () => boolean;
  readonly pid: () => number | undefined;
}

/** Runs processes one after another until all changes are saved. Each process uses its own ids, so no id occurs twice. */
function startWorker(path: string, name: string, saved: Set<string>): Worker {
  let running: ReturnType<typeof spawn> | undefined;
  const work = async (): Promise<void> => {
    let left = CHANGES;
    for (let life = 0; left > 0; life++) {
      const own = spawn(process.execPath, [child, path, String(left), `${name}.${life}.`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      running = own;
      own.stdout.setEncoding('utf8').on('data', (text: string) => {
        for (const id of text.split('\n').slice(0, -1)) {
          saved.add(id);
          left -= 1;
        }
      });
      const [code, signal] = (await once(own, 'close')) as [number | null, string | null];
      assert.ok(code === 0 || signal === 'SIGKILL', `${name} ended with ${code ?? signal}`);
    }
    running = undefined;
  };
  return { done: work(), kill: () => running?.kill('SIGKILL') ?? false, pid: () => running?.pid };
}

/** Kills by turns a random process and the one that holds the lock. @returns how many of each it killed */
async function killUntil(
  path: string,
  workers: readonly Worker[],
  saved: ReadonlySet<string>,
  isOver: () => boolean,
) {
  const kills = { any: 0, holder: 0 };
  for (let turn = 0; ; turn++) {
    const next = saved.size + Math.random() * MAX_SAVED_BETWEEN_KILLS;
    while (saved.size < next && !isOver()) await sleep(Math.random() * 5);
    if (isOver()) return kills;
    if (turn % 2 === 0) {
      const any = workers[Math.floor(Math.random() * workers.length)];
      if (any?.kill()) kills.any += 1;
    } else {
      const holder = pidOf(await ticketOf(path).catch(() => ''));
      if (workers.find(({ pid }) => pid() === holder)?.kill()) kills.holder += 1;
    }
  }
}

/** Reads without a lock and asserts that each read returns a whole file with every id of the read before. */
async function readUntil(path: string, saved: ReadonlySet<string>, isOver: () => boolean) {
  let before: readonly string[] = [];
  let reads = 0;
  while (!isOver()) {
    const expected = [...saved];
    const ids = await LIST.parse(await readFile(path, 'utf8'));
    assert.deepEqual(ids.slice(0, before.length), before, 'what was there stays');
    const there = new Set(ids);
    assert.deepEqual(
      expected.filter((id) => !there.has(id)),
      [],
      'what was saved is there',
    );
    [before, reads] = [ids, reads + 1];
    await sleep(20);
  }
  return reads;
}

test('eight processes, five hundred changes each, and a killer: nothing is lost, doubled, or left behind', async (t) => {
  const path = await newList(root, []);
  const saved = new Set<string>();
  const began = performance.now();
  const names = Array.from({ length: WORKERS }, (_, at) => String(at));
  const workers = names.map((name) => startWorker(path, name, saved));
  let isOver = false;
  const all = Promise.all(workers.map(({ done }) => done)).finally(() => {
    isOver = true;
  });
  const [kills, reads] = await Promise.all([
    killUntil(path, workers, saved, () => isOver),
    readUntil(path, saved, () => isOver),
    all,
  ]);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);

  const ids = await LIST.parse(await readFile(path, 'utf8'));
  assert.equal(saved.size, WORKERS * CHANGES);
  assert.equal(new Set(ids).size, ids.length, 'no change is there twice');
  const extra = ids.filter((id) => !saved.has(id));
  assert.equal(ids.length, saved.size + extra.length, 'every saved change is there');
  assert.ok(extra.length <= kills.any + kills.holder, 'a kill loses one answer at most');
  for (const name of names) {
    const own = ids
      .filter((id) => id.startsWith(`${name}.`))
      .map((id) => id.split('.').map(Number));
    const sorted = own.toSorted((a, b) => a[1]! - b[1]! || a[2]! - b[2]!);
    assert.deepEqual(own, sorted, 'the changes of a process keep their order');
  }
  await assertList(path, ids);
  t.diagnostic(
    `${seconds} s, ${kills.any} processes killed at random and ${kills.holder} with the lock, ` +
      `${extra.length} changes saved without an answer, ${reads} reads`,
  );
});

/** A process that is killed before each operation of a change. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nodeDisk } from '../../../src/disk/disk.ts';
import { newTicket, retireTicket } from '../../../src/disk/lockTicket.ts';
import { FAST } from '../../support/disk/fast.ts';
import { bundleLockChild } from '../../support/lock/lockChildren.ts';
import { assertList, leaveLock, LIST, listFile, newList } from '../../support/lock/lockRig.ts';

const root = await mkdtemp(join(FAST, 'easel-lock-crash-'));
after(() => rm(root, { recursive: true, force: true }));
const child = await bundleLockChild(root);

/** @returns what the process printed, and whether it was killed */
async function addAndDie(path: string, step: number): Promise<[printed: string, killed: boolean]> {
  return await new Promise((resolve, reject) => {
    const args = [child, path, '1', 'killed-', String(step)];
    execFile(process.execPath, args, { timeout: 60_000 }, (error, stdout) => {
      if (error === null || error.signal === 'SIGKILL') resolve([stdout, error !== null]);
      else reject(new Error(`ended with ${error.code ?? error.signal}`, { cause: error }));
    });
  });
}

for (const start of ['free', 'left behind'] as const) {
  test(`killed at any step with a lock that is ${start}: the next change succeeds at once`, async () => {
    let steps = 0;
    for (let isKilled = true; isKilled; steps++) {
      const path = await newList(root);
      const stale = newTicket();
      retireTicket(stale);
      // Of a process that is older than this one and had the same id: for the child, too, it is gone.
      const ticket = stale.replace(/-\d+-/, '-1-');
      if (start === 'left behind') await leaveLock(path, ticket);
      const [printed, killed] = await addAndDie(path, steps);
      isKilled = killed;
      const began = performance.now();
      // Proof alone: no patience would last so long.
      await listFile(path, nodeDisk, { staleMs: 1e9, waitMs: 5000 }).add('next');
      const tookMs = performance.now() - began;
      assert.ok(tookMs < 2000, `step ${steps}: ${tookMs} ms`);
      const ids = await LIST.parse(await readFile(path, 'utf8'));
      const isThere = ids.includes('killed-0');
      assert.ok(isThere || printed === '', `step ${steps}: what was saved is lost`);
      await assertList(path, ['first', ...(isThere ? ['killed-0'] : []), 'next'], `step ${steps}`);
    }
    assert.ok(steps > 12, `only ${steps} steps`);
  });
}

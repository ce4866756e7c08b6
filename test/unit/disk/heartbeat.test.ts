import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, describe, mock, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { hasHeartbeat, isRunning, startHeartbeat } from '../../../src/disk/heartbeat.ts';
import { FAST } from '../../support/disk/fast.ts';
import { deadPid } from '../../support/disk/processes.ts';

const root = await mkdtemp(join(FAST, 'easel-heartbeat-'));
after(() => rm(root, { recursive: true, force: true }));
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'case-'));
});

/** Writes a heartbeat as a process would, so many ms ago. */
async function leaveHeartbeat(pid: number | string, ageMs = 0): Promise<void> {
  const file = join(folder, 'alive');
  await writeFile(file, String(pid));
  const time = new Date(Date.now() - ageMs);
  await utimes(file, time, time);
}

describe('a heartbeat', () => {
  test('is a file with the process id until it is stopped', async () => {
    const heartbeat = await startHeartbeat(nodeDisk, folder);
    const file = join(folder, 'alive');
    assert.equal(await readFile(file, 'utf8'), String(process.pid));
    if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal(await hasHeartbeat(nodeDisk, folder, Date.now()), true);
    await heartbeat.stop();
    assert.deepEqual(await readdir(folder), []);
    assert.equal(await hasHeartbeat(nodeDisk, folder, Date.now()), false);
  });

  test('beats every ten seconds until it is stopped', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    try {
      const beats: number[] = [];
      const utimesOf: Disk['utimes'] = async (path, _, time) => {
        assert.equal(path, join(folder, 'alive'));
        beats.push(Number(time));
      };
      const heartbeat = await startHeartbeat({ ...nodeDisk, utimes: utimesOf }, folder);
      mock.timers.tick(9_999);
      assert.equal(beats.length, 0);
      mock.timers.tick(1);
      assert.equal(beats.length, 1);
      assert.ok(Math.abs((beats[0] ?? 0) - Date.now()) < 60_000);
      mock.timers.tick(20_000);
      assert.equal(beats.length, 3);
      await heartbeat.stop();
      mock.timers.tick(60_000);
      assert.equal(beats.length, 3);
    } finally {
      mock.timers.reset();
    }
  });

  test('does not fail when a beat or the removal of its file fails', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    try {
      const fail = () => Promise.reject(new Error('not now'));
      const heartbeat = await startHeartbeat({ ...nodeDisk, utimes: fail, rm: fail }, folder);
      mock.timers.tick(10_000);
      await heartbeat.stop();
    } finally {
      mock.timers.reset();
    }
  });

  test('fails to start where the disk refuses', async () => {
    const open: Disk['open'] = () => Promise.reject(Object.assign(new Error(), { code: 'EROFS' }));
    await assert.rejects(startHeartbeat({ ...nodeDisk, open }, folder), { code: 'EROFS' });
  });

  test('replaces the one of a process that ended', async () => {
    await leaveHeartbeat('4194304000000', 0);
    const heartbeat = await startHeartbeat(nodeDisk, folder);
    assert.equal(await readFile(join(folder, 'alive'), 'utf8'), String(process.pid));
    await heartbeat.stop();
  });
});

describe('a folder has a heartbeat', () => {
  test('only while the last beat is less than thirty seconds away, in either direction', async () => {
    for (const [ageMs, expected] of [
      [0, true],
      [25_000, true],
      [35_000, false],
      [-25_000, true],
      [-35_000, false],
    ] as const) {
      await leaveHeartbeat(process.pid, ageMs);
      assert.equal(await hasHeartbeat(nodeDisk, folder, Date.now()), expected, `${ageMs} ms`);
    }
  });

  test('exactly thirty seconds after the last beat it has none', async () => {
    await leaveHeartbeat(process.pid);
    const { mtimeMs } = await stat(join(folder, 'alive'));
    assert.equal(await hasHeartbeat(nodeDisk, folder, mtimeMs + 29_999), true);
    assert.equal(await hasHeartbeat(nodeDisk, folder, mtimeMs + 30_000), false);
  });

  test('only while its process runs, however recent the beat is', async () => {
    await leaveHeartbeat(await deadPid());
    assert.equal(await hasHeartbeat(nodeDisk, folder, Date.now()), false);
    await leaveHeartbeat('');
    assert.equal(await hasHeartbeat(nodeDisk, folder, Date.now()), false);
  });

  test('not when there is no file or it cannot be read', async () => {
    assert.equal(await hasHeartbeat(nodeDisk, folder, Date.now()), false);
    await leaveHeartbeat(process.pid);
    const readFileOf = () => Promise.reject(new Error('not now'));
    const disk = { ...nodeDisk, readFile: readFileOf };
    assert.equal(await hasHeartbeat(disk, folder, Date.now()), false);
  });
});

test('a process is running when the system knows its id', async () => {
  assert.equal(isRunning(process.pid), true);
  assert.equal(isRunning(process.ppid), true);
  assert.equal(isRunning(await deadPid()), false);
});

test('what is not the id of one process is not running', () => {
  // 0 and negative numbers name groups of processes, this one's included.
  for (const pid of [0, -1, -process.pid, 1.5, NaN, Infinity, 2 ** 53]) {
    assert.equal(isRunning(pid), false, String(pid));
  }
});

test('a process of another user is running, though this one may not signal it', (context) => {
  const kill = context.mock.method(process, 'kill', () => {
    throw Object.assign(new Error(), { code: 'EPERM' });
  });
  assert.equal(isRunning(1), true);
  assert.deepEqual(kill.mock.calls[0]?.arguments, [1, 0], 'only signal 0 is sent');
});

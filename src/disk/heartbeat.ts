import { join } from 'node:path';
import { writeAll, type Disk } from './disk.ts';
import { removeFile } from './remove.ts';
import { retryWhileBusy, scannerPauses } from './retry.ts';

/** The heartbeat file. It holds the process id, and its modification time is the last beat. */
const FILE = 'alive';
const BEAT_MS = 10_000;
/** Three beats, because a busy machine can miss one. */
const STALE_MS = 30_000;

export interface Heartbeat {
  /** Ends the run: what remains in its folder can be offered from now on. Never rejects. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a heartbeat file for the run: while it beats, other windows leave the run's folder alone.
 *
 * @param folder the run's, an absolute path
 * @throws what the disk throws
 */
export async function startHeartbeat(disk: Disk, folder: string): Promise<Heartbeat> {
  const file = join(folder, FILE);
  const handle = await retryWhileBusy(scannerPauses(), () => disk.open(file, 'w', 0o600));
  try {
    await writeAll(handle, Buffer.from(String(process.pid)), 0);
  } finally {
    await handle.close();
  }
  const timer = setInterval(() => {
    const now = new Date();
    disk.utimes(file, now, now).catch(() => undefined);
  }, BEAT_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await removeFile(disk, file).catch(() => undefined);
    },
  };
}

/**
 * Tells whether a process still works in a folder. Needs both signs: the system reuses process ids, and a clock that was set
 * back makes an old beat look recent. Never rejects.
 *
 * @param now in ms since 1970
 */
export async function hasHeartbeat(disk: Disk, folder: string, now: number): Promise<boolean> {
  try {
    const file = join(folder, FILE);
    const { mtimeMs } = await disk.stat(file);
    if (Math.abs(now - mtimeMs) >= STALE_MS) return false;
    return isRunning(Number(await disk.readFile(file, 'utf8')));
  } catch {
    return false;
  }
}

/** Tells whether a process with this id runs. Signal 0 checks it without sending anything. */
export function isRunning(pid: number): boolean {
  // 0 and negative numbers name groups of processes.
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import { join } from 'node:path';
import { writeAll, type Disk } from './disk.ts';

const FILE = 'alive';
const BEAT_MS = 10_000;
/** Three beats: a busy machine may miss one. */
const STALE_MS = 30_000;

export interface Heartbeat {
  /** The run is over: whatever lies in the folder may be offered from now on. */
  readonly stop: () => Promise<void>;
}

/** Says, in the run's folder, that its process works on it. @throws what the disk throws */
export async function startHeartbeat(disk: Disk, folder: string): Promise<Heartbeat> {
  const file = join(folder, FILE);
  const handle = await disk.open(file, 'w', 0o600);
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
      await disk.rm(file, { force: true }).catch(() => undefined);
    },
  };
}

/**
 * Whether a process still works in a folder. Its id alone does not tell, for ids come again; neither does its
 * last beat, for a killed process beats no more, and a clock may have been set back.
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

/** Asks for a process of that id, with no signal sent. */
export function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is a process too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

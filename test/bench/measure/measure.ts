import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchLoop } from './loop.ts';
import type { Measured } from './task.ts';

const MB = 1_000_000;

/** What `work` costs this process. Run with `--expose-gc`, so that every client starts from a clean heap. */
export async function measure(work: () => Promise<void>): Promise<Measured> {
  globalThis.gc?.();
  await sleep(50);
  const peak = watchPeak();
  const watched = watchLoop();
  await sleep(10);
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  const peakMb = peak();
  // One more turn: what the end of the work held up is only seen at the next one.
  await sleep(5);
  const { longestMs, ownMs } = watched();
  return { wallMs, cpuMs: (user + system) / 1000 - ownMs, stallMs: longestMs, peakMb };
}

/** The peak above now, in MB: exact where Linux keeps a high-water mark that can be set back, else of the process. */
function watchPeak(): () => number {
  const start = process.memoryUsage.rss();
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    return () => (process.resourceUsage().maxRSS * 1024 - start) / MB;
  }
  return () => (highWaterMark('self') - start) / MB;
}

/** Most resident memory a process has had, in bytes; 0 for one that is gone. Linux. */
export function highWaterMark(pid: number | 'self'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

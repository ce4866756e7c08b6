import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchLoop } from './loop.ts';
import type { Measurement } from './task.ts';

const MB = 1_000_000;

/** Measures what `work` costs this process. Needs `--expose-gc`, so that every client starts with a clean heap. */
export async function measure(work: () => Promise<void>): Promise<Measurement> {
  globalThis.gc?.();
  await sleep(50);
  const readPeak = watchPeak();
  const stopWatching = watchLoop();
  await sleep(10);
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const peakMb = readPeak();
  // The next turn of the loop shows a block at the end of the work.
  await sleep(5);
  const { longestMs, ownMs } = stopWatching();
  return { wallMs, cpuMs: (user + system) / 1000 - ownMs, stallMs: longestMs, peakMb };
}

/** Returns a function that reads the peak of memory above now, in MB. Linux can reset its mark; elsewhere it covers the whole process. */
export function watchPeak(): () => number {
  const start = process.memoryUsage.rss();
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    return () => (process.resourceUsage().maxRSS * 1024 - start) / MB;
  }
  return () => (highWaterMark('self') - start) / MB;
}

/** Returns the peak of a process's resident memory in bytes; 0 if the process has ended. Linux only. */
export function highWaterMark(pid: number | 'self'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

import { readFileSync } from 'node:fs';
import { highWaterMark } from './measure.ts';
import type { Measured } from './task.ts';

const POLL_MS = 5;
/** Linux counts the time of ended children in ticks of 10 ms. */
const TICK_MS = 10;
const MB = 1_000_000;

/**
 * What `work` costs in child processes: their time, and the sum of their peaks, which a pipeline
 * holds at the same time or nearly so. Linux.
 */
export async function measureChildren(work: () => Promise<void>): Promise<Measured> {
  const peaks = new Map<number, number>();
  const look = (): void => {
    for (const pid of descendants(process.pid)) {
      peaks.set(pid, Math.max(peaks.get(pid) ?? 0, highWaterMark(pid)));
    }
  };
  const timer = setInterval(look, POLL_MS);
  const before = endedChildrenMs();
  const began = performance.now();
  await work().finally(() => {
    clearInterval(timer);
  });
  const wallMs = performance.now() - began;
  const peakMb = [...peaks.values()].reduce((sum, bytes) => sum + bytes, 0) / MB;
  return { wallMs, cpuMs: endedChildrenMs() - before, peakMb };
}

function descendants(pid: number): readonly number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [...children, ...children.flatMap(descendants)];
}

/** User and system time: fields 16 and 17 of proc(5)'s stat, counted behind the name in brackets. */
function endedChildrenMs(): number {
  const fields = read('/proc/self/stat').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

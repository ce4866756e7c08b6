import { readFileSync } from 'node:fs';
import { highWaterMark } from './measure.ts';
import type { Measurement } from './task.ts';

const POLL_MS = 5;
/** Linux counts the CPU time of ended children in ticks of 10 ms. */
const TICK_MS = 10;
const MB = 1_000_000;

/**
 * Measures what `work` costs in child processes: their CPU time, and the sum of their peaks, which the parts of a pipeline
 * reach at nearly the same time. Linux only.
 */
export async function measureChildren(work: () => Promise<void>): Promise<Measurement> {
  const peaks = new Map<number, number>();
  const check = (): void => {
    for (const pid of descendants(process.pid)) {
      peaks.set(pid, Math.max(peaks.get(pid) ?? 0, highWaterMark(pid)));
    }
  };
  const timer = setInterval(check, POLL_MS);
  const before = endedChildrenMs();
  const start = performance.now();
  await work().finally(() => {
    clearInterval(timer);
  });
  const wallMs = performance.now() - start;
  const peakMb = [...peaks.values()].reduce((sum, bytes) => sum + bytes, 0) / MB;
  return { wallMs, cpuMs: endedChildrenMs() - before, peakMb };
}

function descendants(pid: number): readonly number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [...children, ...children.flatMap(descendants)];
}

/** Returns user and system time: fields 16 and 17 of `stat` in proc(5). Counts from the name in brackets, which may have spaces. */
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

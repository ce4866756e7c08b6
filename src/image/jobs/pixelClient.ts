import { createJobClient, type JobClient } from './jobClient.ts';
import type { PixelJobs } from './pixelJobs.ts';

/** Runs the jobs of `pixelJobs.ts`. */
export type PixelClient = JobClient<PixelJobs>;

/**
 * @param workerFile absolute path of `dist/pixelWorker.cjs`
 * @param timeoutMs for each job
 * @param maxHeapMb for each job, without files and pixels
 */
export function createPixelClient(
  workerFile: string,
  timeoutMs?: number,
  maxHeapMb?: number,
): PixelClient {
  return createJobClient<PixelJobs>(workerFile, timeoutMs, maxHeapMb);
}

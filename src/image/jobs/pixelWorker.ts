/** The pixel worker's entry: one job in, one answer out, and it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { CheckError } from '../../errors.ts';
import type { Answer, Job } from './pixelJobs.ts';
import { doJob } from './runPixelJob.ts';

function answer(job: Job): Answer {
  try {
    return { done: doJob(job) };
  } catch (error) {
    if (error instanceof CheckError) return { refused: error.problem };
    throw error;
  }
}

// Started by `run/pixelWork.ts` alone, in the types that both share.
const { pixelJob } = workerData as { readonly pixelJob: Job };
const given = answer(pixelJob);
parentPort?.postMessage(given, 'done' in given ? handedOver(given.done.file) : []);

/** A picture moves over without a copy; what is small may lie in a pool of buffers that cannot move. */
function handedOver({ buffer }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength > 2 * Buffer.poolSize ? [buffer] : [];
}

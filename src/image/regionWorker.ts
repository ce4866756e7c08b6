/** The pixel worker's entry: one job in, one answer out, and it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { CheckError } from '../errors.ts';
import type { Answer, Job } from './regionJobs.ts';
import { doJob } from './regionWork.ts';

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
parentPort?.postMessage(answer(pixelJob));

/** Entry of the pixel worker: runs the one job it was started with, responds, and ends. */
import { workerData } from 'node:worker_threads';
import { respond } from './jobWorker.ts';
import type { JobRequest } from './job.ts';
import type { PixelJobs } from './pixelJobs.ts';
import { runPixelJob } from './runPixelJob.ts';

// Only the client starts this worker, with the types that both share.
const { name, input } = workerData as JobRequest<PixelJobs>;
void respond(() => runPixelJob(name, input));

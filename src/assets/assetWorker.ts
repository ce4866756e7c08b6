/** Entry of the asset worker: runs the one job it was started with, responds, and ends. */
import { workerData } from 'node:worker_threads';
import type { JobFunctions, JobRequest } from '../image/jobs/job.ts';
import { respond } from '../image/jobs/jobWorker.ts';
import type { AssetJobs } from './assetClient.ts';
import { makeAsset } from './makeAsset.ts';

const JOBS: JobFunctions<AssetJobs> = { asset: makeAsset };

// Only the client starts this worker, with the types that both share.
const { name, input } = workerData as JobRequest<AssetJobs>;
void respond(async () => await JOBS[name](input));

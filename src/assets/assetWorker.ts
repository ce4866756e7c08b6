/** Entry of the asset worker: runs the one job it was started with, responds, and ends. */
import { workerData } from 'node:worker_threads';
import type { InputOf, JobFunctions, JobNameOf, JobRequest, OutputOf } from '../image/jobs/job.ts';
import { respond } from '../image/jobs/jobWorker.ts';
import type { AssetJobs } from './assetClient.ts';
import { cutOutPasses, hasPlainBorder } from './background/cutOutPasses.ts';
import { measureKeyHues } from './background/keyColors.ts';
import { makeAsset } from './makeAsset.ts';
import { makeSet } from './sets/makeSet.ts';

const JOBS: JobFunctions<AssetJobs> = {
  asset: makeAsset,
  set: makeSet,
  passes: cutOutPasses,
  keyHues: measureKeyHues,
  plain: hasPlainBorder,
};

async function run<Name extends JobNameOf<AssetJobs>>(
  name: Name,
  input: InputOf<AssetJobs, Name>,
): Promise<OutputOf<AssetJobs, Name>> {
  return await JOBS[name](input);
}

// Only the client starts this worker, with the types that both share.
const { name, input } = workerData as JobRequest<AssetJobs>;
void respond(() => run(name, input));

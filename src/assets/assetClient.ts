import type { Job } from '../image/jobs/job.ts';
import { createJobClient, type JobClient } from '../image/jobs/jobClient.ts';
import type { PassesInput, PassesOutput, PlainOutput } from './background/cutOutPasses.ts';
import type { HueInput, KeyHues } from './background/keyColors.ts';
import type { AssetInput, AssetOutput } from './makeAsset.ts';
import type { SetInput, SetOutput } from './sets/makeSet.ts';

/** The jobs of the asset worker. */
export interface AssetJobs {
  readonly asset: Job<AssetInput, AssetOutput>;
  readonly set: Job<SetInput, SetOutput>;
  readonly passes: Job<PassesInput, PassesOutput>;
  readonly keyHues: Job<HueInput, KeyHues>;
  readonly plain: Job<HueInput, PlainOutput>;
}

export type AssetClient = JobClient<AssetJobs>;

/** @param workerFile absolute path of `dist/assetWorker.cjs` */
export function createAssetClient(workerFile: string): AssetClient {
  return createJobClient<AssetJobs>(workerFile);
}

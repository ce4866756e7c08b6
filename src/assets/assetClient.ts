import type { Job } from '../image/jobs/job.ts';
import { createJobClient, type JobClient } from '../image/jobs/jobClient.ts';
import type { PassesInput, PassesOutput } from './cutOutPasses.ts';
import type { KeyColor, KeyColorInput } from './keyColors.ts';
import type { AssetInput, AssetOutput } from './makeAsset.ts';
import type { SetInput, SetOutput } from './sets/makeSet.ts';

/** The jobs of the asset worker. */
export interface AssetJobs {
  readonly asset: Job<AssetInput, AssetOutput>;
  readonly set: Job<SetInput, SetOutput>;
  readonly passes: Job<PassesInput, PassesOutput>;
  readonly keyColor: Job<KeyColorInput, KeyColor>;
}

export type AssetClient = JobClient<AssetJobs>;

/** @param workerFile absolute path of `dist/assetWorker.cjs` */
export function createAssetClient(workerFile: string): AssetClient {
  return createJobClient<AssetJobs>(workerFile);
}

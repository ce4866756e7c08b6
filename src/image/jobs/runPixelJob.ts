import { checkResult } from './pixel/checkResult.ts';
import { compare } from './pixel/compare.ts';
import { composite } from './pixel/composite.ts';
import { convert } from './pixel/convert.ts';
import { label } from './pixel/label.ts';
import { prepare } from './pixel/prepare.ts';
import { provenance } from './pixel/provenance.ts';
import { regionReference } from './pixel/regionReference.ts';
import type { JobFunctions } from './job.ts';
import type { PixelJobInput, PixelJobName, PixelJobOutput, PixelJobs } from './pixelJobs.ts';

/** The function of every job in `PixelJobs`. */
const JOBS: JobFunctions<PixelJobs> = {
  regionReference,
  composite,
  compare,
  checkResult,
  convert,
  label,
  prepare,
  provenance,
};

/**
 * Runs a job on the current thread: seconds for large images.
 *
 * @throws CheckError `no-pixels`, `no-mark`
 */
export async function runPixelJob<Name extends PixelJobName>(
  name: Name,
  input: PixelJobInput<Name>,
): Promise<PixelJobOutput<Name>> {
  return await JOBS[name](input);
}

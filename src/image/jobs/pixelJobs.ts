/**
 * The jobs of the pixel worker. To add one:
 *
 * 1. Write its function, with the types of its input and output, in a file of `pixel/`.
 * 2. Add its name and types to {@link PixelJobs}.
 * 3. Add the function to the table in `runPixelJob.ts`, which does not compile without it.
 *
 * Callers then use `pixels.run(name, input)` of `pixelClient.ts`. Pass files as `Uint8Array` at the top level of input
 * and output, because only there do both threads share their memory.
 */
import type { Provenance } from '../provenance/readProvenance.ts';
import type { InputOf, Job, OutputOf } from './job.ts';
import type { CheckResultInput, CheckResultOutput } from './pixel/checkResult.ts';
import type { CompareInput, CompareOutput } from './pixel/compare.ts';
import type { CompositeInput, CompositeOutput } from './pixel/composite.ts';
import type { ConvertInput, ConvertOutput } from './pixel/convert.ts';
import type { LabelInput, LabelOutput } from './pixel/label.ts';
import type { PrepareInput, PrepareOutput } from './pixel/prepare.ts';
import type { ProvenanceInput } from './pixel/provenance.ts';
import type { RegionReferenceInput, RegionReferenceOutput } from './pixel/regionReference.ts';

export interface PixelJobs {
  readonly regionReference: Job<RegionReferenceInput, RegionReferenceOutput>;
  readonly composite: Job<CompositeInput, CompositeOutput>;
  readonly compare: Job<CompareInput, CompareOutput>;
  readonly checkResult: Job<CheckResultInput, CheckResultOutput>;
  readonly prepare: Job<PrepareInput, PrepareOutput>;
  readonly convert: Job<ConvertInput, ConvertOutput>;
  readonly label: Job<LabelInput, LabelOutput>;
  readonly provenance: Job<ProvenanceInput, Provenance>;
}

export type PixelJobName = keyof PixelJobs;
export type PixelJobInput<Name extends PixelJobName> = InputOf<PixelJobs, Name>;
export type PixelJobOutput<Name extends PixelJobName> = OutputOf<PixelJobs, Name>;

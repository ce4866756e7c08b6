import { inputTypesAt } from '../../catalog/modelLookup.ts';
import { CheckError } from '../../errors.ts';
import { readSourceFacts } from '../../image/formats/sourceFacts.ts';
import type { PixelClient } from '../../image/jobs/pixelClient.ts';
import { choosePreparation, type Sendable } from '../../image/prepare/preparation.ts';
import { toReference, type Reference } from '../../request/reference.ts';
import type { RunOptions } from './options.ts';
import type { RunPlan } from './plan.ts';
import type { Settings } from './settings.ts';

/**
 * Turns the user's files in a plan into what is sent: types that the model takes, upright, no larger than asked for, and without
 * private data. A file that needs no change is sent untouched.
 *
 * @throws CheckError `no-pixels`, `type-not-taken`
 */
export async function preparePlan(
  plan: RunPlan,
  { maxInputSide: maxSide }: Pick<RunOptions, 'maxInputSide'>,
  { stripLocation: isPrivate }: Pick<Settings, 'stripLocation'>,
  pixels: PixelClient,
): Promise<RunPlan> {
  const types = inputTypesAt(plan.gateway, plan.model);
  const images: Reference[] = [];
  for (const image of plan.images) {
    const sendable = { types, maxSide, isPrivate };
    const file = await prepareFile(image, sendable, pixels);
    const { prepared } = file;
    images.push({
      ...toReference(file, file.facts, plan.model, types),
      ...(prepared && { prepared }),
    });
  }
  return { ...plan, images, body: { ...plan.body, images } };
}

async function prepareFile(
  image: Reference,
  sendable: Sendable,
  pixels: PixelClient,
): Promise<Reference> {
  const { name, bytes, facts } = image;
  const preparation = choosePreparation(facts, sendable);
  const { kind } = preparation;
  if (kind === 'none') return image;
  try {
    const { isPrivate } = sendable;
    const made = await pixels.run('prepare', { file: bytes, preparation, isPrivate });
    const { file, frames } = made;
    const madeFacts = await readSourceFacts(file);
    if (madeFacts === undefined) throw new Error('The worker returned no image.');
    const source = { bytes, facts };
    return { name, bytes: file, facts: madeFacts, prepared: { source, kind, frames } };
  } catch (error) {
    const problem = error instanceof CheckError ? error.problem : undefined;
    if (problem?.kind !== 'no-pixels') throw error;
    throw new CheckError({ ...problem, file: name }, { cause: error });
  }
}

import type { AssetClient } from '../../assets/assetClient.ts';
import { farthestKey, type KeyColor, type KeyHues } from '../../assets/background/keyColors.ts';
import type { Recipe } from '../../assets/recipe.ts';
import { CancelledError } from '../../errors.ts';
import { resultLabel, type Labeling } from '../../image/provenance/derived.ts';
import type { RunPlan } from '../plan/plan.ts';
import { cropInstruction, keyForPrompt, keyInstruction } from './instructions.ts';
import { inOrder, makeFinalFile } from './makeFinalFile.ts';

export interface ApplyFinalFileParts {
  readonly assets: Pick<AssetClient, 'run'>;
  /** Files that Easel makes say how they were made. */
  readonly isLabeled: boolean;
}

/** Makes a plan request what its final file can be made from, and make it. */
export async function applyFinalFile(
  plan: RunPlan,
  { assets, isLabeled }: ApplyFinalFileParts,
): Promise<RunPlan> {
  const { final: wanted, ...rest } = plan;
  const final = wanted && finalOf(wanted, plan);
  if (final === undefined) return rest;
  const labeling = isLabeled ? labelingOf(plan) : undefined;
  const key = final.background === undefined ? undefined : await keyFor(plan, assets);
  const prompt = [plan.body.prompt, ...instructions(final, key, plan.body.aspectRatio)];
  const body = { ...plan.body, prompt: prompt.join('\n\n') };
  const finish = makeFinalFile(final, { assets, labeling, key: key?.color });
  return { ...plan, final, body, finish: inOrder(plan.finish, finish) };
}

/** The result of a region goes into its source, which keeps its background and its size. */
function finalOf(wanted: Recipe, { region }: RunPlan): Recipe | undefined {
  if (region === undefined) return wanted;
  const { format, quality } = wanted;
  return format && { format, quality };
}

/** Returns what is known about a result before it exists. */
function labelingOf({ gateway, operation, region }: RunPlan): Labeling {
  const known = resultLabel({
    isPractice: gateway.free === true,
    isEdit: operation === 'edit',
    isMerged: region !== undefined,
  });
  return known === undefined ? {} : { known };
}

function instructions(
  { width, height }: Recipe,
  key: KeyColor | undefined,
  ratio: string | undefined,
): readonly string[] {
  const size = width === undefined || height === undefined ? undefined : { width, height };
  const crop = size && cropInstruction(size, ratio);
  return [...(key ? [keyInstruction(key)] : []), ...(crop === undefined ? [] : [crop])];
}

/** Measures the images, because a subject in a similar color would become transparent. */
async function keyFor(
  { images, prompt }: RunPlan,
  assets: ApplyFinalFileParts['assets'],
): Promise<KeyColor> {
  if (images.length === 0) return keyForPrompt(prompt);
  const hues: KeyHues[] = [];
  for (const { bytes } of images) {
    try {
      hues.push(await assets.run('keyHues', { file: bytes }));
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      // The model may read a file that Easel can't decode, or not in its memory.
    }
  }
  return farthestKey(hues);
}

import type { AssetClient } from '../../assets/assetClient.ts';
import { GREEN, type KeyColor } from '../../assets/keyColors.ts';
import type { Recipe } from '../../assets/recipe.ts';
import { CheckError } from '../../errors.ts';
import type { Labeling } from '../../image/provenance/derived.ts';
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
  const { final } = plan;
  if (final === undefined) return plan;
  const labeling = isLabeled ? resultLabeling(plan.gateway) : undefined;
  const finishWith = (key?: KeyColor) =>
    inOrder(plan.finish, makeFinalFile(final, { assets, labeling, key: key?.color }));
  // The result of a region goes into its source, which has its own background and shape.
  if (plan.region !== undefined) return { ...plan, finish: finishWith() };
  const key = final.background === undefined ? undefined : await keyFor(plan, assets);
  const prompt = [plan.body.prompt, ...instructions(final, key, plan.body.aspectRatio)];
  return { ...plan, body: { ...plan.body, prompt: prompt.join('\n\n') }, finish: finishWith(key) };
}

/** Returns what is known about an image from a gateway. The Practice gateway is no model: it draws by fixed rules. */
export function resultLabeling({ free }: { readonly free?: true | undefined }): Labeling {
  return { known: free === true ? 'algorithmicMedia' : 'trainedAlgorithmicMedia' };
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
  try {
    return await assets.run('keyColor', { files: images.map(({ bytes }) => bytes) });
  } catch (error) {
    // The model may read a file that Easel can't decode.
    if (error instanceof CheckError) return GREEN;
    throw error;
  }
}

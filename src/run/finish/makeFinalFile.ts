import type { AssetClient } from '../../assets/assetClient.ts';
import type { KeyColor } from '../../assets/background/keyColors.ts';
import type { AssetOutput } from '../../assets/makeAsset.ts';
import type { Recipe } from '../../assets/recipe.ts';
import { readShared } from '../../disk/readShared.ts';
import { CheckError } from '../../errors.ts';
import { inspectImage } from '../../image/formats/inspect.ts';
import type { Labeling } from '../../image/provenance/derived.ts';
import type { Warning } from '../../messages/warning.ts';
import type { Finish, Finished, FinishedFile } from '../saveImages.ts';

export interface FinalFileParts {
  readonly assets: Pick<AssetClient, 'run'>;
  /** What is known about how the image was made. Missing: files aren't labeled. */
  readonly labeling?: Labeling | undefined;
  /** The color that the model was asked to paint around the subject. */
  readonly key?: KeyColor['color'] | undefined;
}

/**
 * Makes the file that the user asked for from an image that a model returned. What can't be made was still paid for, so the image is
 * saved as it was received. Where the new file may lack something, the received image is saved too.
 */
export function makeFinalFile(recipe: Recipe, parts: FinalFileParts): Finish {
  return async (image) => {
    if (isDone(image, recipe)) return { files: [image], warnings: [] };
    try {
      return await make(image, recipe, parts);
    } catch (error) {
      const why = reasonWithoutBackground(error);
      if (why === undefined) return unchanged(image, error);
      // There is nothing to remove, and nothing to warn about.
      if (why === 'transparent') {
        return await makeFinalFile({ ...recipe, background: undefined }, parts)(image);
      }
      return { files: [image], warnings: [{ kind: 'not-transparent', why }] };
    }
  };
}

/** Applies steps one after the other. What a step saves beside the image stays as it is. */
export function inOrder(first: Finish | undefined, second: Finish): Finish {
  if (first === undefined) return second;
  return async (image) => {
    const before = await first(image);
    const files: FinishedFile[] = [];
    const warnings = [...before.warnings];
    for (const file of before.files) {
      const after: Finished =
        file.beside === undefined ? await second(file) : { files: [file], warnings: [] };
      files.push(...after.files);
      warnings.push(...after.warnings);
    }
    return { files, warnings };
  };
}

function isDone({ facts }: FinishedFile, recipe: Recipe): boolean {
  if (recipe.background !== undefined) return false;
  const { width = facts.width, height = facts.height, format = facts.type } = recipe;
  return facts.width === width && facts.height === height && facts.type === format;
}

async function make(
  image: FinishedFile,
  recipe: Recipe,
  { assets, labeling, key }: FinalFileParts,
): Promise<Finished> {
  const { bytes } = image;
  const file = typeof bytes === 'string' ? await readShared(bytes) : bytes;
  const made = await assets.run('asset', { file, recipe, labeling, key, keepsAlpha: true });
  const facts = inspectImage(made.file);
  if (facts === undefined) throw new Error('The worker returned no image.');
  const final: FinishedFile = { bytes: made.file, size: made.file.byteLength, facts };
  const received: readonly FinishedFile[] =
    made.doubts.length > 0 || made.frames > 1 ? [{ ...image, beside: 'received' }] : [];
  return { files: [final, ...received], warnings: warningsOf(made) };
}

function warningsOf({
  doubts,
  frames,
  isEnlarged,
  losesCredentials,
  ...size
}: AssetOutput): Warning[] {
  const { width, height } = size;
  return [
    ...(doubts.length > 0 ? [{ kind: 'background-doubt' } as const] : []),
    ...(frames > 1 ? [{ kind: 'one-frame', frames } as const] : []),
    ...(isEnlarged ? [{ kind: 'enlarged', width, height } as const] : []),
    ...(losesCredentials ? [{ kind: 'converted-credentials' } as const] : []),
  ];
}

function reasonWithoutBackground(error: unknown) {
  const problem = error instanceof CheckError ? error.problem : undefined;
  return problem?.kind === 'no-background' ? problem.why : undefined;
}

function unchanged(image: FinishedFile, error: unknown): Finished {
  const problem = error instanceof CheckError ? error.problem : undefined;
  const reason = problem?.kind === 'no-pixels' ? { problem } : {};
  return { files: [image], warnings: [{ kind: 'as-received', ...reason }] };
}

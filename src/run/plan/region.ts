import { checkChoices } from '../../catalog/choices.ts';
import { readShared } from '../../disk/readShared.ts';
import { CheckError } from '../../errors.ts';
import { inspectImage } from '../../image/formats/inspect.ts';
import { readSourceFacts } from '../../image/formats/sourceFacts.ts';
import type { CompositeInput, CompositeOutput } from '../../image/jobs/pixel/composite.ts';
import { regionInstruction } from '../../image/region/regionReference.ts';
import type { Strokes } from '../../image/region/strokes.ts';
import { toReference } from '../../request/reference.ts';
import type { PixelClient } from '../../image/jobs/pixelClient.ts';
import type { RunPlan } from './plan.ts';
import type { Finish } from '../saveImages.ts';
import type { Warning } from '../../messages/warning.ts';

/** How far a change fades out beyond the mark, in px of the source. The feather. */
export const FEATHER = 4;

/** From this share of the pixels outside the mark on, a warning says that the model changed more than requested. */
const NOTICEABLE_SHARE = 0.1;

/** Turns a plan that edits a whole source into one that edits a region of it. @throws CheckError `too-many-images` */
export type ApplyRegion = (plan: RunPlan) => RunPlan;

/**
 * Prepares the edit of a marked region. The model gets the whole source, and a copy of it that shows the mark. The marked part of
 * its result goes into the source, and all other pixels come from the source. The size stays too, so the plan requests no ratio.
 *
 * @param source the source file's bytes
 * @param strokes in px of the source as it is displayed
 * @param isLabeled the edited file says that a model made a part of it
 * @throws CheckError `no-pixels`, `no-mark`: an edit that could not be put into its source is refused before anything is paid for
 */
export async function prepareRegion(
  source: Uint8Array,
  strokes: Strokes,
  pixels: PixelClient,
  isLabeled = true,
): Promise<ApplyRegion> {
  const { file, color } = await pixels.run('regionReference', { source, strokes });
  const facts = await readSourceFacts(file);
  return (plan) => {
    const markedCopy = toReference(
      { name: 'region.png', bytes: file },
      facts,
      plan.model,
      undefined,
    );
    const images = [...plan.images, markedCopy];
    const { gateway, model, body } = plan;
    const name = plan.images[0]?.name ?? '';
    // The Practice gateway is no model: it draws by fixed rules.
    const labeling = isLabeled ? { isAiResult: gateway.free !== true } : undefined;
    checkChoices(gateway, model, {
      aspectRatio: undefined,
      imageSize: body.imageSize,
      images: images.length,
    });
    const prompt = `${body.prompt}\n\n${regionInstruction(color)}`;
    return {
      ...plan,
      body: { ...body, prompt, images, aspectRatio: undefined },
      autoRatio: undefined,
      region: strokes,
      finish: compositeInto({ source, name, strokes, labeling }, pixels),
    };
  };
}

interface RegionEdit extends Pick<CompositeInput, 'source' | 'strokes' | 'labeling'> {
  /** The name of the source. */
  readonly name: string;
}

/** Puts a result's marked part into the source. A result that can't be put there was still paid for, so it is saved unchanged. */
function compositeInto({ name, ...edit }: RegionEdit, pixels: PixelClient): Finish {
  return async (result) => {
    try {
      const { bytes } = result;
      const done = await pixels.run('composite', {
        ...edit,
        result: typeof bytes === 'string' ? await readShared(bytes) : bytes,
        feather: FEATHER,
      });
      const facts = inspectImage(done.file);
      if (facts === undefined) throw new Error('The worker returned no image.');
      const composite = { bytes: done.file, size: done.file.byteLength, facts };
      const whole = { ...result, beside: 'whole' } as const;
      const files = done.alignment.match === 'different' ? [composite, whole] : [composite];
      return { files, warnings: warningsOf(done, name) };
    } catch (error) {
      const problem = error instanceof CheckError ? error.problem : undefined;
      const reason = problem?.kind === 'no-pixels' ? { problem } : {};
      return { files: [result], warnings: [{ kind: 'region-whole', ...reason }] };
    }
  };
}

/** Saves an image of a region edit unmerged, because it was downloaded after its run and the source may be gone. */
export const saveWhole: Finish = async (whole) => ({
  files: [whole],
  warnings: [{ kind: 'region-late' }],
});

function warningsOf(done: CompositeOutput, source: string): readonly Warning[] {
  return [...fitWarnings(done), ...lossWarnings(done, source)];
}

function fitWarnings({ alignment, changedOutside = 0 }: CompositeOutput): readonly Warning[] {
  if (alignment.match === 'different') return [{ kind: 'region-unlike' }];
  if (alignment.match === 'unclear') return [{ kind: 'region-plain' }];
  return changedOutside >= NOTICEABLE_SHARE ? [{ kind: 'region-more', share: changedOutside }] : [];
}

/** The whole image that is saved too, where it doesn't match, keeps its own. */
function lossWarnings(
  { alignment, lostCredentials: lost }: CompositeOutput,
  source: string,
): readonly Warning[] {
  const isInResult = lost.result && alignment.match !== 'different';
  if (!lost.source && !isInResult) return [];
  return [{ kind: 'lost-credentials', isInResult, ...(lost.source && { source }) }];
}

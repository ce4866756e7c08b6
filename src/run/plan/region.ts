import { readFile } from 'node:fs/promises';
import { checkChoices } from '../../catalog/modelLookup.ts';
import { CheckError } from '../../errors.ts';
import { inspectImage } from '../../image/formats/inspect.ts';
import type { CompositeOutput } from '../../image/jobs/pixel/composite.ts';
import { regionInstruction } from '../../image/region/regionReference.ts';
import type { Strokes } from '../../image/region/strokes.ts';
import { reference } from '../../request/reference.ts';
import type { PixelClient } from '../../image/jobs/pixelClient.ts';
import type { RunPlan } from './plan.ts';
import type { Finish } from '../saveImages.ts';
import type { RegionWarning } from '../../messages/warning.ts';

/** How far a change fades out beyond the mark, in px of the source. */
export const FEATHER = 4;

/** From this share on it is said that the model changed more than it was asked to. */
const MUCH = 0.1;

/** Makes a plan that edits a region of its source out of one that edits all of it. @throws CheckError `too-many-images` */
export type ApplyRegion = (plan: RunPlan) => RunPlan;

/**
 * Editing a marked region. The model is sent the whole source, and a copy of it that shows the mark; of what it returns, the
 * marked part goes into the source and everything else stays the source's. The source's ratio is kept, so none is asked for.
 *
 * @param source the source file's bytes
 * @param strokes in px of the source as it is shown
 * @throws CheckError `no-pixels`, `no-mark`: what could not be put back afterwards is refused before money
 */
export async function prepareRegion(
  source: Uint8Array,
  strokes: Strokes,
  pixels: PixelClient,
): Promise<ApplyRegion> {
  const { file, color } = await pixels.run('regionReference', { source, strokes });
  const finish = compositeInto(source, strokes, pixels);
  return (plan) => {
    const shown = reference(
      { name: 'region.png', bytes: file },
      inspectImage(file),
      plan.model,
      undefined,
    );
    const images = [...plan.images, shown];
    const { gateway, model, body } = plan;
    checkChoices(gateway, model, {
      aspectRatio: undefined,
      imageSize: body.imageSize,
      images: images.length,
    });
    const prompt = `${body.prompt}\n\n${regionInstruction(color)}`;
    return {
      ...plan,
      body: { ...body, prompt, images, aspectRatio: undefined },
      region: strokes,
      finish,
    };
  };
}

/** The user paid for a picture: where it cannot be put into the source, it is saved as it came. */
function compositeInto(source: Uint8Array, strokes: Strokes, pixels: PixelClient): Finish {
  return async (whole) => {
    try {
      const { bytes } = whole;
      const result = typeof bytes === 'string' ? await readFile(bytes) : bytes;
      const done = await pixels.run('composite', { source, result, strokes, feather: FEATHER });
      const facts = inspectImage(done.file);
      if (facts === undefined) throw new Error('the worker made no image');
      const made = { bytes: done.file, size: done.file.byteLength, facts };
      const beside = { ...whole, beside: 'whole' } as const;
      const files = done.alignment.match === 'different' ? [made, beside] : [made];
      return { files, warnings: warningsOf(done) };
    } catch (error) {
      const problem = error instanceof CheckError ? error.problem : undefined;
      const known = problem?.kind === 'no-pixels' ? { problem } : {};
      return { files: [whole], warnings: [{ kind: 'region-whole', ...known }] };
    }
  };
}

/** An image that is fetched when its run is long over: what it was to be put into is not at hand. */
export const saveWhole: Finish = async (whole) => ({
  files: [whole],
  warnings: [{ kind: 'region-late' }],
});

function warningsOf({ alignment, changedOutside = 0 }: CompositeOutput): readonly RegionWarning[] {
  if (alignment.match === 'different') return [{ kind: 'region-unlike' }];
  if (alignment.match === 'unclear') return [{ kind: 'region-plain' }];
  return changedOutside >= MUCH ? [{ kind: 'region-more', share: changedOutside }] : [];
}

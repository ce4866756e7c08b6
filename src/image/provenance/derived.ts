import type { Provenance } from './readProvenance.ts';
import { isAi, labelOf, type Label } from './sourceType.ts';

/**
 * Labels for files that Easel derives. A label has to be true: one that calls a user's photo AI-made is as bad as one that is missing from
 * a generated image. So it needs evidence: what the source says about itself, or what Easel knows about the run that made it. Without
 * evidence a file gets no label.
 */

/** What is known for the label of a derived file. Missing where one is expected: the user turned labels off, so nothing is added. */
export interface Labeling {
  /** What Easel knows about the source besides its bytes: it is the result of a run. */
  readonly known?: Label;
}

/** How a result was made. */
export interface ResultOrigin {
  /** The Practice gateway drew it by fixed rules. */
  readonly isPractice: boolean;
  readonly isEdit: boolean;
  /** A part of it was merged into its source. */
  readonly isMerged: boolean;
}

/** Returns the label of a result; undefined for an edit by Practice, which is still the user's own image. */
export function resultLabel({ isPractice, isEdit, isMerged }: ResultOrigin): Label | undefined {
  if (!isPractice) {
    return isMerged ? 'compositeWithTrainedAlgorithmicMedia' : 'trainedAlgorithmicMedia';
  }
  if (isMerged) return 'composite';
  return isEdit ? undefined : 'algorithmicMedia';
}

/** Returns the label of a file that shows the source in another type or size. */
export function conversionLabel(
  source: Provenance,
  labeling: Labeling | undefined,
): Label | undefined {
  return labeling && (labelOf(source.sourceType) ?? labeling.known);
}

/**
 * Returns the label of a source into which a part of a result was merged.
 *
 * @param isAiResult a model made the result. The Practice gateway is no model
 */
export function mergeLabel(
  source: Provenance,
  result: Provenance,
  isAiResult: boolean,
): Extract<Label, 'compositeWithTrainedAlgorithmicMedia' | 'composite'> {
  const isWithAi = isAiResult || isAi(source.sourceType) || isAi(result.sourceType);
  return isWithAi ? 'compositeWithTrainedAlgorithmicMedia' : 'composite';
}

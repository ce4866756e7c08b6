import type { ReplyProblem } from '../../errors.ts';
import { isWhole, type EmbeddedImage } from '../choose/embeddedImages.ts';
import type { FetchedImages } from '../hosted/fetchHosted.ts';
import type { ReceiveFailure } from '../receive/receiveBody.ts';
import { blockProblem } from './blockProblem.ts';
import { envelopeProblem } from './errorProblem.ts';
import { commonFacts, omitUndefined, type ReplyFacts } from './replyFacts.ts';

/** The state of the images that a reply contained or pointed to. */
export interface ImageOutcomes {
  /** The embedded images, whole or not. */
  readonly embedded: readonly EmbeddedImage[];
  readonly failure: ReceiveFailure | undefined;
  readonly failedDownload: FetchedImages['failed'];
  /** The store failed to take one of them. */
  readonly hasStoreError: boolean;
}

/**
 * Returns what went wrong with a part of a reply: a warning next to the images that are here, the
 * reason when there are none. `undefined` when every image that was sent is here, or none was sent.
 */
export function partialProblem(
  facts: ReplyFacts,
  { embedded, failure, failedDownload, hasStoreError }: ImageOutcomes,
): ReplyProblem | undefined {
  const common = commonFacts(facts.raw);
  const badReply = { outcome: 'bad_reply', charge: 'maybe', ...common } as const;
  const refusal = envelopeProblem(facts) ?? blockProblem(facts);
  if (refusal !== undefined) return refusal;
  if (failedDownload !== undefined) {
    return omitUndefined<ReplyProblem>({
      kind: 'download',
      outcome: 'download_failed',
      charge: 'yes',
      ...common,
      code: failedDownload.why,
      host: failedDownload.host === '' ? undefined : failedDownload.host,
    });
  }
  if (failure?.kind === 'reply') return { kind: failure.problem, ...badReply };
  if (failure !== undefined) return { kind: 'cut-short', ...badReply };
  const kind = hasStoreError ? 'broken-image' : brokenImageKind(embedded);
  if (kind !== undefined) return { kind, ...badReply };
  const { notJson, values, unfinished } = facts.documents;
  const isTruncated = notJson === 'truncated' && (values.length > 0 || unfinished !== undefined);
  return isTruncated && facts.raw.status < 400 ? { kind: 'cut-short', ...badReply } : undefined;
}

/** Returns how embedded images are broken; `undefined` when all of them are whole or another modality. */
function brokenImageKind(
  embedded: readonly EmbeddedImage[],
): 'broken-image' | 'not-an-image' | undefined {
  const broken = embedded.filter(
    (image) =>
      !isWhole(image) &&
      (image.payload.size + image.payload.chars > 0 || image.payload.end === 'invalid'),
  );
  if (broken.some(({ payload }) => payload.facts !== undefined || payload.end === 'invalid')) {
    return 'broken-image';
  }
  return broken.some((image) => image.isLabeledImage) ? 'not-an-image' : undefined;
}

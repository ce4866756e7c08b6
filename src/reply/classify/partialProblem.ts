import type { ReplyProblem } from '../../errors.ts';
import { isWhole, type Carried } from '../choose/embeddedImages.ts';
import {
  blockProblem,
  commonFacts,
  envelopeProblem,
  present,
  type Case,
} from './replyProblem.ts';
import type { Failure } from '../receive/receiveBody.ts';
import type { DownloadFailure } from '../types.ts';

/** What became of the images that a reply carried or pointed to. */
export interface Attempts {
  readonly carried: readonly Carried[];
  readonly failure: Failure | undefined;
  /** The store did not take one of them. */
  readonly isLossy: boolean;
  readonly failed: { readonly why: DownloadFailure; readonly host: string } | undefined;
}

/** An image that came, and is not one or not all of one. */
function brokenImage(carried: readonly Carried[]): 'broken-image' | 'not-an-image' | undefined {
  const bad = carried.filter(
    (one) =>
      !isWhole(one) && (one.payload.size + one.payload.chars > 0 || one.payload.end === 'foreign'),
  );
  if (bad.some(({ payload }) => payload.facts !== undefined || payload.end === 'foreign')) {
    return 'broken-image';
  }
  return bad.some((one) => one.isCalledImage) ? 'not-an-image' : undefined;
}

/**
 * What went wrong with a part of a reply: with an image beside it a warning, without one the
 * reason. `undefined` where every image that was sent is here, or none was.
 */
export function explainParts(
  one: Case,
  { carried, failure, failed, isLossy }: Attempts,
): ReplyProblem | undefined {
  const common = commonFacts(one.raw);
  const badReply = { outcome: 'bad_reply', charge: 'maybe', ...common } as const;
  const refused = envelopeProblem(one) ?? blockProblem(one);
  if (refused !== undefined) return refused;
  if (failed !== undefined) {
    return present<ReplyProblem>({
      kind: 'download',
      outcome: 'download_failed',
      charge: 'yes',
      ...common,
      code: failed.why,
      host: failed.host === '' ? undefined : failed.host,
    });
  }
  if (failure?.kind === 'reply') return { kind: failure.problem, ...badReply };
  if (failure !== undefined) return { kind: 'cut-short', ...badReply };
  const kind = isLossy ? 'broken-image' : brokenImage(carried);
  if (kind !== undefined) return { kind, ...badReply };
  const { foreign, values, unfinished } = one.documents;
  const isCut = foreign === 'cut' && (values.length > 0 || unfinished !== undefined);
  return isCut && one.raw.status < 400 ? { kind: 'cut-short', ...badReply } : undefined;
}

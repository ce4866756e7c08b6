import { CancelledError, type ReplyProblem } from '../errors.ts';
import { selectImages } from './choose/selectImages.ts';
import { storeImages } from './choose/storeImages.ts';
import { envelopeProblem } from './classify/errorProblem.ts';
import { partialProblem } from './classify/partialProblem.ts';
import { omitUndefined, requestIdOf, type ReplyFacts } from './classify/replyFacts.ts';
import { redirectProblem, replyProblem } from './classify/replyProblem.ts';
import { fetchHosted } from './hosted/fetchHosted.ts';
import { displayText, stripImages } from './parse/displayText.ts';
import { isUnreadable } from './classify/unreadable.ts';
import { parseDocuments, type ParsedDocuments } from './parse/parseDocuments.ts';
import { receiveBody, type ReceivedBody, type ReceiveFailure } from './receive/receiveBody.ts';
import { KeptReply } from './receive/keptReply.ts';
import type { RawReply, Reply, ReplyContext } from './types.ts';

/**
 * Reads a gateway's reply while it arrives: its images into the store, and the reason when there are
 * none. Understands every `ReplyShape`, framing, and error envelope that gateways are known to
 * use. A reply that makes no sense is a `problem`, never an error.
 *
 * 1. Refuse redirects.
 * 2. Receive: undo the encodings of the body, take the base64 payloads out of it and decode them into the store,
 *    and find the JSON documents in the rest (`receive/`, `scan/`, `parse/documents.ts`).
 * 3. Parse the documents into candidates, parts, and finish reasons (`parse/`).
 * 4. Select the images: results before drafts, whole images only (`choose/selectImages.ts`).
 * 5. Store them, and set aside or discard every other payload (`choose/storeImages.ts`).
 * 6. Fetch the images that the reply only points to (`hosted/`).
 * 7. Classify what went wrong, with all of the reply or with a part of it (`classify/`).
 * 8. Keep a reply that makes no sense as it arrived (`receive/keptReply.ts`).
 *
 * @throws what the body throws (a broken connection, a cancel), unless an image or the whole reply came before
 * @throws what the store throws, unless it took another image
 * @throws {CancelledError} when the user stops the download of its only images
 */
export async function readReply(raw: RawReply, context: ReplyContext): Promise<Reply> {
  if (isRedirect(raw.status)) return replyWith(raw, redirectProblem(raw, context.host));
  const kept = new KeptReply(context.createRaw);
  try {
    return await readBody(raw, context, kept);
  } finally {
    await kept.discard();
  }
}

async function readBody(raw: RawReply, context: ReplyContext, kept: KeptReply): Promise<Reply> {
  const header = raw.headers['content-encoding'];
  const { store, allowPause } = context;
  const received = await receiveBody(raw.body, header, store, { raw: kept, allowPause });
  const parsed = await parseDocuments(received.documents);
  const facts = factsOf(raw, received, parsed, context);
  const failure = failureThatCounts(received, facts);

  const selection = await selectImages({ received, parsed, facts, failure });
  const leftovers = {
    hasDrafts: selection.found.drafts.length > 0,
    hasUnplacedImages: selection.hasUnplacedImages,
  };
  const stored = await storeImages(selection, received.payloads, facts);
  const mayHaveImages = stored.images.length + selection.links.length > 0;
  if (failure?.kind === 'broken' && !mayHaveImages) {
    const problem = replyProblem(facts, leftovers);
    if (isUnreadable(facts, problem, true)) await kept.keep();
    // Unfinished images are offered instead of the error, but not against the user's cancel.
    if (isCancel(failure) || stored.unfinished.length === 0) throw failure.error;
  }

  const fetched = await fetchHosted(selection.links, context);
  const images = [...stored.images, ...fetched.images];
  const storeErrors = [...stored.errors, ...fetched.errors];
  // A hosted image was charged when it was made, so stopping its download isn't free.
  if (fetched.isStopped && images.length === 0) throw new CancelledError('yes');
  if (storeErrors.length > 0 && images.length + stored.unfinished.length === 0) {
    throw storeErrors[0];
  }

  const partial = partialProblem(facts, {
    embedded: selection.found.results,
    failure,
    failedDownload: fetched.failed,
    hasStoreError: storeErrors.length > 0,
  });
  // A task that has brought an image isn't waited for.
  const warning = partial?.outcome === 'accepted' ? undefined : partial;
  const problem = images.length > 0 ? warning : (partial ?? replyProblem(facts, leftovers));
  // The part of an image that could be decoded is set aside, or a whole one is offered. Neither needs the raw reply.
  const isSetAside = [
    ...selection.found.results,
    ...selection.incomplete,
    ...selection.unfinished,
  ].some(({ payload }) => payload.sink !== undefined);
  const isLost = images.length === 0 && !isSetAside && isUnreadable(facts, problem, false);
  const keptBytes = isLost ? await kept.keep() : 0;
  const { reply } = parsed;
  return omitUndefined<Reply>({
    images,
    unfinished: stored.unfinished.length === 0 ? undefined : stored.unfinished,
    keptBytes: keptBytes === 0 ? undefined : keptBytes,
    text: displayText(reply, received.placeholders),
    problem,
    finishReason: reply.candidates.find(({ finishReason }) => finishReason)?.finishReason,
    usage: reply.usage,
    modelVersion: reply.modelVersion,
    responseId: reply.responseId,
    requestId: problem?.requestId ?? requestIdOf(raw.headers),
  });
}

/** 304 isn't a redirect: it has no body and no Location. */
function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

function replyWith(raw: RawReply, problem: ReplyProblem): Reply {
  return omitUndefined<Reply>({
    images: [],
    text: '',
    problem,
    requestId: requestIdOf(raw.headers),
  });
}

function factsOf(
  raw: RawReply,
  { documents, placeholders }: ReceivedBody,
  { reply }: ParsedDocuments,
  context: ReplyContext,
): ReplyFacts {
  const redact = context.redact ?? ((text: string) => text);
  const redactText = (text: string): string => redact(stripImages(text, placeholders));
  return { raw, documents, reply, origin: context.origin, now: context.now(), redactText };
}

/** A connection that breaks after the end of the reply changes nothing, unless the user broke it. */
function failureThatCounts(
  { failure, isImage, payloads }: ReceivedBody,
  facts: ReplyFacts,
): ReceiveFailure | undefined {
  if (failure?.kind !== 'broken' || isCancel(failure)) return failure;
  const hasArrived = isImage ? payloads[0]?.end === 'complete' : isWhole(facts);
  return hasArrived ? undefined : failure;
}

function isCancel(failure: ReceiveFailure): boolean {
  return failure.kind === 'broken' && failure.error instanceof CancelledError;
}

/** Returns whether the reply has arrived to its end: a finished turn, a block, or an error. */
function isWhole(facts: ReplyFacts): boolean {
  const { documents, reply } = facts;
  if (documents.notJson !== undefined || documents.values.length === 0) return false;
  const hasFinished = reply.candidates.some(({ finishReason }) => finishReason !== undefined);
  return hasFinished || reply.block !== undefined || envelopeProblem(facts) !== undefined;
}

import { CancelledError, type ReplyProblem } from '../errors.ts';
import {
  distinct,
  draftAsResult,
  findCarried,
  findHosted,
  isWhole,
  type Carried,
  type Hosted,
} from './choose.ts';
import { contentEncoding } from './decodeBody.ts';
import { displayText, withoutImages } from './displayText.ts';
import {
  envelopeProblem,
  explain,
  present,
  redirectProblem,
  requestIdOf,
  type Case,
} from './explain.ts';
import { explainParts } from './explainParts.ts';
import { receive, type Received } from './receive.ts';
import type { DownloadFailure, RawReply, Reply, ReplyContext, ReplyImage } from './types.ts';
import { understand } from './understand.ts';

/** More pictures than any model draws in one turn. */
const MOST_DOWNLOADS = 16;

interface Fetched {
  readonly images: readonly ReplyImage[];
  readonly failed?: { readonly why: DownloadFailure; readonly host: string };
}

/**
 * Reads a gateway's reply as it arrives: images into the store, and the reasons where there are
 * none. It understands every {@link ReplyShape}, every framing and every error envelope that is
 * known of; nothing that a gateway can send makes it throw.
 * @throws what the body throws (broken, cancelled), unless an image or the whole reply came before
 * @throws what the store throws
 */
export async function readReply(raw: RawReply, context: ReplyContext): Promise<Reply> {
  if (raw.status >= 300 && raw.status < 400 && raw.status !== 304) {
    return withoutImage(raw, redirectProblem(raw, context.host));
  }
  const encoding = contentEncoding(raw.headers['content-encoding']);
  if (encoding === undefined) {
    const code = 'content-encoding';
    const { status } = raw;
    return withoutImage(raw, {
      kind: 'not-json',
      outcome: 'bad_reply',
      charge: 'maybe',
      status,
      code,
    });
  }
  return conclude(raw, await receive(raw.body, encoding, context.store), context);
}

function withoutImage(raw: RawReply, problem: ReplyProblem): Reply {
  return present<Reply>({ images: [], text: '', problem, requestId: requestIdOf(raw.headers) });
}

/** Closes the sinks of what is chosen, so that it is safe in the store. */
async function keep(chosen: readonly Carried[], isDraft = false): Promise<readonly ReplyImage[]> {
  const images: ReplyImage[] = [];
  for (const { payload, shape } of chosen) {
    const { sink, facts, size, sha256 } = payload;
    if (sink === undefined || facts === undefined) continue;
    const { file } = await sink.close();
    images.push({ file, size, sha256, facts, shape, ...(isDraft ? { draft: true as const } : {}) });
  }
  return images;
}

/** Of a reply without one whole image: what came of its results, and of the payload that was cut off. */
async function setAside({ payloads }: Received, results: readonly Carried[]): Promise<void> {
  const broken = new Set(results.map(({ payload }) => payload));
  for (const payload of payloads) {
    const isPiece = broken.has(payload) || payload.end === 'cut';
    if (isPiece) await (payload.sink?.setAside?.() ?? payload.sink?.discard());
    else await payload.sink?.discard();
  }
}

async function dropAllBut(received: Received, kept: readonly Carried[]): Promise<void> {
  const sinks = new Set(kept.map(({ payload }) => payload.sink));
  for (const { sink } of received.payloads) {
    if (sink !== undefined && !sinks.has(sink)) await sink.discard();
  }
}

async function fetchHosted(hosted: readonly Hosted[], context: ReplyContext): Promise<Fetched> {
  const images: ReplyImage[] = [];
  let failed: Fetched['failed'];
  for (const { url, shape } of hosted.slice(0, MOST_DOWNLOADS)) {
    if (context.download === undefined || !URL.canParse(url)) {
      failed = { why: 'network', host: URL.canParse(url) ? new URL(url).host : '' };
      continue;
    }
    try {
      const result = await context.download(url, context.store, context.signal);
      if (!result.ok) failed = { why: result.why, host: result.host };
      else if (images.some(({ sha256 }) => sha256 === result.image.sha256)) {
        await result.sink.discard();
      } else {
        images.push({ ...result.image, ...(await result.sink.close()), shape });
      }
    } catch (error) {
      // Stopped by the user: what was fetched before is here and paid for.
      if (!(error instanceof CancelledError) || images.length === 0) throw error;
      break;
    }
  }
  return { images, ...(failed === undefined ? {} : { failed }) };
}

/** Whether the reply itself is all here: a turn that ended, a block, or an error. */
function isComplete(one: Case): boolean {
  const { documents, reply } = one;
  if (documents.foreign !== undefined || documents.values.length === 0) return false;
  const hasEnd = reply.candidates.some(({ finishReason }) => finishReason !== undefined);
  return hasEnd || reply.block !== undefined || envelopeProblem(one) !== undefined;
}

async function conclude(raw: RawReply, received: Received, context: ReplyContext): Promise<Reply> {
  const { documents, payloads, placeholders } = received;
  const broken = received.failure?.kind === 'broken' ? received.failure : undefined;
  const tail = documents.unfinished === undefined ? [] : [documents.unfinished];
  // After a break in the connection all that is whole counts, of an unfinished value too.
  const reply = await understand(
    broken === undefined ? documents.values : [...documents.values, ...tail],
  );
  const { results, drafts } = findCarried(reply, payloads, placeholders);
  const redact = context.redact ?? ((text: string) => text);
  const one: Case = {
    raw,
    documents,
    reply,
    hasDrafts: drafts.length > 0,
    now: context.now(),
    withoutImages: (text) => redact(withoutImages(text, placeholders)),
  };

  // A break after the end of the reply changes nothing, unless it was the user who broke it.
  const isOver = broken !== undefined && isComplete(one);
  const isStopped = broken?.error instanceof CancelledError;
  const failure = isOver && !isStopped ? undefined : received.failure;

  const whole = distinct(results.filter(isWhole));
  if (failure?.kind === 'broken' && whole.length === 0) {
    await setAside(received, results);
    throw failure.error;
  }
  const hosted = whole.length === 0 && failure === undefined ? findHosted(reply) : [];
  const mayBeDraft =
    whole.length + hosted.length === 0 &&
    failure === undefined &&
    documents.foreign === undefined &&
    raw.status < 400;
  const draft = mayBeDraft ? draftAsResult(reply, drafts) : undefined;
  const chosen = draft === undefined ? whole : [draft];
  const rest =
    broken === undefined ? findCarried(await understand(tail), payloads, placeholders).results : [];
  const unfinished = distinct(rest.filter(isWhole)).filter((image) => !chosen.includes(image));

  const isEmpty = chosen.length + unfinished.length + hosted.length === 0;
  if (isEmpty) await setAside(received, [...results, ...rest]);
  else await dropAllBut(received, [...chosen, ...unfinished]);
  const carried = await keep(chosen, draft !== undefined);
  const left = await keep(unfinished);
  const fetched: Fetched =
    hosted.length === 0 ? { images: [] } : await fetchHosted(hosted, context);
  const images = [...carried, ...fetched.images];

  const partial = explainParts(one, { carried: results, failure, failed: fetched.failed });
  const problem = images.length > 0 ? partial : (partial ?? explain(one));
  const finishReason = reply.candidates.find((turn) => turn.finishReason)?.finishReason;
  return present<Reply>({
    images,
    unfinished: left.length === 0 ? undefined : left,
    text: displayText(reply, placeholders),
    problem,
    finishReason,
    usage: reply.usage,
    modelVersion: reply.modelVersion,
    responseId: reply.responseId,
    requestId: problem?.requestId ?? requestIdOf(raw.headers),
  });
}

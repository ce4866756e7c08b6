import { CancelledError, type ReplyProblem } from '../errors.ts';
import {
  distinct,
  draftAsResult,
  findCarried,
  findHosted,
  findStray,
  isWhole,
  type Carried,
  type Hosted,
} from './choose/embeddedImages.ts';
import { contentEncoding } from './receive/decodeBody.ts';
import type { Documents } from './parse/documents.ts';
import { displayText, withoutImages } from './parse/displayText.ts';
import {
  blockProblem,
  envelopeProblem,
  explain,
  present,
  redirectProblem,
  requestIdOf,
  type Case,
} from './classify/replyProblem.ts';
import { explainParts } from './classify/partialProblem.ts';
import { fetchHosted } from './hosted/fetchHosted.ts';
import type { ReceivedPayload } from './scan/payload.ts';
import { receive, type Received } from './receive/receiveBody.ts';
import { setAside } from './receive/imageWriter.ts';
import type { RawReply, Reply, ReplyContext, ReplyImage } from './types.ts';
import { understand, type Understood } from './parse/parseReply.ts';

/** What the store threw, of images that it did not take. */
type Losses = unknown[];

/**
 * Reads a gateway's reply as it arrives: images into the store, and the reasons where there are
 * none. It understands every {@link ReplyShape}, every framing and every error envelope that is
 * known of; nothing that a gateway can send makes it throw.
 * @throws what the body throws (broken, cancelled), unless an image or the whole reply came before
 * @throws what the store throws, unless it took another image
 * @throws {CancelledError} when the user stops the download of its only images
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

/** Closes the sinks of what is chosen, so that it is safe in the store. One that cannot be closed costs no other. */
async function keep(
  chosen: readonly Carried[],
  losses: Losses,
  isDraft = false,
): Promise<readonly ReplyImage[]> {
  const images: ReplyImage[] = [];
  for (const { payload, shape } of chosen) {
    const { sink, facts, size, sha256 } = payload;
    if (sink === undefined || facts === undefined) continue;
    try {
      const { file } = await sink.close();
      const draft = isDraft ? { draft: true as const } : {};
      images.push({ file, size, sha256, facts, shape, ...draft });
    } catch (error) {
      losses.push(error);
      await setAside(sink).catch(() => undefined);
    }
  }
  return images;
}

/**
 * What is left once the whole images are chosen. What came of an image is paid for and set aside, also beside others that
 * are whole; a second copy goes, and so does a draft, unless it is all there is and nobody blocked it.
 */
async function settleRest(
  { payloads }: Received,
  results: readonly Carried[],
  drafts: readonly Carried[],
  kept: readonly Carried[],
  keepsDrafts: boolean,
): Promise<void> {
  const payloadsOf = (some: readonly Carried[]): ReadonlySet<ReceivedPayload> =>
    new Set(some.map(({ payload }) => payload));
  const chosen = payloadsOf(kept);
  const pieces = payloadsOf(results.filter((one) => !isWhole(one)));
  const thought = payloadsOf(drafts);
  for (const payload of payloads) {
    if (chosen.has(payload)) continue;
    const isPiece = thought.has(payload)
      ? keepsDrafts
      : pieces.has(payload) || payload.end === 'cut';
    await (isPiece ? setAside(payload.sink) : payload.sink?.discard());
  }
}

/** Whether the reply itself is all here: a turn that ended, a block, or an error. */
function isComplete(one: Case): boolean {
  const { documents, reply } = one;
  if (documents.foreign !== undefined || documents.values.length === 0) return false;
  const hasEnd = reply.candidates.some(({ finishReason }) => finishReason !== undefined);
  return hasEnd || reply.block !== undefined || envelopeProblem(one) !== undefined;
}

/** Whether an image may stand where no rule looks for one: in half a reply, or in one of a shape that nobody knows. */
function isUnread(one: Case): boolean {
  const { documents, reply, raw } = one;
  // A page has pictures of its own.
  if (raw.status >= 400 || documents.foreign === 'html') return false;
  if (documents.foreign !== undefined) return true;
  const says = reply.items.length > 0 || reply.candidates.some(({ parts }) => parts.length > 0);
  return !says && blockProblem(one) === undefined && envelopeProblem(one) === undefined;
}

/** What the documents say, and what a value says that was cut off within a turn. */
interface Sayings {
  readonly reply: Understood;
  readonly late: Understood;
  /** Of either: an address that is whole is that of a paid image, whatever should have followed it. */
  readonly hosted: readonly Hosted[];
}

/**
 * However a connection ended, the same bytes mean the same: a value that was cut off counts once its turn has ended. Before
 * that, what should have followed may have made a draft of an image, or blocked it.
 */
async function understandAll({ values, unfinished }: Documents): Promise<Sayings> {
  if (unfinished === undefined) {
    const reply = await understand(values);
    return { reply, late: await understand([]), hosted: findHosted(reply) };
  }
  const late = await understand([unfinished]);
  const all = await understand([...values, unfinished]);
  const hosted = findHosted(all);
  const isOver =
    late.candidates.length > 0 &&
    late.candidates.every(({ finishReason }) => finishReason !== undefined);
  if (isOver) return { reply: all, late: await understand([]), hosted };
  return { reply: await understand(values), late, hosted };
}

async function conclude(raw: RawReply, received: Received, context: ReplyContext): Promise<Reply> {
  const { documents, payloads, placeholders } = received;
  const broken = received.failure?.kind === 'broken' ? received.failure : undefined;
  const { reply, late, hosted: pointed } = await understandAll(documents);
  const { results, drafts } = findCarried(reply, payloads, placeholders);
  const redact = context.redact ?? ((text: string) => text);
  const one: Case = {
    raw,
    documents,
    reply,
    hasDrafts: drafts.length > 0,
    hasStray: false,
    now: context.now(),
    withoutImages: (text) => redact(withoutImages(text, placeholders)),
  };

  // A break after the end of the reply changes nothing, unless it was the user who broke it.
  const isOver = broken !== undefined && isComplete(one);
  const isStopped = broken?.error instanceof CancelledError;
  const failure = isOver && !isStopped ? undefined : received.failure;

  const whole = distinct(results.filter(isWhole));
  const hosted = whole.length === 0 ? pointed : [];
  const mayBeDraft =
    whole.length + hosted.length === 0 &&
    failure === undefined &&
    documents.foreign === undefined &&
    raw.status < 400;
  const draft = mayBeDraft ? draftAsResult(reply, drafts) : undefined;
  const chosen = draft === undefined ? whole : [draft];
  const { results: rest, drafts: lateDrafts } = findCarried(late, payloads, placeholders);
  const placed = [...results, ...drafts, ...rest, ...lateDrafts];
  const stray = isUnread(one) ? findStray(payloads, placed) : [];
  const more = [...rest, ...stray].filter(isWhole);
  const unfinished = distinct([...chosen, ...more]).slice(chosen.length);

  const losses: Losses = received.payloads.flatMap(({ lost }) => (lost ? [lost.error] : []));
  const carried = await keep(chosen, losses, draft !== undefined);
  const left = await keep(unfinished, losses);
  const all = [...chosen, ...unfinished];
  const keepsDrafts = all.length + hosted.length === 0 && blockProblem(one) === undefined;
  await settleRest(received, [...results, ...rest], [...drafts, ...lateDrafts], all, keepsDrafts);
  const isNothing = carried.length + hosted.length === 0;
  if (failure?.kind === 'broken' && isNothing && (isStopped || left.length === 0)) {
    throw failure.error;
  }
  const fetched = await fetchHosted(hosted, context);
  losses.push(...fetched.losses);
  const images = [...carried, ...fetched.images];
  // Stopped by the user. What was fetched before is here; for the rest a hosted image was charged when it was made.
  if (fetched.isStopped && images.length === 0) throw new CancelledError('yes');
  if (losses.length > 0 && images.length + left.length === 0) throw losses[0];

  const isLossy = losses.length > 0;
  const { failed } = fetched;
  const partial = explainParts(one, { carried: results, failure, failed, isLossy });
  const hasStray = stray.length > 0;
  const problem = images.length > 0 ? partial : (partial ?? explain({ ...one, hasStray }));
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

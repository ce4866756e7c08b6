import type { ReplyProblem } from '../errors.ts';
import {
  distinct,
  draftAsResult,
  findCarried,
  findHosted,
  isWhole,
  type Carried,
} from './choose.ts';
import { contentEncoding } from './decodeBody.ts';
import { displayText } from './displayText.ts';
import { explain, redirectProblem, requestIdOf } from './explain.ts';
import { receive, type Received } from './receive.ts';
import type { RawReply, Reply, ReplyContext, ReplyImage } from './types.ts';
import { understand, type Understood } from './understand.ts';

function withoutImage(raw: RawReply, problem: ReplyProblem): Reply {
  const requestId = problem.requestId ?? requestIdOf(raw.headers);
  return { images: [], text: '', problem, ...(requestId === undefined ? {} : { requestId }) };
}

/** Closes what is chosen, so that it is safe in the store. */
async function keep(chosen: readonly Carried[], isDraft: boolean): Promise<readonly ReplyImage[]> {
  const images: ReplyImage[] = [];
  for (const { payload, shape } of chosen) {
    const { sink, facts, size, sha256 } = payload;
    if (sink === undefined || facts === undefined) continue;
    const { file } = await sink.close();
    images.push({ file, size, sha256, facts, shape, ...(isDraft ? { draft: true as const } : {}) });
  }
  return images;
}

async function dropOthers(received: Received, kept: readonly Carried[]): Promise<void> {
  const keptSinks = new Set(kept.map(({ payload }) => payload.sink));
  for (const { sink } of received.payloads) {
    if (sink !== undefined && !keptSinks.has(sink)) await sink.discard();
  }
}

/**
 * Reads a gateway's reply as it arrives: images into the store, and the reasons where there are
 * none. Understands every shape of {@link Reply}; what a gateway can send never throws.
 * @throws what the body throws (broken, cancelled) where no whole image came before it, and what
 * the store throws
 */
export async function readReply(raw: RawReply, context: ReplyContext): Promise<Reply> {
  if (raw.status >= 300 && raw.status < 400 && raw.status !== 304) {
    return withoutImage(raw, redirectProblem(raw, `https://${context.host}/`));
  }
  const encoding = contentEncoding(raw.headers['content-encoding']);
  if (encoding === undefined) {
    return withoutImage(raw, {
      kind: 'not-json',
      outcome: 'bad_reply',
      charge: 'maybe',
      status: raw.status,
      code: 'content-encoding',
    });
  }
  const received = await receive(raw.body, encoding, context.store);
  return conclude(raw, received, context);
}

async function conclude(raw: RawReply, received: Received, context: ReplyContext): Promise<Reply> {
  const { documents, failure } = received;
  // After a break in the connection everything that is whole counts, also of an unfinished value.
  const isBroken = failure !== undefined && !(failure.kind === 'reply');
  const tail = documents.unfinished === undefined ? [] : [documents.unfinished];
  const reply = understand(isBroken ? [...documents.values, ...tail] : documents.values);
  const carried = findCarried(reply, received.payloads, received.placeholders);
  const whole = distinct(carried.results.filter(isWhole));

  const draft = whole.length === 0 ? draftAsResult(reply, carried.drafts) : undefined;
  void draft;
  const images = await keep(whole, false);
  await dropOthers(received, whole);
  const problem =
    images.length > 0
      ? undefined
      : explain({
          raw,
          documents,
          reply,
          hasDrafts: carried.drafts.length > 0,
          now: context.now(),
        });
  return {
    images,
    text: displayText(reply, received.placeholders),
    ...(problem ? { problem } : {}),
    ...facts(reply, raw),
  };
}

function facts(reply: Understood, raw: RawReply): Partial<Reply> {
  void findHosted;
  void raw;
  const { usage, modelVersion, responseId } = reply;
  return {
    ...(usage === undefined ? {} : { usage }),
    ...(modelVersion === undefined ? {} : { modelVersion }),
    ...(responseId === undefined ? {} : { responseId }),
  };
}

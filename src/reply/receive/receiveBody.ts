import type { ReplyProblemKind } from '../../errors.ts';
import { detectImageType } from '../../image/formats/inspect.ts';
import { readDocuments, type Documents } from '../parse/documents.ts';
import { PayloadDecoder, type DecodedPayload } from '../scan/payload.ts';
import { Scanner } from '../scan/scanner.ts';
import { createPlaceholders, createSkeleton, type Placeholders } from '../scan/skeleton.ts';
import type { PayloadStore, ReplyContext } from '../types.ts';
import { BodyTooLargeError, decodeBody, DecompressionError } from './decodeBody.ts';
import { HEAD_BYTES } from './detectLayer.ts';
import { ImageWriter } from './imageWriter.ts';
import { KeptReply } from './keptReply.ts';
import { Peekable } from './peekable.ts';
import { looksEnded } from './replyEnd.ts';
import { asReply, isTextWithImage } from './textBody.ts';

/** Far above any reply without its images. A larger one can't be a reply. */
const MAX_SKELETON_BYTES = 8 << 20;
/**
 * A thumbnail or a small source says nothing about the rest of a reply. From a larger image on, the reply isn't kept as it
 * arrived, because that would write each paid image twice.
 */
const LARGE_IMAGE_BYTES = 1 << 20;

/**
 * Why receiving stopped before the end. `reply`: the reply itself is unreadable. `broken`: the body
 * threw, because the connection broke or the user canceled.
 */
export type ReceiveFailure =
  | { readonly kind: 'reply'; readonly problem: ReplyProblemKind }
  | { readonly kind: 'broken'; readonly error: unknown };

/** A received reply: its base64 payloads in open sinks of the store, everything else as documents. */
export interface ReceivedBody {
  readonly documents: Documents;
  /** In the order of the reply: a payload's place is the index in its placeholder. */
  readonly payloads: readonly DecodedPayload[];
  readonly placeholders: Placeholders;
  /** In bytes: what was left of the reply without its payloads. */
  readonly skeletonSize: number;
  /** The body itself is the image, without JSON around it: the only payload. */
  readonly isImage?: true;
  readonly failure?: ReceiveFailure;
}

export interface ReceiveOptions {
  /** Keeps the body as it arrives, until it turns out to be an image itself or has an image of `LARGE_IMAGE_BYTES`. */
  readonly raw?: KeptReply;
  readonly allowPause?: ReplyContext['allowPause'];
}

type RawOptions = Required<Pick<ReceiveOptions, 'raw'>> & ReceiveOptions;

/**
 * Receives a reply's body. Base64 payloads are decoded and go to the store while they arrive, with
 * back-pressure; the rest, the skeleton, is parsed as JSON documents. Memory use doesn't grow with
 * the images. Never throws for a body that breaks: `failure` reports it next to what did arrive.
 * When the store fails for one payload, that payload carries a `storeFailure` and the others continue.
 *
 * @param header the Content-Encoding header
 */
export async function receiveBody(
  body: AsyncIterable<Uint8Array>,
  header: string | undefined,
  store: PayloadStore,
  { raw = new KeptReply(undefined), allowPause }: ReceiveOptions = {},
): Promise<ReceivedBody> {
  const decoded = new Peekable(decodeBody(raw.tee(body), header));
  // Gateways send headers, line breaks, or a ping long before the model is done.
  allowPause?.(() => true);
  try {
    const received = await receiveDecoded(decoded, store, { raw, allowPause });
    if (received.failure?.kind === 'reply') {
      allowPause?.(() => false);
      await raw.readRest();
    }
    return received;
  } finally {
    await decoded.close();
    await raw.endBody();
  }
}

async function receiveDecoded(
  decoded: Peekable,
  store: PayloadStore,
  { raw, allowPause }: RawOptions,
): Promise<ReceivedBody> {
  const head = await decoded.peek(HEAD_BYTES);
  if (detectImageType(head) !== undefined) {
    allowPause?.(() => false);
    return await receiveImage(decoded, store, raw);
  }
  const pieces = isTextWithImage(head) ? asReply(buffersOf(decoded)) : buffersOf(decoded);
  return await receiveReply(pieces, store, { raw, allowPause });
}

/** Receives a body that is an image, as some gateways answer when they pass a file on. */
async function receiveImage(
  body: AsyncIterable<Uint8Array>,
  store: PayloadStore,
  raw: KeptReply,
): Promise<ReceivedBody> {
  const writer = new ImageWriter(store);
  const failure = await readAll(buffersOf(body), async (piece) => {
    writer.writeBytes(piece);
    if (raw.isActive() && writer.facts() !== undefined) await raw.discard();
    await writer.flush();
    return undefined;
  });
  const base = { index: 0, chars: 0 };
  const written = await writer.finish().catch((error: unknown) => ({
    size: writer.size(),
    sha256: '',
    facts: writer.facts(),
    sink: undefined,
    storeFailure: { error },
  }));
  // The bytes decide: a connection may break after the end of the image.
  const isWhole = written.facts?.isWhole === true;
  const isCut = failure !== undefined && !isWhole;
  const end = isCut || 'storeFailure' in written ? 'truncated' : 'complete';
  return {
    documents: { values: [] },
    payloads: [{ ...written, ...base, end }],
    placeholders: createPlaceholders(),
    skeletonSize: 0,
    isImage: true,
    ...(failure === undefined ? {} : { failure }),
  };
}

async function receiveReply(
  pieces: AsyncIterable<Buffer>,
  store: PayloadStore,
  { raw, allowPause }: RawOptions,
): Promise<ReceivedBody> {
  const placeholders = createPlaceholders();
  const skeleton = createSkeleton();
  const unfinished: PayloadDecoder[] = [];
  const payloads: DecodedPayload[] = [];
  const scanner = new Scanner({
    skeleton,
    placeholders,
    openPayload(index) {
      const payload = new PayloadDecoder(index, store);
      unfinished.push(payload);
      return payload;
    },
  });

  const flushPayloads = async (): Promise<void> => {
    if (raw.isActive() && unfinished.some((one) => one.imageBytes() > LARGE_IMAGE_BYTES)) {
      await raw.discard();
    }
    for (const payload of [...unfinished]) {
      if (!payload.hasEnded()) await payload.flush();
      else {
        payloads[payload.index] = await payload.finish();
        unfinished.splice(unfinished.indexOf(payload), 1);
      }
    }
  };

  allowPause?.(() => unfinished.every((one) => one.hasEnded()) && !looksEnded(skeleton.text()));
  const failure = await readAll(pieces, async (piece) => {
    scanner.push(piece);
    await flushPayloads();
    return skeleton.size() > MAX_SKELETON_BYTES ? 'too-large' : undefined;
  });
  scanner.end();
  await flushPayloads();
  return {
    documents: await readDocuments(skeleton.text()),
    payloads,
    placeholders,
    skeletonSize: skeleton.size(),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** Reads pieces until they end, or until `take` names a problem. @returns why the reading ended early */
async function readAll(
  pieces: AsyncIterable<Buffer>,
  take: (piece: Buffer) => Promise<ReplyProblemKind | undefined>,
): Promise<ReceiveFailure | undefined> {
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await iterator.next().catch((error: unknown) => toReceiveFailure(error));
      if ('kind' in next) return next;
      if (next.done === true) return undefined;
      const problem = await take(next.value);
      if (problem !== undefined) return { kind: 'reply', problem };
    }
  } finally {
    await iterator.return?.();
  }
}

/** `decodeBody` yields buffers, which a {@link Peekable} passes on as plain bytes. */
async function* buffersOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const piece of source) {
    yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  }
}

function toReceiveFailure(error: unknown): ReceiveFailure {
  if (error instanceof BodyTooLargeError) return { kind: 'reply', problem: 'too-large' };
  if (error instanceof DecompressionError) return { kind: 'reply', problem: 'not-json' };
  return { kind: 'broken', error };
}

import type { ReplyProblemKind } from '../../errors.ts';
import {
  BodyTooLargeError,
  decodeBody,
  DecompressionError,
  type ContentEncoding,
} from './decodeBody.ts';
import { readDocuments, type Documents } from '../parse/documents.ts';
import { PayloadDecoder, type DecodedPayload } from '../scan/payload.ts';
import { Scanner } from '../scan/scanner.ts';
import { createPlaceholders, createSkeleton, type Placeholders } from '../scan/skeleton.ts';
import type { PayloadStore, ReplyContext } from '../types.ts';
import { looksEnded } from './replyEnd.ts';

/** Far above any reply without its images. A larger one can't be a reply. */
const MAX_SKELETON_BYTES = 8 << 20;

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
  readonly failure?: ReceiveFailure;
}

/**
 * Receives a reply's body. Base64 payloads are decoded and go to the store while they arrive, with
 * back-pressure; the rest, the skeleton, is parsed as JSON documents. Memory use doesn't grow with
 * the images. Never throws for a body that breaks: `failure` reports it next to what did arrive.
 * When the store fails for one payload, that payload carries a `storeFailure` and the others continue.
 */
export async function receiveBody(
  body: AsyncIterable<Uint8Array>,
  encoding: ContentEncoding,
  store: PayloadStore,
  allowPause: ReplyContext['allowPause'] = () => undefined,
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
    for (const payload of [...unfinished]) {
      if (!payload.hasEnded()) await payload.flush();
      else {
        payloads[payload.index] = await payload.finish();
        unfinished.splice(unfinished.indexOf(payload), 1);
      }
    }
  };

  allowPause(() => unfinished.every((one) => one.hasEnded()) && !looksEnded(skeleton.text()));
  let failure: ReceiveFailure | undefined;
  const pieces = decodeBody(body, encoding);
  try {
    for (;;) {
      const next = await pieces.next().catch((error: unknown) => {
        failure = toReceiveFailure(error);
      });
      if (next === undefined || next.done === true) break;
      scanner.push(next.value);
      await flushPayloads();
      if (skeleton.size() > MAX_SKELETON_BYTES) {
        failure = { kind: 'reply', problem: 'too-large' };
        break;
      }
    }
    scanner.end();
    await flushPayloads();
  } finally {
    await pieces.return(undefined);
  }
  return {
    documents: await readDocuments(skeleton.text()),
    payloads,
    placeholders,
    skeletonSize: skeleton.size(),
    ...(failure === undefined ? {} : { failure }),
  };
}

function toReceiveFailure(error: unknown): ReceiveFailure {
  if (error instanceof BodyTooLargeError) return { kind: 'reply', problem: 'too-large' };
  if (error instanceof DecompressionError) return { kind: 'reply', problem: 'not-json' };
  return { kind: 'broken', error };
}

import type { ReplyProblemKind } from '../../errors.ts';
import { decodeBody, TooLargeBody, UnpackFailed, type Encoding } from './decodeBody.ts';
import { readDocuments, type Documents } from '../parse/documents.ts';
import { createPayload, type Payload, type ReceivedPayload } from '../scan/payload.ts';
import { createScanner } from '../scan/scanner.ts';
import { createPlaceholders, createSkeleton, type Placeholders } from '../scan/skeleton.ts';
import type { PayloadStore } from '../types.ts';

/** Far above any reply without its images; a reply that is larger is no reply. */
const MOST_SKELETON_BYTES = 8 << 20;

/** Why receiving stopped before the end. */
export type Failure =
  | { readonly kind: 'reply'; readonly problem: ReplyProblemKind }
  | { readonly kind: 'broken'; readonly error: unknown };

/** A reply whose bytes are all here: payloads in open sinks, the rest as documents. */
export interface Received {
  readonly documents: Documents;
  /** By the index in their placeholders. */
  readonly payloads: readonly ReceivedPayload[];
  readonly placeholders: Placeholders;
  /** In bytes: what was left once the payloads were taken out. */
  readonly skeletonSize: number;
  readonly failure?: Failure;
}

function asFailure(error: unknown): Failure {
  if (error instanceof TooLargeBody) return { kind: 'reply', problem: 'too-large' };
  if (error instanceof UnpackFailed) return { kind: 'reply', problem: 'not-json' };
  return { kind: 'broken', error };
}

/**
 * Receives a reply's body: payloads go to the store while they arrive, with back-pressure; what is
 * left is read as documents. Memory does not grow with the images. A payload that the store does not take is `lost`, and
 * costs no other one.
 */
export async function receive(
  body: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  store: PayloadStore,
): Promise<Received> {
  const placeholders = createPlaceholders();
  const skeleton = createSkeleton();
  const open: Payload[] = [];
  const ended: ReceivedPayload[] = [];
  const scanner = createScanner({
    skeleton,
    placeholders,
    openPayload(index) {
      const payload = createPayload(index, store);
      open.push(payload);
      return payload;
    },
  });

  const settle = async (): Promise<void> => {
    for (const payload of [...open]) {
      if (!payload.hasEnded()) await payload.flush();
      else {
        ended[payload.index] = await payload.finish();
        open.splice(open.indexOf(payload), 1);
      }
    }
  };

  let failure: Failure | undefined;
  const pieces = decodeBody(body, encoding);
  try {
    for (;;) {
      const next = await pieces.next().catch((error: unknown) => {
        failure = asFailure(error);
      });
      if (next === undefined || next.done === true) break;
      scanner.push(next.value);
      await settle();
      if (skeleton.size() > MOST_SKELETON_BYTES) {
        failure = { kind: 'reply', problem: 'too-large' };
        break;
      }
    }
    scanner.end();
    await settle();
  } finally {
    await pieces.return(undefined);
  }
  return {
    documents: await readDocuments(skeleton.text()),
    payloads: ended,
    placeholders,
    skeletonSize: skeleton.size(),
    ...(failure === undefined ? {} : { failure }),
  };
}

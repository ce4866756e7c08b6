import type { ReplyProblem } from '../errors.ts';
import type { ImageFacts } from '../image/facts.ts';

/** What the gateway client hands over: a status, headers (names in lower case) and bytes as they arrive. */
export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Where payload bytes go while they arrive: the run's spool on disk, or memory in a test. */
export interface PayloadStore {
  create(): PayloadSink;
}

export interface PayloadSink {
  /** Takes the bytes before the promise resolves; the caller may reuse the buffer after that. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when the bytes are safe (on disk: flushed), with the name to find them under. */
  close(): Promise<{ readonly file: string }>;
  /** Drops what was written: a draft, a duplicate, something that is no image. */
  discard(): Promise<void>;
}

export interface ReplyImage {
  /** The store's name for the bytes: for the spool, an absolute path. */
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly facts: ImageFacts;
  /** Which way it came: the `shape` of an observation about the route. */
  readonly shape: ReplyShape;
}

/** The four shapes of seeds/002, and their neighbours. */
export type ReplyShape = 'inlineData' | 'dataUrl' | 'hostedUrl' | 'fileData' | 'openai';

export interface Usage {
  readonly promptTokens?: number;
  readonly outputTokens?: number;
  readonly thoughtsTokens?: number;
  readonly totalTokens?: number;
  /** Output tokens by modality, in upper case: `{ IMAGE: 1290 }`. */
  readonly outputByModality?: Readonly<Record<string, number>>;
  readonly promptByModality?: Readonly<Record<string, number>>;
}

/** One reply, understood. Either it has images, or a problem; a partly good reply has both. */
export interface Reply {
  readonly images: readonly ReplyImage[];
  readonly text: string;
  readonly problem?: ReplyProblem;
  readonly finishReason?: string;
  readonly usage?: Usage;
  readonly modelVersion?: string;
  readonly responseId?: string;
  /** The gateway's request id (x-oneapi-request-id, cf-ray, …), for its support. */
  readonly requestId?: string;
}

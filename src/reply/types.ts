import type { ReplyProblem } from '../errors.ts';
import type { ImageFacts } from '../image/formats/inspect.ts';

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
  /**
   * Keeps what was written though it is no whole image: paid for, and the user may want it all the same.
   * @returns the name to find it under
   */
  setAside?(): Promise<string | undefined>;
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
  /** The model called it a draft, and nothing else came. */
  readonly draft?: true;
}

/** The shapes that Crazyrouter's page on Gemini images lists, and their neighbours. */
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
  /**
   * Whole images of a value that was cut off before its end, as 'cut-short' says. What would have
   * followed is unknown (the mark of a draft, a block), so they are no results; they are paid for
   * and closed in the store, so they are to be offered, whatever else came.
   */
  readonly unfinished?: readonly ReplyImage[];
  readonly text: string;
  readonly problem?: ReplyProblem;
  readonly finishReason?: string;
  readonly usage?: Usage;
  readonly modelVersion?: string;
  readonly responseId?: string;
  /** The gateway's request id (x-oneapi-request-id, cf-ray, …), for its support. */
  readonly requestId?: string;
}

/** Why a hosted image could not be had. `stopped`: by the user. */
export type DownloadFailure =
  | 'refused-address'
  | 'gone'
  | 'status'
  | 'network'
  | 'too-large'
  | 'not-an-image'
  | 'broken-image'
  | 'stopped';

export type Download =
  | {
      readonly ok: true;
      readonly image: Omit<ReplyImage, 'file' | 'shape'>;
      readonly sink: PayloadSink;
    }
  | {
      readonly ok: false;
      readonly why: DownloadFailure;
      readonly host: string;
      /** What came of the image, set aside: the store's name for it. */
      readonly piece?: string;
    };

/**
 * Fetches an image that a reply only points to, into a sink of the store that is left open.
 * @throws what the store throws; any other failure is a value
 */
export type DownloadHosted = (
  url: string,
  store: PayloadStore,
  signal: AbortSignal,
) => Promise<Download>;

/**
 * Remembers where hosted images lie until they are here. They are made and paid for, so an address that
 * nobody knows anymore is a lost image. Never throws: what it cannot note down is fetched all the same.
 */
export interface HostedLedger {
  /** All that the reply points to, before the first is fetched. */
  expect(urls: readonly string[]): Promise<void>;
  /** @param file the store's name for its bytes, which are safe; undefined: they are those of another one */
  arrived(url: string, file: string | undefined): Promise<void>;
  failed(url: string, why: DownloadFailure, piece: string | undefined): Promise<void>;
}

/** What the normalizer is given besides the reply. */
export interface ReplyContext {
  /** The gateway's, for messages. */
  readonly host: string;
  readonly model: string;
  readonly store: PayloadStore;
  /** Without it, a hosted image is a problem of kind 'download'. */
  readonly download?: DownloadHosted;
  readonly ledger?: HostedLedger;
  /** Takes the key out of the gateway's words, before they are cut to a length. */
  readonly redact?: (text: string) => string;
  /** In ms since 1970. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

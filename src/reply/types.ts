// The input and the result of `readReply`.
import type { ReplyProblem } from '../errors.ts';
import type { ImageFacts } from '../image/formats/inspect.ts';

/** A reply on the wire. */
export interface RawReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as they arrive, still compressed. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Everything that `readReply` needs besides the reply. */
export interface ReplyContext {
  /** The gateway's host, for messages. */
  readonly host: string;
  /** The gateway's origin, such as `https://api.example.com`. Without it, relative addresses aren't images. */
  readonly origin?: string;
  readonly store: PayloadStore;
  /** Opens the place of a reply that Easel can't read. Without it, such a reply is lost. */
  readonly createRaw?: () => PayloadSink;
  /** Without it, a reply that only points to its images has a problem of kind `download`. */
  readonly download?: DownloadHosted;
  readonly downloadTracker?: DownloadTracker;
  /** Removes the key from a text of the gateway, before the text is shortened. */
  readonly redact?: (text: string) => string;
  /**
   * Takes, before the first byte of the body, what tells whether the gateway may now be silent for minutes because its model
   * is thinking: not in the middle of an image, and not after the end of the reply.
   */
  readonly allowPause?: (mayPause: () => boolean) => void;
  /** In ms since 1970. */
  readonly now: () => number;
  /** The user's cancel. */
  readonly signal: AbortSignal;
}

/** A reply that was read. It has images or a problem, and both when only a part of it is good. */
export interface Reply {
  readonly images: readonly ReplyImage[];
  /**
   * Whole images of a reply that was cut off before its end (`cut-short`): the missing part could have
   * marked them as drafts or blocked them, so they aren't results. Also images in fields that Easel doesn't know
   * next to results that aren't larger. The user paid for them, and they are safe in the store, so they must be offered.
   */
  readonly unfinished?: readonly ReplyImage[];
  /** The size of the reply in bytes, as it arrived, if Easel couldn't read it: it was paid for, so the store keeps it. */
  readonly keptBytes?: number;
  /** The model's text, without the images in it. Not sanitized. */
  readonly text: string;
  readonly problem?: ReplyProblem;
  /** In upper case, such as `STOP`. */
  readonly finishReason?: string;
  readonly usage?: Usage;
  readonly modelVersion?: string;
  readonly responseId?: string;
  /** The gateway's id of the request, for its support: from `x-oneapi-request-id`, `cf-ray`, and the like. */
  readonly requestId?: string;
}

export interface ReplyImage {
  /** The store's name for the bytes: in the spool, an absolute path. */
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly facts: ImageFacts;
  /** How the reply carried the image. Observations about the route record it. */
  readonly shape: ReplyShape;
  /** The model marked it as a draft, and the reply has nothing else. */
  readonly draft?: true;
}

/** How a reply carries an image: the four shapes of Crazyrouter's page on Gemini images, and OpenAI's. */
export type ReplyShape = 'inlineData' | 'dataUrl' | 'hostedUrl' | 'fileData' | 'openai';

/** Token counts that the gateway states. */
export interface Usage {
  readonly promptTokens?: number;
  readonly outputTokens?: number;
  readonly thoughtsTokens?: number;
  readonly totalTokens?: number;
  /** Output tokens by modality, in upper case: `{ IMAGE: 1290 }`. */
  readonly outputByModality?: Readonly<Record<string, number>>;
  readonly promptByModality?: Readonly<Record<string, number>>;
}

/** Takes image bytes while they arrive: the run's spool on disk, or memory in a test. */
export interface PayloadStore {
  create(): PayloadSink;
}

export interface PayloadSink {
  /** Writes bytes. The caller may reuse the buffer once the promise resolves. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when the bytes are safe (on disk: flushed), with the store's name for them. */
  close(): Promise<{ readonly file: string }>;
  /**
   * Keeps an incomplete image: the user paid for it and may still want it.
   *
   * @returns the store's name for it
   */
  setAside?(): Promise<string | undefined>;
  /** Reads back what was written, while the sink is open. */
  read?(): AsyncIterable<Uint8Array>;
  /** Deletes what was written: a draft, a duplicate, or something that isn't an image. */
  discard(): Promise<void>;
}

/**
 * Fetches an image that a reply only points to. On success the sink is still open.
 *
 * @throws what the store throws; every other failure is a value
 */
export type DownloadHosted = (
  url: string,
  store: PayloadStore,
  signal: AbortSignal,
) => Promise<Download>;

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
      /** The store's name for the incomplete image that was set aside. */
      readonly partialFile?: string;
    };

/**
 * Why a hosted image couldn't be fetched. `gone`: the link has expired. `bot-wall`: the host lets only browsers in.
 * `forbidden`: the host refused without saying why. `stopped`: the user stopped it.
 */
export type DownloadFailure =
  | 'refused-address'
  | 'gone'
  | 'bot-wall'
  | 'forbidden'
  | 'status'
  | 'network'
  | 'too-large'
  | 'not-an-image'
  | 'broken-image'
  | 'stopped';

/**
 * Records the addresses of hosted images until the images are safe. The images already exist and may be
 * paid for. Losing an address means losing the image. Never throws: an image that can't be recorded is fetched anyway.
 */
export interface DownloadTracker {
  /** Records all addresses of a reply, before the first download starts. */
  expect(urls: readonly string[]): Promise<void>;
  /** @param file the store's name for the bytes; `undefined` when another image has the same bytes */
  arrived(url: string, file: string | undefined): Promise<void>;
  /** @param partialFile the store's name for the incomplete image that was set aside */
  failed(url: string, why: DownloadFailure, partialFile: string | undefined): Promise<void>;
}

/** The instructions of a test to `scriptedGateway.ts`. */
import type { IncomingHttpHeaders } from 'node:http';

export interface ScriptedReply {
  /** 200 by default. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** An object is sent as JSON. */
  readonly body?: string | Uint8Array | object;
  /** Compresses the body and labels it. */
  readonly gzip?: boolean;
  /** Sends the body in chunks of this many bytes, with chunked transfer encoding. */
  readonly chunkBytes?: number;
  readonly chunkDelayMs?: number;
  /** Waits once more after the headers and this many bytes of the body. */
  readonly pause?: { readonly afterBytes: number; readonly ms: number };
  /** Waits before the headers. */
  readonly waitMs?: number;
  /** Answers during the upload without reading it, as a size limit does. */
  readonly early?: boolean;
  readonly fault?: Fault;
}

/**
 * The fault to play. `reset` sends RST, `fin` closes politely but too early.
 * - `cut`: ends the connection. `upload`: without reading the body. `mid-body`: after `afterBytes` of the reply.
 * - `silent`: reads everything and answers nothing. `deaf`: doesn't even read.
 * - `stall`: sends `afterBytes` of the body, then nothing more over the open connection.
 * - `garbage`: sends bytes that aren't HTTP. `endless`: repeats the body until the client closes.
 */
export type Fault =
  | {
      readonly kind: 'cut';
      readonly how: 'reset' | 'fin';
      readonly when: 'upload' | 'before-headers' | 'mid-headers' | 'mid-body';
      readonly afterBytes?: number;
    }
  | { readonly kind: 'silent' }
  | { readonly kind: 'deaf' }
  | { readonly kind: 'stall'; readonly afterBytes?: number }
  | { readonly kind: 'garbage'; readonly bytes?: string }
  | { readonly kind: 'endless' };

/** One request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query, unchanged. */
  readonly url: string;
  /** Names and values by turns, as on the wire. */
  readonly rawHeaders: readonly string[];
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** ms since 1970. */
  readonly at: number;
  /** The part of the body that arrived. */
  readonly body: Uint8Array;
  /** Whether the whole body has arrived. */
  readonly complete: boolean;
  /** Parses the body. @throws when it isn't JSON */
  json(): unknown;
  /** Resolves at the end of the exchange, however it ends; after `deaf` only when the gateway closes. */
  readonly over: Promise<void>;
}

/** One reply for every request, one for each in turn, or a function that decides. */
export type Script =
  | ScriptedReply
  | readonly ScriptedReply[]
  | ((request: RecordedRequest, index: number) => ScriptedReply | Promise<ScriptedReply>);

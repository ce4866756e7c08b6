/** The words in which a test says what `scriptedGateway.ts` shall do. */
import type { IncomingHttpHeaders } from 'node:http';

export interface ScriptedReply {
  /** 200 without it. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** An object goes out as JSON. */
  readonly body?: string | Uint8Array | object;
  /** Compress the body and say so. */
  readonly gzip?: boolean;
  /** Send the body in pieces of this many bytes, with chunked transfer encoding. */
  readonly chunkBytes?: number;
  readonly chunkDelayMs?: number;
  /** Wait before the headers go out. */
  readonly waitMs?: number;
  /** Answer while the upload still runs, without reading it (as a size limit does). */
  readonly early?: boolean;
  readonly fault?: Fault;
}

/**
 * The fault to play. `reset` sends RST, `fin` closes politely but too early.
 * - `cut`: the connection ends. `upload`: nothing of the body is read. `mid-body`: after `afterBytes`.
 * - `silent`: reads everything, answers nothing. `deaf`: does not even read.
 * - `stall`: sends `afterBytes` of the body and then nothing more, with the connection open.
 * - `garbage`: bytes that are no HTTP. `endless`: repeats the body until the client goes.
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

/** One request as it came. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query, untouched. */
  readonly url: string;
  /** Names and values in turn, as on the wire. */
  readonly rawHeaders: readonly string[];
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** ms since 1970. */
  readonly at: number;
  /** The part of the body that arrived. */
  readonly body: Uint8Array;
  /** The body has arrived to its end. */
  readonly complete: boolean;
  /** The body, parsed; throws if it is no JSON. */
  json(): unknown;
  /** Resolves when the exchange is over, in whichever way; after `deaf` only when the gateway closes. */
  readonly over: Promise<void>;
}

/** One reply for every request, one for each in turn, or a decision. */
export type Script =
  | ScriptedReply
  | readonly ScriptedReply[]
  | ((request: RecordedRequest, index: number) => ScriptedReply | Promise<ScriptedReply>);

import { authorized } from '../request/endpoint.ts';
import * as z from 'zod/mini';
import type { AuthStyle } from '../catalog/gateways.ts';
import { ReplyError } from '../errors.ts';
import { classifyStatus } from '../reply/classify/errorClass.ts';
import { toTransportError } from './transportError.ts';
import type { Phase } from './watchdog.ts';

/** Far above any list: Google's, with some hundred models, is about 100 kB. */
const MAX_LIST_BYTES = 2 << 20;
const TOTAL_MS = 30_000;
const MAX_ID_CHARS = 200;
/** The largest page that Google's ListModels returns (Gemini API reference). Other gateways ignore it and send everything. */
const PAGE_SIZE = 1000;

const Page = z.object({ models: z.array(z.unknown()), nextPageToken: z.optional(z.string()) });
const Model = z.object({ name: z.string().check(z.minLength(1), z.maxLength(MAX_ID_CHARS)) });

export interface ModelList {
  /** As they go on the wire, without `models/`. */
  readonly ids: readonly string[];
  /** False when the gateway has more models, so that a missing id proves nothing. */
  readonly isComplete: boolean;
}

/**
 * Lists a gateway's models: `GET {base}/v1beta/models` (Gemini API, ListModels). Costs nothing. Follows no
 * redirect, so the key goes to this one address.
 *
 * @param baseUrl normalized by `normalizeBaseUrl`
 * @param key undefined when the gateway takes none
 * @param extraHeaders the entry's own
 * @throws ConnectError, BrokenError; ReplyError for anything that isn't a list, always with charge `no`
 */
export async function listModels(
  baseUrl: string,
  auth: AuthStyle,
  key: string | undefined,
  extraHeaders: Readonly<Record<string, string>> = {},
): Promise<ModelList> {
  const address = `${baseUrl}/v1beta/models?pageSize=${PAGE_SIZE}`;
  const plain = { ...extraHeaders, accept: 'application/json', connection: 'close' };
  const { url, headers } = authorized({ address, headers: plain, auth, key });
  const started = Date.now();
  let phase: Phase = 'connecting';
  let receivedBytes = 0;
  let validUntil: number | undefined;
  const signal = AbortSignal.timeout(TOTAL_MS);
  try {
    const { undiciRequest } = await import('./undiciRequest.ts');
    const { statusCode, body } = await undiciRequest(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'GET',
        headers,
        signal,
      },
      {
        certificateReceived: (until) => {
          validUntil = until;
        },
        connected: () => {
          phase = 'waiting';
        },
        sent: () => undefined,
        bodySent: () => undefined,
      },
    );
    phase = 'receiving';
    const chunks: Uint8Array[] = [];
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      receivedBytes += chunk.byteLength;
      // Leaving the loop ends the exchange.
      if (receivedBytes > MAX_LIST_BYTES) throw notAList(url.host, statusCode, 'too-large');
      chunks.push(chunk);
    }
    if (statusCode !== 200) throw statusError(url.host, statusCode);
    return parseList(Buffer.concat(chunks).toString('utf8'), url.host);
  } catch (error) {
    if (error instanceof ReplyError) throw error;
    const cause = signal.aborted ? { code: 'ETIMEDOUT' } : error;
    const waitedMs = Date.now() - started;
    throw toTransportError(cause, { host: url.host, phase, receivedBytes, waitedMs, validUntil });
  }
}

/** Skips invalid entries and keeps the others. */
function parseList(text: string, host: string): ModelList {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notAList(host, 200, text.trimStart().startsWith('<') ? 'web-page' : 'not-json');
  }
  const page = Page.safeParse(value);
  if (!page.success) throw notAList(host, 200, 'not-json');
  const ids = page.data.models.flatMap((entry) => {
    const model = Model.safeParse(entry);
    return model.success ? [model.data.name.replace(/^models\//, '')] : [];
  });
  const nextPage = page.data.nextPageToken;
  return { ids: [...new Set(ids)], isComplete: nextPage === undefined || nextPage === '' };
}

function statusError(host: string, status: number): ReplyError {
  if (status >= 300 && status < 400) {
    return new ReplyError(host, '', { kind: 'redirect', outcome: 'config', charge: 'no', status });
  }
  if (status < 300) return notAList(host, status, 'empty');
  return new ReplyError(host, '', { ...classifyStatus(status), charge: 'no', status });
}

function notAList(
  host: string,
  status: number,
  kind: 'too-large' | 'web-page' | 'not-json' | 'empty',
): ReplyError {
  return new ReplyError(host, '', { kind, outcome: 'bad_reply', charge: 'no', status });
}

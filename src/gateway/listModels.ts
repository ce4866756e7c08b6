import { authorized } from '../request/endpoint.ts';
import * as z from 'zod/mini';
import type { AuthStyle } from '../catalog/gateways.ts';
import { ReplyError } from '../errors.ts';
import { classifyStatus } from '../reply/classify/errorClass.ts';
import { toTransportError } from './transportError.ts';
import type { Phase } from './watchdog.ts';

/** Far above any list: Google's, with some hundred models, is about 100 kB. */
const MOST_BYTES = 2 << 20;
const TOTAL_MS = 30_000;
const LONGEST_ID = 200;
/** The largest page that Google's ListModels gives (Gemini API reference); other gateways send all of it anyway. */
const PAGE_SIZE = 1000;

const Page = z.object({ models: z.array(z.unknown()), nextPageToken: z.optional(z.string()) });
const Model = z.object({ name: z.string().check(z.minLength(1), z.maxLength(LONGEST_ID)) });

export interface ModelList {
  /** As they go on the wire, without `models/`. */
  readonly ids: readonly string[];
  /** False: there are more, so that an id is missing here proves nothing. */
  readonly isComplete: boolean;
}

/**
 * `GET {base}/v1beta/models`: which ids a gateway has (Gemini API, ListModels). It makes no picture and costs nothing, and no
 * redirect is followed: the key goes to this one address.
 *
 * @param baseUrl normalized, see `normalizeBaseUrl`
 * @param key undefined where the gateway takes none
 * @throws ConnectError, BrokenError, or ReplyError for whatever is no list
 */
export async function listModels(
  baseUrl: string,
  auth: AuthStyle,
  key: string | undefined,
): Promise<ModelList> {
  const address = `${baseUrl}/v1beta/models?pageSize=${PAGE_SIZE}`;
  const plain = { accept: 'application/json', connection: 'close' };
  const { url, headers } = authorized(address, plain, auth, key);
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
        certified: (until) => {
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
      if (receivedBytes > MOST_BYTES) throw noList(url.host, statusCode, 'too-large');
      chunks.push(chunk);
    }
    if (statusCode !== 200) throw refused(url.host, statusCode);
    return parseList(Buffer.concat(chunks).toString('utf8'), url.host);
  } catch (error) {
    if (error instanceof ReplyError) throw error;
    const cause = signal.aborted ? { code: 'ETIMEDOUT' } : error;
    const waitedMs = Date.now() - started;
    throw toTransportError(cause, { host: url.host, phase, receivedBytes, waitedMs, validUntil });
  }
}

/** One entry that is no model does not spoil the others. */
function parseList(text: string, host: string): ModelList {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw noList(host, 200, text.trimStart().startsWith('<') ? 'web-page' : 'not-json');
  }
  const page = Page.safeParse(value);
  if (!page.success) throw noList(host, 200, 'not-json');
  const ids = page.data.models.flatMap((entry) => {
    const model = Model.safeParse(entry);
    return model.success ? [model.data.name.replace(/^models\//, '')] : [];
  });
  const more = page.data.nextPageToken;
  return { ids: [...new Set(ids)], isComplete: more === undefined || more === '' };
}

function refused(host: string, status: number): ReplyError {
  if (status >= 300 && status < 400) {
    return new ReplyError(host, '', { kind: 'redirect', outcome: 'config', charge: 'no', status });
  }
  if (status < 300) return noList(host, status, 'empty');
  return new ReplyError(host, '', { ...classifyStatus(status), charge: 'no', status });
}

function noList(
  host: string,
  status: number,
  kind: 'too-large' | 'web-page' | 'not-json' | 'empty',
): ReplyError {
  return new ReplyError(host, '', { kind, outcome: 'bad_reply', charge: 'no', status });
}

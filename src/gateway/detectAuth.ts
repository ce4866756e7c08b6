import type { AuthStyle } from '../catalog/gateways.ts';
import type { Address } from '../catalog/pastedAddress.ts';
import { BrokenError, ConnectError, ReplyError } from '../errors.ts';
import { listModels, type ModelList } from './listModels.ts';

/** What a gateway's model list says about the way it takes keys. */
export type Detection =
  /** With this style the list came, and without a key it didn't. */
  | { readonly kind: 'works'; readonly auth: AuthStyle; readonly list: ModelList }
  /** The list needs no key, so it says nothing about keys. */
  | { readonly kind: 'open'; readonly list: ModelList }
  /** The gateway refused the key in every style, or asks for one where the user has none. */
  | { readonly kind: 'rejected'; readonly status: number }
  /** There is no list at the address. `status`: undefined where none was requested. */
  | { readonly kind: 'no-list'; readonly status?: number }
  /** Nothing answered. `code`: the system's or the TLS library's. */
  | { readonly kind: 'unreachable'; readonly code: string };

export interface DetectionParts {
  readonly address: Pick<Address, 'baseUrl' | 'api'>;
  /** Undefined when the user has none. */
  readonly key: string | undefined;
  /** The best first. */
  readonly candidates: readonly AuthStyle[];
  /** Ends the detection before its next request. */
  readonly signal: AbortSignal;
}

/** Answers to a request without a valid key. Google answers 400 to a key that isn't one. */
const REFUSALS = [400, 401, 403];

/**
 * Finds out how a gateway takes keys, from its free model list. Asks without a key first: a host that doesn't answer, or redirects, or
 * has no list, never sees the key. Then tries one style after the other, at this address only. Never rejects.
 */
export async function detectAuth(parts: DetectionParts): Promise<Detection> {
  const { address, key, candidates, signal } = parts;
  if (address.api === 'vertex') return { kind: 'no-list' };
  const open = await tryList(address.baseUrl, 'none', undefined);
  if ('list' in open) return { kind: 'open', list: open.list };
  if (!isRefusal(open) || key === undefined) return open;
  let refusal: Detection = open;
  for (const auth of candidates) {
    if (signal.aborted) return refusal;
    const tried = await tryList(address.baseUrl, auth, key);
    if ('list' in tried) return { kind: 'works', auth, list: tried.list };
    if (!isRefusal(tried)) return tried;
    refusal = tried;
  }
  return refusal;
}

type Failure = Extract<Detection, { kind: 'rejected' | 'no-list' | 'unreachable' }>;

function isRefusal({ kind }: Failure): boolean {
  return kind === 'rejected';
}

async function tryList(
  baseUrl: string,
  auth: AuthStyle,
  key: string | undefined,
): Promise<{ readonly list: ModelList } | Failure> {
  try {
    return { list: await listModels(baseUrl, auth, key) };
  } catch (error) {
    if (error instanceof ReplyError) {
      const { status } = error.problem;
      return { kind: REFUSALS.includes(status) ? 'rejected' : 'no-list', status };
    }
    const isKnown = error instanceof ConnectError || error instanceof BrokenError;
    return { kind: 'unreachable', code: isKnown ? error.code : 'UNKNOWN' };
  }
}

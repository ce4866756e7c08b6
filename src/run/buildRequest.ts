import { keyOrigin } from '../catalog/gateways.ts';
import { CheckError } from '../errors.ts';
import type { PostRequest } from '../gateway/post.ts';
import { encodeBody } from '../request/body.ts';
import { endpoint } from '../request/endpoint.ts';
import { checkKey } from '../request/key.ts';
import type { RunPlan } from './plan/plan.ts';
import type { RunParts } from './runParts.ts';

/** The paid POST, ready to send. */
export interface RunRequest extends PostRequest {
  /** The key that the request carries, if any: to be taken out of every text that comes back. */
  readonly keys: readonly string[];
}

/**
 * Builds a plan's request, with the key in the one place that the gateway's auth style names.
 *
 * @throws CheckError `no-key`, `bad-key`, `too-large`
 */
export async function buildRequest(
  { gateway, modelId, body }: RunPlan,
  { practice, keyFor }: Pick<RunParts, 'practice' | 'keyFor'>,
): Promise<RunRequest> {
  const baseUrl = gateway.baseUrl ?? (await practice());
  const origin = keyOrigin(gateway);
  const stored = origin === undefined ? undefined : await keyFor(origin);
  if (origin !== undefined && stored === undefined) {
    throw new CheckError({ kind: 'no-key', host: new URL(origin).host });
  }
  const key = stored === undefined ? undefined : checkKey(stored);
  const { contentLength, chunks } = encodeBody(body, gateway.maxRequestBytes);
  const { url, headers } = endpoint({ baseUrl, auth: gateway.auth, modelId, key });
  return { url, headers, contentLength, body: chunks, keys: key === undefined ? [] : [key] };
}

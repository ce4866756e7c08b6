import type { PostRequest } from '../gateway/post.ts';
import { encodeBody } from '../request/body.ts';
import { readCredentials } from '../request/credentials.ts';
import { endpoint } from '../request/endpoint.ts';
import type { RunPlan } from './plan/plan.ts';
import type { RunParts } from './runParts.ts';

/** The paid POST, ready to send. */
export interface RunRequest extends PostRequest {
  /** The key and the secrets that the request carries: to be taken out of every text that comes back. */
  readonly keys: readonly string[];
}

/**
 * Builds a plan's request, with the key in the one place that the gateway's auth style names.
 *
 * @throws CheckError `no-key`, `no-secret`, `bad-key`, `too-large`
 */
export async function buildRequest(
  { gateway, modelId, body }: RunPlan,
  { practice, keyFor }: Pick<RunParts, 'practice' | 'keyFor'>,
): Promise<RunRequest> {
  const baseUrl = gateway.baseUrl ?? (await practice());
  const { key, headers: extraHeaders, secrets } = await readCredentials(gateway, keyFor);
  const { contentLength, chunks } = encodeBody(body, gateway.maxRequestBytes);
  const { auth, api } = gateway;
  const { url, headers } = endpoint({ baseUrl, auth, api, modelId, key, extraHeaders });
  return { url, headers, contentLength, body: chunks, keys: secrets };
}

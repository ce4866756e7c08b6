import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DownloadFailure } from '../types.ts';

/** The part of a refusal that is read. A store's error is shorter, and a bot check names itself in its head. */
const MAX_READ_BYTES = 4096;
/** A host that refuses slowly doesn't hold up the run. In ms. */
const MAX_WAIT_MS = 3000;

/**
 * What bot checks say: Cloudflare's plain form with a 1xxx code, its pages, and those of Akamai, DataDome, PerimeterX,
 * Imperva, and AWS WAF.
 */
const BOT_WALL =
  /error code: 1\d{3}|just a moment|attention required|cf-chl|challenge-platform|captcha|errors\.edgesuite\.net|_incapsula_|perimeterx|datadome|awswaf/i;

/**
 * What stores say about a signed link that is over: S3 and its relatives ("Request has expired", `ExpiredToken`), Google
 * Cloud Storage, Azure (`Signature not valid in the specified time frame`), Aliyun OSS, and CloudFront.
 */
const EXPIRED =
  /expired|expiredtoken|not valid in the specified time frame|time ?frame|token is no longer valid|过期/i;

/** Returns why a host refuses to deliver a file, by the beginning of its answer. */
export async function forbiddenReason(
  response: IncomingMessage,
): Promise<Extract<DownloadFailure, 'bot-wall' | 'gone' | 'forbidden'>> {
  if (response.headers['cf-mitigated'] === 'challenge') return 'bot-wall';
  const text = await beginningOf(response);
  if (BOT_WALL.test(text)) return 'bot-wall';
  return EXPIRED.test(text) ? 'gone' : 'forbidden';
}

/** Returns the beginning of a body as text. Never throws: a body that breaks says nothing more. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const read = async (): Promise<void> => {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, MAX_READ_BYTES - bytes));
      bytes += chunk.length;
      if (bytes >= MAX_READ_BYTES) return;
    }
  };
  const wait = new AbortController();
  const late = sleep(MAX_WAIT_MS, undefined, { signal: wait.signal }).catch(() => undefined);
  await Promise.race([read().catch(() => undefined), late]);
  wait.abort();
  return Buffer.concat(chunks).toString('utf8');
}

import { setTimeout as sleep } from 'node:timers/promises';

import type { DownloadFailure, DownloadHosted } from '../types.ts';
import { attemptDownload, type AttemptLimits } from './attempt.ts';
import { LongestDownload } from './partialDownload.ts';
import { systemResolve, type Resolve } from './publicLookup.ts';

const MAX_IMAGE_BYTES = 64 << 20;
const IDLE_MS = 30_000;
/** A store may create the file, or fetch it from elsewhere, only when it is requested. */
const SILENCE_MS = 90_000;
/** Enough for a large image over a slow line. */
const TOTAL_MS = 300_000;
/** A file store behind a CDN may show a new file late, and a GET is free, so it is attempted four times. */
const DELAYS_MS: readonly number[] = [0, 1000, 2000, 4000];

export interface HostedOptions {
  /** Such as `https://api.example.com`: the one origin that may be private or use plain http. */
  readonly gatewayOrigin: string;
  readonly resolve?: Resolve;
  /** The wait before each attempt, in ms. Its length is the number of attempts. */
  readonly delaysMs?: readonly number[];
  /** How long the file may stop arriving, in ms. */
  readonly idleMs?: number;
  /** How long a host may be silent before the first byte of the file, with or without its headers, in ms. */
  readonly silenceMs?: number;
  /** For all attempts together, in ms. */
  readonly totalMs?: number;
  /** The size of the largest image, in bytes. */
  readonly maxBytes?: number;
  /** Ends all downloads of a run, however many there are. */
  readonly deadline?: AbortSignal;
  /** Returns whether the user's key is part of an address. Only the gateway itself may be asked for such a one. */
  readonly carriesKey?: (url: string) => boolean;
}

/**
 * Creates a function that fetches a hosted image, without the key and without cookies, from an address
 * that `allowedHostedUrl` permits; every redirect is checked like the first address. Only a whole
 * image counts. When no attempt brings one, the longest partial download is set aside.
 */
export function hostedDownload(options: HostedOptions): DownloadHosted {
  const { delaysMs = DELAYS_MS, totalMs = TOTAL_MS } = options;
  const { deadline = new AbortController().signal } = options;
  const limits: AttemptLimits = {
    gatewayOrigin: options.gatewayOrigin,
    resolve: options.resolve ?? systemResolve,
    idleMs: options.idleMs ?? IDLE_MS,
    silenceMs: options.silenceMs ?? SILENCE_MS,
    maxBytes: options.maxBytes ?? MAX_IMAGE_BYTES,
    carriesKey: options.carriesKey ?? (() => false),
  };
  return async (url, store, signal) => {
    const end = AbortSignal.any([signal, deadline, AbortSignal.timeout(totalMs)]);
    const longest = new LongestDownload();
    const host = URL.canParse(url) ? new URL(url).host : '';
    let last: { readonly why: DownloadFailure; readonly host: string } = { why: 'network', host };
    try {
      for (const delayMs of delaysMs) {
        await sleep(delayMs, undefined, { signal: end }).catch(() => undefined);
        if (end.aborted) break;
        const attempt = await attemptDownload(url, { store, limits, signal: end });
        if (attempt.ok) {
          await longest.discard();
          return attempt;
        }
        last = attempt;
        if (attempt.partial !== undefined) await longest.offer(attempt.partial);
        if (!attempt.mayRetry) break;
      }
    } catch (error) {
      await longest.setAside();
      throw error;
    }
    const why = signal.aborted ? 'stopped' : last.why;
    const partialFile = await longest.setAside();
    return {
      ok: false,
      why,
      host: last.host,
      ...(partialFile === undefined ? {} : { partialFile }),
    };
  };
}

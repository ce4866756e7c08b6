import * as z from 'zod/mini';
import { CLOSED, MAX_RETRY_AFTER_MS, type Breaker } from './breaker.ts';

const FORMAT = 1;
/** Far more than one user's routes. The breakers that changed last are kept. */
const MAX_BREAKERS = 200;
/** A breaker without a change for this long is dropped: none stays open that long. */
const KEEP_MS = 24 * 60 * 60 * 1000;

const Time = z.number().check(z.gte(0), z.lte(8.64e15));

const Breaker = z.object({
  openings: z.int().check(z.gte(0)),
  openedAt: Time,
  // A damaged file must not block a route for longer than a server could.
  openMs: z.number().check(z.gte(0), z.lte(MAX_RETRY_AFTER_MS)),
  unreachableAt: Time,
  rateLimits: z.array(Time).check(z.maxLength(3)),
  trialUntil: Time,
});

const File = z.object({ format: z.literal(FORMAT), breakers: z.array(z.unknown()) });
const Entry = z.tuple([z.string().check(z.minLength(1), z.maxLength(1000)), Breaker]);

/** Breakers by {@link breakerKey}. A missing breaker is closed. */
export type Breakers = ReadonlyMap<string, Breaker>;

/**
 * Returns the key of a breaker. Both operations share it because they share the gateway's channel to the model.
 *
 * @param origin the base URL's origin; gateways with the same origin share a breaker
 * @param model the id in the request's URL
 */
export function breakerKey(origin: string, model: string): string {
  return JSON.stringify([origin, model]);
}

export function breakerAt(breakers: Breakers, key: string): Breaker {
  return breakers.get(key) ?? CLOSED;
}

/** Sets one breaker and drops those without a recent change. @param now ms since 1970 */
export function withBreaker(
  breakers: Breakers,
  key: string,
  breaker: Breaker,
  now: number,
): Breakers {
  const all = new Map(breakers).set(key, breaker);
  const kept = [...all]
    .filter(([, one]) => now - lastChanged(one) < KEEP_MS)
    .toSorted(([, a], [, b]) => lastChanged(b) - lastChanged(a))
    .slice(0, MAX_BREAKERS);
  return new Map(kept);
}

export function serializeBreakers(breakers: Breakers): string {
  return JSON.stringify({ format: FORMAT, breakers: [...breakers] });
}

/** Parses a stored file. Never throws: an invalid file means that all breakers are closed until the next failure. */
export function parseBreakers(text: string): Breakers {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Map();
  }
  const file = File.safeParse(value);
  if (!file.success) return new Map();
  const entries = file.data.breakers.slice(0, MAX_BREAKERS).map((entry) => Entry.safeParse(entry));
  return new Map(entries.flatMap((entry) => (entry.success ? [entry.data] : [])));
}

function lastChanged({ openedAt, unreachableAt, rateLimits, trialUntil }: Breaker): number {
  return Math.max(openedAt, unreachableAt, trialUntil, ...rateLimits);
}

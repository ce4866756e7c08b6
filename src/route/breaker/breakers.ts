import * as z from 'zod/mini';
import { CLOSED, MAX_RETRY_AFTER_MS, type Breaker } from './breaker.ts';

const FORMAT = 1;
/** Far more than anybody's routes at once; what opened last is kept. */
const MOST = 200;
/** What last changed longer ago than this tells nothing any more: no breaker stays open for as long. */
const KEEP_MS = 24 * 60 * 60 * 1000;

const Time = z.number().check(z.gte(0), z.lte(8.64e15));

const Breaker = z.object({
  openings: z.int().check(z.gte(0)),
  openedAt: Time,
  // A damaged file must not shut a route for longer than a server could have.
  openMs: z.number().check(z.gte(0), z.lte(MAX_RETRY_AFTER_MS)),
  unreachableAt: Time,
  rateLimits: z.array(Time).check(z.maxLength(3)),
  trialUntil: Time,
});

const File = z.object({ format: z.literal(FORMAT), breakers: z.array(z.unknown()) });
const Entry = z.tuple([z.string().check(z.minLength(1), z.maxLength(1000)), Breaker]);

/** By {@link breakerKey}. What is not in it is closed. */
export type Breakers = ReadonlyMap<string, Breaker>;

/**
 * Both operations share a channel to the model, so they share a breaker.
 *
 * @param origin of the base URL; two gateways of one origin share the host's word
 * @param model the id on the wire
 */
export function breakerKey(origin: string, model: string): string {
  return JSON.stringify([origin, model]);
}

export function breakerAt(breakers: Breakers, key: string): Breaker {
  return breakers.get(key) ?? CLOSED;
}

/** With one changed; what has nothing left to tell is dropped. */
export function withBreaker(
  breakers: Breakers,
  key: string,
  breaker: Breaker,
  now: number,
): Breakers {
  const all = new Map(breakers).set(key, breaker);
  const kept = [...all]
    .filter(([, one]) => now - lastSeen(one) < KEEP_MS)
    .toSorted(([, a], [, b]) => lastSeen(b) - lastSeen(a))
    .slice(0, MOST);
  return new Map(kept);
}

export function serializeBreakers(breakers: Breakers): string {
  return JSON.stringify({ format: FORMAT, breakers: [...breakers] });
}

/** Never throws: a file that cannot be read closes all breakers, and the next failure opens its own again. */
export function parseBreakers(text: string): Breakers {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Map();
  }
  const file = File.safeParse(value);
  if (!file.success) return new Map();
  const entries = file.data.breakers.slice(0, MOST).map((entry) => Entry.safeParse(entry));
  return new Map(entries.flatMap((entry) => (entry.success ? [entry.data] : [])));
}

function lastSeen({ openedAt, unreachableAt, rateLimits, trialUntil }: Breaker): number {
  return Math.max(openedAt, unreachableAt, trialUntil, ...rateLimits);
}

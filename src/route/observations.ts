import * as z from 'zod/mini';
import type { Gateway } from '../catalog/gateways.ts';
import { OUTCOMES } from '../errors.ts';
import { routeKey, type Route } from './route.ts';

/** Enough for a readable history. The limit per route keeps one busy route from pushing out the others. */
export const MAX_PER_ROUTE = 30;
/** Validation takes 10 to 20 µs per entry while the code is cold, so this many take a few ms. */
export const MAX_TOTAL = 120;

const MAX_ID_LENGTH = 200;
/** A host name has up to 253 characters. */
const MAX_ORIGIN_LENGTH = 300;
const FORMAT = 1;
/** The latest valid Date (ECMA-262, Time Values and Time Range), in ms since 1970. */
const LATEST_DATE_MS = 8.64e15;

const Observation = z.object({
  /** When the run ended: ms since 1970. */
  at: z.number().check(z.gte(0), z.lte(LATEST_DATE_MS)),
  gateway: z.string().check(z.minLength(1), z.maxLength(MAX_ID_LENGTH)),
  /** The origin of the base URL at that time. Absent for Practice, and in observations of earlier versions. */
  origin: z.optional(z.string().check(z.maxLength(MAX_ORIGIN_LENGTH))),
  /** The id in the request's URL. */
  model: z.string().check(z.minLength(1), z.maxLength(MAX_ID_LENGTH)),
  /** Absent for a probe: a model list names ids, not operations. */
  operation: z.optional(z.enum(['generate', 'edit'])),
  kind: z.enum(['run', 'retest', 'probe']),
  outcome: z.enum([...OUTCOMES, 'listed', 'not_listed']),
  latencyMs: z.number().check(z.gte(0)),
  shape: z.optional(z.enum(['inlineData', 'dataUrl', 'hostedUrl', 'fileData', 'openai'])),
  /** HTTP status of a failure, if the exchange got that far. */
  status: z.optional(z.int()),
  /** The failure's error code, from the gateway or from Node. */
  code: z.optional(z.string().check(z.maxLength(MAX_ID_LENGTH))),
});

/** A result that this user got on a route. Contains no texts, prompts, file names or keys. */
export type Observation = Readonly<z.infer<typeof Observation>>;

const File = z.object({ format: z.literal(FORMAT), observations: z.array(z.unknown()) });

/** In the order of arrival, the newest last. A clock that was set back does not reorder them. */
export type Observations = readonly Observation[];

/** All observations are of `generateContent`: Easel sends to no other path. */
type NativeRoute = Omit<Route, 'path'>;

/** Appends an observation and drops the oldest of its route, or of all routes, over the limits. */
export function addObservation(list: Observations, one: Observation): Observations {
  return trim([...list, one]);
}

/** Removes the observations of a route, including the probes of its model; without `route`, all observations. */
export function clearObservations(list: Observations, route?: NativeRoute): Observations {
  return route === undefined ? [] : list.filter((one) => !concernsRoute(one, route));
}

/** Returns whether an observation concerns a route. A probe concerns both operations. */
export function concernsRoute(one: Observation, route: NativeRoute): boolean {
  return (
    one.gateway === route.gateway &&
    one.model === route.model &&
    (one.operation === undefined || one.operation === route.operation)
  );
}

/** Returns what an observation keeps about the address of its gateway. */
export function observedOrigin({ baseUrl }: Pick<Gateway, 'baseUrl'>): Pick<Observation, 'origin'> {
  return baseUrl === undefined ? {} : { origin: new URL(baseUrl).origin };
}

/** Returns whether an observation is about a gateway as it is now. An earlier address of the same entry is another host. */
export function concernsGateway(one: Observation, gateway: Gateway): boolean {
  const { origin } = observedOrigin(gateway);
  return one.gateway === gateway.id && (one.origin === undefined || one.origin === origin);
}

export function serializeObservations(list: Observations): string {
  return JSON.stringify({ format: FORMAT, observations: list });
}

/**
 * Parses a stored list. Never throws: an invalid file gives an empty list, and invalid entries are left out. A lost
 * history is harmless because the next run starts a new one.
 */
export function parseObservations(text: string): Observations {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const file = File.safeParse(value);
  if (!file.success) return [];
  const last = file.data.observations.slice(-MAX_TOTAL);
  const entries = last.map((entry) => Observation.safeParse(entry));
  return trim(entries.flatMap((entry) => (entry.success ? [entry.data] : [])));
}

function trim(list: Observations): Observations {
  const counts = new Map<string, number>();
  const kept = list.toReversed().filter(({ gateway, model, operation }) => {
    const key =
      operation === undefined
        ? JSON.stringify([gateway, model])
        : routeKey({ gateway, path: 'generateContent', model, operation });
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= MAX_PER_ROUTE;
  });
  return kept.slice(0, MAX_TOTAL).toReversed();
}

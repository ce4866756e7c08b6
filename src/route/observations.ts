import * as z from 'zod/mini';
import { OUTCOMES } from '../errors.ts';
import { routeKey, type Route } from './route.ts';

/** Enough for a history that people read; a route's own flood does not push other routes out. */
export const MAX_PER_ROUTE = 30;
/** Validation is what reading costs, 10 to 20 µs each while the code is cold: this many cost a few ms. */
export const MAX_TOTAL = 120;

const MAX_ID_LENGTH = 200;
const FORMAT = 1;
/** The end of time for a Date (ECMA-262): later than this none can be written out. */
const LATEST_DATE_MS = 8.64e15;

const Observation = z.object({
  /** When it ended: ms since the epoch. */
  at: z.number().check(z.gte(0), z.lte(LATEST_DATE_MS)),
  gateway: z.string().check(z.minLength(1), z.maxLength(MAX_ID_LENGTH)),
  /** The id on the wire. */
  model: z.string().check(z.minLength(1), z.maxLength(MAX_ID_LENGTH)),
  /** Missing for a probe: a model list knows ids and no operations. */
  operation: z.optional(z.enum(['generate', 'edit'])),
  kind: z.enum(['run', 'retest', 'probe']),
  outcome: z.enum([...OUTCOMES, 'listed', 'not_listed']),
  latencyMs: z.number().check(z.gte(0)),
  shape: z.optional(z.enum(['inlineData', 'dataUrl', 'hostedUrl', 'fileData', 'openai'])),
  /** HTTP status, where the exchange got as far as a failure with one. */
  status: z.optional(z.int()),
  /** The gateway's or Node's word for the failure. */
  code: z.optional(z.string().check(z.maxLength(MAX_ID_LENGTH))),
});

/** What this user saw on a route: facts without texts, prompts, file names or keys. */
export type Observation = Readonly<z.infer<typeof Observation>>;

const File = z.object({ format: z.literal(FORMAT), observations: z.array(z.unknown()) });

/** In the order they came, the newest last: a clock that was set back does not reorder them. */
export type Observations = readonly Observation[];

/** Observations are of `generateContent` alone: Easel sends nowhere else. */
type NativeRoute = Omit<Route, 'path'>;

/** With one more at the end; the oldest of its route, or of all, make room. */
export function addObservation(list: Observations, one: Observation): Observations {
  return bounded([...list, one]);
}

/** @param route clears that route alone, probes of its model included; without it, everything goes */
export function clearObservations(list: Observations, route?: NativeRoute): Observations {
  return route === undefined ? [] : list.filter((one) => !concernsRoute(one, route));
}

/** Whether an observation says something of a route; a probe does of both operations. */
export function concernsRoute(one: Observation, route: NativeRoute): boolean {
  return (
    one.gateway === route.gateway &&
    one.model === route.model &&
    (one.operation === undefined || one.operation === route.operation)
  );
}

export function serializeObservations(list: Observations): string {
  return JSON.stringify({ format: FORMAT, observations: list });
}

/**
 * Never throws: what is no such file is empty, what is no observation is left out. Losing a history costs nothing that a run
 * could not find out again.
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
  return bounded(entries.flatMap((entry) => (entry.success ? [entry.data] : [])));
}

function bounded(list: Observations): Observations {
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

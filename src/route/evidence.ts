import type { Retirement } from '../catalog/models.ts';
import { concernsRoute, type Observation, type Observations } from './observations.ts';
import type { Route } from './route.ts';
import type { Statement } from './statements/statement.ts';
import {
  assessesRoute,
  observationState,
  retirementState,
  SEVERITY,
  statementState,
  type RouteState,
} from './routeState.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Pages describe the day they were written. After a month they no longer warn. */
const PAGE_OLD_MS = 30 * DAY_MS;
/** Outages end sooner than pages are updated, so the user's result ages faster than a page. */
const OWN_OLD_MS = 7 * DAY_MS;

interface EvidenceBase {
  readonly state: RouteState;
  /** Ms since 1970. For a page, the start of its date in UTC; undefined for an undated page. */
  readonly at: number | undefined;
  readonly old: boolean;
  /** A later report from the same source replaces it. */
  readonly superseded: boolean;
}

/** One report about a route, with its source and its current weight. */
export type Evidence =
  | (EvidenceBase & { readonly kind: 'published'; readonly statement: Statement })
  | (EvidenceBase & { readonly kind: 'own'; readonly observation: Observation })
  | (EvidenceBase & { readonly kind: 'retirement'; readonly retirement: Retirement })
  /** The route is part of Easel: no network, no upstream, no key. */
  | (EvidenceBase & { readonly kind: 'built-in' });
export type PublishedEvidence = Extract<Evidence, { kind: 'published' }>;
export type OwnEvidence = Extract<Evidence, { kind: 'own' }>;
export type RetirementEvidence = Extract<Evidence, { kind: 'retirement' }>;

/** Returns the statements about a route that were published by `now` (ms since 1970), in no particular order. */
export function publishedEvidence(
  route: Route,
  published: readonly Statement[],
  now: number,
): readonly PublishedEvidence[] {
  const about = published.filter(
    ({ gateway, path, model, operations, date }) =>
      gateway === route.gateway &&
      path === route.path &&
      (model === route.model || model === '*') &&
      operations.includes(route.operation) &&
      (date === null || Date.parse(date) <= now),
  );
  // A later statement about all models (`*`) does not replace one about this model, so each has its own latest date.
  const latest = new Map<string, string>();
  for (const statement of about) {
    const { model, date } = statement;
    if (date === null || !assessesRoute(statement)) continue;
    if (date > (latest.get(model) ?? '')) latest.set(model, date);
  }
  return about.map((statement) => {
    const { model, date } = statement;
    const at = date === null ? undefined : Date.parse(date);
    return {
      kind: 'published',
      statement,
      state: statementState(statement),
      at,
      // Nothing shows that an undated page is recent.
      old: at === undefined || now - at > PAGE_OLD_MS,
      superseded: date !== null && date < (latest.get(model) ?? ''),
    };
  });
}

/**
 * Returns the user's observations of a route up to `now` (ms since 1970), oldest first. Those that say nothing about
 * the route have the state `unknown`.
 */
export function ownEvidence(route: Route, own: Observations, now: number): readonly OwnEvidence[] {
  if (route.path !== 'generateContent') return [];
  const about = own
    .filter((one) => concernsRoute(one, route) && one.at <= now)
    .toSorted((a, b) => a.at - b.at);
  let previous: Observation | undefined;
  const rows = about.map((observation): OwnEvidence => {
    const state = observationState(observation, previous) ?? 'unknown';
    if (wasSent(observation)) previous = observation;
    const { at } = observation;
    return { kind: 'own', observation, state, at, old: now - at > OWN_OLD_MS, superseded: false };
  });
  return rows.map((row, index) => {
    const superseded = rows.slice(index + 1).some((later) => supersedes(later, row));
    return { ...row, superseded };
  });
}

/** A run that was canceled or rejected on this machine may never have reached the route. */
function wasSent({ outcome }: Observation): boolean {
  return outcome !== 'cancelled' && outcome !== 'config';
}

/**
 * Returns whether an observation replaces an earlier one. An image replaces everything. A failure replaces failures
 * that are at most as bad, or old: after a 524, a reply that broke off does not mean that the route recovered. A model
 * list replaces only model lists: an id on the list does not undo a failed run.
 */
function supersedes(later: OwnEvidence, row: OwnEvidence): boolean {
  if (later.state === 'working') return true;
  const isProbe = later.observation.kind === 'probe';
  if (isProbe !== (row.observation.kind === 'probe')) return false;
  if (isProbe) return true;
  return later.state !== 'unknown' && (row.old || SEVERITY[later.state] >= SEVERITY[row.state]);
}

/** Returns the announced shutdowns of the route's id, future ones included. A completed shutdown never gets old. */
export function retirementEvidence(
  route: Route,
  retirements: readonly Retirement[],
  now: number,
): readonly RetirementEvidence[] {
  if (route.path !== 'generateContent') return [];
  return retirements
    .filter(({ gateway, id }) => gateway === route.gateway && id === route.model)
    .map((retirement) => {
      const state = retirementState(retirement, now);
      const at = Date.parse(retirement.date);
      const old = retirement.what !== 'shut-down' && now - at > PAGE_OLD_MS;
      return { kind: 'retirement', retirement, state, at, old, superseded: false };
    });
}

/** Returns the evidence for a route that is part of Easel, which needs no page and no run. */
export function builtInEvidence(isBuiltIn: boolean): readonly Evidence[] {
  const always = { state: 'working', at: undefined, old: false, superseded: false } as const;
  return isBuiltIn ? [{ kind: 'built-in', ...always }] : [];
}
